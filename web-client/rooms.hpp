// The rooms of the client, in the order in which a route is offered to them: the one place that
// names them all.
#pragma once

#include "shared/domains.hpp"
#include "web-client/accounts/room.hpp"
#include "web-client/house/room.hpp"
#include "web-client/messaging/room.hpp"

using Rooms = house::Rooms<messaging::Room, accounts::Room>;

static_assert(Rooms::has_one_for_each<Domains>(), "each domain has exactly one room");
