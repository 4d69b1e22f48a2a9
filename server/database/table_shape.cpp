#include "server/database/table_shape.hpp"

#include <algorithm>

#include "shared/base/check.hpp"

namespace database {
namespace {

void also(std::string& conditions, std::string const& condition) {
    if (!conditions.empty()) conditions += " and ";
    conditions += condition;
}

// "$1, $2, $3", from a number on.
std::string places(std::size_t first, std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i)
        text += (i == 0 ? "$" : ", $") + std::to_string(first + i);
    return text;
}

// "unnest($1::uuid[], $2::text[])": rows of which each column is an array.
std::string unnested(TableShape const& shape) {
    std::string arrays;
    for (std::size_t i = 0; i < shape.columns.size(); ++i)
        arrays +=
            (i == 0 ? "$" : ", $") + std::to_string(i + 1) + "::" + shape.columns[i].type + "[]";
    return "unnest(" + arrays + ")";
}

// `side` says for each column, but the id, that is fixed or is not, what stands there.
template <class Side>
std::string joined(TableShape const& shape, bool fixed, std::string const& between,
                   Side const& side) {
    std::string text;
    for (std::size_t i = 0; i < shape.columns.size(); ++i) {
        auto const& column = shape.columns[i];
        if (column.name == "id" || column.fixed != fixed) continue;
        if (!text.empty()) text += between;
        text += side(column, i);
    }
    return text;
}

}  // namespace

std::string quoted_name(std::string_view name) {
    std::string text = "\"";
    for (char const c : name) text += c == '"' ? "\"\"" : std::string(1, c);
    return text += '"';
}

std::string quoted_literal(std::string_view literal) {
    std::string text = "'";
    for (char const c : literal) text += c == '\'' ? "''" : std::string(1, c);
    return text += '\'';
}

std::string TableShape::name() const { return quoted_name(schema) + "." + quoted_name(table); }

