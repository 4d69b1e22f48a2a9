// The domains of the product, and the trial domain behind them: in place of shared/domains.hpp.
#pragma once

#include "shared/accounts/endpoints.hpp"
#include "shared/messaging/endpoints.hpp"
#include "shared/notes/endpoints.hpp"
#include "shared/world/domains.hpp"

using Domains = world::Domains<accounts::Domain, messaging::Domain, notes::Domain>;
