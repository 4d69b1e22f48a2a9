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

// How many bytes the value has at most in the text of jsonb, when it keeps its rules. A field whose
// lists could not be bounded does not compile: a row is read, kept and sent as a whole.
constexpr std::size_t most_list_bytes = 1u << 20;
constexpr std::size_t most_json_bytes(base::TypeInfo const& type, base::Rules const& rules) {
    using base::Kind;
    switch (type.kind) {
        case Kind::text:
            return rules.longest * 4 + 2;  // nothing that a text may hold is written with more
        case Kind::names:
            return 2 * (rules.longest * 4 + 2) + 20;
        case Kind::optional:
            return std::max<std::size_t>(most_json_bytes(*type.inner, rules), 4);
        case Kind::list:
            return 2 + rules.longest * (most_json_bytes(*type.inner, base::Rules{}) + 2);
        case Kind::enumeration: {
            std::size_t most = 0;
            for (auto const name : type.names) most = std::max(most, name.size() + 2);
            return most;
        }
        case Kind::record: {
            std::size_t sum = 2;
            for (auto const& field : type.fields)
                sum += field.name.size() + 6 + most_json_bytes(*field.type, field.rules);
            return sum;
        }
        default:
            return 64;  // ids, instants, days, money, quantities, numbers, flags
    }
}
constexpr bool has_hidden_parts(base::TypeInfo const& type) {
    if (type.inner) return has_hidden_parts(*type.inner);
    for (auto const& field : type.fields)
        if (field.rules.server_only || has_hidden_parts(*field.type)) return true;
    return false;
}
// What stops the compilation: a value that no column holds. bigint does not hold every 64-bit
// number without a sign; items of lists are kept as JSON, which hides what is the server's only.
constexpr bool has_columns(base::TypeInfo const& type, base::Rules const& rules) {
    using base::Kind;
    switch (type.kind) {
        case Kind::whole:
            return type.is_signed || type.size < 8;
        case Kind::optional:
            return has_columns(*type.inner, rules);
        case Kind::list:
            return !has_hidden_parts(*type.inner) &&
                   most_json_bytes(type, rules) <= most_list_bytes;
        default:
            return type.kind != Kind::variant && type.kind != Kind::record;
    }
}

// The table of a record is named by its type_name:
// "accounts.person" is the table person in the schema accounts, unless it names a view.
TableShape shape_of(base::TypeInfo const& type);
template <base::Described Record>
TableShape const& shape_of() {
    constexpr auto dot = Record::type_name.find('.');
    static_assert(dot != std::string_view::npos, "a stored record's type_name is <domain>.<row>");
    static_assert(
        [] {
            bool all = true;
            for (auto const& field : base::describe<Record>())
                all = all && has_columns(*field.type, field.rules);
            return all;
        }(),
        "a field that no column holds");
    static TableShape const shape = shape_of(base::type_of<Record>());
    return shape;
}

// The text for a migration: the table with a constraint
// <table>_<column>_rules for the rules of each field, and an index
// <table>_<column>_unique for each unique one (text without regard to case).
std::string create_table_sql(TableShape const& shape);

std::string column_list(TableShape const& shape,
                        std::string_view alias = {});  // "id", "name"; or p."id", p."name"
std::string insert_sql(TableShape const& shape);
// Of many rows at once: each column is one parameter, an array of the values of all of them.
std::string insert_all_sql(TableShape const& shape);
// These touch only rows whose fixed fields stay as they are.
std::string update_sql(TableShape const& shape);
std::string update_all_sql(TableShape const& shape);
std::string upsert_sql(TableShape const& shape);
std::string erase_sql(TableShape const& shape);
std::string erase_all_sql(TableShape const& shape);
std::string select_sql(TableShape const& shape);

std::string quoted_name(std::string_view name);  // "na""me"
std::string quoted_literal(
    std::string_view text);  // 'it''s', for texts of ours in table definitions

}  // namespace database
