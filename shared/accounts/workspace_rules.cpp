#include "shared/accounts/workspace_rules.hpp"

#include <algorithm>

namespace accounts {
namespace {

using base::Refusal;

bool is_language(std::string const& language) {
    return language.empty() || language == "ru" || language == "en";
}

// In order, and none twice.
template <class Items, class Before>
bool is_in_order(Items const& items, Before&& before) {
    return std::adjacent_find(items.begin(), items.end(), [&](auto const& a, auto const& b) {
               return !before(a, b);
           }) == items.end();
}

bool are_in_order(std::vector<Holiday> const& days) {
    return is_in_order(days, [](Holiday a, Holiday b) { return a.day < b.day; });
}
bool are_in_order(std::vector<RoomOff> const& rooms) {
    return is_in_order(rooms,
                       [](RoomOff const& a, RoomOff const& b) { return a.domain < b.domain; });
}

// It is there from its first values on, or from the first administrator.
Workspace workspace_in(World const& world) {
    auto const* now = world.find(the_workspace);
    if (now) return *now;
    Workspace fresh;
    fresh.id = the_workspace;
    return fresh;
}
World::Edit with_workspace(World const& world, Workspace const& workspace) {
    if (world.find(the_workspace)) return world::Put<Workspace>{workspace};
    return world::Add<Workspace>{workspace};
}

bool has_second_factor(World const& world, base::Id128 person) {
    auto const* account = world.find(account_of(base::Id<Person>{person}));
    return account && account->second_factor;
}

}  // namespace

std::optional<Refusal> may_become(World const& world, Domain::Context const& context,
                                  Workspace const& before, Workspace const& after) {
    if (after.language != before.language && !is_language(after.language))
        return Refusal{"language-unknown", {}};
    // Which zones there are only the server knows; elsewhere it is a guess that there is this one.
    if (after.zone != before.zone && !context.facts.zone_is_known.value_or(true))
        return Refusal{"zone-unknown", {}};
    // Two may have changed one of them each.
    if (after.work_begins >= after.work_ends) return Refusal{"hours-backwards", {}};
    if (!(after.holidays == before.holidays) && !are_in_order(after.holidays))
        return Refusal{"holidays-order", {}};
    if (!(after.rooms_off == before.rooms_off)) {
        if (!are_in_order(after.rooms_off)) return Refusal{"rooms-order", {}};
        if (is_off(after, Domain::name)) return Refusal{"room-needed", {}};
    }
    // Whoever turned it on without having one would be no administrator any more, and nobody else
    // could turn it off.
    bool const turned_on = after.admin_second_factor && !before.admin_second_factor;
    if (turned_on && !has_second_factor(world, context.actor))
        return Refusal{"second-factor-first", {}};
    return std::nullopt;
}

world::Reads reads_of(SettleWorkspace const&, PersonId) {
    return world::Reads().row(the_workspace).write(everybody());
}
world::Reads reads_of(SetWorkspacePicture const&, PersonId actor) {
    return world::Reads().row(actor).row(the_workspace).write(everybody());
}

World::Verdict decide_one(World const& world, SettleWorkspace const& first,
                          Domain::Context const&) {
    auto workspace = workspace_in(world);
    if (workspace.settled) return Refusal{"workspace-settled", {}};
    workspace.settled = true;
    workspace.zone = first.zone;
    workspace.registration = first.registration;
    workspace.admin_second_factor = first.admin_second_factor;
    World::Change change;
    change.push_back(with_workspace(world, workspace));
    return change;
}

World::Verdict decide_one(World const& world, SetWorkspacePicture const& command,
                          Domain::Context const& context) {
    if (auto refusal = no_administrator(world, context)) return *refusal;
    auto workspace = workspace_in(world);
    workspace.picture = command.picture;
    World::Change change;
    change.push_back(with_workspace(world, workspace));
    return change;
}

Workspace with_administrators(World const& world, std::int64_t more) {
    auto workspace = workspace_in(world);
    workspace.administrators += more;
    return workspace;
}

void count_administrators(World const& world, std::int64_t more, World::Change& change) {
    if (more != 0) change.push_back(with_workspace(world, with_administrators(world, more)));
}

}  // namespace accounts
