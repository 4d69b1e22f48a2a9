// What stands in the cells of a field, as its value: whatever people and programs write for one.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "shared/imports/mapping.hpp"

namespace imports {

// What is called so.
struct Referred {
    enum class How : std::uint8_t { none, one, several };
    How how = How::none;
    base::Id128 id{};
};

// How the cells of one field are read.
struct Ways {
    base::FieldInfo const* field = nullptr;
    base::DecimalSign decimal = base::DecimalSign::unknown;
    DayOrder days = DayOrder::unknown;
    bool guarded = true;  // formulas by an apostrophe, which is taken off; JSON guards nothing
    // What the values of an enumeration are called in words, as they are and as plain_name, beside
    // their names.
    std::vector<std::pair<std::string, std::uint8_t>> options{};
    // Where an id may stand by the name of its row: which one is meant.
    std::function<Referred(std::string_view name)> refer{};
};

struct CellRead {
    wire::csv::Cell cell{};
    Held held = Held::nothing;
};

// Fills the value from the cells of its field's parts, takes it in and judges it by all rules of
// the field. Paths are within the value: "" the whole, "/currency", "/ru", "/en", "/0/title". With
// a problem the value is of no use. `cells` may be changed.
//
// Problems beside those of wire/csv.hpp and the rules: "ambiguous-day", "ambiguous-number",
// "unknown-reference" and "several-of-this-name" with the table.
base::Problems read_cells(std::span<CellRead> cells, Ways const& ways, void* value);

// Off the spaces of any kind at its ends, which mean nothing in all but texts.
void trim(std::string& text);

// ---- what a column says of all its cells

// What parts the decimals in a number, where it could not be anything else.
base::DecimalSign decimal_sign_in(std::string_view text);
DayOrder day_order_in(std::string_view text);

}  // namespace imports
