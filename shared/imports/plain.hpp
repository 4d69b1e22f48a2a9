// Ways around the tables for what almost all cells of a file are: figures, and texts of ASCII and
// of the usual Cyrillic. Each answers as the slow way does, or not at all; a test holds them
// together.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "shared/base/decimal.hpp"
#include "shared/base/fields.hpp"

namespace imports {

// Whether it is as it would be taken in, and keeps all rules of its field; else somebody else says.
bool is_surely_right(std::string_view text, base::Rules const& rules);
// As base::folded.
std::string folded(std::string_view text);
// As base::decimal_typed, where that finds nothing wrong.
std::optional<std::int64_t> plain_decimal(std::string_view text, int decimals,
                                          base::DecimalSign usual);

}  // namespace imports
