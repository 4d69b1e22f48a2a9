// Money, quantities and days as people read and type them.
#include <algorithm>

#include "shared/base/unicode.hpp"
#include "web-client/words/words.hpp"

namespace words {
namespace {

constexpr char const* minus = "\u2212";
constexpr char const* no_break = "\u00a0";

struct Symbol {
    std::string_view code, text;
};
// Those of CLDR 48 whose letters are in the client's fonts; of all others the code is shown.
constexpr Symbol symbols[] = {{"AUD", "A$"},  {"BRL", "R$"},  {"CAD", "CA$"}, {"CNY", "CN¥"},
                              {"EUR", "€"},   {"GBP", "£"},   {"HKD", "HK$"}, {"JPY", "¥"},
                              {"MXN", "MX$"}, {"NZD", "NZ$"}, {"TWD", "NT$"}, {"USD", "$"}};

std::string symbol_of(Language language, base::Currency currency) {
    if (language == Language::russian && currency == base::Currency::of("RUB")) return "₽";
    if (language == Language::russian && currency == base::Currency::of("UAH")) return "₴";
    for (auto const& symbol : symbols)
        if (symbol.code == currency.code()) return std::string(symbol.text);
    return std::string(currency.code());
}

// Digits with groups of three, without a sign: "1 234,50", "1,234.50".
std::string grouped(Language language, std::int64_t value, int decimals) {
    bool const russian = language == Language::russian;
    std::string text = base::decimal_text(value, decimals, russian ? ',' : '.');
    if (value < 0) text.erase(0, 1);
    std::size_t const whole =
        text.size() - (decimals > 0 ? static_cast<std::size_t>(decimals) + 1 : 0);
    for (std::size_t at = whole; at > 3;) {
        at -= 3;
        text.insert(at, russian ? no_break : ",");
    }
    return text;
}

// "1.250" as "1.25", "1.000" as "1".
std::int64_t without_noughts(std::int64_t value, int& decimals) {
    for (; decimals > 0 && value % 10 == 0; --decimals) value /= 10;
    return value;
}

}  // namespace

std::string Words::money(base::Money money) const {
    auto const exponent = base::exponent_of(money.currency);
    auto const digits = grouped(language_, money.minor, exponent.value_or(0));
    std::string const sign = money.minor < 0 ? minus : "";
    std::string const symbol = symbol_of(language_, money.currency);
    if (language_ == Language::russian) return sign + digits + no_break + symbol;
    bool const is_code = symbol.back() >= 'A' && symbol.back() <= 'Z';
    return sign + symbol + (is_code ? no_break : "") + digits;
}

std::string Words::quantity(base::Quantity quantity) const {
    int decimals = base::Quantity::decimals;
    auto const value = without_noughts(quantity.thousandths, decimals);
    return (value < 0 ? minus : "") + grouped(language_, value, decimals);
}

std::string Words::date(base::Day day) const {
    auto const civil = base::civil(day);
    return say("date.full", {{"day", civil.day},
                             {"month", say("date.month-" + std::to_string(civil.month))},
                             {"year", std::to_string(civil.year)}});
}

std::string Words::flag(bool value) const { return say(value ? "value.yes" : "value.no"); }

std::string Words::typed(base::Money money, bool with_currency) const {
    auto const exponent = base::exponent_of(money.currency);
    if (!exponent) return {};
    auto const amount =
        base::decimal_text(money.minor, *exponent, language_ == Language::russian ? ',' : '.');
    return with_currency ? amount + " " + std::string(money.currency.code()) : amount;
}

std::string Words::typed(base::Quantity quantity) const {
    int decimals = base::Quantity::decimals;
    auto const value = without_noughts(quantity.thousandths, decimals);
    return base::decimal_text(value, decimals, language_ == Language::russian ? ',' : '.');
}

std::string Words::typed(base::Day day) const {
    std::string const iso = base::to_text(day);
    if (language_ == Language::english || iso.size() != 10) return iso;
    return iso.substr(8) + "." + iso.substr(5, 2) + "." + iso.substr(0, 4);
}

base::DecimalSign Words::decimal_sign() const {
    return language_ == Language::russian ? base::DecimalSign::comma : base::DecimalSign::point;
}

base::DayTyped Words::day_typed(std::string_view text) const {
    if (text.size() > 100) return {{}, "not-a-day"};
    std::string plain = base::lower(base::plain_figures(text));
    std::replace(plain.begin(), plain.end(), ',', ' ');
    for (int month = 1; month <= 12; ++month) {
        auto const name = base::lower(say("date.month-" + std::to_string(month)));
        auto const at = plain.find(name);
        if (at == std::string::npos) continue;
        // What is left are the day and the year, which has four digits; "r." and the like are not.
        std::string rest = plain.substr(0, at) + " " + plain.substr(at + name.size()) + " ";
        std::string figures;
        for (std::size_t i = 0, from = 0; i < rest.size(); ++i) {
            if (rest[i] != ' ') continue;
            auto part = rest.substr(from, i - from);
            from = i + 1;
            if (part.empty() || part == "г." || part == "года") continue;
            if (part.size() == 4)
                figures += "." + part;
            else
                figures = part + "." + std::to_string(month) + figures;
        }
        return base::day_from_typed(figures);
    }
    return base::day_from_typed(text);
}

}  // namespace words
