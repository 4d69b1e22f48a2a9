// What a list may ask of each column of a described row, and how a value that came as text is
// bound. A value of more columns (values.hpp) is asked for by each of them: filter[price_minor],
// sort=price_currency,price_minor, filter[name_ru][starts]. It is filtered by as a whole, too, as
// people say it:
//
//     Money      filter[price][at_least]=1234.50 RUB: of this currency only; where the field has
//                one alone, it may be left out
//     Quantity   filter[amount][at_most]=1.25, in whole units
//     Names      filter[name][starts]=Бол, in either language
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/database/values.hpp"
#include "shared/base/fields.hpp"

namespace database {

// What a filter asks for.
enum class Asked : std::uint8_t { column, money, quantity, names };

struct ListField {
    std::string name{};
    Asked asked = Asked::column;
    std::vector<std::size_t> parts{};  // its columns' places among the fields; none: it is one
    char const* type = "";             // what its bound values are cast to
    char const* collate = "";          // what its column and values are compared by
    char const* rule = "";  // what a value breaks that is none of this field: "not-an-id"
    bool sortable = false, filterable = false, nullable = false;
    bool is_text = false;                // may be searched
    bool is_line = false;                // …and is one line
    bool is_email = false;               // a domain may be written in its own letters
    bool is_ordered = false;             // has a least and a most that mean something
    bool may_be_empty = false;           // null, an empty text, or the id of nothing
    base::TypeInfo const* of = nullptr;  // what stands in the column, or in the optional there
    base::Currency currency{};           // the only one that an amount has; none: any

    // The value as it is bound; nothing when the text is none.
    std::optional<std::string> bound(std::string_view text) const;
};
using ListFields = std::vector<ListField>;

std::optional<std::string> bound_text(std::string_view text);
// What is asked for as it would be kept: composed, without white space at its ends.
std::string line_taken_in(std::string_view text);
std::optional<std::string> bound_whole(std::string_view text);

// In the order of the record's columns, and after them what is filtered by as a whole. What is
// secret may neither be sorted nor filtered by, whatever else its rules say: a page would tell it
// bit by bit.
ListFields list_fields_of(base::TypeInfo const& record);
// The same for an administrator, who may sort and filter by all that is no secret and no list.
ListFields every_field_of(base::TypeInfo const& record);
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
