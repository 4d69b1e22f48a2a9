#include "server/database/list_field.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>

#include "shared/base/decimal.hpp"
#include "shared/base/take_in.hpp"
#include "shared/wire/plain.hpp"

namespace database {
namespace {

// The whole of the text as digits, perhaps after a minus; nothing else.
template <class Number>
std::optional<Number> number(std::string_view text) {
    Number value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

using base::Kind;

// As people expect names to stand: base::compare_for_people, and the index of names.
constexpr char const* people = " collate \"ru-RU-x-icu\"";
constexpr char const* plain = " collate \"C\"";

// What follows from the type of a value that has one column.
ListField described(base::TypeInfo const& type) {
    ListField field;
    field.of = &type;
    field.is_ordered = true;
    switch (type.kind) {
        case Kind::optional:
            field = described(*type.inner);
            field.nullable = true;
            return field;
        case Kind::text:
            field.type = "text";
            field.collate = people;
            field.rule = "not-text";
            field.is_text = true;
            return field;
        case Kind::id:
            field.type = "uuid";
            field.rule = "not-an-id";
            return field;
        case Kind::instant:
            field.type = "bigint";
            field.rule = "not-an-instant";
            return field;
        case Kind::day:
            field.type = "date";
            field.rule = "not-a-day";
            return field;
        case Kind::boolean:
            field.type = "boolean";
            field.rule = "not-a-boolean";
            break;
        case Kind::enumeration:
            field.type = "text";
            field.collate = plain;
            field.rule = "unknown-value";
            break;
        case Kind::currency:
            field.type = "text";
            field.collate = plain;
            field.rule = "unknown-currency";
            break;
        case Kind::list:
            field.type = "jsonb";
            break;
        default:  // of other kinds no column is
            field.type = "bigint";
            field.rule = "not-a-whole-number";
            return field;
    }
    field.is_ordered = false;
    return field;
}

// One for each column of the value, named after it.
ListFields columns_of(base::FieldInfo const& field) {
    auto const& type = *field.type;
    bool const is_optional = type.kind == Kind::optional;
    auto const column = [&](base::TypeInfo const& part, char const* suffix) {
        auto one = described(part);
        one.name = std::string(field.name) + suffix;
        one.nullable = is_optional && !field.rules.required;
        one.is_email = field.rules.format == base::Format::email;
        one.is_line = field.rules.format != base::Format::text;
        // Which column of a value lacks something is said of names alone: one of two is enough.
        bool const alone = suffix[0] == '\0';
        bool const has_nothing = part.kind == Kind::text || part.kind == Kind::id ||
                                 (alone && part.kind == Kind::currency);
        one.may_be_empty = one.nullable || (has_nothing && !(alone && field.rules.required));
        return one;
    };
    switch (is_optional ? type.inner->kind : type.kind) {
        case Kind::money:
            return {column(base::type_of<std::int64_t>(), "_minor"),
                    column(base::type_of<base::Currency>(), "_currency")};
        case Kind::names:
            return {column(base::type_of<std::string>(), "_ru"),
                    column(base::type_of<std::string>(), "_en")};
        case Kind::quantity:
            return {column(base::type_of<std::int64_t>(), "_thousandths")};
        default:
            return {column(type, "")};
    }
}

// The same value as a whole, whose columns begin at this place; nothing where it is one of them.
std::optional<ListField> whole_of(base::FieldInfo const& field, ListFields const& columns,
                                  std::size_t from) {
    auto const& type = *field.type;
    auto const& held = type.kind == Kind::optional ? *type.inner : type;
    ListField whole;
    whole.name = field.name;
    whole.of = &held;
    whole.nullable = columns[0].nullable;
    whole.may_be_empty = whole.nullable || (held.kind == Kind::names && !field.rules.required);
    for (std::size_t i = 0; i < columns.size(); ++i) whole.parts.push_back(from + i);
    switch (held.kind) {
        case Kind::money:
            whole.asked = Asked::money;
            whole.rule = "not-an-amount";
            whole.currency = field.rules.currency;
            whole.is_ordered = true;
            return whole;
        case Kind::quantity:
            whole.asked = Asked::quantity;
            whole.type = "bigint";
            whole.rule = "not-a-decimal";
            whole.is_ordered = true;
            return whole;
        case Kind::names:
            whole.asked = Asked::names;
            whole.type = "text";
            whole.rule = "not-text";
            whole.collate = people;
            whole.is_text = true;
            whole.is_line = field.rules.format != base::Format::text;
            return whole;
        default:
            return std::nullopt;
    }
}

// "1234.50 RUB" as "123450 RUB". An amount of a currency that nobody knows is in its minor units.
std::optional<std::string> bound_money(std::string_view text, base::Currency usual) {
    auto const space = text.find(' ');
    auto const currency = space == std::string_view::npos
                              ? std::optional(usual)
                              : base::Currency::from(text.substr(space + 1));
    if (!currency || currency->is_none()) return std::nullopt;
    auto const minor =
        base::decimal_from_text(text.substr(0, space), base::exponent_of(*currency).value_or(0));
    if (!minor) return std::nullopt;
    return std::to_string(*minor) + " " + std::string(currency->code());
}

std::optional<std::string> bound_quantity(std::string_view text) {
    auto const value = base::decimal_from_text(text, base::Quantity::decimals);
    if (!value) return std::nullopt;
    return std::to_string(*value);
}

}  // namespace

std::optional<std::string> bound_text(std::string_view text) {
    if (!base::is_utf8(text) || text.find('\0') != std::string_view::npos) return std::nullopt;
    return std::string(text);
}

std::string line_taken_in(std::string_view text) {
    base::Rules line;
    line.format = base::Format::line;
    return base::taken_in(text, line);
}

std::optional<std::string> bound_whole(std::string_view text) {
    auto const value = number<std::int64_t>(text);
    if (!value) return std::nullopt;
    return std::to_string(*value);
}

std::optional<std::string> ListField::bound(std::string_view text) const {
    auto const itself_if = [&](bool good) -> std::optional<std::string> {
        if (!good) return std::nullopt;
        return std::string(text);
    };
    switch (of->kind) {
        case Kind::money:
            return bound_money(text, currency);
        case Kind::quantity:
            return bound_quantity(text);
        case Kind::text:
        case Kind::names:
            return bound_text(is_line ? line_taken_in(text) : base::taken_in(text, {}));
        case Kind::id:
            return itself_if(base::id_from_text(text).has_value());
        case Kind::instant: {
            auto const instant = wire::instant_from_query(std::string(text));
            if (!instant) return std::nullopt;
            return std::to_string(instant->us);
        }
        case Kind::day:
            return itself_if(base::day_from_text(text).has_value());
        case Kind::boolean:
            return itself_if(text == "true" || text == "false");
        case Kind::enumeration:
            return itself_if(std::find(of->names.begin(), of->names.end(), text) !=
                             of->names.end());
        case Kind::currency:
            return itself_if(text.empty() || base::Currency::from(text));
        case Kind::list:
            return std::nullopt;
        default:
            return bound_whole(text);
    }
}

namespace {

// may_sort(field, column) and may_filter(field, column), of what is not hidden.
template <class MaySort, class MayFilter>
ListFields fields_by(base::TypeInfo const& record, MaySort may_sort, MayFilter may_filter) {
    ListFields fields, wholes;
    for (auto const& each : record.fields) {
        bool const hidden = each.rules.secret || each.rules.server_only;
        auto columns = columns_of(each);
        auto whole = whole_of(each, columns, fields.size());
        if (whole) {
            whole->filterable = !hidden && may_filter(each, *whole);
            wholes.push_back(std::move(*whole));
        }
        for (auto& field : columns) {
            field.sortable = !hidden && may_sort(each, field);
            field.filterable = !hidden && may_filter(each, field);
            fields.push_back(std::move(field));
        }
    }
    std::move(wholes.begin(), wholes.end(), std::back_inserter(fields));
    return fields;
}

}  // namespace

ListFields list_fields_of(base::TypeInfo const& record) {
    return fields_by(
        record,
        [](auto const& each, auto const&) { return each.rules.sortable || each.name == "id"; },
        [](auto const& each, auto const&) { return each.rules.filterable; });
}

ListFields every_field_of(base::TypeInfo const& record) {
    auto const is_no_list = [](auto const&, auto const& column) {
        return column.of->kind != Kind::list;
    };
    return fields_by(record, is_no_list, is_no_list);
}

}  // namespace database
