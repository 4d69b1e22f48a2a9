#include "shared/base/directions.hpp"

#include <algorithm>
#include <numeric>
#include <string>

#include "shared/base/direction_levels.hpp"
#include "shared/base/text.hpp"

namespace base {
namespace {

// Blocks of scripts that are written from the right, their forms for display, and the signs that
// turn what follows.
bool goes_left(char32_t c) {
    return (c >= 0x590 && c <= 0x8FF) || c == 0x200F || c == 0x202B || c == 0x202E || c == 0x2067 ||
           (c >= 0xFB1D && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFE) ||
           (c >= 0x10800 && c <= 0x10FFF) || (c >= 0x1E800 && c <= 0x1EFFF);
}

bool begins_isolate(char32_t c) { return c >= 0x2066 && c <= 0x2068; }
constexpr char32_t ends_isolate = 0x2069;
constexpr std::string_view first_strong_isolate = "\u2068", end_of_isolate = "\u2069";

bool turns(char32_t c) {
    return goes_left(c) || begins_isolate(c) || c == ends_isolate || (c >= 0x202A && c <= 0x202D);
}

bool any_of(std::string_view text, bool (*is_one)(char32_t)) {
    while (!text.empty()) {
        // Before the first of them there are Latin, Greek, Cyrillic and Armenian letters.
        auto const first = std::find_if(
            text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xD6; });
        text.remove_prefix(static_cast<std::size_t>(first - text.begin()));
        if (!text.empty() && is_one(next_code_point(text))) return true;
    }
    return false;
}

}  // namespace

bool may_go_left(std::string_view text) { return any_of(text, goes_left); }

std::string isolated(std::string_view text) {
    if (!any_of(text, turns)) return std::string(text);
    std::string result(first_strong_isolate);
    std::size_t open = 0;
    for (auto rest = text; !rest.empty();) {
        auto const before = rest;
        auto const c = next_code_point(rest);
        if (c == ends_isolate && open == 0) continue;  // it would end ours
        if (begins_isolate(c)) ++open;
        if (c == ends_isolate) --open;
        result += before.substr(0, before.size() - rest.size());
    }
    for (; open > 0; --open) result += end_of_isolate;
    return result += end_of_isolate;
}

Directions directions_of(std::string_view paragraph) {
    std::u16string units;
    std::vector<std::size_t> begins;  // of the character that each unit is of, in bytes
    for (auto rest = paragraph; !rest.empty();) {
        auto const begin = paragraph.size() - rest.size();
        auto c = next_code_point(rest);
        if (c == broken) c = 0xFFFD;
        if (c > 0xFFFF) {
            c -= 0x10000;
            units += static_cast<char16_t>(0xD800 + (c >> 10));
            begins.push_back(begin);
            c = 0xDC00 + (c & 0x3FF);
        }
        units += static_cast<char16_t>(c);
        begins.push_back(begin);
    }
    std::vector<std::uint8_t> levels(units.size());
    Directions result;
    result.from_right = !units.empty() && direction_levels(units, levels.data()) % 2 == 1;
    result.levels.assign(paragraph.size(), result.from_right ? 1 : 0);
    for (std::size_t i = 0; i < units.size(); ++i) {
        auto const end = i + 1 < units.size() ? begins[i + 1] : paragraph.size();
        std::fill(result.levels.begin() + static_cast<std::ptrdiff_t>(begins[i]),
                  result.levels.begin() + static_cast<std::ptrdiff_t>(end), levels[i]);
    }
    return result;
}

std::vector<std::size_t> visual_order(std::span<std::uint8_t const> levels) {
    std::vector<std::size_t> order(levels.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    if (levels.empty()) return order;
    // From the highest level down to the lowest odd one, whatever is at least that is turned round.
    for (int level = *std::max_element(levels.begin(), levels.end()); level > 0; --level)
        for (std::size_t at = 0; at < levels.size();) {
            auto end = at;
            while (end < levels.size() && levels[end] >= level) ++end;
            std::reverse(order.begin() + static_cast<std::ptrdiff_t>(at),
                         order.begin() + static_cast<std::ptrdiff_t>(end));
            at = std::max(end, at + 1);
        }
    return order;
}

}  // namespace base
