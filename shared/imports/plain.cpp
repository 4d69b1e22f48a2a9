#include "shared/imports/plain.hpp"

#include "shared/base/money.hpp"
#include "shared/base/unicode.hpp"

namespace imports {
namespace {

unsigned byte_at(std::string_view text, std::size_t at) {
    return at < text.size() ? static_cast<unsigned char>(text[at]) : 0u;
}

// How many bytes the sign has that begins there: printable ASCII, а to я and ё in both cases, « »,
// № and the usual dashes and quotes; 0: another one. Composed, none of them changes.
std::size_t plain_size(std::string_view text, std::size_t at) {
    auto const one = byte_at(text, at);
    if (one >= 0x20 && one < 0x7F) return 1;
    auto const two = byte_at(text, at + 1);
    if (one == 0xD0) return two == 0x81 || (two >= 0x90 && two <= 0xBF) ? 2 : 0;
    if (one == 0xD1) return (two >= 0x80 && two <= 0x8F) || two == 0x91 ? 2 : 0;
    if (one == 0xC2) return two == 0xAB || two == 0xBB ? 2 : 0;
    if (one != 0xE2) return 0;
    auto const three = byte_at(text, at + 2);
    if (two == 0x80) return three >= 0x93 && three <= 0x9E ? 3 : 0;
    return two == 0x84 && three == 0x96 ? 3 : 0;
}

bool is_figure(unsigned c) { return c >= '0' && c <= '9'; }

// How many bytes the space has that stands there between groups of figures; 0: none.
std::size_t group_size(std::string_view text, std::size_t at) {
    auto const one = byte_at(text, at), two = byte_at(text, at + 1), three = byte_at(text, at + 2);
    if (one == ' ') return 1;
    if (one == 0xC2) return two == 0xA0 ? 2 : 0;
    return one == 0xE2 && two == 0x80 && (three == 0xAF || three == 0x89) ? 3 : 0;
}

}  // namespace

bool is_surely_right(std::string_view text, base::Rules const& rules) {
    if (text.empty()) return !rules.required;
    if (rules.format == base::Format::email || rules.secret) return false;
    bool const spaced = text.front() == ' ' || text.back() == ' ';
    if (spaced && rules.format == base::Format::line) return false;
    std::size_t count = 0;
    bool seen = false;
    for (std::size_t at = 0; at < text.size(); ++count) {
        auto const size = plain_size(text, at);
        if (size == 0) return false;
        seen = seen || text[at] != ' ';
        at += size;
    }
    return count <= rules.longest && (seen || !rules.required);
}

std::string folded(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        auto const one = byte_at(text, at), two = byte_at(text, at + 1);
        if (one >= 0x20 && one < 0x7F) {
            result += static_cast<char>(one >= 'A' && one <= 'Z' ? one + 32 : one);
            ++at;
        } else if ((one == 0xD0 || one == 0xD1) && plain_size(text, at) == 2) {
            auto c = (one & 0x1Fu) << 6 | (two & 0x3Fu);
            if (c == 0x401 || c == 0x451) c = 0x435;
            if (c < 0x430) c += 32;
            result += static_cast<char>(0xC0 | c >> 6);
            result += static_cast<char>(0x80 | (c & 0x3F));
            at += 2;
        } else {
            return base::folded(text);
        }
    }
    return result;
}

std::optional<std::int64_t> plain_decimal(std::string_view text, int decimals,
                                          base::DecimalSign usual) {
    std::int64_t value = 0;
    std::size_t at = 0, figures = 0, run = 0, groups = 0;
    auto const add = [&] {
        value = value * 10 + (text[at++] - '0');
        ++figures;
    };
    char const first = text.empty() ? '\0' : text[0];
    for (; at < text.size() && figures < 15; run = 0) {
        for (; at < text.size() && figures < 15 && is_figure(byte_at(text, at)); ++run) add();
        bool const is_group = groups == 0 ? run >= 1 && run <= 3 : run == 3;
        auto const space = group_size(text, at);
        if (space == 0 ? groups > 0 && !is_group : !is_group) return std::nullopt;
        if (space == 0) break;
        at += space;
        ++groups;
    }
    if (figures == 0 || (groups > 0 && (run == 0 || first == '0'))) return std::nullopt;
    int left = decimals;
    if (at < text.size()) {
        char const sign = text[at++];
        auto const fraction = text.size() - at;
        if ((sign != '.' && sign != ',') || fraction > static_cast<std::size_t>(decimals))
            return std::nullopt;
        bool const is_usual =
            usual == (sign == '.' ? base::DecimalSign::point : base::DecimalSign::comma);
        if (fraction == 0 || (fraction == 3 && groups == 0 && !is_usual)) return std::nullopt;
        for (; at < text.size(); --left) {
            if (!is_figure(byte_at(text, at)) || figures == 15) return std::nullopt;
            add();
        }
    }
    for (; left > 0; --left) value *= 10;
    if (value > base::most_exact || figures + static_cast<std::size_t>(decimals) > 18)
        return std::nullopt;
    return value;
}

}  // namespace imports
