// What the tests run of the server over messaging in memory.
#include "server/sync/take_code.hpp"
#include "shared/messaging/commands.hpp"
#include "tests/support/memory_store_code.hpp"

template struct syncing::Taking<messaging::Domain>;
template class support::MemoryStore<messaging::Domain>;
