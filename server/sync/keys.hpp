// The keys under which a long poll waits. Kinds of spaces are a domain's own, so a space is named
// with its domain: two of them may call their spaces alike.
#pragma once

#include <string>
#include <string_view>

#include "shared/world/space.hpp"

namespace syncing {

inline std::string key_of(std::string_view domain, world::Space const& space) {
    return std::string(domain) + '/' + world::to_text(space);
}
std::string session_key(base::Id128 session);
std::string client_key(base::Id128 client);
constexpr std::string_view everybody = "*";

}  // namespace syncing
