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
