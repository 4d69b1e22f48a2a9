#include "shared/base/day.hpp"

#include "shared/base/decimal.hpp"

namespace base {

// Days from civil and back, in eras of 400 years, counted from March so that the leap day is the
// last of its year.
CivilDay civil(Day day) {
    std::int64_t const shifted = std::int64_t{day.days} + 719'468;
    std::int64_t const era = (shifted >= 0 ? shifted : shifted - 146'096) / 146'097;
    auto const day_of_era = static_cast<int>(shifted - era * 146'097);
    int const year_of_era =
        (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
    int const day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int const month_from_march = (5 * day_of_year + 2) / 153;
    int const month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
    int const year = year_of_era + static_cast<int>(era) * 400 + (month <= 2);
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

std::string to_text(Day day) {
    CivilDay const date = civil(day);
    auto const padded = [](int number, std::size_t digits) {
        std::string text = std::to_string(number);
        return text.size() < digits ? std::string(digits - text.size(), '0') + text : text;
    };
    return padded(date.year, 4) + "-" + padded(date.month, 2) + "-" + padded(date.day, 2);
}

namespace {

// The whole of the text as at most `most` digits; -1: it is something else.
int number_of(std::string_view text, std::size_t most) {
    if (text.empty() || text.size() > most) return -1;
    int value = 0;
    for (char const c : text) {
        if (c < '0' || c > '9') return -1;
        value = value * 10 + (c - '0');
    }
    return value;
}

// Day, month and year in that order, as "21.11.2026" has them.
std::optional<Day> from_parts(std::string_view day, std::string_view month, std::string_view year) {
    if (year.size() != 4) return std::nullopt;
    return day_from_civil(number_of(year, 4), number_of(month, 2), number_of(day, 2));
}

}  // namespace

std::optional<Day> day_from_text(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    return from_parts(text.substr(8), text.substr(5, 2), text.substr(0, 4));
}

DayTyped day_from_typed(std::string_view typed) {
    constexpr std::string_view none = "not-a-day";
    std::string const plain = plain_figures(typed);
    std::string_view const text = plain;
    if (auto const day = day_from_text(text)) return {*day, {}};
    for (char const sign : {'.', '/'}) {
        auto const first = text.find(sign);
        auto const second = first == text.npos ? text.npos : text.find(sign, first + 1);
        if (second == text.npos) continue;
        auto const one = text.substr(0, first), two = text.substr(first + 1, second - first - 1);
        auto const year = text.substr(second + 1);
        auto const as_written = from_parts(one, two, year);
        // A point stands between day and month, everywhere; with a stroke Britain begins with the
        // day and America with the month.
        auto const turned = sign == '/' ? from_parts(two, one, year) : std::nullopt;
        if (as_written && turned && *as_written != *turned) return {{}, "ambiguous-day"};
        if (as_written) return {*as_written, {}};
        if (turned) return {*turned, {}};
    }
    return {{}, none};
}

}  // namespace base
