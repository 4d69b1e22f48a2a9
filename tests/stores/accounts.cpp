// What the tests run of the server over accounts in memory.
#include "server/sync/take_instance.hpp"
#include "shared/accounts/commands.hpp"
#include "tests/support/memory_store_instance.hpp"

template struct syncing::Taking<accounts::Domain>;
template class support::MemoryStore<accounts::Domain>;
