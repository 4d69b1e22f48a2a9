#include "web-client/words/words.hpp"

namespace words {
namespace {

constexpr std::int64_t second_us = 1'000'000;
constexpr std::int64_t day_s = 86'400;

struct Civil {
    std::int64_t year;
    int month, day;  // from 1
    int hour, minute;
};

std::int64_t floored(std::int64_t value, std::int64_t by) {
    std::int64_t const quotient = value / by;
    return value % by < 0 ? quotient - 1 : quotient;
}

std::int64_t local_seconds(std::int64_t at_us, Zone const& zone) {
    return floored(at_us, second_us) + zone.utc_offset_s(at_us);
}

// The proleptic Gregorian calendar from a count of days; years begin in March, so that the leap day
// is the last one.
Civil civil_of(std::int64_t at_us, Zone const& zone) {
    std::int64_t const seconds = local_seconds(at_us, zone);
    std::int64_t const days = floored(seconds, day_s);
    std::int64_t const in_day = seconds - days * day_s;
    std::int64_t const shifted = days + 719'468;
    std::int64_t const era = floored(shifted, 146'097);
    std::int64_t const of_era = shifted - era * 146'097;
    std::int64_t const year_of_era =
        (of_era - of_era / 1460 + of_era / 36'524 - of_era / 146'096) / 365;
    std::int64_t const of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    std::int64_t const month = (5 * of_year + 2) / 153;
    Civil civil{};
    civil.day = static_cast<int>(of_year - (153 * month + 2) / 5 + 1);
    civil.month = static_cast<int>(month < 10 ? month + 3 : month - 9);
    civil.year = year_of_era + era * 400 + (civil.month <= 2 ? 1 : 0);
    civil.hour = static_cast<int>(in_day / 3600);
    civil.minute = static_cast<int>(in_day / 60 % 60);
    return civil;
}

std::string two(int value) { return (value < 10 ? "0" : "") + std::to_string(value); }

std::string month_key(int month) { return "date.month-" + std::to_string(month); }

}  // namespace

std::int64_t day_number(std::int64_t at_us, Zone const& zone) {
    return floored(local_seconds(at_us, zone), day_s);
}

std::string Words::time(std::int64_t at_us, Zone const& zone) const {
    Civil const civil = civil_of(at_us, zone);
    return std::to_string(civil.hour) + ":" + two(civil.minute);
}

std::string Words::date(std::int64_t at_us, Zone const& zone) const {
    Civil const civil = civil_of(at_us, zone);
    return say("date.full", {{"day", civil.day},
                             {"month", say(month_key(civil.month))},
                             {"year", std::to_string(civil.year)}});
}

std::string Words::day(std::int64_t at_us, std::int64_t now_us, Zone const& zone) const {
    std::int64_t const ago = day_number(now_us, zone) - day_number(at_us, zone);
    if (ago == 0) return say("date.today");
    if (ago == 1) return say("date.yesterday");
    Civil const civil = civil_of(at_us, zone);
    if (civil.year != civil_of(now_us, zone).year) return date(at_us, zone);
    return say("date.day", {{"day", civil.day}, {"month", say(month_key(civil.month))}});
}

std::string Words::moment(std::int64_t at_us, std::int64_t now_us, Zone const& zone) const {
    std::string const clock = time(at_us, zone);
    std::int64_t const ago = day_number(now_us, zone) - day_number(at_us, zone);
    if (ago == 0) return say("date.today-at", {{"time", clock}});
    if (ago == 1) return say("date.yesterday-at", {{"time", clock}});
    return say("date.moment", {{"day", day(at_us, now_us, zone)}, {"time", clock}});
}

}  // namespace words
