// What the tests ask of each domain, so that whatever holds for one is held to all. A domain brings
// it in tests/domains/<name>.cpp; what it does not bring is missed by the linker, by name.
#pragma once

#include <map>
#include <optional>
#include <random>
#include <vector>

#include "shared/domains.hpp"

namespace described {

struct Dice {
    std::mt19937_64 random;
    int roll(int sides) { return static_cast<int>(random() % static_cast<std::uint64_t>(sides)); }
    base::Id128 id() { return {random(), random() | 1}; }
};

// A world, and a command that meets its rows, or things that are not there.
template <class Domain>
struct Trial {
    typename Domain::World world;
    typename Domain::Command command;
    typename Domain::Context context;
};

using People = std::vector<base::Id128>;

template <class Domain>
struct Tests {
    using World = typename Domain::World;
    using Command = typename Domain::Command;
    using Context = typename Domain::Context;

    static std::vector<Command> commands();  // one of each type, in their order
    static world::News<Domain> news();       // with a row of each type that is published
    static Trial<Domain> trial(Dice& dice);

    // ---- in the simulation: what is there at first, who asks, and what they might do now
    static void begin(World& world, People const& people, Dice& dice);
    static Context context(base::Id128 person);
    static std::optional<Command> next(World const& world, base::Id128 person,
                                       People const& people, Dice& dice);
};

// Any one of the rows of a table, by the order of their ids, so that a seed always means the same.
template <class Row, class World>
Row const* any(World const& world, Dice& dice) {
    std::map<base::Id128, Row const*> rows;
    for (auto const& [id, row] : world.template table<Row>().all()) rows[id.value] = &row;
    if (rows.empty()) return nullptr;
    return std::next(rows.begin(), dice.roll(static_cast<int>(rows.size())))->second;
}
template <class Thing>
Thing const& any_of(std::vector<Thing> const& things, Dice& dice) {
    return things[static_cast<std::size_t>(dice.roll(static_cast<int>(things.size())))];
}

}  // namespace described