namespace {

// The whole numbers that both the field's rules and its C++ type allow.
struct Span {
    std::int64_t least, most;
};

// The conditions that say in SQL what base::check() says in C++.

// Patterns are matched under the collation "C", so that no locale has a say in what a character is.
std::string text_checks(std::string const& column, base::Rules const& rules) {
    auto const name = quoted_name(column);
    auto const matches = [&](char const* pattern) {
        return name + " collate \"C\" ~ " + quoted_literal(pattern);
    };
    std::string checks = "char_length(" + name + ") <= " + std::to_string(rules.longest);
    if (rules.required) also(checks, matches(base::postgres_visible_pattern()));
    also(checks, "(" + name + " = '' or " + matches(base::postgres_pattern(rules.format)) + ")");
    return checks;
}

std::string whole_checks(std::string const& column, Span allowed, std::string_view type) {
    bool const is_small = type == "integer";
    auto const least = is_small ? std::numeric_limits<std::int32_t>::min()
                                : std::numeric_limits<std::int64_t>::min();
    auto const most = is_small ? std::numeric_limits<std::int32_t>::max()
                               : std::numeric_limits<std::int64_t>::max();
    std::string checks;
    if (allowed.least > least)
        also(checks, quoted_name(column) + " >= " + std::to_string(allowed.least));
    if (allowed.most < most)
        also(checks, quoted_name(column) + " <= " + std::to_string(allowed.most));
    return checks;
}

std::string id_checks(std::string const& column, base::Rules const& rules) {
    return rules.required ? quoted_name(column) + " <> '00000000-0000-0000-0000-000000000000'"
                          : std::string();
}

std::string name_checks(std::string const& column, std::vector<std::string_view> const& names) {
    std::string list;
    for (auto const name : names) list += (list.empty() ? "" : ", ") + quoted_literal(name);
    return quoted_name(column) + " in (" + list + ")";
}

// The calendar of PostgreSQL is longer than ours.
std::string day_checks(std::string const& column) {
    auto const name = quoted_name(column);
    return name + " >= '0001-01-01' and " + name + " <= '9999-12-31'";
}

// Any three letters: the list of ISO 4217 changes each year, and its 165 codes in the checks of
// every table would be a migration of every table then. C++ judges by the list before it writes.
std::string currency_checks(std::string const& column, base::Rules const& rules) {
    return quoted_name(column) + " collate \"C\" ~ " +
           quoted_literal(rules.required ? "^[A-Z]{3}$" : "^([A-Z]{3})?$");
}

std::string list_checks(std::string const& column, base::Rules const& rules,
                        std::size_t most_bytes) {
    auto const name = quoted_name(column);
    auto const count = "jsonb_array_length(" + name + ")";
    // Of what is no array the length is an error, and PostgreSQL may ask for it first.
    std::string checks = "case when jsonb_typeof(" + name + ") = 'array' then " + count +
                         " <= " + std::to_string(rules.longest);
    if (rules.required) also(checks, count + " >= 1");
    return checks + " else false end and octet_length(" + name +
           "::text) <= " + std::to_string(most_bytes);
}

// Both or neither.
std::string together(std::string const& a, std::string const& b) {
    return "(" + quoted_name(a) + " is null) = (" + quoted_name(b) + " is null)";
}

std::vector<Column> money_columns(std::string const& field, base::Rules const& rules,
                                  bool optional) {
    auto const limits = base::exact_limits(rules);
    Column minor{field + "_minor", "bigint"}, currency{field + "_currency", "text"};
    minor.checks = whole_checks(minor.name, {limits.least, limits.most}, "bigint");
    base::Rules given;
    given.required = true;
    currency.checks = rules.currency.is_none() ? currency_checks(currency.name, given)
                                               : quoted_name(currency.name) + " = " +
                                                     quoted_literal(rules.currency.code());
    if (optional) also(currency.checks, together(minor.name, currency.name));
    return {minor, currency};
}

std::vector<Column> names_columns(std::string const& field, base::Rules const& rules,
                                  bool optional) {
    base::Rules each = rules;
    each.required = false;
    Column ru{field + "_ru", "text"}, en{field + "_en", "text"};
    ru.checks = text_checks(ru.name, each);
    en.checks = text_checks(en.name, each);
    auto const visible = [](Column const& column) {
        return quoted_name(column.name) + " collate \"C\" ~ " +
               quoted_literal(base::postgres_visible_pattern());
    };
    if (rules.required) also(en.checks, "(" + visible(ru) + " or " + visible(en) + ")");
    if (optional) also(en.checks, together(ru.name, en.name));
    return {ru, en};
}

Column quantity_column(std::string const& field, base::Rules const& rules) {
    auto const limits = base::exact_limits(rules);
    Column column{field + "_thousandths", "bigint"};
    column.checks = whole_checks(column.name, {limits.least, limits.most}, "bigint");
    return column;
}

std::string checks_of(std::string const& column, base::TypeInfo const& type,
                      base::Rules const& rules) {
    using base::Kind;
    switch (type.kind) {
        case Kind::optional:
            return checks_of(column, *type.inner, rules);
        case Kind::text:
            return text_checks(column, rules);
        case Kind::id:
            return id_checks(column, rules);
        case Kind::enumeration:
            return name_checks(column, {type.names.begin(), type.names.end()});
        case Kind::instant:
            return whole_checks(column, {base::earliest_us, base::latest_us}, "bigint");
        case Kind::day:
            return day_checks(column);
        case Kind::currency:
            return currency_checks(column, rules);
        case Kind::list:
            return list_checks(column, rules, most_json_bytes(type, rules));
        case Kind::whole:
            return whole_checks(
                column, {std::max(rules.least, type.least()), std::min(rules.most, type.most())},
                sql_type(type));
        default:
            return {};
    }
}

// Of a value of more parts, or in a unit: see values.hpp. Where all may be null together, that is
// a check of the last, as is whatever else concerns more than one column.
std::vector<Column> columns_of(base::FieldInfo const& field) {
    using base::Kind;
    auto const name = std::string(field.name);
    auto const& rules = field.rules;
    bool const optional = field.type->kind == Kind::optional && !rules.required;
    auto const kind =
        field.type->kind == Kind::optional ? field.type->inner->kind : field.type->kind;
    std::vector<Column> columns;
    if (kind == Kind::money)
        columns = money_columns(name, rules, optional);
    else if (kind == Kind::names)
        columns = names_columns(name, rules, optional);
    else if (kind == Kind::quantity)
        columns = {quantity_column(name, rules)};
    else
        columns = {{name, sql_type(*field.type), checks_of(name, *field.type, rules)}};
    for (auto& column : columns) {
        column.nullable = optional;
        column.fixed = rules.fixed;
        column.unique = rules.unique;
    }
    return columns;
}

}  // namespace

TableShape shape_of(base::TypeInfo const& type) {
    auto const name = type.view.empty() ? type.name : type.view;
    auto const dot = name.find('.');
    TableShape shape{std::string(name.substr(0, dot)), std::string(name.substr(dot + 1)), {}};
    for (auto const& field : type.fields)
        for (auto& column : columns_of(field)) shape.columns.push_back(std::move(column));
    return shape;
}

