#include "server/database/values.hpp"

namespace database {

using base::as;
using base::Kind;

std::string date_text(base::Day day) {
    if (day < base::earliest_day || base::latest_day < day)
        throw std::out_of_range("a day outside the years 1 to 9999");
    return base::to_text(day);
}

base::Day day_of(std::string const& text) {
    if (auto const found = base::day_from_text(text)) return *found;
    throw Unreadable("a column holds \"" + text + "\", which is no day of the years 1 to 9999");
}

char const* sql_type(base::TypeInfo const& type) {
    switch (type.kind) {
        case Kind::optional:
            return sql_type(*type.inner);
        case Kind::id:
            return "uuid";
        case Kind::text:
        case Kind::enumeration:
        case Kind::currency:
            return "text";
        case Kind::boolean:
            return "boolean";
        case Kind::instant:
        case Kind::quantity:
            return "bigint";
        case Kind::day:
            return "date";
        case Kind::list:
            return "jsonb";
        case Kind::whole:
            return type.size < 4 || (type.size == 4 && type.is_signed) ? "integer" : "bigint";
        default:
            throw std::logic_error("a field's type that no column has");
    }
}

std::size_t column_count(base::TypeInfo const& type) {
    auto const kind = type.kind == Kind::optional ? type.inner->kind : type.kind;
    return kind == Kind::money || kind == Kind::names ? 2 : 1;
}

void bind(Params& params, base::TypeInfo const& type, void const* value) {
    switch (type.kind) {
        case Kind::boolean:
            return bind_value(params, as<bool>(value));
        case Kind::whole:
            return bind_value(params, base::whole_in(type, value));
        case Kind::text:
            return bind_value(params, as<std::string>(value));
        case Kind::id:
            return bind_value(params, as<base::Id128>(value));
        case Kind::instant:
            return bind_value(params, as<base::Instant>(value));
        case Kind::day:
            return bind_value(params, as<base::Day>(value));
        case Kind::currency:
            return bind_value(params, as<base::Currency>(value));
        case Kind::quantity:
            return bind_value(params, as<base::Quantity>(value));
        case Kind::money:
            bind_value(params, as<base::Money>(value).minor);
            return bind_value(params, as<base::Money>(value).currency);
        case Kind::names:
            bind_value(params, as<base::Names>(value).ru);
            return bind_value(params, as<base::Names>(value).en);
        case Kind::enumeration:
            return bind_value(params, base::name_in(type, value));
        case Kind::list:
            return bind_value(params, wire::json::text_of(type, value));
        case Kind::optional:
            if (auto const* held = base::held_in(type, value))
                return bind(params, *type.inner, held);
            for (auto left = column_count(type); left > 0; --left) params.add_null();
            return;
        case Kind::variant:
        case Kind::record:
            throw std::logic_error("a field's type that no column has");
    }
}

namespace {

[[noreturn]] void throw_unreadable(pqxx::field const& cell, char const* expected) {
    throw Unreadable("the column " + std::string(cell.name()) + " holds " +
                     (cell.is_null() ? "null" : "a value") + " where " + expected +
                     " was expected");
}

std::string_view text_in(pqxx::field const& cell, char const* if_null = "") {
    return cell.is_null() ? std::string_view(if_null)
                          : std::string_view(cell.c_str(), static_cast<std::size_t>(cell.size()));
}

std::int64_t number_in(pqxx::field const& cell) {
    if (cell.is_null()) throw_unreadable(cell, "a number");
    return cell.as<std::int64_t>();
}

base::Currency currency_in(pqxx::field const& cell) {
    auto const text = text_in(cell, "-");
    if (text.empty()) return {};
    auto const currency = base::Currency::from(text);
    if (!currency) throw_unreadable(cell, "a currency");
    return *currency;
}

std::uint8_t place_of_name(pqxx::field const& cell, base::TypeInfo const& type) {
    auto const text = text_in(cell);
    for (std::size_t i = 0; i < type.names.size(); ++i)
        if (type.names[i] == text) return static_cast<std::uint8_t>(i);
    throw_unreadable(cell, "one of the known names");
}

}  // namespace

void read_value(pqxx::field const& cell, base::TypeInfo const& type, void* value) {
    switch (type.kind) {
        case Kind::optional:
            if (cell.is_null()) return type.optional->reset(value);
            return read_value(cell, *type.inner, type.optional->emplace(value));
        case Kind::id: {
            auto const id = base::id_from_text(text_in(cell));
            if (!id) throw_unreadable(cell, "an id");
            as<base::Id128>(value) = *id;
            return;
        }
        case Kind::text:
            if (cell.is_null()) throw_unreadable(cell, "a text");
            as<std::string>(value) = text_in(cell);
            return;
        case Kind::enumeration:
            as<std::uint8_t>(value) = place_of_name(cell, type);
            return;
        case Kind::boolean: {
            auto const text = text_in(cell);
            if (text != "t" && text != "f") throw_unreadable(cell, "yes or no");
            as<bool>(value) = text == "t";
            return;
        }
        case Kind::instant:
            as<base::Instant>(value).us = number_in(cell);
            return;
        case Kind::day:
            as<base::Day>(value) = day_of(std::string(text_in(cell)));
            return;
        case Kind::currency:
            as<base::Currency>(value) = currency_in(cell);
            return;
        case Kind::quantity:
            as<base::Quantity>(value).thousandths = number_in(cell);
            return;
        case Kind::list:
            if (cell.is_null() || !wire::json::recall_as(text_in(cell), type, value))
                throw_unreadable(cell, "a list of what it lists");
            return;
        case Kind::whole: {
            auto const number = number_in(cell);
            if (number < type.least() || number > type.most())
                throw_unreadable(cell, "a smaller number");
            return base::put_whole(type, value, number);
        }
        default:
            throw std::logic_error("a value that has not one column");
    }
}

void read_columns(pqxx::row const& cells, int at, base::TypeInfo const& type, void* value) {
    auto const cell = [&](int i) { return cells[static_cast<pqxx::row::size_type>(at + i)]; };
    if (column_count(type) == 1) return read_value(cell(0), type, value);
    if (type.kind == Kind::optional) {
        if (cell(0).is_null() && cell(1).is_null()) return type.optional->reset(value);
        return read_columns(cells, at, *type.inner, type.optional->emplace(value));
    }
    if (type.kind == Kind::money) {
        as<base::Money>(value) = {number_in(cell(0)), currency_in(cell(1))};
    } else {
        auto const text = base::type_of<std::string>();
        read_value(cell(0), text, &as<base::Names>(value).ru);
        read_value(cell(1), text, &as<base::Names>(value).en);
    }
}

}  // namespace database
