// The keys under which a long poll waits.
#pragma once

#include <string>

#include "shared/world/space.hpp"

namespace syncing {

inline std::string key_of(world::Space const& space) { return world::to_text(space); }
std::string session_key(base::Id128 session);
std::string client_key(base::Id128 client);
constexpr std::string_view everybody = "*";

}  // namespace syncing
