// The order in which people expect names: that of the Unicode collation (UTS 10) for Russian, as
// CLDR has it and PostgreSQL's ru-RU-x-icu. Its tables are large, and wherever this runs they are
// there already: natively in ICU (order_native.cpp), in the page in the browser (order_page.cpp).
#include "shared/base/order.hpp"

#include <algorithm>
#include <cstdint>

#include "shared/base/text.hpp"

namespace base {
namespace {

struct Weight {
    std::uint16_t letter;  // what it is: compared first; 0: nothing that is known here
    std::uint8_t accent;   // compared when all letters are equal
    std::uint8_t upper;    // compared last: small before capital
};

// Most names are made of these, and to ask others takes longer: spaces, digits, the letters of
// Russian, and then those of English.
Weight weight(char32_t c) {
    auto const of = [](char32_t letter, int accent, bool upper) {
        return Weight{static_cast<std::uint16_t>(letter), static_cast<std::uint8_t>(accent),
                      static_cast<std::uint8_t>(upper)};
    };
    if (c == ' ') return of(1, 0, false);
    if (c >= '0' && c <= '9') return of(0x100 + c, 0, false);
    if (c >= 0x410 && c <= 0x42F) return of(0x1000 + c + 0x20, 0, true);
    if (c >= 0x430 && c <= 0x44F) return of(0x1000 + c, 0, false);
    if (c == 0x401 || c == 0x451) return of(0x1000 + 0x435, 1, c == 0x401);
    if (c >= 'A' && c <= 'Z') return of(0x2000 + c + 0x20, 0, true);
    if (c >= 'a' && c <= 'z') return of(0x2000 + c, 0, false);
    return of(0, 0, false);
}

int sign(int value) { return (value > 0) - (value < 0); }

}  // namespace

std::optional<int> compare_plain(std::string_view a, std::string_view b) {
    int letter = 0, accent = 0, upper = 0;
    auto left = a, right = b;
    while (!left.empty() && !right.empty()) {
        auto const one = weight(next_code_point(left)), other = weight(next_code_point(right));
        if (one.letter == 0 || other.letter == 0) return std::nullopt;
        if (letter == 0) letter = sign(one.letter - other.letter);
        if (accent == 0) accent = sign(one.accent - other.accent);
        if (upper == 0) upper = sign(one.upper - other.upper);
    }
    for (auto rest : {left, right})
        while (!rest.empty())
            if (weight(next_code_point(rest)).letter == 0) return std::nullopt;
    if (letter == 0) letter = int{!left.empty()} - int{!right.empty()};
    return letter != 0 ? letter : accent != 0 ? accent : upper;
}

int compare_for_people(std::string_view a, std::string_view b) {
    auto const plain = compare_plain(a, b);
    int const by = plain ? *plain : compare_by_tables(a, b);
    return by != 0 ? by : sign(a.compare(b));
}

}  // namespace base
