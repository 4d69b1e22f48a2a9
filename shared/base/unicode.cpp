#include "shared/base/unicode.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iterator>
#include <memory>

#include "shared/base/text.hpp"

namespace base {
namespace {

using Points = std::vector<utf8proc_int32_t>;

utf8proc_uint8_t const* bytes(std::string_view text) {
    return reinterpret_cast<utf8proc_uint8_t const*>(text.data());
}
utf8proc_ssize_t size(std::string_view text) { return static_cast<utf8proc_ssize_t>(text.size()); }

// Nothing is made of it together with what stands before it, nor is it written otherwise; its marks
// may still stand in another order. (Vowels and ends of Hangul syllables are in no table.)
bool stays_as_it_is(char32_t c, utf8proc_property_t const& property) {
    constexpr utf8proc_uint16_t none = 0xFFFF, seconds = 0x8000;
    bool const joins = property.comb_index != none && property.comb_index >= seconds;
    bool const is_split = property.decomp_seqindex != none && property.decomp_type == 0;
    return !joins && !is_split && !(c >= 0x1160 && c < 0x1200);
}

// Quick, as it is asked in every frame of a text that is being written. Of nothing before U+0300,
// and of nothing in Cyrillic but five marks, is there another form; of others the tables say it.
bool is_surely_composed(std::string_view text) {
    int mark = 0;
    while (!text.empty()) {
        auto const first = static_cast<unsigned char>(text[0]);
        if (first < 0x80) {
            text.remove_prefix(1);
            mark = 0;
            continue;
        }
        char32_t const c = next_code_point(text);
        bool const plain = c < 0x300 || (c >= 0x400 && c < 0x483) || (c >= 0x488 && c < 0x530) ||
                           (c >= 0x2010 && c < 0x2028);
        if (plain) {
            mark = 0;
            continue;
        }
        auto const& property = *utf8proc_get_property(static_cast<utf8proc_int32_t>(c));
        int const next = property.combining_class;
        if (!stays_as_it_is(c, property) || (next != 0 && next < mark)) return false;
        mark = next;
    }
    return true;
}

struct Marks {
    char32_t first, last;
};

// Accents and points that a reader may leave out: of Latin, Greek and Cyrillic, Hebrew, Arabic, and
// those for symbols; and the stroke that makes an Arabic word longer. Vowels of other scripts are
// marks as well, and are not here.
constexpr Marks left_out[] = {
    {0x300, 0x36F},   {0x483, 0x487},   {0x591, 0x5BD},   {0x5BF, 0x5BF},   {0x5C1, 0x5C2},
    {0x5C4, 0x5C5},   {0x5C7, 0x5C7},   {0x610, 0x61A},   {0x640, 0x640},   {0x64B, 0x65F},
    {0x670, 0x670},   {0x6D6, 0x6DC},   {0x6DF, 0x6E4},   {0x6E7, 0x6E8},   {0x6EA, 0x6ED},
    {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x20D0, 0x20F0}, {0xFE20, 0xFE2F},
};

bool is_left_out(char32_t mark, char32_t before) {
    auto const* const after =
        std::upper_bound(std::begin(left_out), std::end(left_out), mark,
                         [](char32_t value, Marks const& next) { return value < next.first; });
    if (after == std::begin(left_out) || mark > std::prev(after)->last) return false;
    bool const cyrillic = before >= 0x400 && before < 0x530;
    bool const stress = mark == 0x300 || mark == 0x301;
    return !cyrillic || stress || (before == 0x435 && mark == 0x308);
}

struct Alike {
    char32_t letter;
    char const* as;
};

// What people type for letters that have no decomposition, and for the signs of typesetters: of
// Arabic, the letters that one keyboard has and another has not.
constexpr Alike alike[] = {
    {0xAB, "\""},      {0xBB, "\""},      {0xDF, "ss"},      {0xE6, "ae"},      {0xF0, "d"},
    {0xF8, "o"},       {0xFE, "th"},      {0x111, "d"},      {0x127, "h"},      {0x131, "i"},
    {0x142, "l"},      {0x153, "oe"},     {0x167, "t"},      {0x2BB, "'"},      {0x2BC, "'"},
    {0x3C2, "σ"},      {0x5BE, "-"},      {0x5F3, "'"},      {0x5F4, "\""},     {0x629, "\u0647"},
    {0x649, "\u064A"}, {0x671, "\u0627"}, {0x6A9, "\u0643"}, {0x6CC, "\u064A"}, {0x2010, "-"},
    {0x2011, "-"},     {0x2012, "-"},     {0x2013, "-"},     {0x2014, "-"},     {0x2015, "-"},
    {0x2018, "'"},     {0x2019, "'"},     {0x201A, "'"},     {0x201B, "'"},     {0x201C, "\""},
    {0x201D, "\""},    {0x201E, "\""},    {0x201F, "\""},    {0x2032, "'"},     {0x2044, "/"},
    {0x2212, "-"},
};

char const* alike_of(char32_t c) {
    for (auto const& each : alike)
        if (each.letter == c) return each.as;
    return nullptr;
}

// A digit of another script is the one of ours; and of Cherokee the small letter is taken, since
// only there folding makes capitals.
char32_t usual(char32_t c) {
    if (c < 0x660) return c;
    if (auto const digit = digit_value(c)) return U'0' + static_cast<char32_t>(*digit);
    if (c >= 0x13A0 && c <= 0x13EF) return c - 0x13A0 + 0xAB70;
    if (c >= 0x13F0 && c <= 0x13F5) return c - 0x13F0 + 0x13F8;
    return c;
}

bool decompose(std::string_view text, Points& points) {
    constexpr auto options =
        static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE |
                                       UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
    points.resize(text.size() + 8);
    for (;;) {
        auto const count =
            utf8proc_decompose(bytes(text), size(text), points.data(),
                               static_cast<utf8proc_ssize_t>(points.size()), options);
        if (count < 0) return false;
        bool const fits = static_cast<std::size_t>(count) <= points.size();
        points.resize(static_cast<std::size_t>(count));
        if (fits) return true;
    }
}

}  // namespace

std::string nfc(std::string_view text) {
    if (is_surely_composed(text)) return std::string(text);
    utf8proc_uint8_t* made = nullptr;
    constexpr auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    auto const length = utf8proc_map(bytes(text), size(text), &made, options);
    std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> const owned(made, std::free);
    if (length < 0) return std::string(text);
    return {reinterpret_cast<char const*>(made), static_cast<std::size_t>(length)};
}

bool is_nfc(std::string_view text) { return is_surely_composed(text) || nfc(text) == text; }

std::string folded(std::string_view text) {
    Points points;
    if (!decompose(text, points)) return std::string(text);
    Points kept;
    kept.reserve(points.size());
    char32_t before = 0;
    for (auto const point : points) {
        auto const c = static_cast<char32_t>(point);
        if (!is_left_out(c, before)) kept.push_back(point);
        before = c;
    }
    constexpr auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    auto const count =
        utf8proc_normalize_utf32(kept.data(), static_cast<utf8proc_ssize_t>(kept.size()), options);
    std::string result;
    for (utf8proc_ssize_t i = 0; i < count; ++i) {
        auto const c = static_cast<char32_t>(kept[static_cast<std::size_t>(i)]);
        if (auto const* const as = alike_of(c))
            result += as;
        else
            append_utf8(result, usual(c));
    }
    return result;
}

bool finds(std::string_view text, std::string_view part) {
    return folded(text).find(folded(part)) != std::string::npos;
}

namespace {

// Where a letter of ASCII or of the usual Cyrillic ends that stands before another one, or at the
// end: nothing joins the two. 0: the tables are to say it. (CR takes the LF behind it along.)
std::size_t plain_end(std::string_view text, std::size_t at) {
    auto const size_at = [&](std::size_t place) -> std::size_t {
        auto const lead = static_cast<unsigned char>(text[place]);
        return lead < 0x80 ? 1 : lead == 0xD0 || lead == 0xD1 ? 2 : 0;
    };
    auto const size = size_at(at), end = at + size;
    if (size == 0 || text[at] == '\r' || end > text.size()) return 0;
    if (size == 2 && (static_cast<unsigned char>(text[at + 1]) & 0xC0) != 0x80) return 0;
    return end == text.size() || size_at(end) != 0 ? end : 0;
}

}  // namespace

std::size_t cluster_end(std::string_view text, std::size_t at) {
    if (at >= text.size()) return text.size();
    if (auto const end = plain_end(text, at); end != 0) return end;
    auto rest = text.substr(at);
    auto before = static_cast<utf8proc_int32_t>(next_code_point(rest));
    utf8proc_int32_t state = 0;
    while (!rest.empty()) {
        auto const end = text.size() - rest.size();
        auto const c = static_cast<utf8proc_int32_t>(next_code_point(rest));
        if (utf8proc_grapheme_break_stateful(before, c, &state)) return end;
        before = c;
    }
    return text.size();
}

// From where two clusters surely meet: a cluster never goes over a line's end, and a letter or mark
// of ASCII begins one, unless what stands before it prepends itself.
std::size_t cluster_begin(std::string_view text, std::size_t at) {
    at = std::min(at, text.size());
    std::size_t from = at;
    for (std::size_t back = 0; from > 0 && back < 2;) {
        --from;
        back += static_cast<unsigned char>(text[from]) < 0x80;
    }
    std::size_t begin = from;
    while (begin < at) {
        auto const end = cluster_end(text, begin);
        if (end >= at) return begin;
        begin = end;
    }
    return begin;
}

std::vector<std::size_t> clusters(std::string_view text) {
    std::vector<std::size_t> begins;
    for (std::size_t at = 0; at < text.size(); at = cluster_end(text, at)) begins.push_back(at);
    begins.push_back(text.size());
    return begins;
}

namespace {

// What Unicode's condition Final_Sigma looks at: whether letters with a case stand around a sigma,
// whatever marks and apostrophes are between.
enum class Around : std::uint8_t { cased, passed_over, other };

Around around(char32_t c) {
    constexpr std::u32string_view between = U"'.:·’‘․‧";
    if (between.find(c) != between.npos) return Around::passed_over;
    switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
        case UTF8PROC_CATEGORY_LU:
        case UTF8PROC_CATEGORY_LL:
        case UTF8PROC_CATEGORY_LT:
            return Around::cased;
        case UTF8PROC_CATEGORY_MN:
        case UTF8PROC_CATEGORY_ME:
        case UTF8PROC_CATEGORY_CF:
        case UTF8PROC_CATEGORY_LM:
        case UTF8PROC_CATEGORY_SK:
            return Around::passed_over;
        default:
            return Around::other;
    }
}

bool goes_on_cased(std::string_view rest) {
    while (!rest.empty())
        if (auto const next = around(next_code_point(rest)); next != Around::passed_over)
            return next == Around::cased;
    return false;
}

}  // namespace

