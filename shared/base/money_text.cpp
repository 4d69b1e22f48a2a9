#include "shared/base/money_text.hpp"

#include "shared/base/unicode.hpp"

namespace base {
namespace {

// What people write for a currency, in small letters, the longer ones first; and which currencies
// are so written, the codes one after another.
struct Mark {
    std::string_view text, currencies;
};
constexpr std::string_view dollars =
    "USDAUDBBDBMDBNDBSDBZDCADFJDGYDHKDJMDKYDLRDNADNZDSBDSGDSRDTTDTWDXCDARSCLPCOPCUPDOPMXNUYU";
constexpr Mark marks[] = {
    {"руб.", "RUBBYN"},       {"руб", "RUBBYN"}, {"тг.", "KZT"},   {"тг", "KZT"},  {"р.", "RUBBYN"},
    {"р", "RUBBYN"},          {"ca$", "CAD"},    {"hk$", "HKD"},   {"mx$", "MXN"}, {"nt$", "TWD"},
    {"nz$", "NZD"},           {"us$", "USD"},    {"a$", "AUD"},    {"r$", "BRL"},  {"cn¥", "CNY"},
    {"br", "BYNETB"},         {"zł", "PLN"},     {"kč", "CZK"},    {"€", "EUR"},   {"₽", "RUB"},
    {"£", "GBPEGPFKPGIPSHP"}, {"¥", "JPYCNY"},   {"￥", "JPYCNY"}, {"₸", "KZT"},   {"₴", "UAH"},
    {"₩", "KRWKPW"},          {"₹", "INR"},      {"₪", "ILS"},     {"₫", "VND"},   {"₺", "TRY"},
    {"₼", "AZN"},           {"₾", "GEL"},    {"֏", "AMD"},     {"₱", "PHP"},   {"฿", "THB"},
    {"$", dollars},
};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Which currencies a mark at one end of the text means, with its length in bytes; none: 0.
struct Marked {
    std::size_t size = 0;
    std::string currencies;
};
Marked mark_at(std::string_view text, bool at_the_end) {
    auto const piece = [&](std::size_t size) {
        return at_the_end ? text.substr(text.size() - size) : text.substr(0, size);
    };
    if (text.size() >= 3) {
        std::string code;
        for (char const c : piece(3)) code += is_letter(c) ? static_cast<char>(c & ~0x20) : ' ';
        auto const currency = Currency::from(code);
        if (currency && exponent_of(*currency)) return {3, code};
    }
    for (auto const& mark : marks)
        if (text.size() >= mark.text.size() && piece(mark.text.size()) == mark.text)
            return {mark.text.size(), std::string(mark.currencies)};
    return {};
}

void trim(std::string_view& text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
}

// The one that is meant, or what is wrong.
MoneyTyped currency_of(std::string_view candidates, Currency expected, bool only_expected) {
    if (candidates.empty())
        return expected.is_none() ? MoneyTyped{{}, "currency-missing"}
                                  : MoneyTyped{{0, expected}, {}};
    for (std::size_t i = 0; i < candidates.size(); i += 3)
        if (candidates.substr(i, 3) == expected.code()) return {{0, expected}, {}};
    if (only_expected && !expected.is_none()) return {{}, "other-currency"};
    if (candidates.size() > 3) return {{}, "ambiguous-currency"};
    return {{0, *Currency::from(candidates)}, {}};
}

}  // namespace

std::string amount_text(Money money) {
    return decimal_text(money.minor, exponent_of(money.currency).value_or(0));
}

MoneyTyped money_typed(std::string_view typed, Currency expected, bool only_expected,
                       DecimalSign usual) {
    if (typed.size() > 200 || !is_utf8(typed)) return {{}, "not-a-decimal"};
    std::string const plain = lower(plain_figures(typed));
    std::string_view text = plain;
    bool const is_negative = !text.empty() && text.front() == '-';
    if (is_negative) text.remove_prefix(1);
    trim(text);
    auto mark = mark_at(text, false);
    if (mark.size > 0) {
        text.remove_prefix(mark.size);
    } else {
        mark = mark_at(text, true);
        text.remove_suffix(mark.size);
    }
    trim(text);
    MoneyTyped money = currency_of(mark.currencies, expected, only_expected);
    if (!money.problem.empty()) return money;
    auto const exponent = exponent_of(money.money.currency);
    if (!exponent) return {{}, "unknown-currency"};
    bool const twice = is_negative && !text.empty() && (text.front() == '-' || text.front() == '+');
    auto const amount = decimal_typed(text, *exponent, usual);
    if (!amount.problem.empty() || twice)
        return {money.money, twice ? std::string_view("not-a-decimal") : amount.problem};
    money.money.minor = is_negative ? -amount.value : amount.value;
    return money;
}

Problem problem_of(MoneyTyped const& typed, Currency expected, std::string path) {
    if (typed.problem == "other-currency")
        return {std::move(path), "other-currency", {{"currency", std::string(expected.code())}}};
    return problem_of(typed.problem, exponent_of(typed.money.currency).value_or(0),
                      std::move(path));
}

Problem problem_of(std::string_view rule, int decimals, std::string path) {
    Problem problem{std::move(path), std::string(rule), {}};
    if (rule == "too-fine") problem.arguments = {{"most", std::to_string(decimals)}};
    return problem;
}

}  // namespace base
