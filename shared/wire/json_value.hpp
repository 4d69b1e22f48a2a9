// One value of a described type from a text of JSON, strictly, as it stands there: what its rules
// and its taking in make of it is for the caller.
#pragma once

#include <string_view>

#include "shared/base/describe.hpp"
#include "shared/base/result.hpp"

namespace wire::json {

base::Problems read_value(std::string_view text, base::TypeInfo const& type, void* value);

}  // namespace wire::json
