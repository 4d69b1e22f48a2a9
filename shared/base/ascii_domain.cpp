#include "shared/base/ascii_domain.hpp"

#include <algorithm>

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

}  // namespace

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
