// The rooms of the client, in the order in which a route is offered to them: the one place that
// names them all.
#pragma once

#include "shared/domains.hpp"
#include "web-client/accounts/room.hpp"
#include "web-client/house/room.hpp"
#include "web-client/messaging/room.hpp"

using Rooms = house::Rooms<messaging::Room, accounts::Room>;

static_assert(
    [] {
        bool each_has_one = Rooms::count == Domains::count;
        Domains::each([&]<class Domain>(std::type_identity<Domain>) {
            each_has_one = each_has_one && Rooms::rooms_of<Domain> == 1;
        });
        return each_has_one;
    }(),
    "each domain has exactly one room");
