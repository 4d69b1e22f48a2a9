// Which way the letters of a line go, and in which order they stand (UAX 9, the bidirectional
// algorithm). What it takes to know is large, and comes from others: natively from ICU
// (directions_native.cpp), in the page from bidi-js (directions_page.cpp).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace base {

// Whether something in it may go from the right to the left: quick, and false for nearly all texts,
// of which nothing else is to be asked then.
bool may_go_left(std::string_view text);

// A text as it stands within another one, such as a name in a sentence: what it turns ends with it
// (FSI … PDI), also where it lacks an end of its own or has one too many. Most texts stay as they
// are.
std::string isolated(std::string_view text);

struct Directions {
    bool from_right = false;           // the paragraph as a whole, by its first letter
    std::vector<std::uint8_t> levels;  // of each byte; what is odd goes from the right to the left
};
// Of a paragraph: a text without line feeds.
Directions directions_of(std::string_view paragraph);

// The order in which the parts of one line stand, from the left to the right (rule L2), by their
// levels.
std::vector<std::size_t> visual_order(std::span<std::uint8_t const> levels);

// The other one of two brackets, which is drawn for this one in what goes from the right to the
// left; others stay as they are.
char32_t mirrored(char32_t code_point);

}  // namespace base
