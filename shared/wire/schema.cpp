#include "shared/wire/schema.hpp"

#include <algorithm>

namespace wire::schema {

namespace {

void type(Out& out, std::string_view name) {
    key(out, "type");
    put(out, name);
}
void pattern(Out& out, std::string_view expression) {
    key(out, "pattern");
    put(out, expression);
}

void text(Out& out, base::Rules const& rules) {
    type(out, "string");
    if (rules.secret) {  // an annotation: it is not shown, and nothing makes an example of it
        key(out, "format");
        put(out, "password");
    }
    key(out, "maxLength");
    out.Uint64(rules.longest);
    std::string shape = base::ecma_pattern(rules.format);
    // An empty text, and white space that becomes one, is judged by `required` alone, never by the
    // shape: that of an e-mail begins with the white space that may stand before it.
    if (rules.format == base::Format::email && !rules.required)
        shape = shape.substr(0, shape.find('*') + 1) + "$|" + shape;
    pattern(out, shape);
    if (rules.required && rules.format != base::Format::email) {
        key(out, "allOf");
        out.StartArray();
        out.StartObject();
        pattern(out, base::ecma_visible_pattern());
        out.EndObject();
        out.EndArray();
    }
}

void whole(Out& out, std::int64_t least, std::int64_t most) {
    type(out, "integer");
    key(out, "minimum");
    out.Int64(least);
    key(out, "maximum");
    out.Int64(most);
}

void id(Out& out, base::Rules const& rules) {
    type(out, "string");
    pattern(out, "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$");
    if (rules.required) {
        key(out, "not");
        out.StartObject();
        key(out, "const");
        put(out, "00000000-0000-0000-0000-000000000000");
        out.EndObject();
    }
}

void instant(Out& out) {
    type(out, "string");
    key(out, "format");
    put(out, "date-time");
    // Days that do not exist, and leap seconds elsewhere than at the end of a day, the format sees.
    pattern(out,
            "^(?!0000|0001-01-01.*[+](?!00:00)|9999-12-31.*-(?!00:00))"
            "[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)"
            "([.][0-9]+)?([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$");
}

void day(Out& out) {
    type(out, "string");
    key(out, "format");
    put(out, "date");
    pattern(out, "^(?!0000)[0-9]{4}-[0-9]{2}-[0-9]{2}$");
}

// A currency that stands there, or also none.
void one_currency(Out& out, bool also_none) {
    type(out, "string");
    key(out, "enum");
    out.StartArray();
    if (also_none) put(out, "");
    auto const codes = base::currency_codes(" ");
    for (std::size_t at = 0; at < codes.size(); at += 4)
        put(out, std::string_view(codes).substr(at, 3));
    out.EndArray();
}

// An object of these members alone: `members` writes them between the braces of "properties".
template <class Members>
void closed_object(Out& out, Members const& members) {
    type(out, "object");
    key(out, "properties");
    out.StartObject();
    members();
    out.EndObject();
    key(out, "additionalProperties");
    out.Bool(false);
}

void required(Out& out, std::initializer_list<std::string_view> names) {
    key(out, "required");
    out.StartArray();
    for (auto const name : names) put(out, name);
    out.EndArray();
}

void currency(Out& out, base::Rules const& rules) { one_currency(out, !rules.required); }

void money(Out& out, base::Rules const& rules) {
    auto const limits = base::exact_limits(rules);
    closed_object(out, [&] {
        key(out, "minor");
        out.StartObject();
        whole(out, limits.least, limits.most);
        out.EndObject();
        key(out, "currency");
        out.StartObject();
        if (rules.currency.is_none()) {
            one_currency(out, false);
        } else {
            key(out, "const");
            put(out, rules.currency.code());
        }
        out.EndObject();
    });
    required(out, {"minor", "currency"});
}

void quantity(Out& out, base::Rules const& rules) {
    auto const limits = base::exact_limits(rules);
    closed_object(out, [&] {
        key(out, "thousandths");
        out.StartObject();
        whole(out, limits.least, limits.most);
        out.EndObject();
    });
    required(out, {"thousandths"});
}

void names(Out& out, base::Rules const& rules) {
    base::Rules each = rules;
    each.required = false;
    closed_object(out, [&] {
        for (char const* const language : {"ru", "en"}) {
            key(out, language);
            out.StartObject();
            text(out, each);
            out.EndObject();
        }
    });
    if (!rules.required) return;
    key(out, "anyOf");
    out.StartArray();
    for (char const* const language : {"ru", "en"}) {
        out.StartObject();
        key(out, "properties");
        out.StartObject();
        key(out, language);
        out.StartObject();
        pattern(out, base::ecma_visible_pattern());
        out.EndObject();
        out.EndObject();
        required(out, {language});
        out.EndObject();
    }
    out.EndArray();
}

void enumeration(Out& out, base::TypeInfo const& of) {
    key(out, "enum");
    out.StartArray();
    for (auto const name : of.names) put(out, name);
    out.EndArray();
}

void list(Out& out, base::TypeInfo const& of, base::Rules const& rules) {
    type(out, "array");
    if (rules.required) {
        key(out, "minItems");
        out.Int(1);
    }
    key(out, "maxItems");
    out.Uint64(rules.longest);
    key(out, "items");
    write(out, *of.inner);
}

void record(Out& out, base::TypeInfo const& of) {
    if (!of.name.empty()) {
        key(out, "title");
        put(out, of.name);
    }
    type(out, "object");
    key(out, "properties");
    out.StartObject();
    for (auto const& field : of.fields) {
        if (field.rules.server_only) continue;
        key(out, field.name);
        write(out, *field.type, field.rules);
    }
    out.EndObject();
    key(out, "required");
    out.StartArray();
    for (auto const& field : of.fields)
        if ((field.rules.required || field.always_given) && !field.rules.server_only)
            put(out, field.name);
    out.EndArray();
    key(out, "additionalProperties");
    out.Bool(false);
}

void option(Out& out, base::OptionInfo const& of) {
    out.StartObject();
    type(out, "object");
    key(out, "properties");
    out.StartObject();
    key(out, "type");
    out.StartObject();
    key(out, "const");
    put(out, of.name);
    out.EndObject();
    key(out, "value");
    write(out, *of.type);
    out.EndObject();
    required(out, {"type", "value"});
    key(out, "additionalProperties");
    out.Bool(false);
    out.EndObject();
}

void variant(Out& out, base::TypeInfo const& of) {
    key(out, "oneOf");
    out.StartArray();
    // What only the server asks for is refused from outside like a type that nobody knows.
    for (auto const& each : of.options)
        if (!each.internal) option(out, each);
    out.EndArray();
}

void optional(Out& out, base::TypeInfo const& of, base::Rules const& rules) {
    key(out, "anyOf");
    out.StartArray();
    write(out, *of.inner, rules);
    if (!rules.required) {
        out.StartObject();
        type(out, "null");
        out.EndObject();
    }
    out.EndArray();
}

void members(Out& out, base::TypeInfo const& of, base::Rules const& rules) {
    using base::Kind;
    switch (of.kind) {
        case Kind::boolean:
            return type(out, "boolean");
        case Kind::whole:
            return whole(out, std::max(rules.least, of.least()), std::min(rules.most, of.most()));
        case Kind::text:
            return text(out, rules);
        case Kind::id:
            return id(out, rules);
        case Kind::instant:
            return instant(out);
        case Kind::day:
            return day(out);
        case Kind::currency:
            return currency(out, rules);
        case Kind::money:
            return money(out, rules);
        case Kind::quantity:
            return quantity(out, rules);
        case Kind::names:
            return names(out, rules);
        case Kind::enumeration:
            return enumeration(out, of);
        case Kind::optional:
            return optional(out, of, rules);
        case Kind::list:
            return list(out, of, rules);
        case Kind::variant:
            return variant(out, of);
        case Kind::record:
            return record(out, of);
    }
}

}  // namespace

void write(Out& out, base::TypeInfo const& type, base::Rules const& rules) {
    out.StartObject();
    members(out, type, rules);
    out.EndObject();
}

std::string text_of(base::TypeInfo const& type) {
    rapidjson::StringBuffer buffer;
    Out out(buffer);
    write(out, type);
    return {buffer.GetString(), buffer.GetSize()};
}

}  // namespace wire::schema
