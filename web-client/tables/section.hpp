// Where administrators find the tables.
#pragma once

#include "web-client/shell/section.hpp"

namespace tables {

inline constexpr char const* route_of_all = "/tables";
// The part of the navigation.
shell::Section section(words::Words const& words);

}  // namespace tables
