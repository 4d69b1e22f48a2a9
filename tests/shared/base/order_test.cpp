#include "shared/base/order.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <random>
#include <string>
#include <vector>

#include "shared/base/text.hpp"

namespace base_order_test {
namespace {

int sign(int value) { return (value > 0) - (value < 0); }

// Mostly alike, so that they differ late.
std::string some_name(std::minstd_rand& dice, std::vector<std::string> const& letters) {
    std::string name;
    for (auto left = dice() % 6; left > 0; --left) name += letters[dice() % letters.size()];
    return name;
}

TEST_CASE("what needs no tables stands in the same order by tables") {
    std::minstd_rand dice(7);
    std::vector<std::string> const few = {" ", "0", "9", "а", "А", "е", "Е", "ё", "Ё",
                                          "ж", "й", "и", "я", "a", "A", "b", "z", "Z"};
    for (int i = 0; i < 20'000; ++i) {
        auto const a = some_name(dice, few), b = some_name(dice, few);
        CAPTURE(a);
        CAPTURE(b);
        auto const plain = base::compare_plain(a, b);
        REQUIRE(plain.has_value());
        REQUIRE(sign(*plain) == sign(base::compare_by_tables(a, b)));
    }
    CHECK_FALSE(base::compare_plain("a", "é"));
    CHECK_FALSE(base::compare_plain("a-b", "a"));
    CHECK_FALSE(base::compare_plain("", "ў"));
}

TEST_CASE("letters of every script have one order, whatever they stand beside") {
    std::vector<std::string> const names = {
        "",     " ",    "1",     "10",    "2",     "Анна", "Ґанна",  "Елена", "Ёж",  "Әлия",
        "Їжак", "Яна",  "Anna",  "Čapek", "Émile", "İpek", "Łukasz", "Žofie", "Zoe", "Ωmega",
        "אבא",  "أحمد", "हिन्दी", "ไทย",   "한국",  "山田", "👍",      "_x",    "-x",  "O’Brien",
    };
    for (auto const& a : names)
        for (auto const& b : names) {
            CHECK(sign(base::compare_for_people(a, b)) == -sign(base::compare_for_people(b, a)));
            CHECK((base::compare_for_people(a, b) == 0) == (a == b));
            for (auto const& c : names)
                if (base::compare_for_people(a, b) < 0 && base::compare_for_people(b, c) < 0)
                    CHECK(base::compare_for_people(a, c) < 0);
        }
}

}  // namespace
}  // namespace base_order_test
