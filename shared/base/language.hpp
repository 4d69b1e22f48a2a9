// The languages in which the program speaks, and in which people name what they offer.
#pragma once

#include <cstdint>

namespace base {

enum class Language : std::uint8_t { english, russian };

}  // namespace base
