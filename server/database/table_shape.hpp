// What SQL needs to know about a described record, and the statements that follow from it. Nothing
// here holds a value: values are always bound.
#pragma once

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
    std::string name;
    std::string type;    // "bigint"
    std::string checks;  // "char_length(\"title\") <= 80 and …"; empty: none
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
    } else if constexpr (base::is_whole<Value>) {
        Span allowed{rules.least, rules.most};
        allowed.least = std::max<std::int64_t>(allowed.least, std::numeric_limits<Value>::min());
        allowed.most = std::min<std::int64_t>(allowed.most, std::numeric_limits<Value>::max());
        return whole_checks(column, allowed, sql_type<Value>());
    } else {
        return {};
    }
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
        Column column;
        column.name = field.name;
        column.type = sql_type<Value>();
        column.checks = checks_of<Value>(column.name, field.rules);
        column.nullable = base::is_optional<Value> && !field.rules.required;
        column.fixed = field.rules.fixed;
        column.unique = field.rules.unique;
        shape.columns.push_back(column);
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
