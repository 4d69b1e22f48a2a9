// Days of the calendar, without time or zone: a birthday, a due date, a day of delivery. The
// proleptic Gregorian calendar; what travels and is stored lies in the years 1 to 9999.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace base {

struct Day {
    std::int32_t days = 0;  // since 1970-01-01

    friend bool operator==(Day a, Day b) { return a.days == b.days; }
    friend bool operator!=(Day a, Day b) { return a.days != b.days; }
    friend bool operator<(Day a, Day b) { return a.days < b.days; }
    friend bool operator<=(Day a, Day b) { return a.days <= b.days; }
};

constexpr Day earliest_day{-719'162};  // 0001-01-01
constexpr Day latest_day{2'932'896};   // 9999-12-31

struct CivilDay {
    int year = 1970, month = 1, day = 1;
};
CivilDay civil(Day day);  // of any day, also outside these years
// Nothing for the 30th of February, and outside the years 1 to 9999.
std::optional<Day> day_from_civil(int year, int month, int day);

std::string to_text(Day day);  // "2026-11-21" (ISO 8601), of a day in these years
std::optional<Day> day_from_text(std::string_view text);  // that form alone

// What a person types in figures: "2026-11-21", "21.11.2026", and "21/11/2026" where only one order
// of day and month makes a day of it. Years have four digits, since two name two centuries.
struct DayTyped {
    Day day{};
    std::string_view problem{};  // "not-a-day", "ambiguous-day"; empty: none
};
DayTyped day_from_typed(std::string_view text);

}  // namespace base
