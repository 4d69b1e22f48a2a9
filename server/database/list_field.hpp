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
    bool is_text = false;     // may be searched
    bool is_ordered = false;  // has a least and a most that mean something
    // The value as it is bound; nothing when the text is none.
    std::optional<std::string> (*bound)(std::string_view text) = nullptr;
};
using ListFields = std::vector<ListField>;

std::optional<std::string> bound_text(std::string_view text);
std::optional<std::string> bound_id(std::string_view text);
std::optional<std::string> bound_instant(std::string_view text);
std::optional<std::string> bound_day(std::string_view text);
std::optional<std::string> bound_bool(std::string_view text);
std::optional<std::string> bound_whole(std::string_view text);
std::optional<std::string> bound_currency(std::string_view text);
std::optional<std::string> bound_nothing(std::string_view text);
template <base::NamedEnum Value>
std::optional<std::string> bound_name(std::string_view text) {
    if (!base::enum_from<Value>(text)) return std::nullopt;
    return std::string(text);
}

template <class Value>
void describe(ListField& field) {
    field.is_ordered = true;
    if constexpr (base::is_optional<Value>) {
        describe<typename Value::value_type>(field);
        field.nullable = true;
    } else if constexpr (std::is_same_v<Value, std::string>) {
        // As people expect names to stand: base::compare_for_people, and the index of names.
        field.collate = " collate \"ru-RU-x-icu\"";
        field.type = "text";
        field.rule = "not-text";
        field.is_text = true;
        field.bound = &bound_text;
    } else if constexpr (base::is_id<Value> || std::is_same_v<Value, base::Id128>) {
        field.type = "uuid";
        field.rule = "not-an-id";
        field.bound = &bound_id;
    } else if constexpr (std::is_same_v<Value, base::Instant>) {
        field.type = "bigint";
        field.rule = "not-an-instant";
        field.bound = &bound_instant;
    } else if constexpr (std::is_same_v<Value, base::Day>) {
        field.type = "date";
        field.rule = "not-a-day";
        field.bound = &bound_day;
    } else if constexpr (std::is_same_v<Value, bool>) {
        field.type = "boolean";
        field.rule = "not-a-boolean";
        field.is_ordered = false;
        field.bound = &bound_bool;
    } else if constexpr (base::NamedEnum<Value>) {
        field.type = "text";
        field.collate = " collate \"C\"";
        field.rule = "unknown-value";
        field.is_ordered = false;
        field.bound = &bound_name<Value>;
    } else if constexpr (std::is_same_v<Value, base::Currency>) {
        field.type = "text";
        field.collate = " collate \"C\"";
        field.rule = "unknown-currency";
        field.is_ordered = false;
        field.bound = &bound_currency;
    } else if constexpr (std::is_same_v<Value, base::Quantity>) {
        describe<std::int64_t>(field);
    } else if constexpr (base::is_list<Value>) {
        field.type = "jsonb";
        field.is_ordered = false;
        field.bound = &bound_nothing;
    } else {
        static_assert(base::is_whole<Value>, "a field's type that no list knows");
        field.type = "bigint";
        field.rule = "not-a-whole-number";
        field.bound = &bound_whole;
    }
}

// Calls describe() for each column of the value, after its name in the row.
template <class Value, class Each>
void each_list_column(std::string const& name, Each const& each) {
    using Inside = base::inside<Value>;
    auto const add = [&]<class Part>(std::type_identity<Part>, char const* suffix) {
        ListField field;
        describe<Part>(field);
        field.name = name + suffix;
        field.nullable = base::is_optional<Value>;
        each(field);
    };
    if constexpr (std::is_same_v<Inside, base::Money>) {
        add(std::type_identity<std::int64_t>{}, "_minor");
        add(std::type_identity<base::Currency>{}, "_currency");
    } else if constexpr (std::is_same_v<Inside, base::Names>) {
        add(std::type_identity<std::string>{}, "_ru");
        add(std::type_identity<std::string>{}, "_en");
    } else if constexpr (std::is_same_v<Inside, base::Quantity>) {
        add(std::type_identity<std::int64_t>{}, "_thousandths");
    } else {
        add(std::type_identity<Value>{}, "");
    }
}

// In the order of the record's columns. What is secret may neither be sorted nor filtered by,
// whatever else its rules say: a page would tell it bit by bit.
template <base::Described Row>
ListFields list_fields_of() {
    ListFields fields;
    base::each_field<Row>([&](auto const& f) {
        bool const hidden = f.rules.secret || f.rules.server_only;
        using Value = typename std::remove_cvref_t<decltype(f)>::value_type;
        each_list_column<Value>(std::string(f.name), [&](ListField& field) {
            field.sortable = !hidden && (f.rules.sortable || f.name == "id");
            field.filterable = !hidden && f.rules.filterable;
            if (f.rules.required) field.nullable = false;
            fields.push_back(field);
        });
    });
    return fields;
}

// What a row has in the fields of these terms, as it is bound.
template <base::Described Row, class Terms>
std::vector<std::optional<std::string>> sort_values(Row const& row, Terms const& sort) {
    Params all;
    base::each_field<Row>([&](auto const& f) { bind_value(all, row.*f.member); });
    std::vector<std::optional<std::string>> values;
    for (auto const& term : sort) values.push_back(all.values()[term.field]);
    return values;
}

}  // namespace database