std::string lower(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    bool after_cased = false;
    while (!text.empty()) {
        char32_t const c = next_code_point(text);
        if (c == U'İ')
            result += "i\u0307";
        else if (c == U'Σ' && after_cased && !goes_on_cased(text))
            result += "ς";
        else
            append_utf8(result, c < 0x80 && (c < 'A' || c > 'Z')
                                    ? c
                                    : static_cast<char32_t>(
                                          utf8proc_tolower(static_cast<utf8proc_int32_t>(c))));
        if (auto const kind = around(c); kind != Around::passed_over)
            after_cased = kind == Around::cased;
    }
    return result;
}

char32_t capital(char32_t c) {
    return static_cast<char32_t>(utf8proc_totitle(static_cast<utf8proc_int32_t>(c)));
}

bool is_ignorable(char32_t c) {
    return utf8proc_get_property(static_cast<utf8proc_int32_t>(c))->ignorable != 0;
}

bool is_space_of_a_line(char32_t c) {
    return c == ' ' || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F ||
           c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

bool is_of_word(char32_t c) {
    switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
        case UTF8PROC_CATEGORY_LU:
        case UTF8PROC_CATEGORY_LL:
        case UTF8PROC_CATEGORY_LT:
        case UTF8PROC_CATEGORY_LM:
        case UTF8PROC_CATEGORY_LO:
        case UTF8PROC_CATEGORY_MN:
        case UTF8PROC_CATEGORY_MC:
        case UTF8PROC_CATEGORY_ND:
        case UTF8PROC_CATEGORY_NL:
        case UTF8PROC_CATEGORY_PC:
            return true;
        default:
            return false;
    }
}

bool is_digit(char32_t c) {
    return utf8proc_category(static_cast<utf8proc_int32_t>(c)) == UTF8PROC_CATEGORY_ND;
}

namespace {

// Nine more follow each (Unicode, Nd).
constexpr char16_t zeros[] = {0x0030, 0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6,
                              0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0DE6, 0x0E50, 0x0ED0,
                              0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80,
                              0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900,
                              0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10};

}  // namespace

std::optional<int> digit_value(char32_t c) {
    auto const* const after = std::upper_bound(std::begin(zeros), std::end(zeros), c);
    if (after == std::begin(zeros) || c >= *std::prev(after) + 10u) return std::nullopt;
    return static_cast<int>(c - *std::prev(after));
}

}  // namespace base
