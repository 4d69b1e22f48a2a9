#include "shared/base/time.hpp"

#include <cstdio>

namespace base {

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

bool take_either(std::string_view& text, char one, char other) {
    return take(text, one) || take(text, other);
}

std::optional<int> take_fraction_us(std::string_view& text) {
    if (!take(text, '.')) return 0;
    int value = 0, digits = 0;
    for (; !text.empty() && text.front() >= '0' && text.front() <= '9'; ++digits) {
        if (digits < 6) value = value * 10 + (text.front() - '0');
        text.remove_prefix(1);
    }
    if (digits == 0) return std::nullopt;
    for (; digits < 6; ++digits) value *= 10;
    return value;
}

// "Z", or how far the clock that was read is before UTC, as "+03:00".
std::optional<int> take_offset_minutes(std::string_view& text) {
    if (take_either(text, 'Z', 'z')) return 0;
    bool const is_behind = take(text, '-');
    if (!is_behind && !take(text, '+')) return std::nullopt;
    auto const hours = take_number(text, 2);
    if (!hours || *hours > 23 || !take(text, ':')) return std::nullopt;
    auto const minutes = take_number(text, 2);
    if (!minutes || *minutes > 59) return std::nullopt;
    auto const offset = *hours * 60 + *minutes;
    return is_behind ? -offset : offset;
}

struct ClockTime {
    int minute = 0;  // of the day
    int second = 0;  // up to 60
    int fraction_us = 0;
};

std::optional<ClockTime> take_time(std::string_view& text) {
    auto const hour = take_number(text, 2);
    if (!hour || *hour > 23 || !take(text, ':')) return std::nullopt;
    auto const minute = take_number(text, 2);
    if (!minute || *minute > 59 || !take(text, ':')) return std::nullopt;
    auto const second = take_number(text, 2);
    if (!second || *second > 60) return std::nullopt;
    auto const fraction = take_fraction_us(text);
    if (!fraction) return std::nullopt;
    return ClockTime{*hour * 60 + *minute, *second, *fraction};
}

constexpr int day_minutes = 24 * 60;
constexpr std::int64_t first_day = earliest_us / day_us;
constexpr std::int64_t last_day = latest_us / day_us;

}  // namespace

std::optional<Instant> instant_from_text(std::string_view text) {
    auto const year = take_number(text, 4);
    if (!year || !take(text, '-')) return std::nullopt;
    auto const month = take_number(text, 2);
    if (!month || !take(text, '-')) return std::nullopt;
    auto const day = take_number(text, 2);
    if (!day || (!take_either(text, 'T', 't') && !take(text, ' '))) return std::nullopt;
    auto time = take_time(text);
    if (!time) return std::nullopt;
    auto const offset = take_offset_minutes(text);
    auto const date = day_from_civil(*year, *month, *day);
    if (!offset || !text.empty() || !date) return std::nullopt;
    // They lead out of the years that can be held, or could.
    if ((date->days == first_day && *offset > 0) || (date->days == last_day && *offset < 0))
        return std::nullopt;
    auto const minute = time->minute - *offset;
    if (time->second == 60) {
        // It is the last second of a day of UTC, whatever the clock shows.
        if ((minute + day_minutes) % day_minutes != day_minutes - 1) return std::nullopt;
        time->second = 59;
        time->fraction_us = 999'999;
    }
    return Instant{date->days * day_us + minute * std::int64_t{60'000'000} +
                   time->second * std::int64_t{1'000'000} + time->fraction_us};
}

}  // namespace base
