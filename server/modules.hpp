// The modules of the server: the one place that names them all, in the order of shared/domains.hpp.
#pragma once

#include "server/accounts/module.hpp"
#include "server/house/house.hpp"
#include "server/messaging/module.hpp"
#include "shared/domains.hpp"

namespace server {

using Modules = House<accounts::Module, messaging::Module>;
static_assert(std::same_as<Modules::Domains, ::Domains>, "a module for each domain, and no other");

}  // namespace server
