// How a second factor is taken off that its owner cannot turn off: it was lost, or a thief who knew
// the password has set it and keeps the owner out. Another administrator does it, or, for the last
// one, whoever runs the server.
#pragma once

#include "server/accounts/proofs/factor_codes.hpp"
#include "server/accounts/proofs/own_password.hpp"
#include "shared/accounts/help_api.hpp"

namespace accounts {

class FactorHelp {
public:
    struct Parts {
        Store& store;
        OwnPassword const& password;
        FactorCodes const& codes;
        mail::Letters const& letters;
        syncing::Hub& hub;
    };
    explicit FactorHelp(Parts const& parts) : parts_(parts) {}

    http::LaterOf<ForgetFactor> forget(ForgetFactor::Request const& request, http::Call const& call,
                                       http::ResponderPtr& responder) const;

private:
    http::OutcomeOf<ForgetFactor> forget_now(PersonId person, http::Call const& call) const;

    Parts const parts_;
};

// The same by whoever may touch the database; servers that run on it hear of it.
std::optional<base::Refusal> forget_factor(Store& store, mail::Letters const& letters,
                                           std::string const& email);

void bind_factor_help(http::Routes& routes, FactorHelp const& help, http::Limits const& limits,
                      server::Log const& log);

}  // namespace accounts
