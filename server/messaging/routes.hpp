// Binds the endpoints of shared/messaging/api.hpp.
#pragma once

#include "server/http/routes.hpp"
#include "server/log.hpp"
#include "server/messaging/store.hpp"
#include "server/sync/commands.hpp"

namespace messaging {

struct Endpoints {
    syncing::CommandDesk<Domain> const& commands;
    database::Pool& pool;
    server::Log log;
};
// The parts must live as long as the routes.
void bind(http::Routes& routes, Endpoints const& endpoints);

}  // namespace messaging
