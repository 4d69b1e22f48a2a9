// What stands in a letter that nobody sends: whoever has such a link is who it was for. So it is
// shown to an administrator who has just proved to be one, never to a script; and never one that
// opens the account of an administrator, which would make of one of them each of the others: those
// stand in the server's own log alone.
#pragma once

#include "server/accounts/keys/installation.hpp"
#include "server/accounts/proofs/own_password.hpp"
#include "server/mail/letters.hpp"
#include "shared/accounts/admin_api.hpp"

namespace accounts {

struct LetterLinks {
    Store& store;
    OwnPassword const& password;
    server::InstallationKey const& key;

    http::LaterOf<SeeLetterLink> see(SeeLetterLink::Request const& request, http::Call const& call,
                                     http::ResponderPtr& responder) const;
};

http::OutcomeOf<SendLetterAgain> send_again(Store& store, mail::Letters const& letters,
                                            SendLetterAgain::Request const& request,
                                            http::Call const& call);

// What is referred to must live as long as the routes.
void bind_letters(http::Routes& routes, LetterLinks const& links, mail::Letters const& letters,
                  http::Limits const& limits, server::Log const& log);

}  // namespace accounts
