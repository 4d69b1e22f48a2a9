// How base::compare_for_people (text.hpp) comes to its answer.
#pragma once

#include <optional>
#include <string_view>

namespace base {

// Negative, zero, positive. Nothing where one of them has a letter that is not among the plain
// ones.
std::optional<int> compare_plain(std::string_view a, std::string_view b);
int compare_by_tables(std::string_view a, std::string_view b);

}  // namespace base
