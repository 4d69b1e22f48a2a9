#include "shared/accounts/view_rules.hpp"

namespace accounts {
namespace {

using base::Refusal;
using world::me;

world::Reads with_ones_own(base::Id<View> view, PersonId actor) {
    return world::Reads()
        .row(actor)
        .row(view)
        .range<&View::person>(actor)
        .read(directory())
        .write(me(actor.value));
}

}  // namespace

world::Reads reads_of(SaveView const& c, PersonId actor) { return with_ones_own(c.id, actor); }
world::Reads reads_of(RemoveView const& c, PersonId actor) { return with_ones_own(c.id, actor); }

World::Verdict decide_one(World const& world, SaveView const& c, Domain::Context const& context) {
    if (auto no = no_administrator(world, context)) return *no;
    if (!world.knows(me(context.actor))) return world::ServerDecides{};
    PersonId const owner{context.actor};
    View const wanted{c.id, owner, c.table, c.name, c.query, c.shared};
    if (auto const* there = world.find(c.id)) {
        if (there->person != owner || there->table != c.table) return Refusal{"id-taken", {}};
        return change_of(world::Put<View>{wanted});
    }
    std::int64_t count = 0;
    for ([[maybe_unused]] auto const& each : world.by<&View::person>(owner)) ++count;
    if (count >= View::most)
        return Refusal{"views-too-many", {{"most", std::to_string(View::most)}}};
    return change_of(world::Add<View>{wanted});
}

World::Verdict decide_one(World const& world, RemoveView const& c, Domain::Context const& context) {
    if (auto no = no_administrator(world, context)) return *no;
    auto const found = look_up(world, c.id, me(context.actor), "view-unknown");
    if (!found.row) return found.otherwise;
    // A view of somebody else is nothing to whoever is not told of it.
    if (found.row->person.value != context.actor) return Refusal{"view-unknown", {}};
    return change_of(world::Erase<View>{c.id});
}

void remove_views(World const& world, PersonId person, World::Change& change) {
    for (auto const& view : world.by<&View::person>(person))
        change.push_back(world::Erase<View>{view.id});
}

}  // namespace accounts
