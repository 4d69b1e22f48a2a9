// Puts the letters of lines in the order in which they are seen, when some go from the right to the
// left.
#pragma once

#include <string_view>

#include "web-client/look/text_layout.hpp"

namespace look {

// A space of any width that does not hold its neighbours together: a line may end behind it, and it
// hangs over the edge there.
bool is_breaking_space(std::string_view text, Glyph const& glyph);

// Of a layout whose glyphs stand one behind the other, as they were written. A paragraph that is
// written from the right begins at the right edge of `width`, unless that is endless.
void put_in_order(TextLayout& layout, std::string_view text, float width);

}  // namespace look
