// What the calendar on the wall says: a fact about a moment that comes in as an argument, since
// zones, and the days on which their clocks are moved, are nothing that a rule can compute.
#pragma once

#include <cstdint>

#include "shared/base/day.hpp"
#include "shared/base/time.hpp"

namespace base {

// Of a moment, in the workspace's zone.
struct Calendar {
    Day today{};
    std::int32_t offset_s = 0;  // local time less UTC

    friend bool operator==(Calendar a, Calendar b) {
        return a.today == b.today && a.offset_s == b.offset_s;
    }
};

// Where local time is that far from UTC.
Calendar calendar_at(Instant moment, std::int32_t offset_s);

}  // namespace base
