// What can be done with groups, by commands of their own and by hand, and who is in one.
#pragma once

#include "shared/accounts/deciding.hpp"

namespace accounts {

// Whether somebody is in a group now: what a right means that is given to the group. It looks at
// what `reads_whether_in` declares; other domains ask the house (Neighbours), as they hold no row
// of accounts.
bool is_in(World const& world, base::Id<Group> group, PersonId person);
world::Reads& reads_whether_in(world::Reads& reads, base::Id<Group> group, PersonId person);

world::Reads reads_of(MakeGroup const& command, PersonId actor);
world::Reads reads_of(RenameGroup const& command, PersonId actor);
world::Reads reads_of(RemoveGroup const& command, PersonId actor);
world::Reads reads_of(AddToGroup const& command, PersonId actor);
world::Reads reads_of(TakeFromGroup const& command, PersonId actor);
world::Reads reads_of(SetManagesGroups const& command, PersonId actor);

using Verdict = World::Verdict;
Verdict decide_one(World const& world, MakeGroup const& command, Domain::Context const& context);
Verdict decide_one(World const& world, RenameGroup const& command, Domain::Context const& context);
Verdict decide_one(World const& world, RemoveGroup const& command, Domain::Context const& context);
Verdict decide_one(World const& world, AddToGroup const& command, Domain::Context const& context);
Verdict decide_one(World const& world, TakeFromGroup const& command,
                   Domain::Context const& context);
Verdict decide_one(World const& world, SetManagesGroups const& command,
                   Domain::Context const& context);

// Of the rows as they are edited by hand; nothing: they can be.
void reads_by_hand(world::Reads& reads, Group const& group);
void reads_by_hand(world::Reads& reads, GroupMember const& member);
std::optional<Verdict> bars_by_hand(World const& world, world::ByHand<Group> const& edit);
std::optional<Verdict> bars_by_hand(World const& world, world::ByHand<GroupMember> const& edit);

// Takes somebody out of all groups; and what that reads and writes beside something else.
world::Reads leaves_groups(world::Reads reads, PersonId person);
void leave_groups(World const& world, PersonId person, World::Change& change);

}  // namespace accounts
