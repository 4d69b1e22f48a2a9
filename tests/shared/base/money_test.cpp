#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <random>

#include "shared/base/check.hpp"
#include "shared/base/money_arithmetic.hpp"
#include "shared/base/money_text.hpp"

namespace money_test {

using base::Currency;
using base::Money;
using base::mul_div;
using base::Quantity;
using base::Rounding;

namespace {

constexpr auto least = std::numeric_limits<std::int64_t>::min();
constexpr auto most = std::numeric_limits<std::int64_t>::max();
constexpr Rounding roundings[] = {Rounding::down,     Rounding::up,      Rounding::floor,
                                  Rounding::ceiling,  Rounding::half_up, Rounding::half_down,
                                  Rounding::half_even};

// The compilers, and wasm's, agree about these before anything runs.
static_assert(mul_div(5, 1, 2, Rounding::half_up) == 3);
static_assert(mul_div(-5, 1, 2, Rounding::half_up) == -3);
static_assert(mul_div(5, 1, 2, Rounding::half_down) == 2);
static_assert(mul_div(5, 1, 2, Rounding::half_even) == 2);
static_assert(mul_div(7, 1, 2, Rounding::half_even) == 4);
static_assert(mul_div(-7, 1, 2, Rounding::floor) == -4);
static_assert(mul_div(-7, 1, 2, Rounding::ceiling) == -3);
static_assert(mul_div(-7, 1, 2, Rounding::up) == -4);
static_assert(mul_div(-7, 1, 2, Rounding::down) == -3);
static_assert(mul_div(1'000'000'000'000, 1'000'000'000'000, 1'000'000'000'000, Rounding::down) ==
              1'000'000'000'000);
static_assert(mul_div(most, most, most, Rounding::down) == most);
static_assert(mul_div(least, least, least, Rounding::down) == least);
static_assert(mul_div(least, 1, 1, Rounding::down) == least);
static_assert(!mul_div(least, 1, -1, Rounding::down));
static_assert(!mul_div(most, 2, 1, Rounding::down));
static_assert(!mul_div(most, most, 1, Rounding::down));
static_assert(!mul_div(1, 1, 0, Rounding::down));
static_assert(mul_div(least, most, least, Rounding::down) == most);

// Another way to the same: decimal digits, multiplied and divided as on paper, the sign apart.
using Digits = std::vector<int>;  // the last first
Digits digits_of(std::int64_t value) {
    std::string text = std::to_string(value);
    if (text[0] == '-') text.erase(0, 1);
    Digits digits;
    for (auto c = text.rbegin(); c != text.rend(); ++c) digits.push_back(*c - '0');
    return digits;
}
void trim(Digits& a) {
    while (a.size() > 1 && a.back() == 0) a.pop_back();
}
int compare(Digits const& a, Digits const& b) {
    if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
    for (std::size_t i = a.size(); i-- > 0;)
        if (a[i] != b[i]) return a[i] < b[i] ? -1 : 1;
    return 0;
}
Digits product(Digits const& a, Digits const& b) {
    Digits result(a.size() + b.size() + 1, 0);
    for (std::size_t i = 0; i < a.size(); ++i)
        for (std::size_t j = 0; j < b.size(); ++j) result[i + j] += a[i] * b[j];
    for (std::size_t i = 0; i + 1 < result.size(); ++i) {
        result[i + 1] += result[i] / 10;
        result[i] %= 10;
    }
    trim(result);
    return result;
}
void subtract_from(Digits& a, Digits const& b) {
    int borrowed = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        int const digit = a[i] - borrowed - (i < b.size() ? b[i] : 0);
        borrowed = digit < 0;
        a[i] = digit < 0 ? digit + 10 : digit;
    }
    trim(a);
}
std::optional<std::int64_t> on_paper(std::int64_t value, std::int64_t numerator,
                                     std::int64_t denominator, Rounding rounding) {
    if (denominator == 0) return std::nullopt;
    bool const negative = (value < 0) ^ (numerator < 0) ^ (denominator < 0);
    auto const dividend = product(digits_of(value), digits_of(numerator));
    auto const divisor = digits_of(denominator);
    Digits quotient, rest{0};
    for (std::size_t i = dividend.size(); i-- > 0;) {
        rest.insert(rest.begin(), dividend[i]);
        trim(rest);
        int digit = 0;
        while (compare(rest, divisor) >= 0) {
            subtract_from(rest, divisor);
            ++digit;
        }
        quotient.insert(quotient.begin(), digit);
    }
    trim(quotient);
    bool const exact = rest == Digits{0};
    int const half = compare(product(rest, {2}), divisor);
    bool away = false;
    if (rounding == Rounding::up) away = !exact;
    if (rounding == Rounding::floor) away = !exact && negative;
    if (rounding == Rounding::ceiling) away = !exact && !negative;
    if (rounding == Rounding::half_up) away = half >= 0;
    if (rounding == Rounding::half_down) away = half > 0;
    if (rounding == Rounding::half_even) away = half > 0 || (half == 0 && quotient[0] % 2 == 1);
    if (away) {
        std::size_t i = 0;
        for (quotient.push_back(0); ++quotient[i] == 10; ++i) quotient[i] = 0;
        trim(quotient);
    }
    if (compare(quotient, digits_of(negative ? least : most)) > 0) return std::nullopt;
    std::int64_t result = 0;
    for (std::size_t i = quotient.size(); i-- > 0;)
        result = result * 10 + (negative ? -quotient[i] : quotient[i]);
    return result;
}

}  // namespace

