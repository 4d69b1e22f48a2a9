#include <doctest/doctest.h>

#include "web-client/words/words.hpp"

namespace dates_test {

using words::Language;
using words::Words;

namespace {

constexpr std::int64_t now_us = 1'773'482'640'000'000;  // 2026-03-14 10:04 UTC
constexpr std::int64_t hour_us = 3'600'000'000;

}  // namespace

TEST_CASE("a time is told in the reader's time zone") {
    Words const en(Language::english);
    CHECK(en.time(now_us, 0) == "10:04");
    CHECK(en.time(now_us, 3 * 3600) == "13:04");
    CHECK(en.time(now_us, -11 * 3600) == "23:04");
    CHECK(en.time(now_us, 5 * 3600 + 1800) == "15:34");
}

TEST_CASE("near days have names, others a date, and those of other years a year") {
    Words const en(Language::english), ru(Language::russian);
    CHECK(en.day(now_us, now_us, 0) == "Today");
    CHECK(ru.day(now_us - 10 * hour_us, now_us, 0) == "Сегодня");
    CHECK(ru.day(now_us - 11 * hour_us, now_us, 0) == "Вчера");
    CHECK(ru.day(now_us - 48 * hour_us, now_us, 0) == "12 марта");
    CHECK(en.day(now_us - 48 * hour_us, now_us, 0) == "12 March");
    CHECK(ru.day(now_us - 80 * 24 * hour_us, now_us, 0) == "24 декабря 2025");
}

TEST_CASE("which day it is depends on the time zone") {
    Words const en(Language::english);
    std::int64_t const evening_us = now_us - 11 * hour_us;  // 23:04 the day before, in UTC
    CHECK(en.day(evening_us, now_us, 0) == "Yesterday");
    CHECK(en.day(evening_us, now_us, 3 * 3600) == "Today");
}

TEST_CASE("the calendar knows leap years, and days before 1970") {
    Words const en(Language::english);
    CHECK(en.date(1'709'164'800'000'000, 0) == "29 February 2024");
    CHECK(en.date(951'782'400'000'000, 0) == "29 February 2000");
    CHECK(en.date(0, 0) == "1 January 1970");
    CHECK(en.date(-1, 0) == "31 December 1969");
    CHECK(en.time(-1, 0) == "23:59");
    CHECK(en.date(-2'203'891'200'000'000, 0) == "1 March 1900");
}

TEST_CASE("a moment says the day in small letters, as it stands in a sentence") {
    Words const en(Language::english), ru(Language::russian);
    CHECK(en.moment(now_us, now_us, 0) == "today, 10:04");
    CHECK(ru.moment(now_us - 24 * hour_us, now_us, 0) == "вчера, 10:04");
    CHECK(ru.moment(now_us - 48 * hour_us, now_us, 0) == "12 марта, 10:04");
}

}  // namespace dates_test
