#include "shared/base/day.hpp"

#include <doctest/doctest.h>

#include <limits>

#include "shared/base/check.hpp"

namespace day_test {

using base::Day;

TEST_CASE("every day of the years 1 to 9999 is written as ISO 8601 has it, and read back") {
    std::string before;
    for (auto days = base::earliest_day.days; days <= base::latest_day.days; days += 13) {
        auto const text = base::to_text(Day{days});
        REQUIRE(text.size() == 10);
        REQUIRE(before < text);
        REQUIRE(base::day_from_text(text) == Day{days});
        before = text;
    }
    CHECK(base::to_text(base::earliest_day) == "0001-01-01");
    CHECK(base::to_text(base::latest_day) == "9999-12-31");
    CHECK(base::to_text(Day{0}) == "1970-01-01");
}

TEST_CASE("what is no day of these years is not read") {
    for (auto bad :
         {"", "0000-00-00", "0000-01-01", "2023-02-29", "1900-02-29", "2024-02-30", "2024-04-31",
          "2024-13-01", "2024-00-10", "2024-1-01", "10000-01-01", "+2024-01-01", "-001-01-01",
          "2024-01-01 ", "2024/01/01", "2024-01-0x", "20240101", "２024-01-01"})
        CHECK_MESSAGE(!base::day_from_text(bad), bad);
    CHECK(base::day_from_text("2024-02-29"));
    CHECK(base::day_from_text("2000-02-29"));
}

TEST_CASE("a day that bytes can hold and calendars cannot is a problem, and harms nobody") {
    for (auto days : {std::numeric_limits<std::int32_t>::min(), base::earliest_day.days - 1,
                      base::latest_day.days + 1, std::numeric_limits<std::int32_t>::max()}) {
        base::Problems problems;
        base::check_day(Day{days}, "/due", problems);
        REQUIRE(problems.size() == 1);
        CHECK(problems[0].rule == "not-a-day");
        CHECK_FALSE(base::to_text(Day{days}).empty());
    }
    base::Problems none;
    base::check_day(base::earliest_day, "/due", none);
    base::check_day(base::latest_day, "/due", none);
    CHECK(none.empty());
}

TEST_CASE("people type days in figures, and what could be two days is not guessed") {
    auto const day = *base::day_from_civil(2026, 3, 4);
    for (auto good : {"2026-03-04", "04.03.2026", "4.3.2026", " 4.3.2026 ", "٠٤.٠٣.٢٠٢٦",
                      "2026\u201303\u201304"})
        CHECK_MESSAGE(base::day_from_typed(good).day == day, good);
    CHECK(base::day_from_typed("3/4/2026").problem == "ambiguous-day");
    CHECK(base::day_from_typed("4/4/2026").day == *base::day_from_civil(2026, 4, 4));
    CHECK(base::day_from_typed("13/4/2026").day == *base::day_from_civil(2026, 4, 13));
    CHECK(base::day_from_typed("4/13/2026").day == *base::day_from_civil(2026, 4, 13));
    for (auto bad : {"", "4.3.26", "4.3", "29.02.2023", "31/31/2026", "4.3.2026.", "4.3.20267",
                     "1.1.0000", "today", "4 3 2026"})
        CHECK_MESSAGE(base::day_from_typed(bad).problem == "not-a-day", bad);
}

}  // namespace day_test
