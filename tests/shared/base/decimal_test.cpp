#include "shared/base/decimal.hpp"

#include <doctest/doctest.h>

#include <random>

#include "shared/base/money.hpp"

namespace decimal_test {

using base::decimal_typed;
using base::DecimalSign;

namespace {

// The value, or the problem's name.
std::string read(std::string_view text, int decimals, DecimalSign sign) {
    auto const typed = decimal_typed(text, decimals, sign);
    return typed.problem.empty() ? std::to_string(typed.value) : std::string(typed.problem);
}
std::string en(std::string_view text, int decimals = 2) {
    return read(text, decimals, DecimalSign::point);
}
std::string ru(std::string_view text, int decimals = 2) {
    return read(text, decimals, DecimalSign::comma);
}
std::string unknown(std::string_view text, int decimals = 2) {
    return read(text, decimals, DecimalSign::unknown);
}

}  // namespace

TEST_CASE("decimals are written by programs in one form, and read in that alone") {
    CHECK(base::decimal_text(123'450, 2) == "1234.50");
    CHECK(base::decimal_text(-5, 3) == "-0.005");
    CHECK(base::decimal_text(0, 2) == "0.00");
    CHECK(base::decimal_text(12, 0) == "12");
    CHECK(base::decimal_text(-120, 2, ',') == "-1,20");
    CHECK(base::decimal_from_text("1234.5", 2) == 123'450);
    CHECK(base::decimal_from_text("-0.005", 3) == -5);
    CHECK(base::decimal_from_text("9007199254740.991", 3) == base::most_exact);
    for (auto bad : {"", "-", ".", "1.", ".5", "1,5", "1 000", "+1", "1.234", "1e3", "0x1", " 1",
                     "90071992547409.92", "99999999999999999999", "1.2.3", "--1"})
        CHECK_MESSAGE(!base::decimal_from_text(bad, 2), bad);
}

TEST_CASE("every amount is read back as it was written, by programs and by people") {
    std::mt19937_64 random(7);
    for (int i = 0; i < 20'000; ++i) {
        auto const shift = random() % 53;
        auto value = static_cast<std::int64_t>(random() >> 11) >> shift;
        if (random() % 2) value = -value;
        int const decimals = static_cast<int>(random() % 5);
        REQUIRE(base::decimal_from_text(base::decimal_text(value, decimals), decimals) == value);
        REQUIRE(en(base::decimal_text(value, decimals), decimals) == std::to_string(value));
        REQUIRE(ru(base::decimal_text(value, decimals, ','), decimals) == std::to_string(value));
    }
}

TEST_CASE("people type numbers in many ways that mean one thing") {
    for (auto text : {"1234,50", "1234.50", "1234.5", "1 234,50", "1\u00a0234,50", "1\u202f234.50",
                      "1,234.50", "1.234,50", "1'234.50", "1\u2019234,5", "+1234,5", " 1234,5 ",
                      "１２３４，５", "١٢٣٤٫٥", "۱٬۲۳۴٫۵۰", "\u200e1234,5", "001234,5"}) {
        CHECK_MESSAGE(en(text) == "123450", text);
        CHECK_MESSAGE(ru(text) == "123450", text);
        CHECK_MESSAGE(unknown(text) == "123450", text);
    }
    for (auto text : {"-5", "−5", "–5", "－5", "- 5", "-5,00", "-5.", "-5,"})
        CHECK_MESSAGE(ru(text) == "-500", text);
    CHECK(ru(",5") == "50");
    CHECK(en("1,234,567") == "123456700");
    CHECK(ru("1.234.567") == "123456700");
    CHECK(en("0,125", 3) == "125");
    CHECK(ru("0.125", 3) == "125");
    CHECK(ru("1234.567", 3) == "1234567");
}

TEST_CASE("one sign before three digits is the language's own, or nobody's guess") {
    CHECK(ru("1,250", 3) == "1250");
    CHECK(en("1.250", 3) == "1250");
    CHECK(ru("1.250", 3) == "ambiguous-number");
    CHECK(en("1,250", 3) == "ambiguous-number");
    CHECK(unknown("1,250", 3) == "ambiguous-number");
    CHECK(unknown("1.250", 3) == "ambiguous-number");
    // Money of two decimals: in English it can only be a thousand; elsewhere it is not known.
    CHECK(en("1,234") == "123400");
    CHECK(ru("1.234") == "ambiguous-number");
    CHECK(unknown("1,234") == "ambiguous-number");
    CHECK(ru("1,234") == "too-fine");
    CHECK(en("1.234") == "too-fine");
    CHECK(ru("12345,678", 3) == "12345678");
    CHECK(unknown("12345,678", 3) == "12345678");
}

TEST_CASE("what is no number, too fine or too large is refused, whatever it looks like") {
    for (auto bad : {"",          " ",         "-",           "+",           ".",        ",",
                     "abc",       "1a",        "1e5",         "0x10",        "1/2",      "--1",
                     "-+1",       "1-",        "1 23",        "12 34,5",     "1 2345",   "1,23,45",
                     "12,34,567", "1.2.3,4.5", "1,234 567.8", "1 234.567,8", "1..5",     "1,,5",
                     "0 123",     "1,234,56",  "(5)",         "5%",          "1 234 56", "∞",
                     "NaN",       "½",         "\xff",        "٫",           "1٫2٫3"})
        CHECK_MESSAGE(ru(bad) == "not-a-decimal", bad);
    CHECK(ru(std::string_view("1\0", 2)) == "not-a-decimal");
    CHECK(ru("1,005") == "too-fine");
    CHECK(ru("1,500") == "too-fine");
    CHECK(ru("5,1", 0) == "too-fine");
    CHECK(ru("90071992547409,91") == "9007199254740991");
    CHECK(ru("90071992547409,92") == "amount-too-large");
    CHECK(ru(std::string(100, '9')) == "amount-too-large");
    CHECK(ru(std::string(1'000'000, '9')) == "not-a-decimal");
}

}  // namespace decimal_test
