// The bytes of a file as text: UTF-8 and UTF-16, with a mark or without one, and the two tables
// that files with Cyrillic letters had before (CP1251, KOI8-R).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "shared/imports/problem.hpp"

namespace imports {

// What a client takes at once. Whoever has more parts the file.
constexpr std::size_t most_bytes = 64u << 20;

enum class Encoding : std::uint8_t { utf8, utf16_little, utf16_big, cp1251, koi8_r };

struct Decoded {
    std::string text{};  // UTF-8, without a byte order mark
    Encoding encoding = Encoding::utf8;
    bool marked = false;  // by a byte order mark
    // "too-large-to-send" of the whole, "a-workbook", "not-text" and "null-character" with the byte
    // in the file, from 1. With one the text is of no use.
    Problems problems{};
};
// What is not valid UTF-8 is of another table when it reads as Russian there; a few broken bytes in
// UTF-8 are broken.
Decoded decode(std::string bytes);

}  // namespace imports
