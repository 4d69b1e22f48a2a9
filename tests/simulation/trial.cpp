#include "tests/simulation/trial.hpp"

#include "server/sync/take_code.hpp"
#include "shared/world/optimistic_code.hpp"
#include "tests/support/memory_store_code.hpp"

namespace trial {

namespace {

using World = Domain::World;
using Verdict = World::Verdict;
using Change = Domain::Change;
using base::Refusal;

bool opens(World const& world, base::Id128 box, base::Id128 person) {
    for (auto const& key : world.by<&Key::box>(box))
        if (key.person == person) return true;
    return false;
}

world::Reads in_box(base::Id128 box) {
    world::Reads reads;
    reads.range<&Key::box>(box);
    return reads.write(trial::box_space(box));
}

world::Reads reads_of(Give const& c, base::Id128) {
    return in_box(c.box).row(c.key).write(world::me(c.person));
}
world::Reads reads_of(TakeAway const& c, base::Id128) {
    return in_box(c.box).row(c.key).write(world::me(c.person));
}
world::Reads reads_of(Make const& c, base::Id128 actor) {
    return in_box(c.box).row(c.item).write(world::me(actor));
}
world::Reads reads_of(Move const& c, base::Id128) {
    auto reads =
        in_box(c.from).row(c.item).write(world::me(c.keeper)).write(trial::box_space(c.to));
    reads.range<&Key::box>(c.to);
    return reads;
}
world::Reads reads_of(Count const& c, base::Id128) {
    return in_box(c.box).row(c.item).write(world::me(c.keeper));
}
world::Reads reads_of(Drop const& c, base::Id128) {
    return in_box(c.box).row(c.item).write(world::me(c.keeper));
}

// Nothing, or the verdict that ends the decision: the box is closed to the actor, or this client
// cannot know.
std::optional<Verdict> closed(World const& world, base::Id128 box, base::Id128 actor) {
    if (opens(world, box, actor)) return std::nullopt;
    if (!world.knows(trial::box_space(box))) return Verdict(world::ServerDecides{});
    return Verdict(Refusal{"box-unknown", {}});
}
Item const* item_in(World const& world, base::Id<Item> id, base::Id128 box, base::Id128 keeper) {
    auto const* item = world.find(id);
    return item && item->box == box && item->keeper == keeper ? item : nullptr;
}

Verdict decide_one(World const& world, Give const& c, base::Id128 actor) {
    if (auto no = closed(world, c.box, actor)) return *no;
    if (world.find(c.key)) return Refusal{"id-taken", {}};
    if (opens(world, c.box, c.person)) return Refusal{"already-given", {}};
    return Change{world::Add<Key>{{c.key, c.box, c.person}}};
}
Verdict decide_one(World const& world, TakeAway const& c, base::Id128 actor) {
    if (auto no = closed(world, c.box, actor)) return *no;
    auto const* key = world.find(c.key);
    if (!key || key->box != c.box || key->person != c.person) return Refusal{"key-unknown", {}};
    return Change{world::Erase<Key>{c.key}};
}
Verdict decide_one(World const& world, Make const& c, base::Id128 actor) {
    if (auto no = closed(world, c.box, actor)) return *no;
    if (world.find(c.item)) return Refusal{"id-taken", {}};
    return Change{world::Add<Item>{{c.item, c.box, actor, 0}}};
}
Verdict decide_one(World const& world, Move const& c, base::Id128 actor) {
    if (auto no = closed(world, c.from, actor)) return *no;
    if (auto no = closed(world, c.to, actor)) return *no;
    auto const* item = item_in(world, c.item, c.from, c.keeper);
    if (!item) return Refusal{"item-unknown", {}};
    Item moved = *item;
    moved.box = c.to;
    return Change{world::Put<Item>{moved}};
}
Verdict decide_one(World const& world, Count const& c, base::Id128 actor) {
    if (auto no = closed(world, c.box, actor)) return *no;
    auto const* item = item_in(world, c.item, c.box, c.keeper);
    if (!item) return Refusal{"item-unknown", {}};
    if (item->count == most_count) return Refusal{"full", {}};
    Item counted = *item;
    ++counted.count;
    return Change{world::Put<Item>{counted}};
}
Verdict decide_one(World const& world, Drop const& c, base::Id128 actor) {
    if (auto no = closed(world, c.box, actor)) return *no;
    if (!item_in(world, c.item, c.box, c.keeper)) return Refusal{"item-unknown", {}};
    return Change{world::Erase<Item>{c.item}};
}

}  // namespace

world::Reads Domain::reads(Command const& command, base::Id128 actor) {
    return std::visit([&](auto const& c) { return reads_of(c, actor); }, command);
}

World::Verdict Domain::decide(World const& world, Command const& command, Context const& context) {
    return std::visit([&](auto const& c) { return decide_one(world, c, context.actor); }, command);
}

}  // namespace trial

template struct syncing::Taking<trial::Domain>;
template class support::MemoryStore<trial::Domain>;
template class world::Optimistic<trial::Domain>;
