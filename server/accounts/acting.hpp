// Commands that the server itself carries out, beside rows of its own, in one transaction about one
// person: what people ask for by a link or with their password, and what time brings.
#pragma once

#include <functional>

#include "server/accounts/store.hpp"
#include "server/http/call.hpp"

namespace accounts {

Domain::Context acting_as(base::Id128 actor, std::string const& address,
                          bool administrator = false);

// Both spaces at once, in the order in which all commands take them, and always before a row of the
// server's own (a link, a credential, a second factor): who has a row and waits for a space would
// wait for ever for somebody who has the space and waits for the row.
void lock_person(Unit& unit, PersonId person);

// Runs `act` in a transaction with the person locked, while the session of who asks is open: a
// request that waited for a hash may come after a reset that ended it. False: nothing was done.
bool write_while_open(Store& store, http::Identity const& who,
                      std::function<void(Unit&)> const& act);

// Adds the spaces that changed. The rules may refuse.
std::optional<base::Refusal> try_to(Unit& unit, Command const& command,
                                    Domain::Context const& context, Spaces& changed);
// For what they cannot refuse: throws std::logic_error when they do.
void carry_out(Unit& unit, Command const& command, Domain::Context const& context, Spaces& changed);

}  // namespace accounts
