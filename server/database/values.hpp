// One value between C++ and its columns: their SQL types, how it is bound, how it is
// read. Most have one column, named as the field. Of more parts, or in a unit that
// a name has to say, are
//
//     Money      <field>_minor bigint, <field>_currency text
//     Quantity   <field>_thousandths bigint
//     Names      <field>_ru text, <field>_en text
//     a list     <field> jsonb, its items as in JSON
//
// since a list query compares, sorts and sums plain columns, and a CHECK names them;
// a composite type would be a second description of the same thing. Instants are bigint, UTC
// microseconds as in C++, rather than timestamptz: the same number is compared in memory, in SQL
// and in a page's cursor, and nothing is parsed, rounded or moved by a session's time zone on the
// way.
#pragma once

#include <stdexcept>
#include <string>
#include <type_traits>

#include "server/database/pqxx.hpp"
#include "shared/base/fields.hpp"
#include "shared/wire/recall.hpp"

namespace database {

// A column holds what no rule allows: the database was
// changed from outside, or code and migrations disagree.
struct Unreadable : std::runtime_error {
    using std::runtime_error::runtime_error;
};

std::string date_text(
    base::Day day);  // "2026-11-21"; throws std::out_of_range outside the years 1 to 9999
base::Day day_of(std::string const& text);

// "bigint", of a value that has one column.
char const* sql_type(base::TypeInfo const& type);

// Overloads of bind_value() for the values of records; those of plain values stand in pqxx.hpp.
inline void bind_value(Params& params, base::Id128 id) { params.add(base::to_text(id)); }
template <class Row>
void bind_value(Params& params, base::Id<Row> id) {
    bind_value(params, id.value);
}
inline void bind_value(Params& params, base::Instant instant) { bind_value(params, instant.us); }
inline void bind_value(Params& params, base::Day day) { params.add(date_text(day)); }
template <base::NamedEnum Value>
void bind_value(Params& params, Value value) {
    bind_value(params, base::name_of(value));
}
inline void bind_value(Params& params, base::Currency currency) {
    bind_value(params, currency.code());
}
inline void bind_value(Params& params, base::Quantity quantity) {
    bind_value(params, quantity.thousandths);
}
template <class Item>
void bind_value(Params& params, std::vector<Item> const& items) {
    params.add(wire::json::text(items));
}

// By the description of the value's type: each of its columns, in their order.
void bind(Params& params, base::TypeInfo const& type, void const* value);

// A value from the one column that it has; throws Unreadable.
void read_value(pqxx::field const& cell, base::TypeInfo const& type, void* value);
template <class Value>
Value read(pqxx::field const& cell) {
    Value value{};
    read_value(cell, base::type_of<Value>(), &value);
    return value;
}

// How many columns a value has.
std::size_t column_count(base::TypeInfo const& type);
// From its columns, which begin at `at`.
void read_columns(pqxx::row const& cells, int at, base::TypeInfo const& type, void* value);

}  // namespace database
