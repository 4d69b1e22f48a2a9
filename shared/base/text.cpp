#include "shared/base/text.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace base {

char32_t next_code_point(std::string_view& text) {
    auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    unsigned char const first = byte(0);
    if (first < 0x80) {
        text.remove_prefix(1);
        return first;
    }
    std::size_t const size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || text.size() < size) {
        text.remove_prefix(1);
        return broken;
    }
    char32_t value = first & (0x7Fu >> size);
    for (std::size_t i = 1; i < size; ++i) {
        if ((byte(i) & 0xC0) != 0x80) {
            text.remove_prefix(1);
            return broken;
        }
        value = (value << 6) | (byte(i) & 0x3Fu);
    }
    constexpr std::array<char32_t, 5> least = {0, 0, 0x80, 0x800, 0x10000};
    bool const surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (value < least[size] || value > 0x10FFFF || surrogate) {
        text.remove_prefix(1);
        return broken;
    }
    text.remove_prefix(size);
    return value;
}

bool is_utf8(std::string_view text) {
    while (!text.empty())
        if (next_code_point(text) == broken) return false;
    return true;
}

std::size_t code_points(std::string_view text) {
    auto const starts = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), starts));
}

void append_utf8(std::string& text, char32_t c) {
    auto put = [&](char32_t byte) { text += static_cast<char>(static_cast<unsigned char>(byte)); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0 | (c >> 6));
        put(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        put(0xE0 | (c >> 12));
        put(0x80 | ((c >> 6) & 0x3F));
        put(0x80 | (c & 0x3F));
    } else {
        put(0xF0 | (c >> 18));
        put(0x80 | ((c >> 12) & 0x3F));
        put(0x80 | ((c >> 6) & 0x3F));
        put(0x80 | (c & 0x3F));
    }
}

namespace {

bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7F && c <= 0x9F); }
bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_of_local_part(char c) {
    return is_letter_or_digit(c) ||
           std::string_view("!#$%&'*+/=?^_`{|}~.-").find(c) != std::string_view::npos;
}

bool is_local_part(std::string_view local) {
    if (local.empty() || local.size() > 64 || local.front() == '.' || local.back() == '.')
        return false;
    char last = 0;
    for (char c : local) {
        if (!is_of_local_part(c) || (c == '.' && last == '.')) return false;
        last = c;
    }
    return true;
}

bool is_domain(std::string_view domain) {
    std::size_t labels = 0;
    while (true) {
        std::size_t const dot = domain.find('.');
        std::string_view const label = domain.substr(0, dot);
        bool const plain = std::all_of(label.begin(), label.end(),
                                       [](char c) { return is_letter_or_digit(c) || c == '-'; });
        if (label.empty() || label.size() > 63 || !plain || label.front() == '-' ||
            label.back() == '-')
            return false;
        ++labels;
        if (dot == std::string_view::npos) break;
        domain.remove_prefix(dot + 1);
    }
    return labels >= 2;
}

bool is_email(std::string_view text) {
    std::size_t const at = text.find('@');
    if (at == std::string_view::npos || text.size() > 254) return false;
    return is_local_part(text.substr(0, at)) && is_domain(text.substr(at + 1));
}

}  // namespace

bool fits(Format format, std::string_view text) {
    if (format == Format::email) return is_email(text);
    while (!text.empty()) {
        char32_t const c = next_code_point(text);
        if (c == broken || c == 0) return false;
        if (format == Format::text) {
            if (is_control(c) && c != '\t' && c != '\n') return false;
        } else if (is_control(c) || c == 0x2028 || c == 0x2029) {
            return false;
        }
    }
    return true;
}

bool may_stand_before_at(std::string_view email) {
    auto const at = email.find('@');
    auto const local = email.substr(0, at == email.npos ? 0 : at);
    return std::all_of(local.begin(), local.end(), is_of_local_part);
}

// The patterns of e-mails are the grammar above, lengths included: (?=…) bounds the whole and the
// local part. What is sent may have white space at its ends (take_in.hpp), and a domain with
// letters that are not ASCII.
#define KONTOR_EDGE "[ \\u00A0\\u1680\\u2000-\\u200A\\u202F\\u205F\\u3000\\uFEFF]*"
#define KONTOR_LOCAL                                 \
    "(?=[^@]{1,64}@)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+" \
    "([.][A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@"
#define KONTOR_DOMAIN                                   \
    "([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?[.])+" \
    "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"

char const* ecma_pattern(Format format) {
    switch (format) {
        case Format::text:
            return "^[^\\u0000-\\u0008\\u000E-\\u001F\\u007F-\\u0084\\u0086-\\u009F]*$";
        case Format::line:
            return "^[^\\u0000-\\u001F\\u007F-\\u009F\\u2028\\u2029]*$";
        case Format::email:
            return "^" KONTOR_EDGE KONTOR_LOCAL "(" KONTOR_DOMAIN
                   "|[A-Za-z0-9.-]*[^\\u0000-\\u009F]"
                   "[^\\u0000-\\u002C\\u002F\\u003A-\\u0040\\u005B-\\u0060\\u007B-\\u009F]*"
                   ")" KONTOR_EDGE "$";
    }
    return "";
}

