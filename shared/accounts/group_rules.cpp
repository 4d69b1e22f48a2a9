#include "shared/accounts/group_rules.hpp"

#include "shared/base/unicode.hpp"

namespace accounts {

namespace {

using Change = World::Change;
using Context = Domain::Context;
using base::Refusal;

// Who is in no group yet is read in the directory, which others wait for.
world::Reads as_manager(PersonId actor) {
    return world::Reads()
        .row(actor)
        .write(directory())
        .write(groups_space())
        .write(memberships_space());
}

std::optional<Refusal> no_manager(World const& world, Context const& context) {
    auto const* actor = world.find(PersonId{context.actor});
    if (actor && actor->manages_groups && !actor->blocked) return std::nullopt;
    if (!no_administrator(world, context)) return std::nullopt;
    return Refusal{"group-managers-only", {}};
}

Refusal too_many(char const* reason, std::int64_t most) {
    return {reason, {{"most", std::to_string(most)}}};
}

// Whether all groups are here, and who is in them.
bool knows_all(World const& world) {
    return world.knows(groups_space()) && world.knows(memberships_space());
}

// Whether another group is called so, in whatever case.
std::optional<Refusal> name_taken(World const& world, Group const& wanted) {
    auto const folded = base::folded(wanted.name);
    for (auto const& [id, group] : world.all<Group>())
        if (id != wanted.id && base::folded(group.name) == folded)
            return Refusal{"group-name-taken", {}};
    return std::nullopt;
}
std::optional<Refusal> bars_group(World const& world, Group const& wanted) {
    if (static_cast<std::int64_t>(world.all<Group>().size()) >= Group::most)
        return too_many("groups-too-many", Group::most);
    return name_taken(world, wanted);
}

GroupMember const* member_of(World const& world, base::Id<Group> group, PersonId person) {
    auto const found = world.by<&GroupMember::group, &GroupMember::person>(group, person);
    return found.empty() ? nullptr : &*found.begin();
}
// The group and the person are there.
std::optional<Refusal> bars_member(World const& world, GroupMember const& wanted) {
    if (member_of(world, wanted.group, wanted.person)) return Refusal{"already-in-group", {}};
    std::int64_t members = 0;
    for ([[maybe_unused]] auto const& member : world.by<&GroupMember::group>(wanted.group))
        ++members;
    if (members >= GroupMember::most) return too_many("group-full", GroupMember::most);
    return std::nullopt;
}

}  // namespace

bool is_in(World const& world, base::Id<Group> group, PersonId person) {
    return member_of(world, group, person) != nullptr;
}
world::Reads& reads_whether_in(world::Reads& reads, base::Id<Group> group, PersonId person) {
    return reads.range<&GroupMember::group, &GroupMember::person>(group, person)
        .read(memberships_space());
}

world::Reads reads_of(MakeGroup const& c, PersonId actor) {
    return as_manager(actor).row(c.group).all<Group>();
}
world::Reads reads_of(RenameGroup const& c, PersonId actor) {
    return as_manager(actor).row(c.group).all<Group>();
}
world::Reads reads_of(RemoveGroup const& c, PersonId actor) {
    return as_manager(actor).row(c.group).range<&GroupMember::group>(c.group);
}
world::Reads reads_of(AddToGroup const& c, PersonId actor) {
    return as_manager(actor)
        .row(c.group)
        .row(c.person)
        .row(c.member)
        .range<&GroupMember::group>(c.group)
        .range<&GroupMember::group, &GroupMember::person>(c.group, c.person);
}
world::Reads reads_of(TakeFromGroup const& c, PersonId actor) {
    return as_manager(actor).row(c.group).range<&GroupMember::group, &GroupMember::person>(
        c.group, c.person);
}
world::Reads reads_of(SetManagesGroups const& c, PersonId actor) {
    auto reads = as_manager(actor);
    return writes_person(reads, c.person);
}

Verdict decide_one(World const& world, MakeGroup const& c, Context const& context) {
    if (auto no = no_manager(world, context)) return *no;
    if (!world.knows(groups_space())) return world::ServerDecides{};
    if (auto const* there = world.find(c.group)) {
        // The same group, asked for again under another number because the answer was lost.
        if (there->name == c.name) return Change{};
        return Refusal{"id-taken", {}};
    }
    Group const group{c.group, c.name, context.now};
    if (auto no = bars_group(world, group)) return *no;
    return change_of(world::Add<Group>{group});
}

Verdict decide_one(World const& world, RenameGroup const& c, Context const& context) {
    if (auto no = no_manager(world, context)) return *no;
    auto const found = look_up(world, c.group, groups_space(), "group-unknown");
    if (!found.row) return found.otherwise;
    Group renamed = *found.row;
    renamed.name = c.name;
    if (!world.knows(groups_space())) return world::ServerDecides{};
    if (auto no = name_taken(world, renamed)) return *no;
    return change_of(world::Put<Group>{renamed});
}

Verdict decide_one(World const& world, RemoveGroup const& c, Context const& context) {
    if (auto no = no_manager(world, context)) return *no;
    if (!knows_all(world)) return world::ServerDecides{};
    if (!world.find(c.group)) return Refusal{"group-unknown", {}};
    Change change;
    for (auto const& member : world.by<&GroupMember::group>(c.group))
        change.push_back(world::Erase<GroupMember>{member.id});
    change.push_back(world::Erase<Group>{c.group});
    return change;
}

Verdict decide_one(World const& world, AddToGroup const& c, Context const& context) {
    if (auto no = no_manager(world, context)) return *no;
    if (!knows_all(world)) return world::ServerDecides{};
    if (!world.find(c.group)) return Refusal{"group-unknown", {}};
    auto const found = look_up(world, c.person);
    if (!found.row) return found.otherwise;
    if (found.row->kind == PersonKind::guest) return Refusal{"guest-right", {}};
    if (auto const* there = world.find(c.member)) {
        if (there->group == c.group && there->person == c.person) return Change{};
        return Refusal{"id-taken", {}};
    }
    GroupMember const member{c.member, c.group, c.person};
    if (auto no = bars_member(world, member)) return *no;
    return change_of(world::Add<GroupMember>{member});
}

Verdict decide_one(World const& world, TakeFromGroup const& c, Context const& context) {
    if (c.person.value != context.actor) {
        if (auto no = no_manager(world, context)) return *no;
    }
    auto const found = look_up(world, c.group, groups_space(), "group-unknown");
    if (!found.row) return found.otherwise;
    auto const* member = member_of(world, c.group, c.person);
    if (!member && !world.knows(memberships_space())) return world::ServerDecides{};
    if (!member) return Refusal{"not-in-group", {}};
    return change_of(world::Erase<GroupMember>{member->id});
}

Verdict decide_one(World const& world, SetManagesGroups const& c, Context const& context) {
    if (auto no = no_administrator(world, context)) return *no;
    auto const found = look_up(world, c.person);
    if (!found.row) return found.otherwise;
    if (found.row->manages_groups == c.manages) return Change{};
    if (c.manages && found.row->kind == PersonKind::guest) return Refusal{"guest-right", {}};
    if (c.manages && found.row->blocked) return Refusal{"person-blocked", {}};
    Person changed = *found.row;
    changed.manages_groups = c.manages;
    return change_of(world::Put<Person>{changed});
}

// ---- by hand

void reads_by_hand(world::Reads& reads, Group const& group) {
    reads.all<Group>().range<&GroupMember::group>(group.id);
}
void reads_by_hand(world::Reads& reads, GroupMember const& member) {
    reads.row(member.group)
        .row(member.person)
        .range<&GroupMember::group>(member.group)
        .range<&GroupMember::group, &GroupMember::person>(member.group, member.person);
}

std::optional<Verdict> bars_by_hand(World const& world, world::ByHand<Group> const& edit) {
    if (!knows_all(world)) return Verdict(world::ServerDecides{});
    std::optional<Refusal> no;
    if (edit.after) {
        no = edit.before ? name_taken(world, *edit.after) : bars_group(world, *edit.after);
    } else if (!world.by<&GroupMember::group>(edit.before->id).empty()) {
        // They could not be put back with it.
        no = Refusal{"group-has-members", {}};
    }
    if (no) return Verdict(*no);
    return std::nullopt;
}

std::optional<Verdict> bars_by_hand(World const& world, world::ByHand<GroupMember> const& edit) {
    if (!edit.after) return std::nullopt;
    if (!knows_all(world)) return Verdict(world::ServerDecides{});
    if (!world.find(edit.after->group)) return Verdict(Refusal{"group-unknown", {}});
    auto const found = look_up(world, edit.after->person);
    if (!found.row) return found.otherwise;
    if (found.row->kind == PersonKind::guest) return Verdict(Refusal{"guest-right", {}});
    if (auto no = bars_member(world, *edit.after)) return Verdict(*no);
    return std::nullopt;
}

world::Reads leaves_groups(world::Reads reads, PersonId person) {
    return reads.range<&GroupMember::person>(person).write(memberships_space());
}
void leave_groups(World const& world, PersonId person, Change& change) {
    for (auto const& member : world.by<&GroupMember::person>(person))
        change.push_back(world::Erase<GroupMember>{member.id});
}

}  // namespace accounts
