// What Unicode says of texts (utf8proc, the same version in the server, the window and the page):
// one composed form for whatever is taken in, one folding for whatever is searched, and the
// clusters that a reader takes for one sign.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace base {

// Normalization Form C (UAX 15): composed, so that what looks the same is the same. What is not
// UTF-8 stays as it is.
std::string nfc(std::string_view text);
bool is_nfc(std::string_view text);

// What searching compares: without case in any script, without accents, with ё as е, wide and
// narrow forms alike, ł as l, digits of any script, and the letters for which one Arabic keyboard
// has another sign than the next. What is a letter of its own in Cyrillic (й, ї, ў) stays one, and
// so do vowel signs of Indian and Thai scripts. server.folded(text) is the same in SQL
// (server/database/migrations); a test holds the two together.
std::string folded(std::string_view text);
// Whether `part` is found in `text`; an empty one is.
bool finds(std::string_view text, std::string_view part);

// Extended grapheme clusters (UAX 29): where the one that begins at `at` ends, and where the one
// that ends at `at` begins. `at` is a boundary of a code point; at the edges it stays there.
std::size_t cluster_end(std::string_view text, std::size_t at);
std::size_t cluster_begin(std::string_view text, std::size_t at);
// Where each begins, and the end of the text.
std::vector<std::size_t> clusters(std::string_view text);

// Small letters of every script, so that what differs by its case alone is one thing: the key of
// what is unique. lower(text collate "und-x-icu") is the same in SQL; a test holds the two
// together.
std::string lower(std::string_view text);
// The letter as it begins a word: Ǆ is ǅ then, and Georgian has no capitals there. Others stay as
// they are.
char32_t capital(char32_t code_point);

// Characters without any look of their own (Default_Ignorable_Code_Point, and format characters).
bool is_ignorable(char32_t code_point);

// A space of any width that may stand in a line; of no width, too, where it is a space by its name.
bool is_space_of_a_line(char32_t code_point);

// A letter, a mark on one, a digit or a connector such as _: what words are made of, in any script.
bool is_of_word(char32_t code_point);
bool is_digit(char32_t code_point);  // of a decimal number, in any script
// 0 to 9, of the digits of the scripts that are written today; else nothing.
std::optional<int> digit_value(char32_t code_point);

}  // namespace base