TEST_CASE("mul_div is what one computes on paper, for numbers of every size and all roundings") {
    std::mt19937_64 random(11);
    std::int64_t const special[] = {0,
                                    1,
                                    -1,
                                    2,
                                    3,
                                    10,
                                    1'000,
                                    -1'000,
                                    most,
                                    least,
                                    most - 1,
                                    least + 1,
                                    1'000'000'000'000,
                                    std::int64_t{1} << 32};
    auto const number = [&] {
        if (random() % 4 == 0) return special[random() % std::size(special)];
        auto const value = static_cast<std::int64_t>(random() >> (random() % 64));
        return random() % 2 ? value : static_cast<std::int64_t>(~static_cast<std::uint64_t>(value));
    };
    int held = 0, refused = 0, rounded = 0;
    for (int i = 0; i < 4'000; ++i) {
        auto const a = number(), b = number(), c = number();
        for (auto const rounding : roundings) {
            auto const result = mul_div(a, b, c, rounding);
            REQUIRE(result == on_paper(a, b, c, rounding));
            ++(result ? held : refused);
        }
        rounded += mul_div(a, b, c, Rounding::floor) != mul_div(a, b, c, Rounding::ceiling);
    }
    CHECK(held > 5'000);
    CHECK(refused > 5'000);
    CHECK(rounded > 500);
}

#ifdef __SIZEOF_INT128__
TEST_CASE("mul_div is what a compiler's own 128 bits give, where it has them") {
    __extension__ using Wide = __int128;
    std::mt19937_64 random(13);
    for (int i = 0; i < 200'000; ++i) {
        auto const a = static_cast<std::int64_t>(random()) >> (random() % 63);
        auto const b = static_cast<std::int64_t>(random()) >> (random() % 63);
        auto const c = static_cast<std::int64_t>(random()) >> (random() % 63);
        if (c == 0) continue;
        Wide const exact = static_cast<Wide>(a) * b / c;
        auto const result = mul_div(a, b, c, Rounding::down);
        bool const fits = exact >= least && exact <= most;
        REQUIRE(result.has_value() == fits);
        if (fits) REQUIRE(*result == static_cast<std::int64_t>(exact));
    }
}
#endif

TEST_CASE("of two currencies there is no sum, and of too much none either") {
    auto const rub = Currency::of("RUB"), usd = Currency::of("USD");
    CHECK(*base::add({150, rub}, {-50, rub}) == Money{100, rub});
    CHECK(*base::subtract({150, rub}, {50, rub}) == Money{100, rub});
    auto const mixed = base::add({1, rub}, {1, usd});
    REQUIRE_FALSE(mixed);
    CHECK(mixed.refusal() ==
          base::Refusal{"currencies-differ", {{"one", "RUB"}, {"other", "USD"}}});
    for (auto const& too_much :
         {base::add({base::most_exact, rub}, {1, rub}), base::add({most, rub}, {most, rub}),
          base::subtract({-base::most_exact, rub}, {1, rub}),
          base::subtract({0, rub}, {least, rub}), base::times({base::most_exact, rub}, 2),
          base::times({least, rub}, -1), base::mul_div({most, rub}, most, 1, Rounding::down)}) {
        REQUIRE_FALSE(too_much);
        CHECK(too_much.refusal().reason == "amount-too-large");
    }
    CHECK(base::mul_div({1, rub}, 1, 0, Rounding::down).refusal().reason == "divided-by-nothing");
    CHECK(*base::times({1'999, rub}, 3) == Money{5'997, rub});
    CHECK(base::add(Quantity{base::most_exact}, Quantity{1}).refusal().reason ==
          "amount-too-large");
    CHECK(*base::subtract(Quantity{1'250}, Quantity{250}) == Quantity{1'000});
    CHECK(*base::mul_div(Quantity{1'000}, 1, 3, Rounding::up) == Quantity{334});
}

TEST_CASE("prices, discounts and taxes are those that were computed by hand") {
    auto const rub = Currency::of("RUB"), kwd = Currency::of("KWD");
    auto const part = [](std::int64_t minor, std::int64_t numerator, std::int64_t denominator) {
        return *mul_div(minor, numerator, denominator, Rounding::half_up);
    };
    CHECK(*base::price_of({220'000, rub}, {1'500}, Rounding::half_up) == Money{330'000, rub});
    CHECK(part(390'000, 2'200, 12'200) == 70'328);       // the tax within 3,900.00 at 22 %
    CHECK(part(220'000, 2'000, 12'000) == 36'667);       // and within 2,200.00 at 20 %
    CHECK(1'999 - part(1'999, 2'500, 10'000) == 1'499);  // 19.99 less 25 %
    CHECK(part(3'747, 700, 10'000) == 262);              // 7 % on 37.47
    CHECK(part(2'499, 1'900, 10'000) == 475);            // 19 % on 24.99
    CHECK(part(5'940, 1'000, 11'000) == 540);            // within 3 x JPY 1,980 at 10 %
    CHECK(1'250 - part(1'250, 1'500, 10'000) == 1'062);  // KWD 1.250 less 15 %
    CHECK(*base::mul_div({1'250, kwd}, 1, 2, Rounding::half_even) == Money{625, kwd});
    CHECK(*mul_div(part(347'700, 5'000, 10'000), 1, 100, Rounding::up) * 100 == 173'900);
}

TEST_CASE("parts sum up to the whole exactly, in proportion and the first before the later") {
    using Parts = std::vector<std::int64_t>;
    CHECK(*base::allocate(50'000, {164'000, 164'000, 164'000}) == Parts{16'667, 16'667, 16'666});
    CHECK(*base::allocate(63'200, {149'000, 336'000, 147'000}) == Parts{14'900, 33'600, 14'700});
    CHECK(*base::allocate(747, {2'153, 2'153}) == Parts{374, 373});
    CHECK(*base::allocate(-100, {1, 1, 1}) == Parts{-34, -33, -33});
    CHECK(*base::allocate(2, {0, 5, 0}) == Parts{0, 2, 0});
    CHECK(*base::allocate(least, {1}) == Parts{least});
    CHECK(base::allocate(5, {}).refusal().reason == "shares-of-nothing");
    CHECK(base::allocate(5, {0, 0}).refusal().reason == "shares-of-nothing");
    CHECK(base::allocate(5, {2, -1}).refusal().reason == "shares-of-nothing");
    CHECK(base::allocate(5, {most, most}).refusal().reason == "amount-too-large");
    auto const eur = Currency::of("EUR");
    auto const money = *base::allocate(Money{100, eur}, {2, 1});
    CHECK(money[0] == Money{67, eur});
    CHECK(money[1] == Money{33, eur});
}

TEST_CASE("no part is further than one unit from its share, whatever is divided") {
    std::mt19937_64 random(17);
    for (int i = 0; i < 3'000; ++i) {
        auto whole = static_cast<std::int64_t>(random() >> (1 + random() % 62));
        if (random() % 2) whole = -whole;
        std::vector<std::int64_t> weights(1 + random() % 12);
        std::int64_t sum = 0;
        for (auto& weight : weights) {
            weight = static_cast<std::int64_t>(random() >> (16 + random() % 47));
            sum += weight;
        }
        auto const parts = base::allocate(whole, weights);
        if (sum == 0) {
            REQUIRE_FALSE(parts);
            continue;
        }
        std::int64_t total = 0;
        for (std::size_t j = 0; j < weights.size(); ++j) {
            auto const part = (*parts)[j];
            total += part;
            REQUIRE(part >= *mul_div(whole, weights[j], sum, Rounding::floor));
            REQUIRE(part <= *mul_div(whole, weights[j], sum, Rounding::ceiling));
            if (weights[j] == 0) REQUIRE(part == 0);
        }
        REQUIRE(total == whole);
    }
}

TEST_CASE("currencies are those of ISO 4217, with the decimals that it gives them") {
    auto const codes = base::currency_codes(" ");
    CHECK(codes.size() == 165 * 4 - 1);
    auto const exponent = [](char const* code) {
        return base::exponent_of(Currency::from(code).value_or(Currency())).value_or(-1);
    };
    int known = 0;
    for (std::size_t at = 0; at < codes.size(); at += 4) {
        auto const digits = exponent(codes.substr(at, 3).c_str());
        known += digits == 0 || digits == 2 || digits == 3 || digits == 4;
        if (at > 0) CHECK(codes.substr(at - 4, 3) < codes.substr(at, 3));
    }
    CHECK(known == 165);
    for (auto code : {"RUB", "EUR", "USD", "GBP", "KZT", "BYN", "CNY", "HUF", "MRU", "MGA"})
        CHECK(exponent(code) == 2);
    for (auto code : {"JPY", "KRW", "ISK", "VND", "XOF", "CLP"}) CHECK(exponent(code) == 0);
    for (auto code : {"KWD", "BHD", "TND", "IQD", "JOD", "LYD", "OMR"}) CHECK(exponent(code) == 3);
    for (auto code : {"CLF", "UYW"}) CHECK(exponent(code) == 4);
    for (auto code : {"", "rub", "RU", "RUBL", "R B",
                      "XX"
                      "X",
                      "XTS", "XAU", "HRK", "ZWL", "РУБ"})
        CHECK_MESSAGE(exponent(code) == -1, code);
    CHECK(exponent(std::string(3, 'X').c_str()) == -1);  // "no currency"
}

namespace {

std::string typed(std::string_view text, char const* expected, bool only = false,
                  base::DecimalSign sign = base::DecimalSign::comma) {
    auto const currency = Currency::from(expected).value_or(Currency());
    auto const money = base::money_typed(text, currency, only, sign);
    if (!money.problem.empty()) return std::string(money.problem);
    return base::amount_text(money.money) + " " + std::string(money.money.currency.code());
}

}  // namespace

TEST_CASE("people type amounts with a currency before or after it, or with none") {
    for (auto text :
         {"1 234,50 ₽", "1\u00a0234,50\u00a0₽", "1234.5", "RUB 1,234.50", "1234,5 руб.",
          "1234,50 rub", "₽1234,50", "1234,5р", "1234,5 р.", "+1234,50", "rub1234,5"})
        CHECK_MESSAGE(typed(text, "RUB") == "1234.50 RUB", text);
    for (auto text : {"-5", "−5 ₽", "-RUB 5.00", "RUB −5", "₽ -5"})
        CHECK_MESSAGE(typed(text, "RUB") == "-5.00 RUB", text);
    CHECK(typed("$5", "USD") == "5.00 USD");
    CHECK(typed("$5", "CAD") == "5.00 CAD");
    CHECK(typed("CA$5", "USD") == "5.00 CAD");
    CHECK(typed("€5", "") == "5.00 EUR");
    CHECK(typed("500 JPY", "") == "500 JPY");
    CHECK(typed("1,250 KWD", "") == "1.250 KWD");
    CHECK(typed("5 руб", "BYN") == "5.00 BYN");
    CHECK(typed("¥500", "CNY") == "500.00 CNY");
}

TEST_CASE("an amount is refused when its currency is another, unknown or could be two") {
    CHECK(typed("5", "") == "currency-missing");
    CHECK(typed("$5", "") == "ambiguous-currency");
    CHECK(typed("$5", "EUR") == "ambiguous-currency");
    CHECK(typed("$5", "EUR", true) == "other-currency");
    CHECK(typed("5 USD", "RUB", true) == "other-currency");
    CHECK(typed("5 USD", "RUB") == "5.00 USD");
    CHECK(typed("5 XYZ", "RUB") == "not-a-decimal");
    CHECK(typed("USD 5 EUR", "RUB") == "not-a-decimal");
    CHECK(typed("--5", "RUB") == "not-a-decimal");
    CHECK(typed("- RUB -5", "RUB") == "not-a-decimal");
    CHECK(typed("5,001", "RUB") == "too-fine");
    CHECK(typed("5.5 JPY", "") == "too-fine");
    CHECK(typed("5.001", "RUB") == "ambiguous-number");
    CHECK(typed("", "RUB") == "not-a-decimal");
    CHECK(typed("RUB", "RUB") == "not-a-decimal");
    CHECK(typed("\xff", "RUB") == "not-a-decimal");
    CHECK(typed("99999999999999999", "RUB") == "amount-too-large");
}

TEST_CASE("the text in two languages falls back to the one that there is") {
    using base::Language;
    CHECK(base::shown({"Торт", "Cake"}, Language::russian) == "Торт");
    CHECK(base::shown({"Торт", "Cake"}, Language::english) == "Cake");
    CHECK(base::shown({"Торт", " \u200b"}, Language::english) == "Торт");
    CHECK(base::shown({"", "Cake"}, Language::russian) == "Cake");
}

}  // namespace money_test
