// Binds the endpoints of shared/messaging/api.hpp.
#pragma once

#include "server/http/routes.hpp"
#include "server/log.hpp"
#include "server/messaging/store.hpp"
#include "server/sync/commands.hpp"

namespace messaging {

struct RouteParts {
    syncing::CommandDesk<Domain> const& commands;
    // Why so many more commands are not taken of somebody now.
    std::function<std::optional<http::Fault>(std::size_t count, http::Call const&)> flood;
    database::Pool& pool;
    server::Log log;
};
// The parts must live as long as the routes.
void bind(http::Routes& routes, RouteParts const& endpoints);

}  // namespace messaging
