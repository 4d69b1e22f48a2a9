// Text as people write it: valid UTF-8 without NUL, counted in code points, compared as a reader of
// Russian or English expects. Everything that judges or orders text asks here, on both sides.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace base {

// Takes one code point off the front of `text`; U+FFFFFFFF when the bytes are not UTF-8 (RFC 3629).
constexpr char32_t broken = 0xFFFFFFFF;
char32_t next_code_point(std::string_view& text);

bool is_utf8(std::string_view text);
std::size_t code_points(std::string_view text);  // of valid UTF-8
void append_utf8(std::string& text, char32_t code_point);

// The shapes of text that a field may ask for. Each has one meaning, said three times: here in C++,
// as a regular expression of ECMA-262 for JSON Schema, and as one of PostgreSQL for SQL; a corpus
// holds them together.
enum class Format : std::uint8_t {
    text,   // any characters; of the control characters only tab and line feed
    line,   // one line: no control characters, no line or paragraph separator
    email,  // an address of RFC 5321 in dot-atom form, ASCII, at most 254 long, a domain with a dot
};
bool fits(Format format, std::string_view text);
// Whether what an address has before its @ consists of what may stand there. True without an @.
bool may_stand_before_at(std::string_view email);
// Anchored, and of what may be sent (take_in.hpp): what is kept, and what becomes that. Which
// letters of others a domain may have IDNA alone knows, so that some are refused afterwards.
char const* ecma_pattern(Format format);
char const* postgres_pattern(Format format);  // anchored, for ~

// Whether there is nothing in it that can be seen: white space, what Unicode lets a reader ignore,
// format characters and fillers count as nothing. One table, the same in all three.
bool is_blank(std::string_view text);
char const* ecma_visible_pattern();  // matches what is not blank
char const* postgres_visible_pattern();

// The order in which people expect names: marks, digits, Cyrillic, Latin, the rest; without regard
// to case and accents first, then by them (Ё directly after Е). Negative, zero, positive. The same
// as PostgreSQL's ru-RU-x-icu for the golden lists.
int compare_for_people(std::string_view a, std::string_view b);

}  // namespace base
