// Which spaces a person sees, for the stores in memory.
#include <algorithm>

#include "shared/accounts/commands.hpp"
#include "shared/messaging/commands.hpp"
#include "tests/support/memory_store.hpp"

namespace support {

template <>
std::vector<world::Space> spaces_of<accounts::Domain>(accounts::World const&, base::Id128 person) {
    return {world::me(person), world::directory()};
}

template <>
std::vector<world::Space> spaces_of<messaging::Domain>(messaging::World const& world,
                                                       base::Id128 person) {
    std::vector<world::Space> spaces{world::me(person)};
    for (auto const& [id, member] : world.table<messaging::Member>().all())
        if (member.person.value == person) spaces.push_back(world::channel(member.channel.value));
    std::sort(spaces.begin(), spaces.end());
    return spaces;
}

}  // namespace support
