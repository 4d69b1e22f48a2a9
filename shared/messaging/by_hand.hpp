// What administrators may do by hand in channels, in who is in them, and in what was said there;
// and what the commands on channels look up as well.
#pragma once

#include "shared/messaging/commands.hpp"

namespace messaging {

Member const* member_of(World const& world, base::Id<Channel> channel, PersonId person);
Mark const* mark_of(World const& world, base::Id<Channel> channel, PersonId person);
Draft const* draft_of(World const& world, base::Id<Channel> channel, PersonId person);
base::Id<Mark> mark_of_member(base::Id<Member> member);
// What goes with a membership.
void erase_own(World const& world, base::Id<Channel> channel, PersonId person,
               World::Change& change);

world::Reads reads_by_hand(EditRows const& command);
World::Verdict decide_by_hand(World const& world, EditRows const& command,
                              Domain::Context const& context);

}  // namespace messaging
