// How a list may be narrowed and ordered, as parameters that a generated client can name: one for
// each field and comparison, since OpenAPI knows no object of objects in an address.
#pragma once

#include "shared/base/describe.hpp"
#include "shared/wire/json_parts.hpp"

namespace http {

// Into an array that has begun; `row` is what the list's rows are. By every field, or by those that
// say that they may be.
void write_list_parameters(wire::json::Out& out, base::TypeInfo const& row, bool by_every_field);

}  // namespace http
