#include "tests/simulation/rules.hpp"

namespace simulation {

using described::any;
using described::any_of;

std::vector<base::Id128> Rules<trial::Domain>::boxes() { return {{1, 1}, {2, 2}, {3, 3}}; }

std::optional<trial::Domain::Command> Rules<trial::Domain>::next(trial::Domain::World const& world,
                                                                 base::Id128 person,
                                                                 People const& people, Dice& dice) {
    auto const boxes_there = boxes();
    auto const box = any_of(boxes_there, dice);
    auto const* item = any<trial::Item>(world, dice);
    switch (dice.roll(7)) {
        case 0:
            return trial::Give{box, {dice.id()}, any_of(people, dice)};
        case 1:
            // Rarely, or soon nobody can open anything.
            if (auto const* key = any<trial::Key>(world, dice); key && dice.roll(3) == 0)
                return trial::TakeAway{key->box, key->id, key->person};
            return std::nullopt;
        case 2:
            return trial::Make{{dice.id()}, box};
        case 3:
            if (item) return trial::Move{item->id, item->box, box, item->keeper};
            return std::nullopt;
        case 4:
            if (item && dice.roll(3) == 0) return trial::Drop{item->id, item->box, item->keeper};
            return std::nullopt;
        default:
            if (item) return trial::Count{item->id, item->box, item->keeper};
            return trial::Make{{dice.id()}, person};
    }
}

void Rules<trial::Domain>::begin(trial::Domain::World& world, People const& people, Dice& dice) {
    for (auto const& box : boxes()) world.put(trial::Key{{dice.id()}, box, people[0]});
}

}  // namespace simulation
