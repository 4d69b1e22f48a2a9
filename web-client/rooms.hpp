// The rooms of the client, in the order in which a route is offered to them: the one place that
// names them all. The program that a browser loads first is compiled without those of
// administrators (KONTOR_ROOMS_LATER).
#pragma once

#include "shared/domains.hpp"
#include "web-client/accounts/room.hpp"
#include "web-client/house/room.hpp"
#include "web-client/messaging/room.hpp"
#if KONTOR_ROOMS_LATER
#include "web-client/later/room.hpp"
#else
#include "web-client/accounts/admin_room.hpp"
#include "web-client/tables/room.hpp"
#endif

template <class... OfAdministrators>
using RoomsWith = house::Rooms<messaging::Room, accounts::Room, OfAdministrators...>;

#if KONTOR_ROOMS_LATER
using Rooms = RoomsWith<later::Room>;
#else
using Rooms = RoomsWith<accounts::AdminRoom, tables::Room>;
#endif

static_assert(Rooms::has_one_for_each<Domains>(),
              "each domain has exactly one room, which has names for its commands: said");
