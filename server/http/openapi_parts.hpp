// What the description is written with.
#pragma once

#include <string_view>

#include "shared/wire/json_parts.hpp"

namespace http::parts {

using wire::json::key, wire::json::Out, wire::json::put;

template <class Inside>
void object(Out& out, Inside inside) {
    out.StartObject();
    inside();
    out.EndObject();
}
template <class Inside>
void object(Out& out, std::string_view name, Inside inside) {
    key(out, name);
    object(out, inside);
}
template <class Inside>
void array(Out& out, std::string_view name, Inside inside) {
    key(out, name);
    out.StartArray();
    inside();
    out.EndArray();
}
inline void member(Out& out, std::string_view name, std::string_view value) {
    key(out, name);
    put(out, value);
}
inline void flag(Out& out, std::string_view name, bool value) {
    key(out, name);
    out.Bool(value);
}

}  // namespace http::parts
