// What the tests run of the server over notes in memory.
#include "server/sync/take_code.hpp"
#include "shared/notes/commands.hpp"
#include "tests/support/memory_store_code.hpp"

template struct syncing::Taking<notes::Domain>;
template class support::MemoryStore<notes::Domain>;
