// Binds the endpoints of shared/accounts/recovery_api.hpp, and those of enrolling in
// shared/accounts/admin_api.hpp.
#pragma once

#include "server/accounts/entry/recovery.hpp"
#include "server/accounts/entry/registrar.hpp"

namespace accounts {

struct RecoveryEndpoints {
    Recovery const& recovery;
    Registrar const& registrar;
    http::Limits const& limits;
    server::Log log;
};
// The parts must live as long as the routes.
void bind_recovery(http::Routes& routes, RecoveryEndpoints const& endpoints);

}  // namespace accounts