// NUL cannot be written in PostgreSQL's patterns and cannot be in its text either.
char const* postgres_pattern(Format format) {
    switch (format) {
        case Format::text:
            return "^[^\\u0001-\\u0008\\u000B-\\u001F\\u007F-\\u009F]*$";
        case Format::line:
            return "^[^\\u0001-\\u001F\\u007F-\\u009F\\u2028\\u2029]*$";
        case Format::email:
            return "^(?=.{1,254}$)" KONTOR_LOCAL KONTOR_DOMAIN "$";
    }
    return "";
}
#undef KONTOR_EDGE
#undef KONTOR_LOCAL
#undef KONTOR_DOMAIN

namespace {

struct Span {
    char32_t first, last;
};

// What shows nothing by itself, in the order of the code points. Unicode's properties White_Space
// and Default_Ignorable_Code_Point as wholes, since a range that is unassigned today is what they
// reserve for tomorrow; besides, what belongs to neither and is as empty to the eye. Format
// characters that are drawn, as the Arabic signs around numbers, are not here.
constexpr Span unseen[] = {
    {0x09, 0x0D},        // white space: tab to carriage return
    {0x20, 0x20},        // the space
    {0x85, 0x85},        // next line
    {0xA0, 0xA0},        // no-break space
    {0xAD, 0xAD},        // soft hyphen, which shows at a line's end only
    {0x34F, 0x34F},      // combining grapheme joiner
    {0x61C, 0x61C},      // Arabic letter mark
    {0x115F, 0x1160},    // Hangul fillers
    {0x1680, 0x1680},    // Ogham space
    {0x17B4, 0x17B5},    // Khmer inherent vowels
    {0x180B, 0x180F},    // Mongolian variation selectors and vowel separator
    {0x2000, 0x200F},    // spaces of every width, joiners, marks of direction
    {0x2028, 0x202F},    // separators, embeddings and overrides of direction, narrow space
    {0x205F, 0x206F},    // mathematical space, word joiner, invisible operators, isolates
    {0x2800, 0x2800},    // Braille without a dot: a symbol, and drawn as a space
    {0x3000, 0x3000},    // ideographic space
    {0x3164, 0x3164},    // Hangul filler
    {0xFE00, 0xFE0F},    // variation selectors
    {0xFEFF, 0xFEFF},    // zero width no-break space, the byte order mark
    {0xFFA0, 0xFFA0},    // halfwidth Hangul filler
    {0xFFF0, 0xFFFB},    // reserved, then the anchors of annotations: format characters
    {0x13430, 0x1343F},  // format characters between hieroglyphs
    {0x13441, 0x13442},  // hieroglyphic blanks
    {0x16FE4, 0x16FE4},  // Khitan filler
    {0x1BCA0, 0x1BCA3},  // shorthand format controls
    {0x1D159, 0x1D159},  // null notehead, which is there to be invisible
    {0x1D173, 0x1D17A},  // musical beams and slurs: format characters
    {0xE0000, 0xE0FFF},  // tags and further variation selectors
};

bool is_unseen(char32_t c) {
    auto const* const after =
        std::upper_bound(std::begin(unseen), std::end(unseen), c,
                         [](char32_t value, Span const& span) { return value < span.first; });
    return after != std::begin(unseen) && c <= std::prev(after)->last;
}

std::string escaped(char const* beginning, int digits, char32_t c) {
    constexpr char hexadecimal[] = "0123456789ABCDEF";
    std::string text = beginning;
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4)
        text += hexadecimal[(c >> shift) & 0xF];
    return text;
}

// Beyond U+FFFF the dialects of ECMA-262 part ways over escapes, but all take the letter itself.
std::string ecma_letter(char32_t c) {
    if (c <= 0xFFFF) return escaped("\\u", 4, c);
    std::string letter;
    append_utf8(letter, c);
    return letter;
}
std::string postgres_letter(char32_t c) {
    return c <= 0xFFFF ? escaped("\\u", 4, c) : escaped("\\U", 8, c);
}

std::string none_of_the_unseen(std::string (*letter)(char32_t)) {
    std::string pattern = "[^";
    for (Span const& span : unseen) {
        pattern += letter(span.first);
        if (span.last != span.first) pattern += "-" + letter(span.last);
    }
    return pattern + "]";
}

}  // namespace

bool is_blank(std::string_view text) {
    while (!text.empty())
        if (!is_unseen(next_code_point(text))) return false;
    return true;
}

char const* ecma_visible_pattern() {
    static std::string const pattern = none_of_the_unseen(ecma_letter);
    return pattern.c_str();
}
char const* postgres_visible_pattern() {
    static std::string const pattern = none_of_the_unseen(postgres_letter);
    return pattern.c_str();
}

}  // namespace base
