// The domains of the product, in the order in which people meet them: the one place that names them
// all.
#pragma once

#include "shared/accounts/endpoints.hpp"
#include "shared/messaging/endpoints.hpp"
#include "shared/world/domains.hpp"

using Domains = world::Domains<accounts::Domain, messaging::Domain>;
