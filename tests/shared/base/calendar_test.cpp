#include "shared/base/calendar.hpp"

#include <doctest/doctest.h>

namespace calendar_test {
namespace {

std::string day_at(char const* utc, std::int32_t offset_s) {
    auto const moment = base::instant_from_text(utc);
    REQUIRE(moment);
    return base::to_text(base::calendar_at(*moment, offset_s).today);
}

}  // namespace

TEST_CASE("a day begins at midnight of the zone, east and west of Greenwich, before 1970 as well") {
    CHECK(day_at("2026-11-21T20:59:59Z", 3 * 3600) == "2026-11-21");
    CHECK(day_at("2026-11-21T21:00:00Z", 3 * 3600) == "2026-11-22");
    CHECK(day_at("2026-11-21T04:59:59.999999Z", -5 * 3600) == "2026-11-20");
    CHECK(day_at("2026-11-21T05:00:00Z", -5 * 3600) == "2026-11-21");
    CHECK(day_at("1969-12-31T23:59:59Z", 0) == "1969-12-31");
    CHECK(day_at("1969-12-31T23:59:59Z", 1) == "1970-01-01");
    CHECK(day_at("1970-01-01T00:00:00Z", -1) == "1969-12-31");
    CHECK(day_at("2026-11-21T18:14:59Z", 5 * 3600 + 45 * 60) == "2026-11-21");  // Nepal
    CHECK(day_at("2026-11-21T18:15:00Z", 5 * 3600 + 45 * 60) == "2026-11-22");
}

}  // namespace calendar_test
