// Binds the endpoints of shared/accounts/api.hpp.
#pragma once

#include "server/accounts/entry/door.hpp"
#include "server/http/floods.hpp"
#include "server/http/limits.hpp"
#include "server/http/routes.hpp"
#include "server/sync/commands.hpp"

namespace accounts {

struct Endpoints {
    Door const& door;
    syncing::CommandDesk<Domain> const& commands;
    http::Limits const& limits;
    http::Floods const& floods;
    server::Log log;
};
// The parts must live as long as the routes.
void bind(http::Routes& routes, Endpoints const& endpoints);

}  // namespace accounts
