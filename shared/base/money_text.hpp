// Money and its currency as texts: the form in files, and what people type.
#pragma once

#include <string>
#include <string_view>

#include "shared/base/decimal.hpp"
#include "shared/base/money.hpp"
#include "shared/base/result.hpp"

namespace base {

// In units of the currency: "1234.50", of a currency that nobody knows the minor units.
std::string amount_text(Money money);

struct MoneyTyped {
    Money money{};
    // Those of decimal_typed(), "currency-missing", "ambiguous-currency", "other-currency"; empty:
    // none
    std::string_view problem{};
};
// "1 234,50 ₽", "RUB 1,234.50", "-$5": an amount with a currency's code or sign before or after
// it, or with neither when one is expected. A sign that several currencies have, as $ and ¥, means
// the expected one when it has that sign, and else is ambiguous. `only_expected`: another is
// refused.
// With a problem the amount is nothing, and the currency what was understood of it.
MoneyTyped money_typed(std::string_view text, Currency expected, bool only_expected,
                       DecimalSign usual);

// The same, said at a path: with the currency that was expected, or how many decimals there may be.
Problem problem_of(MoneyTyped const& typed, Currency expected, std::string path);
// Of decimal_typed() with so many decimals.
Problem problem_of(std::string_view rule, int decimals, std::string path);

}  // namespace base
