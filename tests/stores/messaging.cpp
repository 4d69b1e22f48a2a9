// What the tests run of the server over messaging in memory.
#include "server/sync/take_instance.hpp"
#include "shared/messaging/commands.hpp"
#include "tests/support/memory_store_instance.hpp"

template struct syncing::Taking<messaging::Domain>;
template class support::MemoryStore<messaging::Domain>;
