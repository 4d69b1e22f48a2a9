// Binds the endpoints of shared/accounts/api.hpp.
#pragma once

#include "server/accounts/entry/sessions.hpp"
#include "server/http/limits.hpp"
#include "server/http/routes.hpp"

namespace accounts {

struct EntryEndpoints {
    Sessions const& sessions;
    http::Limits const& limits;
    server::Log log;
};
// The parts must live as long as the routes.
void bind_entry(http::Routes& routes, EntryEndpoints const& endpoints);

}  // namespace accounts
