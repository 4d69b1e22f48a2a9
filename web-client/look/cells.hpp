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
    // What a row is called that a field refers to; empty: ids are not shown.
    std::function<std::string(base::FieldInfo const& field, base::Id128 id)> row{};
    bool sorts_by_all = false;  // by whatever is no list; else by what is sortable
    bool own_id = false;        // the row's own id is shown, where it is among the fields
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

// Columns that stand for the fields of the row, but what is secret, and the ids that have no name;
// cells_of() gives their texts in the same order. `type` describes the row.
std::vector<Column> columns_of(Ui const& ui, CellText const& texts, base::TypeInfo const& type);
std::vector<Cell> cells_of(Ui const& ui, CellText const& texts, base::TypeInfo const& type,
                           void const* row);

// One of them; with `whole` all lines of a text.
bool is_shown(CellText const& texts, base::FieldInfo const& field);
std::string text_of(Ui const& ui, CellText const& texts, base::FieldInfo const& field,
                    void const* row, bool whole = false);

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
