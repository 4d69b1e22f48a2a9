#include "shared/base/ascii_domain.hpp"

#include <algorithm>
#include <cstdint>

#include "shared/base/text.hpp"

namespace base {
namespace {

constexpr std::size_t longest_domain = 253, longest_email = 254;

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }
bool is_of_host(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.';
}

// Percent signs of other widths: a browser reads what follows them as a byte.
bool has_percent(std::string_view domain) {
    return domain.find("\uFF05") != domain.npos || domain.find("\uFE6A") != domain.npos;
}

char lower_ascii(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// The constants and the arithmetic of Punycode (RFC 3492, 5 and 6).
constexpr std::int64_t code_base = 36, most_code = 2'147'483'647;

std::int64_t code_bias(std::int64_t delta, std::int64_t size, bool is_first) {
    delta /= is_first ? 700 : 2;
    delta += delta / size;
    std::int64_t k = 0;
    for (; delta > 455; k += code_base) delta /= code_base - 1;
    return k + code_base * delta / (delta + 38);
}

std::optional<std::int64_t> code_digit(char c) {
    if (c >= 'a' && c <= 'z') return c - 'a';
    if (c >= '0' && c <= '9') return c - '0' + 26;
    return std::nullopt;
}

// Takes a number of as many digits as it has off the front, and adds it.
bool take_code(std::string_view& digits, std::int64_t bias, std::int64_t& i) {
    std::int64_t weight = 1;
    for (std::int64_t k = code_base;; k += code_base) {
        auto const digit = digits.empty() ? std::nullopt : code_digit(digits[0]);
        if (!digit) return false;
        digits.remove_prefix(1);
        i += *digit * weight;
        auto const t = std::clamp<std::int64_t>(k - bias, 1, 26);
        if (i > most_code) return false;
        if (*digit < t) return true;
        weight *= code_base - t;
        if (weight > most_code) return false;
    }
}

// "bücher" of "bcher-kva"; in small letters.
std::optional<std::string> letters_of_label(std::string_view coded) {
    std::string small(coded);
    std::transform(small.begin(), small.end(), small.begin(), lower_ascii);
    auto const hyphen = small.rfind('-');
    auto const plain = hyphen == small.npos ? 0 : hyphen;
    std::u32string letters(small.begin(), small.begin() + static_cast<std::ptrdiff_t>(plain));
    auto digits = std::string_view(small).substr(hyphen == small.npos ? 0 : hyphen + 1);
    std::int64_t n = 128, i = 0, bias = 72;
    while (!digits.empty()) {
        auto const before = i;
        if (!take_code(digits, bias, i)) return std::nullopt;
        auto const size = static_cast<std::int64_t>(letters.size()) + 1;
        bias = code_bias(i - before, size, before == 0);
        n += i / size;
        i %= size;
        if (n > 0x10FFFF || (n >= 0xD800 && n <= 0xDFFF)) return std::nullopt;
        letters.insert(static_cast<std::size_t>(i), 1, static_cast<char32_t>(n));
        ++i;
    }
    std::string result;
    for (char32_t const c : letters) append_utf8(result, c);
    return result;
}

}  // namespace

std::string email_in_letters(std::string_view kept) {
    auto const at = kept.find('@');
    std::string result(kept.substr(0, at == kept.npos ? 0 : at + 1));
    for (auto rest = kept.substr(result.size());;) {
        auto const dot = rest.find('.');
        auto const label = rest.substr(0, dot);
        bool const is_coded = label.size() >= 4 && lower_ascii(label[0]) == 'x' &&
                              lower_ascii(label[1]) == 'n' && label.substr(2, 2) == "--";
        auto const letters = is_coded ? letters_of_label(label.substr(4)) : std::nullopt;
        result += letters ? std::string_view(*letters) : label;
        if (dot == rest.npos) return result;
        result += '.';
        rest.remove_prefix(dot + 1);
    }
}

std::optional<std::string> ascii_domain(std::string_view domain) {
    if (std::all_of(domain.begin(), domain.end(), is_ascii)) return std::string(domain);
    // What takes longer for each letter more is not begun with many of them.
    bool const is_one = is_utf8(domain) && code_points(domain) <= longest_domain &&
                        !has_percent(domain) &&
                        std::all_of(domain.begin(), domain.end(),
                                    [](char c) { return !is_ascii(c) || is_of_host(c); });
    if (!is_one) return std::nullopt;
    auto result = ascii_domain_by_tables(domain);
    // Some signs stand for others that no domain has: U+FF0F for the slash.
    bool const is_host = result && result->size() <= longest_domain &&
                         std::all_of(result->begin(), result->end(), is_of_host);
    return is_host ? result : std::nullopt;
}

std::string email_taken_in(std::string_view text) {
    auto const at = text.find('@');
    // The length of what is sent is bounded as that of what is kept, and said so by the schema.
    if (at == text.npos || code_points(text) > longest_email) return std::string(text);
    auto const domain = ascii_domain(text.substr(at + 1));
    if (!domain) return std::string(text);
    auto taken = std::string(text.substr(0, at + 1)) + *domain;
    return fits(Format::email, taken) ? taken : std::string(text);
}

std::string email_sought(std::string_view text) {
    auto const at = text.rfind('@');
    auto const begin = at == text.npos ? 0 : at + 1;
    auto const domain = ascii_domain(text.substr(begin));
    return domain ? std::string(text.substr(0, begin)) + *domain : std::string(text);
}

}  // namespace base
