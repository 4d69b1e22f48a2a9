// What people might do in the simulation, in the trial domain and in messaging.
#pragma once

#include "shared/messaging/commands.hpp"
#include "tests/simulation/simulation.hpp"
#include "tests/simulation/trial.hpp"

namespace simulation {

using People = std::vector<base::Id128>;

template <>
struct Rules<trial::Domain> {
    static trial::Domain::Context context(base::Id128 person) { return {person, false, {}, {}}; }
    static std::optional<trial::Domain::Command> next(trial::Domain::World const& world,
                                                      base::Id128 person, People const& people,
                                                      Dice& dice);
    static std::vector<base::Id128> boxes();
};

template <>
struct Rules<messaging::Domain> {
    static messaging::Domain::Context context(base::Id128 person) {
        return {person, false, {}, {true}};
    }
    static std::optional<messaging::Domain::Command> next(messaging::World const& world,
                                                          base::Id128 person, People const& people,
                                                          Dice& dice);
};

// The rows that this person ought to see, and those that a world holds, as text in the order of
// their keys.
template <class Domain>
std::vector<std::string> ought_to_see(typename Domain::World const& server, base::Id128 person);
template <class Domain>
std::vector<std::string> seen(typename Domain::World const& world);

}  // namespace simulation
