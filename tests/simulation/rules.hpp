// What people might do in the trial domain, and what everybody ought to see at the end.
#pragma once

#include "tests/simulation/simulation.hpp"
#include "tests/simulation/trial.hpp"

namespace simulation {

template <>
struct Rules<trial::Domain> {
    static trial::Domain::Context context(base::Id128 person) { return {person, false, {}, {}}; }
    // The first of the people has the first keys.
    static void begin(trial::Domain::World& world, People const& people, Dice& dice);
    static std::optional<trial::Domain::Command> next(trial::Domain::World const& world,
                                                      base::Id128 person, People const& people,
                                                      Dice& dice);
    static std::vector<base::Id128> boxes();
};

template <class Domain, class Wanted>
std::vector<std::string> texts_of(typename Domain::World const& world, Wanted&& wanted) {
    std::map<world::RowKey, std::string> texts;
    world::each_row<Domain>([&]<class Row>(std::type_identity<Row>) {
        for (auto const& [id, row] : world.template table<Row>().all())
            if (wanted(row))
                texts[{std::string(Row::type_name), id.value}] =
                    std::string(Row::type_name) + wire::json::text(row);
    });
    std::vector<std::string> list;
    for (auto& [key, text] : texts) list.push_back(std::move(text));
    return list;
}

// The rows that this person ought to see who wants these of what is followed on request, and those
// that a world holds, as text in the order of their keys.
template <class Domain>
std::vector<std::string> ought_to_see(typename Domain::World const& server, base::Id128 person,
                                      world::Wanted const& wanted) {
    auto const mine = world::followed_by<Domain>(server, person, wanted);
    return texts_of<Domain>(server, [&](auto const& row) {
        for (auto const& space : mine)
            if (world::is_within(server, row, space)) return true;
        return false;
    });
}
template <class Domain>
std::vector<std::string> seen(typename Domain::World const& world) {
    return texts_of<Domain>(world, [](auto const&) { return true; });
}

}  // namespace simulation
