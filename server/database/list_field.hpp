// What a list may ask of each column of a described row, and how a value that came as text is
// bound. A value of more columns (values.hpp) is asked for by each of them: filter[price_minor],
// sort=price_currency,price_minor, filter[name_ru][starts].
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/database/values.hpp"
#include "shared/base/fields.hpp"

namespace database {

struct ListField {
    std::string name{};
    char const* type = "";     // what its bound values are cast to
    char const* collate = "";  // what its column and values are compared by
    char const* rule = "";     // what a value breaks that is none of this field: "not-an-id"
    bool sortable = false, filterable = false, nullable = false;
    bool is_text = false;                // may be searched
    bool is_email = false;               // a domain may be written in its own letters
    bool is_ordered = false;             // has a least and a most that mean something
    base::TypeInfo const* of = nullptr;  // what stands in the column, or in the optional there

    // The value as it is bound; nothing when the text is none.
    std::optional<std::string> bound(std::string_view text) const;
};
using ListFields = std::vector<ListField>;

std::optional<std::string> bound_text(std::string_view text);
std::optional<std::string> bound_whole(std::string_view text);

// In the order of the record's columns. What is secret may neither be sorted nor filtered by,
// whatever else its rules say: a page would tell it bit by bit.
ListFields list_fields_of(base::TypeInfo const& record);
template <base::Described Row>
ListFields list_fields_of() {
    return list_fields_of(base::type_of<Row>());
}

// What a row has in the fields of these terms, as it is bound.
template <base::Described Row, class Terms>
std::vector<std::optional<std::string>> sort_values(Row const& row, Terms const& sort) {
    Params all;
    for (auto const& field : base::describe<Row>()) bind(all, *field.type, field.of(&row));
    std::vector<std::optional<std::string>> values;
    for (auto const& term : sort) values.push_back(all.values()[term.field]);
    return values;
}

}  // namespace database
