#include "shared/base/decimal.hpp"

#include "shared/base/money.hpp"
#include "shared/base/text.hpp"
#include "shared/base/unicode.hpp"

namespace base {
namespace {

char ascii_of(char32_t c) {
    if (auto const digit = digit_value(c)) return static_cast<char>('0' + *digit);
    if (c == 0x09 || c == 0x20 || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F ||
        c == 0x205F || c == 0x3000)
        return ' ';
    switch (c) {
        case 0x2010:  // hyphens and dashes that keyboards and editors put for a minus
        case 0x2011:
        case 0x2012:
        case 0x2013:
        case 0x2212:
        case 0xFE63:
        case 0xFF0D:
            return '-';
        case 0xFF0B:
            return '+';
        case 0xFF0E:
            return '.';
        case 0xFF0C:
            return ',';
        case 0xFF0F:
            return '/';
        case 0x2019:
            return '\'';
        default:
            return c < 0x80 ? static_cast<char>(c) : '\0';
    }
}

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "1", "234", "567": the first of one to three digits and no leading zero, the others of three.
bool are_groups(std::string_view whole, char between) {
    auto const first = whole.find(between);
    if (first == 0 || first > 3 || whole[0] == '0') return false;
    for (auto at = first; at < whole.size(); at += 4) {
        if (whole[at] != between || whole.size() - at < 4) return false;
        for (std::size_t i = 1; i <= 3; ++i)
            if (!is_digit(whole[at + i])) return false;
    }
    return true;
}

// Where the decimals begin in a number of digits and signs, and what parts its groups.
struct Signs {
    std::size_t decimal = std::string_view::npos;  // npos: there are none
    char group = '\0';                             // none
    std::string_view problem{};
};
Signs signs_of(std::string_view number, int decimals, DecimalSign usual) {
    constexpr std::string_view wrong = "not-a-decimal";
    char kinds[4] = {};  // in the order in which they first stand there
    std::size_t count[4] = {}, last[4] = {}, known = 0;
    for (std::size_t i = 0; i < number.size(); ++i) {
        if (is_digit(number[i])) continue;
        std::size_t kind = 0;
        while (kind < known && kinds[kind] != number[i]) ++kind;
        if (kind == 4) return {0, 0, wrong};
        if (kind == known) kinds[known++] = number[i];
        ++count[kind];
        last[kind] = i;
    }
    auto const may_part_decimals = [](char c) { return c == '.' || c == ','; };
    if (known == 0) return {};
    if (known > 2) return {0, 0, wrong};
    if (known == 2) {  // groups first, then the decimals
        if (!may_part_decimals(kinds[1]) || count[1] != 1 || last[1] < last[0])
            return {0, 0, wrong};
        return {last[1], kinds[0], {}};
    }
    if (!may_part_decimals(kinds[0]) || count[0] > 1) return {std::string_view::npos, kinds[0], {}};
    bool const could_group = are_groups(number, kinds[0]);
    if (!could_group || kinds[0] == (usual == DecimalSign::point   ? '.'
                                     : usual == DecimalSign::comma ? ','
                                                                   : '\0'))
        return {last[0], '\0', {}};
    if (usual == DecimalSign::point && decimals < 3) return {std::string_view::npos, kinds[0], {}};
    return {0, 0, "ambiguous-number"};
}

// Takes digits onto the value; false beyond what every reader holds.
bool add_digits(std::int64_t& value, std::string_view digits) {
    for (char const c : digits) {
        if (!is_digit(c)) continue;
        value = value * 10 + (c - '0');
        if (value > most_exact) return false;
    }
    return true;
}

}  // namespace

std::string plain_figures(std::string_view text) {
    std::string plain;
    while (!text.empty()) {
        auto const before = text;
        char32_t const c = next_code_point(text);
        if (c == 0x200E || c == 0x200F || c == 0x061C) continue;
        if (c == 0x066B || c == 0x066C)  // Arabic signs say which they are
            plain += c == 0x066B ? "\u066B" : "'";
        else if (char const ascii = c == broken ? '\0' : ascii_of(c); ascii != '\0')
            plain += ascii;
        else
            plain += before.substr(0, before.size() - text.size());
    }
    auto const first = plain.find_first_not_of(' ');
    if (first == std::string::npos) return {};
    return plain.substr(first, plain.find_last_not_of(' ') - first + 1);
}

std::string decimal_text(std::int64_t value, int decimals, char sign) {
    bool const is_negative = value < 0;
    std::string digits = std::to_string(value);
    if (is_negative) digits.erase(0, 1);
    auto const fraction = static_cast<std::size_t>(decimals);
    if (digits.size() <= fraction) digits.insert(0, fraction + 1 - digits.size(), '0');
    if (fraction > 0) digits.insert(digits.size() - fraction, 1, sign);
    return is_negative ? "-" + digits : digits;
}

std::optional<std::int64_t> decimal_from_text(std::string_view text, int decimals) {
    bool const is_negative = !text.empty() && text.front() == '-';
    if (is_negative) text.remove_prefix(1);
    auto const point = text.find('.');
    auto const whole = text.substr(0, point);
    auto const fraction = point == text.npos ? std::string_view() : text.substr(point + 1);
    if (whole.empty() || (point != text.npos && fraction.empty()) ||
        fraction.size() > static_cast<std::size_t>(decimals))
        return std::nullopt;
    for (auto const part : {whole, fraction})
        for (char const c : part)
            if (!is_digit(c)) return std::nullopt;
    std::int64_t value = 0;
    std::string const zeros_after(static_cast<std::size_t>(decimals) - fraction.size(), '0');
    if (!add_digits(value, whole) || !add_digits(value, fraction) ||
        !add_digits(value, zeros_after))
        return std::nullopt;
    return is_negative ? -value : value;
}

DecimalTyped decimal_typed(std::string_view text, int decimals, DecimalSign usual) {
    constexpr std::string_view wrong = "not-a-decimal";
    if (text.size() > 200) return {0, wrong};
    std::string plain = plain_figures(text);
    bool const is_negative = !plain.empty() && plain.front() == '-';
    if (is_negative || (!plain.empty() && plain.front() == '+'))
        plain.erase(0, plain.find_first_not_of(' ', 1));
    if (auto const arabic = plain.find("\u066B"); arabic != std::string::npos) {
        // It parts decimals and nothing else, so no other sign is to be weighed against it.
        plain.replace(arabic, 2, ".");
        usual = DecimalSign::point;
    }
    std::string_view const number = plain;
    std::size_t digits = 0;
    for (char const c : number) {
        if (!is_digit(c) && c != '.' && c != ',' && c != ' ' && c != '\'') return {0, wrong};
        digits += is_digit(c);
    }
    if (digits == 0) return {0, wrong};
    auto const signs = signs_of(number, decimals, usual);
    if (!signs.problem.empty()) return {0, signs.problem};
    auto const whole = number.substr(0, signs.decimal);
    if (signs.group != '\0' && !are_groups(whole, signs.group)) return {0, wrong};
    auto const fraction =
        signs.decimal == number.npos ? std::string_view() : number.substr(signs.decimal + 1);
    if (fraction.size() > static_cast<std::size_t>(decimals)) return {0, "too-fine"};
    DecimalTyped typed;
    std::string const zeros_after(static_cast<std::size_t>(decimals) - fraction.size(), '0');
    if (!add_digits(typed.value, whole) || !add_digits(typed.value, fraction) ||
        !add_digits(typed.value, zeros_after))
        return {0, "amount-too-large"};
    if (is_negative) typed.value = -typed.value;
    return typed;
}

}  // namespace base
