// Where administrators find what is theirs among the accounts.
#pragma once

#include "web-client/shell/section.hpp"

namespace accounts {

inline constexpr char const* workspace_route = "/workspace";
// The part of the navigation.
shell::Section administration(words::Words const& words);

}  // namespace accounts
