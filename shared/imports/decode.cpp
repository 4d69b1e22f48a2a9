#include "shared/imports/decode.hpp"

#include <algorithm>
#include <array>

#include "shared/base/text.hpp"

namespace imports {
namespace {

constexpr std::size_t most_said = 20;      // of what cannot be read: the first ones show where
constexpr std::size_t sample = 256 << 10;  // bytes by which a table is recognised

// 0x80 to 0xBF; from 0xC0 on there are the 64 letters in their order.
constexpr char16_t cp1251[64] = {
    0x402,  0x403,  0x201A, 0x453,  0x201E, 0x2026, 0x2020, 0x2021, 0x20AC, 0x2030, 0x409,
    0x2039, 0x40A,  0x40C,  0x40B,  0x40F,  0x452,  0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0,      0x2122, 0x459,  0x203A, 0x45A,  0x45C,  0x45B,  0x45F,  0xA0,
    0x40E,  0x45E,  0x408,  0xA4,   0x490,  0xA6,   0xA7,   0x401,  0xA9,   0x404,  0xAB,
    0xAC,   0xAD,   0xAE,   0x407,  0xB0,   0xB1,   0x406,  0x456,  0x491,  0xB5,   0xB6,
    0xB7,   0x451,  0x2116, 0x454,  0xBB,   0x458,  0x405,  0x455,  0x457};
constexpr char16_t koi8_r[64] = {
    0x2500, 0x2502, 0x250C, 0x2510, 0x2514, 0x2518, 0x251C, 0x2524, 0x252C, 0x2534, 0x253C,
    0x2580, 0x2584, 0x2588, 0x258C, 0x2590, 0x2591, 0x2592, 0x2593, 0x2320, 0x25A0, 0x2219,
    0x221A, 0x2248, 0x2264, 0x2265, 0xA0,   0x2321, 0xB0,   0xB2,   0xB7,   0xF7,   0x2550,
    0x2551, 0x2552, 0x451,  0x2553, 0x2554, 0x2555, 0x2556, 0x2557, 0x2558, 0x2559, 0x255A,
    0x255B, 0x255C, 0x255D, 0x255E, 0x255F, 0x2560, 0x2561, 0x401,  0x2562, 0x2563, 0x2564,
    0x2565, 0x2566, 0x2567, 0x2568, 0x2569, 0x256A, 0x256B, 0x256C, 0xA9};
// The place in the alphabet (0 is а) of its small letters from 0xC0 on; the capitals follow.
constexpr std::uint8_t koi8_letters[32] = {30, 0,  1,  22, 4,  5,  20, 3,  21, 8,  9,
                                           10, 11, 12, 13, 14, 15, 31, 16, 17, 18, 19,
                                           6,  2,  28, 27, 7,  24, 29, 25, 23, 26};
// How often each letter stands in a thousand of Russian.
constexpr std::uint8_t often[32] = {80, 16, 45, 17, 30, 85, 9, 16, 74, 12, 35, 44, 32, 67, 110, 28,
                                    47, 55, 63, 26, 3,  10, 5, 14, 7,  4,  1,  19, 17, 3,  6,   20};

char32_t code_point(Encoding encoding, unsigned char byte) {
    if (byte < 0x80) return byte;
    if (byte < 0xC0) return (encoding == Encoding::cp1251 ? cp1251 : koi8_r)[byte - 0x80];
    if (encoding == Encoding::cp1251) return 0x410u + (byte - 0xC0u);
    bool const is_capital = byte >= 0xE0;
    return (is_capital ? 0x410u : 0x430u) + koi8_letters[(byte - 0xC0) & 31];
}

// How much the bytes read as Russian in that table; not at all: 0 or less.
long russian_in(Encoding encoding, std::string_view bytes) {
    long score = 0;
    long pure = 0, mixed = 0;  // neighbours: two Russian letters, or one of them and a Latin one
    char32_t before = 0;
    auto const is_russian = [](char32_t c) { return c >= 0x410 && c <= 0x44F; };
    auto const is_latin = [](char32_t c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; };
    for (char const byte : bytes) {
        auto const c = code_point(encoding, static_cast<unsigned char>(byte));
        if (c == 0) return 0;
        if (is_russian(c)) {
            bool const is_capital = c < 0x430;
            bool const inside = is_capital && before >= 0x430 && before <= 0x44F;
            score += inside ? -50 : often[(c - 0x410) & 31];
            pure += is_russian(before);
            mixed += is_latin(before);
        } else {
            mixed += is_latin(c) && is_russian(before);
            bool const is_drawn = c >= 0x2219 && c <= 0x25A0;
            if (is_drawn) score -= 50;
        }
        before = c;
    }
    return pure > 2 * mixed ? score : 0;
}

class Decoder {
public:
    explicit Decoder(std::string bytes) : bytes_(std::move(bytes)) {}

    Decoded decode() {
        if (bytes_.size() > most_bytes) {
            decoded_.problems.add(
                {0, 0, 0, "too-large-to-send", {{"most", std::to_string(most_bytes)}}, {}});
            return std::move(decoded_);
        }
        if (begins_with("PK\x03\x04") || begins_with("\xD0\xCF\x11\xE0")) {
            decoded_.problems.add({0, 0, 0, "a-workbook", {}, {}});
        } else if (begins_with("\xEF\xBB\xBF")) {
            decoded_.marked = true;
            read_utf8(3);
        } else if (begins_with("\xFF\xFE") || begins_with("\xFE\xFF")) {
            decoded_.marked = true;
            read_utf16(bytes_[0] == '\xFE', 2);
        } else if (auto const wide = wide_order(); wide != 0) {
            read_utf16(wide > 1, 0);
        } else {
            read_narrow();
        }
        return std::move(decoded_);
    }

private:
    bool begins_with(std::string_view beginning) const {
        return std::string_view(bytes_).substr(0, beginning.size()) == beginning;
    }

