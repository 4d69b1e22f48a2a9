// Whatever people type where an amount, a quantity or a day is asked for is one value or a problem;
// and a value is written as a text that means it. What is typed as an e-mail is an address as it is
// kept, or told as it was typed.
#include "shared/base/ascii_domain.hpp"
#include "shared/base/day.hpp"
#include "shared/base/money_text.hpp"
#include "tests/fuzz/fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size) {
    auto const input = fuzz::text_of(bytes, size);
    using base::DecimalSign;
    for (auto const sign : {DecimalSign::point, DecimalSign::comma, DecimalSign::unknown}) {
        for (int decimals = 0; decimals <= 4; ++decimals) {
            auto const typed = base::decimal_typed(input, decimals, sign);
            if (!typed.problem.empty()) continue;
            auto const text = base::decimal_text(typed.value, decimals);
            fuzz::promise(base::decimal_from_text(text, decimals) == typed.value);
        }
        auto const money = base::money_typed(input, base::Currency::of("USD"), false, sign);
        fuzz::promise(!money.problem.empty() || base::exponent_of(money.money.currency));
    }
    auto const day = base::day_from_typed(input);
    if (day.problem.empty()) fuzz::promise(base::day_from_text(base::to_text(day.day)) == day.day);
    auto const email = base::email_taken_in(input);
    fuzz::promise(email == input || base::fits(base::Format::email, email));
    fuzz::promise(base::email_taken_in(email) == email);
    auto const sought = base::email_sought(input);
    fuzz::promise(base::email_sought(sought) == sought);
    return 0;
}
