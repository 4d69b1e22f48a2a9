// JSON Schema 2020-12 from the same fields, for OpenAPI and for everybody who checks before
// sending.
#pragma once

#include <string>

#include "shared/wire/json.hpp"

namespace wire::schema {

using json::key;
using json::Out;
using json::put;

void text(Out& out, base::Rules const& rules);
void whole(Out& out, std::int64_t least, std::int64_t most);
void id(Out& out, base::Rules const& rules);
void instant(Out& out);
void day(Out& out);
void currency(Out& out, base::Rules const& rules);
void money(Out& out, base::Rules const& rules);
void quantity(Out& out, base::Rules const& rules);
void names(Out& out, base::Rules const& rules);

template <class T>
void write(Out& out, base::Rules const& rules = {});

template <class T>
void members(Out& out) {
    if constexpr (std::is_same_v<T, bool>) {
        key(out, "type");
        put(out, "boolean");
    } else if constexpr (base::NamedEnum<T>) {
        key(out, "enum");
        out.StartArray();
        for (auto const name : names_of(T{})) put(out, name);
        out.EndArray();
    } else {
        static_assert(base::Described<T>, "a type that JSON Schema does not know");
        if constexpr (requires { T::type_name; }) {
            key(out, "title");
            put(out, T::type_name);
        }
        key(out, "type");
        put(out, "object");
        key(out, "properties");
        out.StartObject();
        base::each_field<T>([&](auto const& f) {
            if (f.rules.server_only) return;
            key(out, f.name);
            write<typename std::remove_cvref_t<decltype(f)>::value_type>(out, f.rules);
        });
        out.EndObject();
        key(out, "required");
        out.StartArray();
        base::each_field<T>([&](auto const& f) {
            using Value = typename std::remove_cvref_t<decltype(f)>::value_type;
            if ((f.rules.required || base::is_always_given<Value>)&&!f.rules.server_only)
                put(out, f.name);
        });
        out.EndArray();
        key(out, "additionalProperties");
        out.Bool(false);
    }
}

template <class T>
struct VariantSchema;
template <class... Options>
struct VariantSchema<std::variant<Options...>> {
    static void write_options(Out& out) {
        key(out, "oneOf");
        out.StartArray();
        (one_from_outside<Options>(out), ...);
        out.EndArray();
    }
    // What only the server asks for is refused from outside like a type that nobody knows.
    template <class Option>
    static void one_from_outside(Out& out) {
        if constexpr (!requires { Option::internal; }) one<Option>(out);
    }
    template <class Option>
    static void one(Out& out) {
        out.StartObject();
        key(out, "type");
        put(out, "object");
        key(out, "properties");
        out.StartObject();
        key(out, "type");
        out.StartObject();
        key(out, "const");
        put(out, Option::type_name);
        out.EndObject();
        key(out, "value");
        schema::write<Option>(out);
        out.EndObject();
        key(out, "required");
        out.StartArray();
        put(out, "type");
        put(out, "value");
        out.EndArray();
        key(out, "additionalProperties");
        out.Bool(false);
        out.EndObject();
    }
};

template <class T>
void write(Out& out, base::Rules const& rules) {
    if constexpr (base::is_optional<T>) {
        out.StartObject();
        key(out, "anyOf");
        out.StartArray();
        write<typename T::value_type>(out, rules);
        if (!rules.required) {
            out.StartObject();
            key(out, "type");
            put(out, "null");
            out.EndObject();
        }
        out.EndArray();
        out.EndObject();
    } else {
        out.StartObject();
        if constexpr (std::is_same_v<T, std::string>) {
            text(out, rules);
        } else if constexpr (base::is_whole<T>) {
            whole(out, std::max<std::int64_t>(rules.least, std::numeric_limits<T>::min()),
                  std::min<std::int64_t>(rules.most, std::numeric_limits<T>::max()));
        } else if constexpr (base::is_id<T> || std::is_same_v<T, base::Id128>) {
            id(out, rules);
        } else if constexpr (std::is_same_v<T, base::Instant>) {
            instant(out);
        } else if constexpr (std::is_same_v<T, base::Day>) {
            day(out);
        } else if constexpr (std::is_same_v<T, base::Currency>) {
            currency(out, rules);
        } else if constexpr (std::is_same_v<T, base::Money>) {
            money(out, rules);
        } else if constexpr (std::is_same_v<T, base::Quantity>) {
            quantity(out, rules);
        } else if constexpr (std::is_same_v<T, base::Names>) {
            names(out, rules);
        } else if constexpr (base::is_list<T>) {
            key(out, "type");
            put(out, "array");
            if (rules.required) {
                key(out, "minItems");
                out.Int(1);
            }
            key(out, "maxItems");
            out.Uint64(rules.longest);
            key(out, "items");
            write<typename T::value_type>(out);
        } else if constexpr (is_variant<T>) {
            VariantSchema<T>::write_options(out);
        } else {
            members<T>(out);
        }
        out.EndObject();
    }
}

template <class T>
std::string text_of() {
    rapidjson::StringBuffer buffer;
    Out out(buffer);
    write<T>(out);
    return {buffer.GetString(), buffer.GetSize()};
}

}  // namespace wire::schema
