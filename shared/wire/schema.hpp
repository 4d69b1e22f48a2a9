// JSON Schema 2020-12 from the same fields, for OpenAPI and for everybody who checks before
// sending.
#pragma once

#include <string>

#include "shared/wire/json_parts.hpp"

namespace wire::schema {

using json::key;
using json::Out;
using json::put;

void write(Out& out, base::TypeInfo const& type, base::Rules const& rules = {});
std::string text_of(base::TypeInfo const& type);

template <class T>
void write(Out& out, base::Rules const& rules = {}) {
    write(out, base::type_of<T>(), rules);
}
template <class T>
std::string text_of() {
    return text_of(base::type_of<T>());
}

}  // namespace wire::schema
