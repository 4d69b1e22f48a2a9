// The rooms of the client, and that of the trial domain before them: in place of
// web-client/rooms.hpp.
#pragma once

#include "shared/domains.hpp"
#include "web-client/accounts/room.hpp"
#include "web-client/house/room.hpp"
#include "web-client/messaging/room.hpp"
#include "web-client/notes/room.hpp"

using Rooms = house::Rooms<messaging::Room, notes::Room, accounts::Room>;

static_assert(Rooms::has_one_for_each<Domains>(), "each domain has exactly one room");
