// The second factor of who signs in: how it is turned on and off. Its codes are checked by
// FactorCodes; the account's row says only whether there is one.
#pragma once

#include "server/accounts/keys/installation.hpp"
#include "server/accounts/proofs/own_password.hpp"
#include "server/sync/hub.hpp"
#include "shared/accounts/own_api.hpp"

namespace accounts {

class SecondFactor {
public:
    struct Parts {
        Store& store;
        OwnPassword const& password;
        syncing::Hub& hub;
        server::InstallationKey const& key;
    };
    explicit SecondFactor(Parts const& parts);
    ~SecondFactor();
    SecondFactor(SecondFactor const&) = delete;
    SecondFactor& operator=(SecondFactor const&) = delete;

    http::LaterOf<BeginSecondFactor> begin(BeginSecondFactor::Request const& request,
                                           http::Call const& call,
                                           http::ResponderPtr& responder) const;
    http::OutcomeOf<ConfirmSecondFactor> confirm(ConfirmSecondFactor::Request const& request,
                                                 http::Call& call) const;
    http::LaterOf<RenewRecoveryCodes> renew(RenewRecoveryCodes::Request const& request,
                                            http::Call const& call,
                                            http::ResponderPtr& responder) const;
    http::LaterOf<EndSecondFactor> end(EndSecondFactor::Request const& request,
                                       http::Call const& call, http::ResponderPtr& responder) const;

private:
    http::OutcomeOf<BeginSecondFactor> begin_now(http::Call& call) const;
    http::OutcomeOf<RenewRecoveryCodes> renew_now(http::Call& call) const;
    http::OutcomeOf<EndSecondFactor> end_now(http::Call& call) const;

    Parts const parts_;
};

struct SecondFactorEndpoints {
    SecondFactor const& second_factor;
    http::Limits const& limits;
    server::Log log;
};
void bind_second_factor(http::Routes& routes, SecondFactorEndpoints const& endpoints);

}  // namespace accounts
