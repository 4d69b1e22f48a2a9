// A table's columns and cells from the described fields of a row: numbers and amounts at the right,
// names in the reader's language, and nothing where there is nothing.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/describe.hpp"
#include "web-client/look/table.hpp"

namespace look {

struct CellText {
    std::function<std::string(std::string_view field)> label;
    std::function<std::string(std::string_view option)> option;  // names of enumerations
};

// Whether cells can say all of a row. No cell has a text for a variant, nor for a record that is
// not an item of a list.
constexpr bool has_cells(base::TypeInfo const& row) {
    for (auto const& field : row.fields) {
        auto kind = field.type->kind;
        if (kind == base::Kind::optional) kind = field.type->inner->kind;
        if (kind == base::Kind::record || kind == base::Kind::variant) return false;
    }
    return true;
}

// Columns that stand for the fields of the row, but its ids and what is secret; cells_of() gives
// their texts in the same order. `type` describes the row.
std::vector<Column> columns_of(Ui const& ui, CellText const& texts, base::TypeInfo const& type);
std::vector<Cell> cells_of(Ui const& ui, CellText const& texts, base::TypeInfo const& type,
                           void const* row);

template <base::Described Row>
std::vector<Column> columns_of(Ui const& ui, CellText const& texts) {
    static_assert(has_cells(base::type_of<Row>()), "a field that no cell has a text for");
    return columns_of(ui, texts, base::type_of<Row>());
}
template <base::Described Row>
std::vector<Cell> cells_of(Ui const& ui, CellText const& texts, Row const& row) {
    static_assert(has_cells(base::type_of<Row>()), "a field that no cell has a text for");
    return cells_of(ui, texts, base::type_of<Row>(), &row);
}

}  // namespace look
