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

template <class Value>
constexpr bool is_stored_as_text = std::is_same_v<Value, std::string> || base::NamedEnum<Value>;

template <class Value>
constexpr char const* sql_type() {
    if constexpr (base::is_optional<Value>) {
        return sql_type<typename Value::value_type>();
    } else if constexpr (base::is_id<Value> || std::is_same_v<Value, base::Id128>) {
        return "uuid";
    } else if constexpr (is_stored_as_text<Value>) {
        return "text";
    } else if constexpr (std::is_same_v<Value, bool>) {
        return "boolean";
    } else if constexpr (std::is_same_v<Value, base::Instant>) {
        return "bigint";
    } else if constexpr (std::is_same_v<Value, base::Day>) {
        return "date";
    } else if constexpr (std::is_same_v<Value, base::Currency>) {
        return "text";
    } else if constexpr (std::is_same_v<Value, base::Quantity>) {
        return "bigint";
    } else if constexpr (base::is_list<Value>) {
        return "jsonb";
    } else {
        static_assert(base::is_whole<Value>, "a field's type that no column has");
        static_assert(!std::is_same_v<Value, std::uint64_t>,
                      "bigint does not hold every 64-bit number without a sign");
        return sizeof(Value) < 4 || std::is_same_v<Value, std::int32_t> ? "integer" : "bigint";
    }
}

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
void bind_value(Params& params, base::Money money);
void bind_value(Params& params, base::Names const& names);
void bind_value(Params& params, std::optional<base::Money> const& money);
void bind_value(Params& params, std::optional<base::Names> const& names);
template <class Item>
void bind_value(Params& params, std::vector<Item> const& items) {
    params.add(wire::json::text(items));
}
base::Id128 read_id(pqxx::field const& cell);
bool read_bool(pqxx::field const& cell);
base::Currency read_currency(pqxx::field const& cell);
base::Money read_money(pqxx::field const& minor, pqxx::field const& currency);
base::Names read_names(pqxx::field const& ru, pqxx::field const& en);
[[noreturn]] void throw_unreadable(pqxx::field const& cell, char const* expected);

template <class Value>
Value read(pqxx::field const& cell) {
    if constexpr (base::is_optional<Value>) {
        if (cell.is_null()) return std::nullopt;
        return read<typename Value::value_type>(cell);
    } else if constexpr (base::is_id<Value>) {
        return Value{read_id(cell)};
    } else if constexpr (std::is_same_v<Value, base::Id128>) {
        return read_id(cell);
    } else if constexpr (std::is_same_v<Value, std::string>) {
        if (cell.is_null()) throw_unreadable(cell, "a text");
        return std::string(cell.c_str(), static_cast<std::size_t>(cell.size()));
    } else if constexpr (base::NamedEnum<Value>) {
        auto const value = base::enum_from<Value>(cell.is_null() ? "" : cell.c_str());
        if (!value) throw_unreadable(cell, "one of the known names");
        return *value;
    } else if constexpr (std::is_same_v<Value, bool>) {
        return read_bool(cell);
    } else if constexpr (std::is_same_v<Value, base::Instant>) {
        return base::Instant{read<std::int64_t>(cell)};
    } else if constexpr (std::is_same_v<Value, base::Day>) {
        return day_of(cell.is_null() ? "" : cell.c_str());
    } else if constexpr (std::is_same_v<Value, base::Currency>) {
        return read_currency(cell);
    } else if constexpr (std::is_same_v<Value, base::Quantity>) {
        return base::Quantity{read<std::int64_t>(cell)};
    } else if constexpr (base::is_list<Value>) {
        Value items;
        if (cell.is_null() || !wire::json::recall(cell.c_str(), items))
            throw_unreadable(cell, "a list of what it lists");
        return items;
    } else {
        if (cell.is_null()) throw_unreadable(cell, "a number");
        auto const number = cell.as<std::int64_t>();
        auto const value = static_cast<Value>(number);
        if (static_cast<std::int64_t>(value) != number) throw_unreadable(cell, "a smaller number");
        return value;
    }
}

// How many columns a value has.
template <class Value>
inline constexpr std::size_t column_count = std::is_same_v<base::inside<Value>, base::Money> ||
                                                    std::is_same_v<base::inside<Value>, base::Names>
                                                ? 2
                                                : 1;

// From its columns, which begin at `at`.
template <class Value>
Value read_columns(pqxx::row const& cells, int at) {
    auto const cell = [&](int i) { return cells[static_cast<pqxx::row::size_type>(at + i)]; };
    if constexpr (column_count<Value> == 1) {
        return read<Value>(cell(0));
    } else if constexpr (base::is_optional<Value>) {
        if (cell(0).is_null() && cell(1).is_null()) return std::nullopt;
        return read_columns<typename Value::value_type>(cells, at);
    } else if constexpr (std::is_same_v<Value, base::Money>) {
        return read_money(cell(0), cell(1));
    } else {
        return read_names(cell(0), cell(1));
    }
}

}  // namespace database
