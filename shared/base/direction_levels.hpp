// How base::directions_of comes to its answer.
#pragma once

#include <cstdint>
#include <string_view>

namespace base {

// Writes the level of each unit of UTF-16, and returns that of the paragraph.
int direction_levels(std::u16string_view paragraph, std::uint8_t* levels);

}  // namespace base
