#include "shared/base/calendar.hpp"

namespace base {

Calendar calendar_at(Instant moment, std::int32_t offset_s) {
    constexpr std::int64_t day_us = 86'400'000'000;
    auto const local = moment.us + std::int64_t{offset_s} * 1'000'000;
    auto const days = local / day_us - (local % day_us < 0 ? 1 : 0);
    return {Day{static_cast<std::int32_t>(days)}, offset_s};
}

}  // namespace base
