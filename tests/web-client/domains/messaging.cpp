// What the client's tests ask of messaging.
#include "tests/web-client/domains/described.hpp"

namespace described {

template <>
Filled RoomTests<messaging::Domain>::fill(visit::Member& anna) {
    base::Id<messaging::Channel> const id{{3, 1}};
    anna.server.carry_out(messaging::CreateChannel{id, {{4, 1}}, anna.anna, "Workshop", ""},
                          anna.anna);
    anna.server.carry_out(messaging::Invite{id, {{5, 1}}, anna.boris}, anna.anna);
    anna.settle();
    return {{"/channels/nowhere"},
            {"nav.create-channel", "details.invite", "details.edit", "details.leave",
             "channel.details"},
            {"details.leave"}};  // the last owner of a channel with others in it
}

}  // namespace described
