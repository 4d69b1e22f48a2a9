// What can be done with money and quantities. Whatever cannot be - two currencies in one sum, an
// amount that no reader would hold - is a refusal, never a wrong number.
#pragma once

#include <vector>

#include "shared/base/mul_div.hpp"
#include "shared/base/result.hpp"

namespace base {

// Refusals: "currencies-differ", "amount-too-large" (beyond most_exact).
Result<Money> add(Money a, Money b);
Result<Money> subtract(Money a, Money b);
Result<Money> times(Money money, std::int64_t count);
// A part of it, as a rate of 20 of 100. Also refuses "divided-by-nothing".
Result<Money> mul_div(Money money, std::int64_t numerator, std::int64_t denominator,
                      Rounding rounding);
// What so much costs, at a price for one whole unit.
Result<Money> price_of(Money unit_price, Quantity quantity, Rounding rounding);

Result<Quantity> add(Quantity a, Quantity b);
Result<Quantity> subtract(Quantity a, Quantity b);
Result<Quantity> mul_div(Quantity quantity, std::int64_t numerator, std::int64_t denominator,
                         Rounding rounding);

// Parts in proportion to the weights that sum up to the whole, exactly: each has its share rounded
// down, and the units that are missing go one each to the largest remainders, of equal ones to the
// first. Weights are not negative, and not all nothing: "shares-of-nothing".
Result<std::vector<std::int64_t>> allocate(std::int64_t whole,
                                           std::vector<std::int64_t> const& weights);
Result<std::vector<Money>> allocate(Money whole, std::vector<std::int64_t> const& weights);

}  // namespace base
