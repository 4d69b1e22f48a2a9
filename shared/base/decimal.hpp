// Whole numbers of a small unit as decimals of a large one, as texts: 123450 with two decimals is
// "1234.50". What programs write to one another has one form; what people type has many, and where
// two numbers could be meant it is refused instead of guessed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace base {

// "1234.50", "-0.005", "12" (no decimals); without groups. `sign` parts the decimals.
std::string decimal_text(std::int64_t value, int decimals, char sign = '.');
// Digits, perhaps after a minus, perhaps a point and at most `decimals` digits; nothing else, and
// nothing beyond most_exact.
std::optional<std::int64_t> decimal_from_text(std::string_view text, int decimals);

// Which sign the writer's language parts decimals by: English by a point (and groups by a comma),
// Russian by a comma (and groups by spaces); of a file of others it may not be known.
enum class DecimalSign : std::uint8_t { point, comma, unknown };

struct DecimalTyped {
    std::int64_t value = 0;
    // "not-a-decimal", "ambiguous-number", "too-fine", "amount-too-large"; empty: none
    std::string_view problem{};
};
// Takes digits of all scripts, every minus, spaces of all kinds or apostrophes between groups of
// three, and both signs: "1 234,50", "1,234.50", "1'234.50", "−٣٫٥". Of two kinds of sign the last
// parts the decimals, and what stands twice parts groups. One sign before exactly three digits is
// the language's own decimal sign or ambiguous, as "1,234" is; but English groups by commas, so
// where three decimals cannot be, it is a thousand there.
DecimalTyped decimal_typed(std::string_view text, int decimals, DecimalSign usual);

// The text with digits of all scripts as 0 to 9, every minus, point, comma and stroke as in ASCII,
// all spaces as one kind, and without marks of direction; ends are trimmed. Other text stays.
std::string plain_figures(std::string_view text);

}  // namespace base
