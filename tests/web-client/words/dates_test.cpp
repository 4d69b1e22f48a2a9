#include <doctest/doctest.h>

#include "web-client/words/words.hpp"

namespace dates_test {

using words::Language;
using words::Words;
using words::Zone;

namespace {

constexpr std::int64_t now_us = 1'773'482'640'000'000;  // 2026-03-14 10:04 UTC
constexpr std::int64_t hour_us = 3'600'000'000;

Zone const utc;
Zone ahead_by(int seconds) {
    return Zone([seconds](std::int64_t) { return seconds; });
}

// Europe/Berlin in 2026 and 2027: summer from 29 March to 25 October, and from 28 March.
Zone berlin() {
    return Zone([](std::int64_t at_us) {
        constexpr std::int64_t s = 1'000'000;
        bool const summer =
            (at_us >= 1'774'746'000 * s && at_us < 1'792'890'000 * s) || at_us >= 1'806'195'600 * s;
        return summer ? 7200 : 3600;
    });
}

}  // namespace

TEST_CASE("a time is told in the reader's time zone") {
    Words const en(Language::english);
    CHECK(en.time(now_us, utc) == "10:04");
    CHECK(en.time(now_us, ahead_by(3 * 3600)) == "13:04");
    CHECK(en.time(now_us, ahead_by(-11 * 3600)) == "23:04");
    CHECK(en.time(now_us, ahead_by(5 * 3600 + 1800)) == "15:34");
}

TEST_CASE("near days have names, others a date, and those of other years a year") {
    Words const en(Language::english), ru(Language::russian);
    CHECK(en.day(now_us, now_us, utc) == "Today");
    CHECK(ru.day(now_us - 10 * hour_us, now_us, utc) == "Сегодня");
    CHECK(ru.day(now_us - 11 * hour_us, now_us, utc) == "Вчера");
    CHECK(ru.day(now_us - 48 * hour_us, now_us, utc) == "12 марта");
    CHECK(en.day(now_us - 48 * hour_us, now_us, utc) == "12 March");
    CHECK(ru.day(now_us - 80 * 24 * hour_us, now_us, utc) == "24 декабря 2025");
}

TEST_CASE("which day it is depends on the time zone") {
    Words const en(Language::english);
    std::int64_t const evening_us = now_us - 11 * hour_us;  // 23:04 the day before, in UTC
    CHECK(en.day(evening_us, now_us, utc) == "Yesterday");
    CHECK(en.day(evening_us, now_us, ahead_by(3 * 3600)) == "Today");
}

TEST_CASE("the calendar knows leap years, and days before 1970") {
    Words const en(Language::english);
    CHECK(en.date(1'709'164'800'000'000, utc) == "29 February 2024");
    CHECK(en.date(951'782'400'000'000, utc) == "29 February 2000");
    CHECK(en.date(0, utc) == "1 January 1970");
    CHECK(en.date(-1, utc) == "31 December 1969");
    CHECK(en.time(-1, utc) == "23:59");
    CHECK(en.date(-2'203'891'200'000'000, utc) == "1 March 1900");
}

TEST_CASE("a moment says the day in small letters, as it stands in a sentence") {
    Words const en(Language::english), ru(Language::russian);
    CHECK(en.moment(now_us, now_us, utc) == "today, 10:04");
    CHECK(ru.moment(now_us - 24 * hour_us, now_us, utc) == "вчера, 10:04");
    CHECK(ru.moment(now_us - 48 * hour_us, now_us, utc) == "12 марта, 10:04");
}

TEST_CASE(
    "what is on the other side of a clock change stands at the time that clocks showed then") {
    Words const en(Language::english);
    constexpr std::int64_t july_us = 1'815'811'200'000'000;      // 2027-07-17 08:00 UTC
    constexpr std::int64_t november_us = 1'795'705'320'000'000;  // 2026-11-26 15:02 UTC
    CHECK(en.time(july_us, berlin()) == "10:00");
    CHECK(en.time(november_us, berlin()) == "16:02");
    CHECK(en.date(november_us, berlin()) == "26 November 2026");
    // 22:30 UTC is before midnight in winter, and in summer after it.
    constexpr std::int64_t evening_us = november_us + 7 * hour_us + 28 * 60'000'000LL;
    CHECK(en.date(evening_us, berlin()) == "26 November 2026");
    CHECK(en.moment(evening_us, july_us, berlin()) == "26 November 2026, 23:30");
    CHECK(words::day_number(evening_us, berlin()) == words::day_number(november_us, berlin()));
}

TEST_CASE("yesterday is the day before, also when it had 23 or 25 hours") {
    Words const en(Language::english);
    // The night to 25 October 2026 has an hour more: 23:30 of the 24th, asked at 23:30 of the 25th.
    constexpr std::int64_t before_us = 1'792'877'400'000'000;  // 2026-10-24 21:30 UTC
    CHECK(en.moment(before_us, before_us + 25 * hour_us, berlin()) == "yesterday, 23:30");
    CHECK(en.day(before_us, before_us + 26 * hour_us, berlin()) == "24 October");
    // That to 28 March 2027 has one less.
    constexpr std::int64_t spring_us = 1'806'186'600'000'000;  // 2027-03-27 22:30 UTC
    CHECK(en.moment(spring_us, spring_us + 23 * hour_us, berlin()) == "yesterday, 23:30");
    CHECK(en.day(spring_us, spring_us + 90 * 60'000'000LL, berlin()) == "Yesterday");
}

}  // namespace dates_test
