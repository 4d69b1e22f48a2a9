// What the tests run of the server over accounts in memory.
#include "server/sync/take_code.hpp"
#include "shared/accounts/commands.hpp"
#include "tests/support/memory_store_code.hpp"

template struct syncing::Taking<accounts::Domain>;
template class support::MemoryStore<accounts::Domain>;
