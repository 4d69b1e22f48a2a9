#include "shared/imports/plain.hpp"

#include <doctest/doctest.h>

#include "shared/base/check.hpp"
#include "shared/base/take_in.hpp"
#include "shared/base/unicode.hpp"

namespace plain_test {

using base::DecimalSign;

TEST_CASE("what is plain is folded, taken in and judged as the slow way does it") {
    std::string all;
    for (char32_t c = 1; c < 0x3000; ++c) {
        std::string one;
        base::append_utf8(one, c);
        if (c >= 0x300 && c < 0x370) continue;  // they join what stands before them
        for (auto const& text : {one, "a" + one, one + "я", " " + one + "и\u0306"}) {
            if (imports::folded(text) != base::folded(text)) FAIL_CHECK(text);
            for (auto const format : {base::Format::text, base::Format::line}) {
                base::Rules rules;
                rules.required = true;
                rules.longest = 3;
                rules.format = format;
                base::Problems problems;
                auto const taken = base::taken_in(text, rules);
                base::check_text(taken, rules, "", problems);
                bool const right = taken == text && problems.empty();
                if (imports::is_surely_right(text, rules) && !right) FAIL_CHECK(text);
            }
        }
    }
    base::Rules rules;
    rules.longest = 12;
    CHECK(imports::is_surely_right("Доска № 1 «Ё»", rules) == false);
    rules.longest = 13;
    CHECK(imports::is_surely_right("Доска № 1 «Ё»", rules));
    CHECK_FALSE(imports::is_surely_right("\xD0", rules));
    CHECK_FALSE(imports::is_surely_right("\xE2\x84", rules));
}

TEST_CASE("plain figures are read as the slow way reads them") {
    std::vector<std::string> const pieces{"",       "0", "1",   "12", "123",    "0123",
                                          "1234",   " ", ".",   ",",  "\u00A0", "\u202F",
                                          "\u2009", "5", "500", "-",  "x"};
    std::size_t read = 0;
    for (auto const& a : pieces)
        for (auto const& b : pieces)
            for (auto const& c : pieces)
                for (auto const& d : pieces)
                    for (auto const sign :
                         {DecimalSign::point, DecimalSign::comma, DecimalSign::unknown})
                        for (int const decimals : {0, 2, 3}) {
                            auto const text = a + b + c + d;
                            auto const plain = imports::plain_decimal(text, decimals, sign);
                            if (!plain) continue;
                            ++read;
                            auto const slow = base::decimal_typed(text, decimals, sign);
                            if (!slow.problem.empty() || slow.value != *plain) FAIL_CHECK(text);
                        }
    CHECK(read > 10'000);
    CHECK(imports::plain_decimal("1\u00A0234,50", 2, DecimalSign::unknown) == 123'450);
    CHECK(imports::plain_decimal("999999999999999", 0, DecimalSign::comma) == 999'999'999'999'999);
    CHECK_FALSE(imports::plain_decimal("9999999999999999", 0, DecimalSign::comma));
    CHECK_FALSE(imports::plain_decimal("99999999999999999999,5", 3, DecimalSign::comma));
}

}  // namespace plain_test
