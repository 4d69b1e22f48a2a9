// The rooms of the client, and that of the trial domain before them: in place of
// web-client/rooms.hpp.
#pragma once

#include "shared/domains.hpp"
#include "web-client/accounts/room.hpp"
#include "web-client/house/room.hpp"
#include "web-client/messaging/room.hpp"
#include "web-client/notes/room.hpp"
#if KONTOR_ROOMS_LATER
#include "web-client/later/room.hpp"
#else
#include "web-client/accounts/admin_room.hpp"
#include "web-client/tables/room.hpp"
#endif

template <class... OfAdministrators>
using RoomsWith = house::Rooms<messaging::Room, notes::Room, accounts::Room, OfAdministrators...>;

#if KONTOR_ROOMS_LATER
using Rooms = RoomsWith<later::Room>;
#else
using Rooms = RoomsWith<accounts::AdminRoom, tables::Room>;
#endif

static_assert(Rooms::has_one_for_each<Domains>(),
              "each domain has exactly one room, which has names for its commands: said");
