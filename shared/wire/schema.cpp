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

}  // namespace wire::schema
