// What a client holds of accounts.
#include "shared/world/optimistic_code.hpp"

#include "shared/accounts/commands.hpp"

template class world::Optimistic<accounts::Domain>;
