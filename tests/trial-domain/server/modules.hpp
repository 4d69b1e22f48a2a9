// The modules of the server, and that of the trial domain behind them: in place of
// server/modules.hpp.
#pragma once

#include "server/accounts/module.hpp"
#include "server/house/house.hpp"
#include "server/messaging/module.hpp"
#include "server/notes/module.hpp"
#include "shared/domains.hpp"

namespace server {

using Modules = House<accounts::Module, messaging::Module, notes::Module>;
static_assert(std::same_as<Modules::Domains, ::Domains>, "a module for each domain, and no other");

}  // namespace server