    // How much of the beginning reads as UTF-16 with the high half at that place of two: so much of
    // it is ASCII or of one other script.
    bool is_wide(std::size_t high) const {
        std::size_t const size = std::min(bytes_.size(), std::size_t{4096}) & ~std::size_t{1};
        std::size_t halves[256] = {};
        for (auto i = high; i < size; i += 2) ++halves[static_cast<unsigned char>(bytes_[i])];
        auto const most = *std::max_element(halves + 1, halves + 256);
        return halves[0] > size / 32 && (halves[0] + most) * 4 >= size / 2 * 3;
    }
    // Without a mark: 1 little end first, 2 big end first, else 0.
    int wide_order() const {
        if (bytes_.size() % 2 != 0) return 0;
        bool const little = is_wide(1), big = is_wide(0);
        if (little == big) return 0;
        return little ? 1 : 2;
    }

    // `at`: the byte in the file, from 0.
    void refuse(std::size_t at, std::uint32_t line, std::string_view rule) {
        if (decoded_.problems.count() < most_said)
            decoded_.problems.add(
                {line, line, 0, std::string(rule), {{"byte", std::to_string(at + 1)}}, {}});
    }

    void read_utf8(std::size_t from) {
        std::uint32_t line = 1;
        bool after_return = false;
        std::string_view left = std::string_view(bytes_).substr(from);
        while (!left.empty()) {
            auto const at = bytes_.size() - left.size();
            char const byte = left.front();
            if (static_cast<unsigned char>(byte) >= 0x80) {
                auto const rest = left;
                if (base::next_code_point(left) == base::broken) {
                    refuse(at, line, "not-text");
                    left = rest.substr(1);
                }
            } else {
                left.remove_prefix(1);
                if (byte == '\0') refuse(at, line, "null-character");
                line += byte == '\r' || (byte == '\n' && !after_return);
            }
            after_return = byte == '\r';
        }
        bytes_.erase(0, from);
        if (decoded_.problems.empty()) decoded_.text = std::move(bytes_);
    }

    void read_utf16(bool big, std::size_t from) {
        decoded_.encoding = big ? Encoding::utf16_big : Encoding::utf16_little;
        auto& text = decoded_.text;
        text.reserve(bytes_.size());
        std::uint32_t line = 1;
        char32_t before = 0;
        auto const unit = [&](std::size_t at) {
            auto const one = static_cast<unsigned char>(bytes_[at]),
                       two = static_cast<unsigned char>(bytes_[at + 1]);
            return static_cast<char32_t>(big ? one << 8 | two : two << 8 | one);
        };
        for (std::size_t i = from; i < bytes_.size(); i += 2) {
            if (i + 1 == bytes_.size()) {
                refuse(i, line, "not-text");
                break;
            }
            auto const at = i;
            char32_t c = unit(i);
            if (c >= 0xD800 && c <= 0xDFFF) {
                auto const low = c < 0xDC00 && i + 3 < bytes_.size() ? unit(i + 2) : 0;
                if (low < 0xDC00 || low > 0xDFFF) {
                    refuse(at, line, "not-text");
                    continue;
                }
                c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
                i += 2;
            }
            if (c == 0) refuse(at, line, "null-character");
            line += c == '\r' || (c == '\n' && before != '\r');
            before = c;
            base::append_utf8(text, c);
        }
    }

    // One byte for each letter, or UTF-8 without a mark.
    void read_narrow() {
        std::size_t whole = 0, broken = 0, first = bytes_.size();
        auto const* const begin = bytes_.data();
        auto const* const end = begin + bytes_.size();
        for (auto const* at = begin; at < end;) {
            if (static_cast<unsigned char>(*at) < 0x80) {
                ++at;
                continue;
            }
            std::string_view left(at, static_cast<std::size_t>(end - at));
            first = std::min(first, bytes_.size() - left.size());
            bool const is_broken = base::next_code_point(left) == base::broken;
            ++(is_broken ? broken : whole);
            at = is_broken ? at + 1 : left.data();
        }
        if (broken == 0 && bytes_.find('\0') == bytes_.npos) {
            decoded_.text = std::move(bytes_);
            return;
        }
        if (broken > whole) {
            auto const part = std::string_view(bytes_).substr(first > 64 ? first - 64 : 0, sample);
            auto const windows = russian_in(Encoding::cp1251, part);
            auto const koi8 = russian_in(Encoding::koi8_r, part);
            if (std::max(windows, koi8) > 0)
                return read_table(windows >= koi8 ? Encoding::cp1251 : Encoding::koi8_r);
        }
        read_utf8(0);
    }
    void read_table(Encoding encoding) {
        decoded_.encoding = encoding;
        auto& text = decoded_.text;
        text.reserve(bytes_.size() * 2);
        std::uint32_t line = 1;
        char before = 0;
        for (std::size_t i = 0; i < bytes_.size(); ++i) {
            char const byte = bytes_[i];
            auto const c = code_point(encoding, static_cast<unsigned char>(byte));
            if (c == 0) refuse(i, line, byte == '\0' ? "null-character" : "not-text");
            line += byte == '\r' || (byte == '\n' && before != '\r');
            before = byte;
            base::append_utf8(text, c);
        }
    }

    std::string bytes_;
    Decoded decoded_;
};

}  // namespace

Decoded decode(std::string bytes) { return Decoder(std::move(bytes)).decode(); }

}  // namespace imports
