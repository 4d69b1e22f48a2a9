// How much of something, in whole thousandths of a base unit. Which unit that is (a kilogram, a
// litre, a piece) the field or another field of the row says. One scale for all: nothing is lost
// between units, and nothing is rounded where nobody said how.
#pragma once

#include <cstdint>

namespace base {

struct Quantity {
    static constexpr int decimals = 3;
    std::int64_t thousandths = 0;

    friend bool operator==(Quantity a, Quantity b) { return a.thousandths == b.thousandths; }
    friend bool operator!=(Quantity a, Quantity b) { return a.thousandths != b.thousandths; }
    friend bool operator<(Quantity a, Quantity b) { return a.thousandths < b.thousandths; }
    friend bool operator<=(Quantity a, Quantity b) { return a.thousandths <= b.thousandths; }
};

}  // namespace base
