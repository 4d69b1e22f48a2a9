// What the decisions of accounts have in common.
#pragma once

#include "shared/accounts/commands.hpp"

namespace accounts {

using PersonId = base::Id<Person>;

// The row, or the refusal that says that it is not there; a client that does not hold the space
// leaves it to the server.
template <class Row>
struct Found {
    Row const* row = nullptr;
    World::Verdict otherwise = world::ServerDecides{};
};
template <class Row>
Found<Row> look_up(World const& world, base::Id<Row> id, world::Space const& space,
                   char const* reason) {
    if (auto const* row = world.find(id)) return {row, world::ServerDecides{}};
    if (world.knows(space)) return {nullptr, base::Refusal{reason, {}}};
    return {};
}

// A guest's row is seen by the guest alone: a client that has not got somebody cannot tell whether
// they are there.
inline Found<Person> look_up(World const& world, PersonId person) {
    return look_up(world, person, world::me(person.value), "person-unknown");
}

// What changes in a person's row is told to the person, and to all members.
inline world::Reads& writes_person(world::Reads& reads, PersonId person) {
    return reads.row(person).write(directory()).write(world::me(person.value));
}

// A right is read from the actor's own row, which the command has locked: a right that was taken a
// moment ago is gone. A script's token may hold less than its owner's rights.
inline std::optional<base::Refusal> no_administrator(World const& world,
                                                     Domain::Context const& context) {
    auto const* actor = world.find(PersonId{context.actor});
    if (actor && actor->administrator && !actor->blocked && context.administrator)
        return std::nullopt;
    return base::Refusal{"administrators-only", {}};
}

template <class... Edits>
World::Change change_of(Edits... edits) {
    return World::Change{World::Edit(std::move(edits))...};
}

}  // namespace accounts
