// The values of a row and their cells in a table: a pair of pure functions, by the description of
// the value's type. What no cell holds (see has_cells) they throw at.
#pragma once

#include <span>

#include "shared/wire/csv.hpp"

namespace wire::csv {

// Of an optional what stands in it, else the type itself.
base::TypeInfo const& inside(base::TypeInfo const& type);
// What the names of a field's columns have after its own; so many cells its value has.
std::span<std::string_view const> column_ends(base::TypeInfo const& type, base::Rules const& rules);

void put(Cells& cells, base::TypeInfo const& type, void const* value, base::Rules const& rules,
         Style const& style);
// Fills the value from the cells of its field; what is wrong stands at paths below it: "" is the
// field's own (first) cell.
base::Problems take(std::span<Cell const> cells, base::TypeInfo const& type, void* value,
                    base::Rules const& rules, Style const& style);

}  // namespace wire::csv
