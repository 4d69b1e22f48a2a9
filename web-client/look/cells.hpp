// A table's columns and cells from the described fields of a row: numbers and amounts at the right,
// names in the reader's language, and nothing where there is nothing.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/fields.hpp"
#include "web-client/look/table.hpp"

namespace look {

struct CellText {
    std::function<std::string(std::string_view field)> label;
    std::function<std::string(std::string_view option)> option;  // names of enumerations
};

namespace cells {

std::string text_of(Ui const& ui, bool value);
std::string text_of(Ui const& ui, std::int64_t value);
std::string text_of(Ui const& ui, std::string const& value);  // its first line
std::string text_of(Ui const& ui, base::Instant value);
std::string text_of(Ui const& ui, base::Day value);
std::string text_of(Ui const& ui, base::Currency value);
std::string text_of(Ui const& ui, base::Money value);
std::string text_of(Ui const& ui, base::Quantity value);
std::string text_of(Ui const& ui, base::Names const& value);

template <class Value>
inline constexpr bool is_shown = !base::is_id<Value> && !std::is_same_v<Value, base::Id128>;

template <class Value>
std::string text_of_value(Ui const& ui, CellText const& texts, Value const& value) {
    if constexpr (base::is_optional<Value>)
        return value ? text_of_value(ui, texts, *value) : std::string();
    else if constexpr (base::is_list<Value>)  // how many there are
        return value.empty() ? std::string() : text_of(ui, static_cast<std::int64_t>(value.size()));
    else if constexpr (base::NamedEnum<Value>)
        return texts.option ? texts.option(base::name_of(value))
                            : std::string(base::name_of(value));
    else if constexpr (base::is_whole<Value>)
        return text_of(ui, static_cast<std::int64_t>(value));
    else
        return text_of(ui, value);
}

// Under which name a list of the server sorts by the field (server/database/list_field.hpp).
template <class Value>
std::string sort_key(Ui const& ui, std::string_view field) {
    using Bare = base::inside<Value>;
    std::string const name(field);
    if constexpr (std::is_same_v<Bare, base::Money>) return name + "_minor";
    if constexpr (std::is_same_v<Bare, base::Quantity>) return name + "_thousandths";
    if constexpr (std::is_same_v<Bare, base::Names>)
        return name + (ui.words->language() == base::Language::russian ? "_ru" : "_en");
    return name;
}

template <class Row, class Visit>
void each_shown(Visit const& visit) {
    base::each_field<Row>([&](auto const& f) {
        using Value = typename std::remove_cvref_t<decltype(f)>::value_type;
        if constexpr (is_shown<base::inside<Value>>)
            if (!f.rules.server_only && !f.rules.secret) visit(f);
    });
}

}  // namespace cells

// Columns that stand for the fields of the row, but its ids and what is secret; cells_of() gives
// their texts in the same order.
template <base::Described Row>
std::vector<Column> columns_of(Ui const& ui, CellText const& texts) {
    std::vector<Column> columns;
    cells::each_shown<Row>([&](auto const& f) {
        using Value = typename std::remove_cvref_t<decltype(f)>::value_type;
        using Bare = base::inside<Value>;
        Column column;
        column.id = cells::sort_key<Value>(ui, f.name);
        column.label = texts.label(f.name);
        column.right = base::is_whole<Bare> || base::is_list<Bare> ||
                       std::is_same_v<Bare, base::Money> || std::is_same_v<Bare, base::Quantity>;
        column.sortable = f.rules.sortable;
        columns.push_back(std::move(column));
    });
    return columns;
}

template <base::Described Row>
std::vector<Cell> cells_of(Ui const& ui, CellText const& texts, Row const& row) {
    std::vector<Cell> all;
    cells::each_shown<Row>([&](auto const& f) {
        Cell cell;
        cell.text = cells::text_of_value(ui, texts, row.*f.member);
        all.push_back(std::move(cell));
    });
    return all;
}

}  // namespace look
