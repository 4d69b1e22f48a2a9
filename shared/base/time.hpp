// Instants are UTC microseconds. They come in as arguments: nothing in shared/ reads a clock.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "shared/base/day.hpp"

namespace base {

struct Instant {
    std::int64_t us = 0;  // since 1970-01-01T00:00:00Z

    friend bool operator==(Instant a, Instant b) { return a.us == b.us; }
    friend bool operator!=(Instant a, Instant b) { return a.us != b.us; }
    friend bool operator<(Instant a, Instant b) { return a.us < b.us; }
    friend bool operator<=(Instant a, Instant b) { return a.us <= b.us; }
};

// The years that texts and PostgreSQL both hold without trouble: 0001 to 9999.
constexpr std::int64_t earliest_us = -62'135'596'800'000'000;
constexpr std::int64_t latest_us = 253'402'300'799'999'999;

// RFC 3339 in UTC, always with microseconds: "2026-11-21T02:05:16.123456Z".
std::string to_text(Instant instant);
// Any RFC 3339 time, a space for its T too; a leap second is 59.999999, further digits are cut off.
// The first day of all takes no offset that is before UTC, and the last none that is behind it.
std::optional<Instant> instant_from_text(std::string_view text);

}  // namespace base
