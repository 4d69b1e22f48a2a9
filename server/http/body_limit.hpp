// How long a body can be that breaks no rule: what an endpoint takes says how much of it.
#pragma once

#include <cstdint>

#include "shared/base/describe.hpp"

namespace http {

constexpr std::uint64_t usual_body_bytes = 1024 * 1024;  // no record is larger, whatever its rules

// Of the fields that travel in a body, as JSON with every character escaped, twice that for spaces
// and line ends, and something for an envelope; at most usual_body_bytes.
std::uint64_t body_limit_of(base::TypeInfo const& record);

}  // namespace http
