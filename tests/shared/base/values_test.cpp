#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "shared/base/id.hpp"
#include "shared/base/text.hpp"
#include "shared/base/time.hpp"

TEST_CASE("an id is written and read as RFC 9562 has it") {
    auto const id = base::make_id128(1'700'000'000'123, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
    auto const text = base::to_text(id);
    CHECK(text == "018bcfe5-687b-7102-8304-05060708090a");
    CHECK(base::id_from_text(text) == id);
    for (auto bad :
         {"", "018bcfe5687b7102830405060708090a", "018BCFE5-687b-7102-8304-05060708090a",
          "018bcfe5-687b-7102-8304-05060708090g", "018bcfe5-687b-7102-8304-05060708090a "})
        CHECK_FALSE(base::id_from_text(bad));
}

TEST_CASE("ids that were made later sort later") {
    CHECK(base::make_id128(1000, {255, 255}) < base::make_id128(1001, {}));
}

TEST_CASE("instants are exact to the microsecond in both directions") {
    CHECK(base::to_text(base::Instant{0}) == "1970-01-01T00:00:00.000000Z");
    CHECK(base::to_text(base::Instant{-1}) == "1969-12-31T23:59:59.999999Z");
    CHECK(base::to_text(base::Instant{base::latest_us}) == "9999-12-31T23:59:59.999999Z");
    CHECK(base::to_text(base::Instant{base::earliest_us}) == "0001-01-01T00:00:00.000000Z");
    CHECK(base::instant_from_text("2024-02-29T12:00:00.5Z")->us == 1'709'208'000'500'000);
    for (auto bad : {"2023-02-29T12:00:00Z", "2024-02-29 12:00:00Z", "2024-02-29T24:00:00Z",
                     "2024-02-29T12:00:60Z", "2024-02-29T12:00:00", "2024-02-29T12:00:00.Z",
                     "2024-02-29T12:00:00.1234567Z", "2024-13-01T00:00:00Z", "0000-01-01T00:00:00Z",
                     "2024-02-29T12:00:00+00:00"})
        CHECK_FALSE(base::instant_from_text(bad));
}

TEST_CASE("every day of 800 years is the same there and back") {
    for (int days = -146'097; days < 146'097; ++days) {
        auto const date = base::civil(base::Day{days});
        auto const back = base::day_from_civil(date.year, date.month, date.day);
        REQUIRE(back);
        REQUIRE(back->days == days);
    }
}

TEST_CASE("broken UTF-8 is seen, whatever is broken in it") {
    for (auto good : {"", "a", "я", "€", "😀", "\xF4\x8F\xBF\xBF"}) CHECK(base::is_utf8(good));
    for (auto bad : {"\x80", "\xC3", "\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80",
                     "\xF5", "a\xFF", "\xE2\x82"})
        CHECK_FALSE(base::is_utf8(bad));
}

TEST_CASE("text can be put together again from its code points") {
    std::string_view const text = "Aя€😀";
    std::string again;
    for (auto rest = text; !rest.empty();) base::append_utf8(again, base::next_code_point(rest));
    CHECK(again == text);
    CHECK(base::code_points(text) == 4);
}

TEST_CASE("names stand in the order that people expect, in both languages") {
    std::vector<std::string> const golden = {
        "1 цех", "2 цех",  "Анна",  "Евгений", "Ёж",   "Елена",  "Жанна", "Илья", "Йозеф", "Яна",
        "Anna",  "anna b", "Émile", "Emily",   "İpek", "Łukasz", "Žofie", "Zoe",  "Ωmega", "山田"};
    auto list = golden;
    std::reverse(list.begin(), list.end());
    std::sort(list.begin(), list.end(),
              [](auto const& a, auto const& b) { return base::compare_for_people(a, b) < 0; });
    CHECK(list == golden);
}

TEST_CASE("searching does not care for case") {
    CHECK(base::lower("ЁЖИК Anna ÉÀ") == "ёжик anna éà");
}
