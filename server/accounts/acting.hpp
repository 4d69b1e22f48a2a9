// Commands that the server itself carries out, beside rows of its own, in one transaction about one
// person: what people ask for by a link or with their password, and what time brings.
#pragma once

#include <functional>

#include "server/accounts/store.hpp"
#include "server/http/call.hpp"

namespace accounts {

using Asking = syncing::Asking<Domain>;
Asking acting_as(base::Id128 actor, std::string const& address, bool administrator = false);

// Both spaces at once, in the order in which all commands take them, and always before a row of the
// server's own (a link, a credential, a second factor): who has a row and waits for a space would
// wait for ever for somebody who has the space and waits for the row.
void lock_person(Unit& unit, PersonId person);
// Who is here and who administers: as lock_person does, of nobody in particular.
void lock_administration(Unit& unit);

// How an endpoint writes for who asks. Runs `act` in a transaction with the person locked, while
// their session, or their script's token, is open: a request that waited for a hash, or for a lock,
// may come after a reset that ended it. False: nothing was done.
bool write_while_open(Store& store, http::Identity const& who,
                      std::function<void(Unit&)> const& act);

// The same for what only administrators do, with the directory locked, and whomever it is about:
// the right, too, is looked at again. Why nothing was done.
std::optional<http::Fault> write_as_administrator(Store& store, http::Identity const& who,
                                                  std::optional<PersonId> about,
                                                  std::function<void(Unit&)> const& act);

// Adds the spaces that changed. The rules may refuse.
std::optional<base::Refusal> try_to(Unit& unit, Command const& command, Asking const& asking,
                                    Spaces& changed);
// For what they cannot refuse: throws std::logic_error when they do.
void must_carry_out(Unit& unit, Command const& command, Asking const& asking, Spaces& changed);

}  // namespace accounts
