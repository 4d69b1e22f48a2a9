#include "shared/base/money_arithmetic.hpp"

#include <algorithm>
#include <numeric>

namespace base {
namespace {

Refusal too_large() { return {"amount-too-large", {}}; }

// Whether it is a sum that can travel; both are such numbers, or else nothing is added.
std::optional<std::int64_t> sum_of(std::int64_t a, std::int64_t b) {
    auto const holds = [](std::int64_t value) {
        return value >= -most_exact && value <= most_exact;
    };
    if (!holds(a) || !holds(b) || !holds(a + b)) return std::nullopt;
    return a + b;
}

Result<std::int64_t> part_of(std::int64_t value, std::int64_t numerator, std::int64_t denominator,
                             Rounding rounding) {
    if (denominator == 0) return Refusal{"divided-by-nothing", {}};
    auto const part = mul_div(value, numerator, denominator, rounding);
    if (!part || *part < -most_exact || *part > most_exact) return too_large();
    return *part;
}

}  // namespace

Result<Money> add(Money a, Money b) {
    if (a.currency != b.currency)
        return Refusal{
            "currencies-differ",
            {{"one", std::string(a.currency.code())}, {"other", std::string(b.currency.code())}}};
    auto const sum = sum_of(a.minor, b.minor);
    if (!sum) return too_large();
    return Money{*sum, a.currency};
}

Result<Money> subtract(Money a, Money b) {
    if (b.minor < -most_exact) return too_large();
    return add(a, Money{-b.minor, b.currency});
}

Result<Money> times(Money money, std::int64_t count) {
    return mul_div(money, count, 1, Rounding::down);
}

Result<Money> mul_div(Money money, std::int64_t numerator, std::int64_t denominator,
                      Rounding rounding) {
    auto const part = part_of(money.minor, numerator, denominator, rounding);
    if (!part) return part.refusal();
    return Money{*part, money.currency};
}

Result<Money> price_of(Money unit_price, Quantity quantity, Rounding rounding) {
    return mul_div(unit_price, quantity.thousandths, 1'000, rounding);
}

Result<Quantity> add(Quantity a, Quantity b) {
    auto const sum = sum_of(a.thousandths, b.thousandths);
    if (!sum) return too_large();
    return Quantity{*sum};
}

Result<Quantity> subtract(Quantity a, Quantity b) {
    if (b.thousandths < -most_exact) return too_large();
    return add(a, Quantity{-b.thousandths});
}

Result<Quantity> mul_div(Quantity quantity, std::int64_t numerator, std::int64_t denominator,
                         Rounding rounding) {
    auto const part = part_of(quantity.thousandths, numerator, denominator, rounding);
    if (!part) return part.refusal();
    return Quantity{*part};
}

Result<std::vector<std::int64_t>> allocate(std::int64_t whole,
                                           std::vector<std::int64_t> const& weights) {
    std::int64_t sum = 0;
    for (auto const weight : weights) {
        if (weight < 0) return Refusal{"shares-of-nothing", {}};
        auto const next = sum_of(sum, weight);
        if (!next) return too_large();
        sum = *next;
    }
    if (sum == 0) return Refusal{"shares-of-nothing", {}};
    std::uint64_t const size = detail::magnitude(whole), all = detail::magnitude(sum);
    std::vector<std::uint64_t> rests;
    std::vector<std::uint64_t> shares;
    std::uint64_t missing = size;
    for (auto const weight : weights) {
        // No share is larger than the whole, so it fits into one half.
        auto const share =
            detail::wide_quotient(detail::wide_product(size, detail::magnitude(weight)), all);
        shares.push_back(share.quotient.low);
        rests.push_back(share.rest);
        missing -= share.quotient.low;
    }
    std::vector<std::size_t> order(weights.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return rests[a] > rests[b]; });
    for (std::size_t i = 0; i < missing; ++i) ++shares[order[i]];
    std::vector<std::int64_t> parts;
    for (auto const share : shares)
        parts.push_back(static_cast<std::int64_t>(whole < 0 ? std::uint64_t{0} - share : share));
    return parts;
}

Result<std::vector<Money>> allocate(Money whole, std::vector<std::int64_t> const& weights) {
    auto const parts = allocate(whole.minor, weights);
    if (!parts) return parts.refusal();
    std::vector<Money> all;
    for (auto const part : *parts) all.push_back({part, whole.currency});
    return all;
}

}  // namespace base
