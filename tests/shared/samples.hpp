// One message of each kind, with fixed contents, for the tests of what travels and is kept.
#pragma once

#include <string>
#include <vector>

#include "shared/accounts/commands.hpp"
#include "shared/messaging/commands.hpp"
#include "shared/world/optimistic.hpp"

namespace samples {

// "…-0000000000NN": ids that can be told apart by eye.
base::Id128 id(unsigned number);

std::vector<messaging::Command> messaging_commands();  // one of each type
std::vector<accounts::Command> accounts_commands();    // one of each type
world::CommandsRequest<messaging::Domain> messaging_request();
world::CommandsRequest<accounts::Domain> accounts_request();
world::CommandsAnswer answers();  // one of each outcome

world::News<messaging::Domain> delta();
world::News<messaging::Domain> snapshot();  // a page in the middle
world::News<messaging::Domain> gone();
world::News<accounts::Domain> people();

world::Kept<messaging::Domain> kept();
world::Sent<messaging::Domain> sent();

}  // namespace samples
