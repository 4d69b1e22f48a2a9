#include "shared/base/id.hpp"

namespace base {

Id128 make_id128(std::int64_t now_ms, std::array<unsigned char, 10> const& chance) {
    Id128 id;
    id.high = static_cast<std::uint64_t>(now_ms) << 16;
    id.high |= 0x7000u | (static_cast<std::uint64_t>(chance[0] & 0x0Fu) << 8) | chance[1];
    for (std::size_t i = 2; i < 10; ++i) id.low = (id.low << 8) | chance[i];
    id.low = (id.low & 0x3FFF'FFFF'FFFF'FFFFull) | 0x8000'0000'0000'0000ull;
    return id;
}

std::string to_text(Id128 id) {
    constexpr char digits[] = "0123456789abcdef";
    std::string text;
    text.reserve(36);
    for (int i = 0; i < 32; ++i) {
        if (i == 8 || i == 12 || i == 16 || i == 20) text += '-';
        std::uint64_t const half = i < 16 ? id.high : id.low;
        text += digits[(half >> (60 - 4 * (i % 16))) & 0xF];
    }
    return text;
}

std::optional<Id128> id_from_text(std::string_view text) {
    if (text.size() != 36) return std::nullopt;
    Id128 id;
    int digit = 0;
    for (std::size_t i = 0; i < 36; ++i) {
        char const c = text[i];
        if (i == 8 || i == 13 || i == 18 || i == 23) {
            if (c != '-') return std::nullopt;
            continue;
        }
        unsigned value = 0;
        if (c >= '0' && c <= '9')
            value = static_cast<unsigned>(c - '0');
        else if (c >= 'a' && c <= 'f')
            value = static_cast<unsigned>(c - 'a') + 10;
        else
            return std::nullopt;
        std::uint64_t& half = digit++ < 16 ? id.high : id.low;
        half = (half << 4) | value;
    }
    return id;
}

}  // namespace base