std::string create_table_sql(TableShape const& shape) {
    std::string lines, indexes;
    for (auto const& column : shape.columns) {
        lines +=
            (lines.empty() ? "    " : ",\n    ") + quoted_name(column.name) + " " + column.type;
        if (!column.nullable) lines += " not null";
        if (column.name == "id")
            lines += " constraint " + quoted_name(shape.table + "_id_key") + " primary key";
        if (!column.checks.empty()) {
            lines += "\n        constraint " +
                     quoted_name(shape.table + "_" + column.name + "_rules") + "\n        check (" +
                     column.checks + ")";
        }
        if (column.unique) {
            auto const name = quoted_name(column.name);
            indexes +=
                "create unique index " + quoted_name(shape.table + "_" + column.name + "_unique") +
                " on " + shape.name() + " (" +
                (column.type == "text" ? "lower(" + name + " collate \"und-x-icu\")" : name) +
                ");\n";
        }
    }
    return "create table " + shape.name() + " (\n" + lines + "\n);\n" + indexes;
}

std::string column_list(TableShape const& shape, std::string_view alias) {
    std::string text;
    for (auto const& column : shape.columns) {
        if (!text.empty()) text += ", ";
        if (!alias.empty()) text += std::string(alias) + ".";
        text += quoted_name(column.name);
    }
    return text;
}

std::string insert_sql(TableShape const& shape) {
    return "insert into " + shape.name() + " (" + column_list(shape) + ") values (" +
           places(1, shape.columns.size()) + ")";
}

std::string insert_all_sql(TableShape const& shape) {
    return "insert into " + shape.name() + " (" + column_list(shape) + ") select * from " +
           unnested(shape);
}

std::string update_sql(TableShape const& shape) {
    auto const equals = [](Column const& column, std::size_t i) {
        return quoted_name(column.name) + " = $" + std::to_string(i + 1);
    };
    auto const same = [](Column const& column, std::size_t i) {
        return quoted_name(column.name) + " is not distinct from $" + std::to_string(i + 1);
    };
    auto set = joined(shape, false, ", ", equals);
    if (set.empty()) set = "\"id\" = \"id\"";
    auto const kept = joined(shape, true, " and ", same);
    return "update " + shape.name() + " set " + set + " where \"id\" = $1" +
           (kept.empty() ? "" : " and " + kept);
}

std::string update_all_sql(TableShape const& shape) {
    auto const taken = [](Column const& column, std::size_t) {
        return quoted_name(column.name) + " = w." + quoted_name(column.name);
    };
    auto const same = [](Column const& column, std::size_t) {
        return "r." + quoted_name(column.name) + " is not distinct from w." +
               quoted_name(column.name);
    };
    auto set = joined(shape, false, ", ", taken);
    if (set.empty()) set = "\"id\" = w.\"id\"";
    auto const kept = joined(shape, true, " and ", same);
    return "update " + shape.name() + " as r set " + set + " from " + unnested(shape) + " as w (" +
           column_list(shape) + ") where r.\"id\" = w.\"id\"" +
           (kept.empty() ? "" : " and " + kept);
}

std::string upsert_sql(TableShape const& shape) {
    auto const taken = [](Column const& column, std::size_t) {
        return quoted_name(column.name) + " = excluded." + quoted_name(column.name);
    };
    auto const same = [](Column const& column, std::size_t) {
        return "r." + quoted_name(column.name) + " is not distinct from excluded." +
               quoted_name(column.name);
    };
    auto set = joined(shape, false, ", ", taken);
    if (set.empty()) set = "\"id\" = excluded.\"id\"";
    auto const kept = joined(shape, true, " and ", same);
    return "insert into " + shape.name() + " as r (" + column_list(shape) + ") values (" +
           places(1, shape.columns.size()) + ") on conflict (\"id\") do update set " + set +
           (kept.empty() ? "" : " where " + kept);
}

std::string erase_sql(TableShape const& shape) {
    return "delete from " + shape.name() + " where \"id\" = $1";
}

std::string erase_all_sql(TableShape const& shape) {
    return "delete from " + shape.name() + " where \"id\" = any($1::uuid[])";
}

std::string select_sql(TableShape const& shape) {
    return "select " + column_list(shape, "r") + " from " + shape.name() + " as r";
}

}  // namespace database
