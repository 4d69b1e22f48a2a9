#include <doctest/doctest.h>

#include <random>

#include "shared/base/money_text.hpp"
#include "web-client/words/words.hpp"

namespace amounts_test {

using base::Currency;
using base::Money;
using words::Language;
using words::Words;

namespace {

Money of(std::int64_t minor, char const* code) { return {minor, *Currency::from(code)}; }

}  // namespace

TEST_CASE("amounts are written as either language writes them") {
    Words const ru(Language::russian), en(Language::english);
    CHECK(ru.money(of(123'450, "RUB")) == "1\u00a0234,50\u00a0₽");
    CHECK(en.money(of(123'450, "RUB")) == "RUB\u00a01,234.50");
    CHECK(ru.money(of(-123'456'750, "USD")) == "\u22121\u00a0234\u00a0567,50\u00a0$");
    CHECK(en.money(of(-123'456'750, "USD")) == "\u2212$1,234,567.50");
    CHECK(ru.money(of(1'234, "JPY")) == "1\u00a0234\u00a0¥");
    CHECK(en.money(of(1'234, "JPY")) == "¥1,234");
    CHECK(en.money(of(1'250, "KWD")) == "KWD\u00a01.250");
    CHECK(ru.money(of(5, "KZT")) == "0,05\u00a0KZT");
    CHECK(en.money(of(-5, "EUR")) == "\u2212€0.05");
    CHECK(en.money(of(base::most_exact, "CLF")) == "CLF\u00a0900,719,925,474.0991");
    // Nobody knows how many of them are one.
    CHECK(en.money(of(1'234, "HRK")) == "HRK\u00a01,234");
}

TEST_CASE("quantities and days are written as either language writes them") {
    Words const ru(Language::russian), en(Language::english);
    CHECK(ru.quantity({1'250}) == "1,25");
    CHECK(en.quantity({1'250}) == "1.25");
    CHECK(ru.quantity({1'234'000}) == "1\u00a0234");
    CHECK(en.quantity({-1'234'567'001}) == "\u22121,234,567.001");
    CHECK(en.quantity({0}) == "0");
    auto const day = *base::day_from_civil(2026, 3, 14);
    CHECK(en.date(day) == "14 March 2026");
    CHECK(ru.date(day) == "14 марта 2026");
    CHECK(ru.flag(true) == "Да");
}

TEST_CASE("what is shown or stands in a field is read back as the same") {
    std::mt19937_64 random(5);
    for (auto const language : {Language::russian, Language::english}) {
        Words const words(language);
        for (int i = 0; i < 5'000; ++i) {
            auto const minor = static_cast<std::int64_t>(random() >> (11 + random() % 50)) *
                               (random() % 2 ? 1 : -1);
            char const* const codes[] = {"RUB", "USD", "JPY", "KWD", "CLF", "UAH", "MXN"};
            auto const money = of(minor, codes[random() % 7]);
            for (auto const& text : {words.money(money), words.typed(money, true)}) {
                auto const read =
                    base::money_typed(text, money.currency, true, words.decimal_sign());
                REQUIRE_MESSAGE(read.problem == "", text);
                REQUIRE(read.money == money);
            }
            base::Quantity const quantity{minor};
            auto const amount = base::decimal_typed(words.typed(quantity), 3, words.decimal_sign());
            REQUIRE(amount.problem == "");
            REQUIRE(amount.value == minor);
            base::Day const day{static_cast<std::int32_t>(minor % 350'000)};
            REQUIRE(words.day_typed(words.date(day)).day == day);
            REQUIRE(words.day_typed(words.typed(day)).day == day);
        }
    }
}

TEST_CASE("days are typed with the name of their month, too") {
    Words const ru(Language::russian), en(Language::english);
    auto const day = *base::day_from_civil(2026, 3, 14);
    for (auto text : {"14 марта 2026", "14 Марта 2026 г.", " 14  марта 2026 года", "14.03.2026"})
        CHECK_MESSAGE(ru.day_typed(text).day == day, text);
    for (auto text : {"14 March 2026", "March 14, 2026", "march 14 2026", "2026-03-14"})
        CHECK_MESSAGE(en.day_typed(text).day == day, text);
    for (auto text : {"March 2026", "32 March 2026", "14 March 26", "14 March", "14 15 March 2026",
                      "March", "x March 2026", "14 March 2026 2027"})
        CHECK_MESSAGE(en.day_typed(text).problem == "not-a-day", text);
    CHECK(en.day_typed("3/4/2026").problem == "ambiguous-day");
    CHECK(en.day_typed(std::string(100'000, 'x')).problem == "not-a-day");
}

TEST_CASE("every reason why something typed or a cell of a table is refused has its words") {
    for (auto const language : {Language::russian, Language::english})
        for (auto const rule :
             {"not-a-decimal",     "ambiguous-number",   "too-fine",           "amount-too-large",
              "currency-missing",  "ambiguous-currency", "other-currency",     "unknown-currency",
              "not-a-day",         "ambiguous-day",      "currencies-differ",  "divided-by-nothing",
              "shares-of-nothing", "stray-quote",        "open-quote",         "unknown-column",
              "too-many-cells",    "too-many-columns",   "too-many-rows",      "too-large-to-send",
              "not-a-boolean",     "not-an-id",          "not-a-whole-number", "not-json",
              "unknown-value",     "given-twice",        "unknown-field",      "not-an-object",
              "not-a-list"})
            CHECK_MESSAGE(Words(language).knows("reason." + std::string(rule)), rule);
}

}  // namespace amounts_test
