// value × numerator ÷ denominator over 128 bits, with a rounding that has a name. Made of 64-bit
// numbers without a sign, so that every compiler and wasm compute the same; nothing overflows, and
// what does not fit is said.
#pragma once

#include <cstdint>
#include <optional>

namespace base {

// Where a result lies between two whole numbers.
enum class Rounding : std::uint8_t {
    down,       // towards zero
    up,         // away from zero
    floor,      // towards minus infinity
    ceiling,    // towards plus infinity
    half_up,    // to the nearer; from the middle away from zero: 2.5 -> 3, -2.5 -> -3
    half_down,  // to the nearer; from the middle towards zero
    half_even,  // to the nearer; from the middle to the even one
};

namespace detail {

struct Wide {
    std::uint64_t high = 0, low = 0;
};
constexpr Wide wide_product(std::uint64_t a, std::uint64_t b) {
    constexpr std::uint64_t half = 0xFFFF'FFFFu;
    std::uint64_t const low = (a & half) * (b & half);
    std::uint64_t const first = (a >> 32) * (b & half) + (low >> 32);
    std::uint64_t const second = (a & half) * (b >> 32) + (first & half);
    return {(a >> 32) * (b >> 32) + (first >> 32) + (second >> 32), (second << 32) | (low & half)};
}

struct WideQuotient {
    Wide quotient;
    std::uint64_t rest = 0;
};
// By a divisor that is not zero, bit by bit as on paper.
constexpr WideQuotient wide_quotient(Wide dividend, std::uint64_t divisor) {
    if (dividend.high == 0) return {{0, dividend.low / divisor}, dividend.low % divisor};
    WideQuotient result;
    for (int bit = 127; bit >= 0; --bit) {
        std::uint64_t const half = bit >= 64 ? dividend.high : dividend.low;
        bool const carried = (result.rest >> 63) != 0;
        result.rest = (result.rest << 1) | ((half >> (bit % 64)) & 1);
        if (!carried && result.rest < divisor) continue;
        result.rest -= divisor;  // with a carry it wraps round to what is right
        (bit >= 64 ? result.quotient.high : result.quotient.low) |= std::uint64_t{1} << (bit % 64);
    }
    return result;
}

constexpr std::uint64_t magnitude(std::int64_t value) {
    return value < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(value)
                     : static_cast<std::uint64_t>(value);
}

// Whether a quotient with a rest is taken one further away from zero.
constexpr bool rounds_away(Rounding rounding, bool negative, bool odd, std::uint64_t rest,
                           std::uint64_t divisor) {
    if (rest == 0) return false;
    std::uint64_t const missing = divisor - rest;
    switch (rounding) {
        case Rounding::down:
            return false;
        case Rounding::up:
            return true;
        case Rounding::floor:
            return negative;
        case Rounding::ceiling:
            return !negative;
        case Rounding::half_up:
            return rest >= missing;
        case Rounding::half_down:
            return rest > missing;
        case Rounding::half_even:
            return rest > missing || (rest == missing && odd);
    }
    return false;
}

}  // namespace detail

// Nothing: the denominator is zero, or the result does not fit.
constexpr std::optional<std::int64_t> mul_div(std::int64_t value, std::int64_t numerator,
                                              std::int64_t denominator, Rounding rounding) {
    if (denominator == 0) return std::nullopt;
    bool const negative = ((value < 0) != (numerator < 0)) != (denominator < 0);
    auto const divisor = detail::magnitude(denominator);
    auto const divided = detail::wide_quotient(
        detail::wide_product(detail::magnitude(value), detail::magnitude(numerator)), divisor);
    if (divided.quotient.high != 0) return std::nullopt;
    std::uint64_t result = divided.quotient.low;
    if (detail::rounds_away(rounding, negative, (result & 1) != 0, divided.rest, divisor)) {
        if (result == ~std::uint64_t{0}) return std::nullopt;
        ++result;
    }
    std::uint64_t const most = (std::uint64_t{1} << 63) - (negative ? 0 : 1);
    if (result > most) return std::nullopt;
    return static_cast<std::int64_t>(negative ? std::uint64_t{0} - result : result);
}

}  // namespace base
