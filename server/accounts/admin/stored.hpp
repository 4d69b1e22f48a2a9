// What each domain stores of people, as it tells accounts, whose list of them shows it.
#pragma once

#include "server/accounts/store.hpp"
#include "server/house/told.hpp"

namespace accounts {

// Of people who are there; what was told before is replaced.
void note_stored(pqxx::transaction_base& transaction, server::told::Stored const& stored);

}  // namespace accounts
