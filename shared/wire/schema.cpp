#include "shared/wire/schema.hpp"

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
}  // namespace

void text(Out& out, base::Rules const& rules) {
    type(out, "string");
    if (rules.secret) {  // an annotation: it is not shown, and nothing makes an example of it
        key(out, "format");
        put(out, "password");
    }
    key(out, "maxLength");
    out.Uint64(rules.longest);
    std::string shape = base::ecma_pattern(rules.format);
    // An empty text is judged by `required` alone, never by the shape.
    if (rules.format == base::Format::email && !rules.required) shape = "^$|" + shape;
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
    pattern(out,
            "^(?!0000)[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]{"
            "1,6})?Z$");
}

void day(Out& out) {
    type(out, "string");
    key(out, "format");
    put(out, "date");
    pattern(out, "^(?!0000)[0-9]{4}-[0-9]{2}-[0-9]{2}$");
}

namespace {

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

}  // namespace

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

}  // namespace wire::schema
