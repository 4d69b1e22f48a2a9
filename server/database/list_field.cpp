#include "server/database/list_field.hpp"

#include <algorithm>
#include <charconv>

#include "shared/base/ascii_domain.hpp"
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

}  // namespace

std::optional<std::string> bound_text(std::string_view text) {
    if (!base::is_utf8(text) || text.find('\0') != std::string_view::npos) return std::nullopt;
    return std::string(text);
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
        case Kind::text:
            return bound_text(is_email ? base::email_sought(text) : text);
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

ListFields list_fields_of(base::TypeInfo const& record) {
    ListFields fields;
    for (auto const& each : record.fields) {
        bool const hidden = each.rules.secret || each.rules.server_only;
        for (auto& field : columns_of(each)) {
            field.sortable = !hidden && (each.rules.sortable || each.name == "id");
            field.filterable = !hidden && each.rules.filterable;
            fields.push_back(std::move(field));
        }
    }
    return fields;
}

}  // namespace database
