// The lists of accounts: people for everybody, and what administrators look through.
#pragma once

#include "server/database/pool.hpp"
#include "server/http/routes.hpp"
#include "server/log.hpp"

namespace accounts {

// The pool must live as long as the routes.
void bind_lists(http::Routes& routes, database::Pool& pool, server::Log const& log);

}  // namespace accounts
