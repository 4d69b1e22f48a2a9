// JSON at the trust boundary (RFC 8259), driven by fields(). Requests are read strictly: unknown,
// double and missing fields, wrong types, deep nesting and broken text are problems with paths, all
// at once. Answers are read tolerantly, so that an older client understands a newer server. Whoever
// writes or reads a part of a document finds what it takes in json_parts.hpp.
#pragma once

#include <string>
#include <string_view>

#include "shared/base/check.hpp"
#include "shared/wire/named.hpp"

namespace wire::json {

enum class Reading { strict, tolerant };
constexpr int most_depth = 32;

// By the description of the value's type.
std::string text_of(base::TypeInfo const& type, void const* value);
template <class T>
std::string text(T const& value) {
    return text_of(base::type_of<T>(), &value);
}

// Fills `value` and judges it by its rules. Empty: all is well. After problems `value` is of no
// use.
base::Problems parse_as(std::string_view text, base::TypeInfo const& type, void* value,
                        Reading reading);
template <class T>
base::Problems parse(std::string_view text, T& value, Reading reading = Reading::strict) {
    return parse_as(text, base::type_of<T>(), &value, reading);
}

}  // namespace wire::json
