#include "shared/base/take_in.hpp"

#include "shared/base/ascii_domain.hpp"
#include "shared/base/unicode.hpp"

namespace base {
namespace {

bool is_line_end(char32_t c) {
    return (c >= 0x0A && c <= 0x0D) || c == 0x85 || c == 0x2028 || c == 0x2029;
}

std::string with_line_feeds(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    while (!text.empty()) {
        char32_t const c = next_code_point(text);
        if (c == '\r' && !text.empty() && text[0] == '\n') continue;  // both are one
        append_utf8(result, is_line_end(c) ? U'\n' : c);
    }
    return result;
}

std::string with_plain_spaces(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    while (!text.empty()) {
        char32_t const c = next_code_point(text);
        append_utf8(result, is_space_of_a_line(c) && c != 0xFEFF ? U' ' : c);
    }
    return result;
}

std::string_view without_edges(std::string_view text) {
    std::string_view rest = text, first = text, last;
    bool begun = false;
    while (!rest.empty()) {
        auto const at = rest;
        bool const space = is_space_of_a_line(next_code_point(rest));
        if (space) continue;
        if (!begun) first = at;
        begun = true;
        last = rest;
    }
    return begun ? first.substr(0, first.size() - last.size()) : std::string_view();
}

void take_in_text(std::string& text, Rules const& rules) {
    auto taken = taken_in(text, rules);
    if (taken != text) text = std::move(taken);
}

}  // namespace

std::string taken_in(std::string_view text, Rules const& rules) {
    if (!is_utf8(text)) return std::string(text);  // judged as it came
    // Before the @ it is ASCII: a sign that looks like a letter of it must not become one (U+212A).
    if (rules.format == Format::email) return email_taken_in(without_edges(text));
    auto composed = nfc(text);
    if (rules.secret) composed = with_plain_spaces(composed);
    switch (rules.format) {
        case Format::text:
            return with_line_feeds(composed);
        case Format::line:
            return rules.secret ? composed : std::string(without_edges(composed));
        case Format::email:
            break;
    }
    return composed;
}

void take_in(TypeInfo const& type, void* value, Rules const& rules) {
    switch (type.kind) {
        case Kind::text:
            return take_in_text(as<std::string>(value), rules);
        case Kind::names:
            take_in_text(as<Names>(value).ru, rules);
            return take_in_text(as<Names>(value).en, rules);
        case Kind::optional:
            if (auto* const held = type.optional->held(value)) take_in(*type.inner, held, rules);
            return;
        case Kind::list: {
            auto const count = type.list->count(value);
            auto* item = static_cast<char*>(type.list->first(value));
            for (std::size_t i = 0; i < count; ++i, item += type.inner->size)
                take_in(*type.inner, item);
            return;
        }
        case Kind::variant:
            return take_in(*type.options[type.variant->index(value)].type,
                           type.variant->held(value));
        case Kind::record:
            for (auto const& field : type.fields)
                take_in(*field.type, field.member(value), field.rules);
            return;
        default:
            return;
    }
}

}  // namespace base
