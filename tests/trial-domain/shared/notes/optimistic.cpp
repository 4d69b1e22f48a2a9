// What a client holds of notes.
#include "shared/world/optimistic_code.hpp"

#include "shared/notes/commands.hpp"

template class world::Optimistic<notes::Domain>;
