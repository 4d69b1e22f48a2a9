// What becomes of the workspace's row, and what must hold between its fields beside the rules of
// each.
#pragma once

#include "shared/accounts/deciding.hpp"

namespace accounts {

// Why the row cannot become another, as somebody asks; nothing: it can. What did not change is not
// judged, so that nobody is held up by what was there before.
std::optional<base::Refusal> may_become(World const& world, Domain::Context const& context,
                                        Workspace const& before, Workspace const& after);
// Of all other rows the rules of fields say all.
template <class Row>
std::optional<base::Refusal> may_become(World const&, Domain::Context const&, Row const&,
                                        Row const&) {
    return std::nullopt;
}

world::Reads reads_of(SettleWorkspace const& command, PersonId actor);
world::Reads reads_of(SetWorkspacePicture const& command, PersonId actor);

// The first values, unless the row has had some.
World::Verdict decide_one(World const& world, SettleWorkspace const& command,
                          Domain::Context const& context);
World::Verdict decide_one(World const& world, SetWorkspacePicture const& command,
                          Domain::Context const& context);

// As it will be with so many administrators more.
Workspace with_administrators(World const& world, std::int64_t more);
void count_administrators(World const& world, std::int64_t more, World::Change& change);

}  // namespace accounts
