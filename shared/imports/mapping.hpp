// Which column of a file is which field of a row: found by the names that fields have on the wire
// and in the words of both languages, and put right by hand.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "shared/base/decimal.hpp"
#include "shared/base/describe.hpp"
#include "shared/imports/sheet.hpp"

namespace imports {

// What a column is: of a field all that its value has, or one of the parts that have columns of
// their own: the currency of an amount, a text in one of the languages.
struct Target {
    static constexpr std::uint8_t whole = 0xFF;
    std::int16_t field = -1;  // its place in the description; -1: nothing, the column is left out
    std::uint8_t part = whole;

    friend bool operator==(Target a, Target b) { return a.field == b.field && a.part == b.part; }
};

// In which order figures with strokes name a day, as 11/28/2026.
enum class DayOrder : std::uint8_t { unknown, day_first, month_first };

struct Mapping {
    base::TypeInfo const* row = nullptr;
    std::vector<Target> columns;  // of the sheet, in its order
    // Said by hand; where unknown, what the column's own cells say.
    base::DecimalSign decimal = base::DecimalSign::unknown;
    DayOrder days = DayOrder::unknown;
    // The field by which people call a row, beside its keys, so that other rows may name it; -1:
    // none.
    std::int16_t called_by = -1;
};

// The names of a field, in every language.
using FieldNames = std::function<std::vector<std::string>(base::FieldInfo const&)>;

// Case, white space and all signs that are neither letters nor digits make no difference. A name
// that two fields have is nobody's, except that a name of the wire goes before all words.
Mapping map_columns(Sheet const& sheet, base::TypeInfo const& row, FieldNames const& names);

// All that may be chosen by hand, in the order of the fields.
std::vector<Target> targets_of(base::TypeInfo const& row);
// As on the wire: "price", "price_currency", "names_ru".
std::string name_of(base::TypeInfo const& row, Target target);
// The id and what is unique: by these it is found what is there already.
std::vector<std::int16_t> keys_of(base::TypeInfo const& row);

// What is wrong with it before any row is read: "given-twice" of a column, and "nothing-mapped".
// Of what is left out without harm see unmapped().
Problems problems_of(Mapping const& mapping, Sheet const& sheet);
std::vector<std::size_t> unmapped(Mapping const& mapping);

// Letters and digits alone, folded.
std::string plain_name(std::string_view name);

}  // namespace imports
