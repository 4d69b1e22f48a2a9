// What becomes of views of tables.
#pragma once

#include "shared/accounts/deciding.hpp"

namespace accounts {

world::Reads reads_of(SaveView const& command, PersonId actor);
world::Reads reads_of(RemoveView const& command, PersonId actor);

World::Verdict decide_one(World const& world, SaveView const& command,
                          Domain::Context const& context);
World::Verdict decide_one(World const& world, RemoveView const& command,
                          Domain::Context const& context);

// Takes along somebody's views; needs the range of View::person.
void remove_views(World const& world, PersonId person, World::Change& change);

}  // namespace accounts
