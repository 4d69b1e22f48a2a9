// What a client holds of messaging.
#include "shared/world/optimistic_code.hpp"

#include "shared/messaging/commands.hpp"

template class world::Optimistic<messaging::Domain>;
