// Binds the endpoints of shared/accounts/api.hpp.
#pragma once

#include "server/accounts/door.hpp"
#include "server/accounts/floods.hpp"
#include "server/accounts/limits.hpp"
#include "server/http/routes.hpp"
#include "server/sync/commands.hpp"

namespace accounts {

struct RouteParts {
    Door const& door;
    syncing::CommandDesk<Domain> const& commands;
    Limits const& limits;
    Floods const& floods;
    database::Pool& pool;
    server::Log log;
};
// The parts must live as long as the routes.
void bind(http::Routes& routes, RouteParts const& endpoints);

}  // namespace accounts
