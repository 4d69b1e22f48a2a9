// Money: a whole number of a currency's minor units, and the currency (ISO 4217). Never a fraction,
// never a number without its currency. What can be done with it stands in money_arithmetic.hpp.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace base {

// The largest number, either way, that every reader of JSON holds exactly (RFC 7493, 2.2). Amounts
// and quantities keep to it, so that what was computed can always travel.
constexpr std::int64_t most_exact = 9'007'199'254'740'991;

// Three capital letters, or none. Whether ISO 4217 has such a currency is for exponent_of() to say:
// what was kept outlives a list that changes each year, and what is asked for is judged by it.
class Currency {
public:
    constexpr Currency() = default;  // none
    static constexpr std::optional<Currency> from(std::string_view code) {
        if (code.size() != 3) return std::nullopt;
        Currency currency;
        for (std::size_t i = 0; i < 3; ++i) {
            if (code[i] < 'A' || code[i] > 'Z') return std::nullopt;
            currency.letters_[i] = code[i];
        }
        return currency;
    }
    // Of a code in the program's own text; what is none does not compile.
    static consteval Currency of(std::string_view code) { return from(code).value(); }

    constexpr bool is_none() const { return letters_[0] == '\0'; }
    constexpr std::string_view code() const {
        return {letters_.data(), is_none() ? std::size_t{0} : letters_.size()};
    }
    friend constexpr bool operator==(Currency a, Currency b) {
        return a.letters_[0] == b.letters_[0] && a.letters_[1] == b.letters_[1] &&
               a.letters_[2] == b.letters_[2];
    }
    friend constexpr bool operator!=(Currency a, Currency b) { return !(a == b); }

private:
    std::array<char, 3> letters_{};
};

// How many decimals of the major unit a minor unit is: 2 of RUB, 0 of JPY, 3 of KWD, 4 of CLF.
// Nothing: no active currency of ISO 4217 (list one, as of 2026-01-01; without the codes that have
// no minor unit, as gold and those for tests).
std::optional<int> exponent_of(Currency currency);
// All of them, in the order of the alphabet, separated by `between`.
std::string currency_codes(std::string_view between);

struct Money {
    std::int64_t minor = 0;
    Currency currency{};

    friend bool operator==(Money a, Money b) {
        return a.minor == b.minor && a.currency == b.currency;
    }
    friend bool operator!=(Money a, Money b) { return !(a == b); }
};

}  // namespace base
