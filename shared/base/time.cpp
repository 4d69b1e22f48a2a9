#include "shared/base/time.hpp"

#include <cstdio>

namespace base {

// Days from civil and back: the proleptic Gregorian calendar in eras of 400 years, counted from
// March so that the leap day is the last of its year.
CivilDay civil(Day day) {
    int const shifted = day.days + 719'468;
    int const era = (shifted >= 0 ? shifted : shifted - 146'096) / 146'097;
    int const day_of_era = shifted - era * 146'097;
    int const year_of_era =
        (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
    int const day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int const month_from_march = (5 * day_of_year + 2) / 153;
    int const month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
    int const year = year_of_era + era * 400 + (month <= 2);
    return {year, month, day_of_year - (153 * month_from_march + 2) / 5 + 1};
}

std::optional<Day> day_from_civil(int year, int month, int day) {
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31)
        return std::nullopt;
    int const from_march = year - (month <= 2);
    int const era = from_march / 400;
    int const year_of_era = from_march - era * 400;
    int const day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int const day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    Day const result{era * 146'097 + day_of_era - 719'468};
    CivilDay const back = civil(result);
    if (back.year != year || back.month != month || back.day != day) return std::nullopt;
    return result;
}

namespace {
constexpr std::int64_t day_us = 86'400'000'000;
}

std::string to_text(Instant instant) {
    std::int64_t days = instant.us / day_us;
    std::int64_t rest = instant.us % day_us;
    if (rest < 0) {
        rest += day_us;
        --days;
    }
    CivilDay const date = civil(Day{static_cast<std::int32_t>(days)});
    auto const second = rest / 1'000'000;
    char text[64];
    std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d.%06dZ", date.year, date.month,
                  date.day, static_cast<int>(second / 3600), static_cast<int>(second / 60 % 60),
                  static_cast<int>(second % 60), static_cast<int>(rest % 1'000'000));
    return text;
}

namespace {

// Takes `digits` decimal digits off the front, or nothing.
std::optional<int> take_number(std::string_view& text, std::size_t digits) {
    if (text.size() < digits) return std::nullopt;
    int value = 0;
    for (std::size_t i = 0; i < digits; ++i) {
        if (text[i] < '0' || text[i] > '9') return std::nullopt;
        value = value * 10 + (text[i] - '0');
    }
    text.remove_prefix(digits);
    return value;
}

bool take(std::string_view& text, char c) {
    if (text.empty() || text.front() != c) return false;
    text.remove_prefix(1);
    return true;
}

std::optional<int> take_fraction_us(std::string_view& text) {
    if (!take(text, '.')) return 0;
    int value = 0, digits = 0;
    while (digits < 6 && !text.empty() && text.front() >= '0' && text.front() <= '9') {
        value = value * 10 + (text.front() - '0');
        text.remove_prefix(1);
        ++digits;
    }
    if (digits == 0) return std::nullopt;
    for (; digits < 6; ++digits) value *= 10;
    return value;
}

}  // namespace

std::optional<Instant> instant_from_text(std::string_view text) {
    auto const year = take_number(text, 4);
    if (!year || !take(text, '-')) return std::nullopt;
    auto const month = take_number(text, 2);
    if (!month || !take(text, '-')) return std::nullopt;
    auto const day = take_number(text, 2);
    if (!day || !take(text, 'T')) return std::nullopt;
    auto const hour = take_number(text, 2);
    if (!hour || *hour > 23 || !take(text, ':')) return std::nullopt;
    auto const minute = take_number(text, 2);
    if (!minute || *minute > 59 || !take(text, ':')) return std::nullopt;
    auto const second = take_number(text, 2);
    if (!second || *second > 59) return std::nullopt;
    auto const fraction = take_fraction_us(text);
    if (!fraction || text != "Z") return std::nullopt;
    auto const date = day_from_civil(*year, *month, *day);
    if (!date) return std::nullopt;
    std::int64_t const seconds = *hour * 3600 + *minute * 60 + *second;
    return Instant{date->days * day_us + seconds * 1'000'000 + *fraction};
}

}  // namespace base
