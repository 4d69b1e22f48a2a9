// What SQL needs to know about a described record, and the statements that follow from it. Nothing
// here holds a value: values are always bound.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/database/values.hpp"
#include "shared/base/fields.hpp"

namespace database {

struct Column {
    std::string name{};
    std::string type{};    // "bigint"
    std::string checks{};  // "char_length(\"title\") <= 80 and …"; empty: none
    bool nullable = false, fixed = false, unique = false;
};

struct TableShape {
    std::string schema, table;
    std::vector<Column> columns;

    std::string name() const;  // "accounts"."person", quoted
};

// The whole numbers that both the field's rules and its C++ type allow.
struct Span {
    std::int64_t least, most;
};
// The conditions that say in SQL what base::check() says in C++.
std::string text_checks(std::string const& column, base::Rules const& rules);
std::string whole_checks(std::string const& column, Span allowed, std::string_view type);
std::string id_checks(std::string const& column, base::Rules const& rules);
std::string name_checks(std::string const& column, std::vector<std::string_view> const& names);
std::string day_checks(std::string const& column);
std::string currency_checks(std::string const& column, base::Rules const& rules);
// An array of at most so many items, and of no more bytes as text than such items can have.
std::string list_checks(std::string const& column, base::Rules const& rules,
                        std::size_t most_bytes);

// How many bytes the value has at most in the text of jsonb, when it keeps its rules. A field whose
// lists could not be bounded does not compile: a row is read, kept and sent as a whole.
constexpr std::size_t most_list_bytes = 1u << 20;
template <class Value>
constexpr std::size_t most_json_bytes(base::Rules const& rules) {
    if constexpr (std::is_same_v<Value, std::string>) {
        return rules.longest * 4 + 2;  // nothing that a text may hold is written with more
    } else if constexpr (std::is_same_v<Value, base::Names>) {
        return 2 * (rules.longest * 4 + 2) + 20;
    } else if constexpr (base::is_optional<Value>) {
        return std::max<std::size_t>(most_json_bytes<typename Value::value_type>(rules), 4);
    } else if constexpr (base::is_list<Value>) {
        return 2 + rules.longest * (most_json_bytes<typename Value::value_type>(base::Rules{}) + 2);
    } else if constexpr (base::NamedEnum<Value>) {
        std::size_t most = 0;
        for (auto const name : names_of(Value{})) most = std::max(most, name.size() + 2);
        return most;
    } else if constexpr (base::Described<Value>) {
        std::size_t sum = 2;
        base::each_field<Value>([&](auto const& f) {
            using Member = typename std::remove_cvref_t<decltype(f)>::value_type;
            sum += f.name.size() + 6 + most_json_bytes<Member>(f.rules);
        });
        return sum;
    } else {
        return 64;  // ids, instants, days, money, quantities, numbers, flags
    }
}
template <class Value>
constexpr bool has_hidden_parts() {
    if constexpr (base::is_list<Value> || base::is_optional<Value>) {
        return has_hidden_parts<typename Value::value_type>();
    } else if constexpr (base::Described<Value>) {
        bool hidden = false;
        base::each_field<Value>([&](auto const& f) {
            using Member = typename std::remove_cvref_t<decltype(f)>::value_type;
            hidden = hidden || f.rules.server_only || has_hidden_parts<Member>();
        });
        return hidden;
    } else {
        return false;
    }
}

template <class Value>
std::string checks_of(std::string const& column, base::Rules const& rules) {
    if constexpr (base::is_optional<Value>) {
        return checks_of<typename Value::value_type>(column, rules);
    } else if constexpr (std::is_same_v<Value, std::string>) {
        return text_checks(column, rules);
    } else if constexpr (base::is_id<Value> || std::is_same_v<Value, base::Id128>) {
        return id_checks(column, rules);
    } else if constexpr (base::NamedEnum<Value>) {
        auto const names = names_of(Value{});
        return name_checks(column, {names.begin(), names.end()});
    } else if constexpr (std::is_same_v<Value, base::Instant>) {
        return whole_checks(column, {base::earliest_us, base::latest_us}, "bigint");
    } else if constexpr (std::is_same_v<Value, base::Day>) {
        return day_checks(column);
    } else if constexpr (std::is_same_v<Value, base::Currency>) {
        return currency_checks(column, rules);
    } else if constexpr (base::is_list<Value>) {
        static_assert(!has_hidden_parts<Value>(),
                      "items are kept as JSON, which hides such fields");
        return list_checks(column, rules, most_json_bytes<Value>(rules));
    } else if constexpr (base::is_whole<Value>) {
        Span allowed{rules.least, rules.most};
        allowed.least = std::max<std::int64_t>(allowed.least, std::numeric_limits<Value>::min());
        allowed.most = std::min<std::int64_t>(allowed.most, std::numeric_limits<Value>::max());
        return whole_checks(column, allowed, sql_type<Value>());
    } else {
        return {};
    }
}

// Of a value of more parts, or in a unit: see values.hpp. `optional`: all of them may be null, and
// then all are; that and whatever else concerns more than one column is a check of the last.
std::vector<Column> money_columns(std::string const& field, base::Rules const& rules,
                                  bool optional);
std::vector<Column> names_columns(std::string const& field, base::Rules const& rules,
                                  bool optional);
Column quantity_column(std::string const& field, base::Rules const& rules);

template <class Value>
std::vector<Column> columns_of(std::string const& field, base::Rules const& rules) {
    using Inside = base::inside<Value>;
    bool const optional = base::is_optional<Value> && !rules.required;
    std::vector<Column> columns;
    if constexpr (std::is_same_v<Inside, base::Money>)
        columns = money_columns(field, rules, optional);
    else if constexpr (std::is_same_v<Inside, base::Names>)
        columns = names_columns(field, rules, optional);
    else if constexpr (std::is_same_v<Inside, base::Quantity>)
        columns = {quantity_column(field, rules)};
    else
        columns = {{field, sql_type<Value>(), checks_of<Value>(field, rules)}};
    for (auto& column : columns) {
        column.nullable = optional;
        column.fixed = rules.fixed;
        column.unique = rules.unique;
    }
    return columns;
}

// The table of a record is named by its type_name:
// "accounts.person" is the table person in the schema accounts.
template <base::Described Record>
TableShape shape_of() {
    constexpr auto dot = Record::type_name.find('.');
    static_assert(dot != std::string_view::npos, "a stored record's type_name is <domain>.<row>");
    TableShape shape{std::string(Record::type_name.substr(0, dot)),
                     std::string(Record::type_name.substr(dot + 1)),
                     {}};
    base::each_field<Record>([&](auto const& field) {
        using Value = typename std::remove_cvref_t<decltype(field)>::value_type;
        for (auto& column : columns_of<Value>(std::string(field.name), field.rules))
            shape.columns.push_back(std::move(column));
    });
    return shape;
}

// The text for a migration: the table with a constraint
// <table>_<column>_rules for the rules of each field, and an index
// <table>_<column>_unique for each unique one (text without regard to case).
std::string create_table_sql(TableShape const& shape);

std::string column_list(TableShape const& shape,
                        std::string_view alias = {});  // "id", "name"; or p."id", p."name"
std::string insert_sql(TableShape const& shape, std::size_t rows);
// Both touch only a row whose fixed fields stay as they are.
std::string update_sql(TableShape const& shape);
std::string upsert_sql(TableShape const& shape);
std::string erase_sql(TableShape const& shape);
std::string select_sql(TableShape const& shape);

std::string quoted_name(std::string_view name);  // "na""me"
std::string quoted_literal(
    std::string_view text);  // 'it''s', for texts of ours in table definitions

}  // namespace database
