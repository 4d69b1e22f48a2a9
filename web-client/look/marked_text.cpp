#include "web-client/look/marked_text.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "shared/base/text.hpp"
#include "shared/base/unicode.hpp"

namespace look {
namespace {

// A letter or a figure of any script, or what belongs to one as an accent or a joiner does.
bool is_letter(char32_t letter) {
    if (letter == base::broken || letter == '_') return false;
    return base::is_of_word(letter) || letter == U'\u200C' || letter == U'\u200D';
}

char32_t letter_at(std::string_view text, std::size_t at) {
    if (at >= text.size()) return 0;
    text.remove_prefix(at);
    return base::next_code_point(text);
}

std::size_t bytes_of(std::string_view text, std::size_t at) {
    auto rest = text.substr(at);
    base::next_code_point(rest);
    return std::max<std::size_t>(text.size() - at - rest.size(), 1);
}

// What stands before a name, if anything does: white space, or a bracket or a quotation mark that
// opens.
bool may_precede_name(std::string_view before) {
    if (before.empty()) return true;
    std::size_t at = before.size() - 1;
    while (at > 0 && (static_cast<unsigned char>(before[at]) & 0xC0) == 0x80) --at;
    auto const last = before.substr(at);
    if (base::is_blank(last)) return true;
    constexpr std::string_view opening = "([{<\"'«„“‘（［【「『〈《";
    return opening.find(last) != std::string_view::npos;
}

bool begins(std::string_view text, std::size_t at, std::string_view with) {
    return text.substr(at, with.size()) == with;
}

bool is_one_of(std::u32string_view letters, char32_t letter) {
    return letters.find(letter) != letters.npos;
}

// Where a link is over: at what shows nothing, unless it joins letters or chooses how the one
// before it looks; at quotation marks; and at the stops and brackets of scripts that put no space
// behind.
bool stops_link(std::string_view letter, char32_t c) {
    constexpr std::u32string_view stops =
        U"\"<>`«»‹›‘’‚‛“”„‟、。，．！？；：（）［］｛｝〈〉《》「」『』【】〔〕｡｢｣､";
    bool const belongs = c == U'\u200C' || c == U'\u200D' || (c >= 0xFE00 && c <= 0xFE0F);
    return c == base::broken || c < ' ' || is_one_of(stops, c) ||
           (!belongs && base::is_blank(letter));
}

// The end of a link that begins at `at`, without the punctuation that ends its sentence and without
// a bracket that closes none of its own.
std::size_t link_end(std::string_view text, std::size_t at) {
    constexpr std::u32string_view of_a_sentence = U".,;:!?'*…،؛؟।॥։።\u200C\u200D";
    constexpr std::u32string_view opening = U"([{", closing = U")]}";
    std::array<int, 3> surplus{};  // of closing ones
    std::vector<std::size_t> begins;
    auto end = at;
    while (end < text.size()) {
        auto const c = letter_at(text, end);
        auto const bytes = bytes_of(text, end);
        if (stops_link(text.substr(end, bytes), c)) break;
        if (auto const kind = opening.find(c); kind != opening.npos) --surplus[kind];
        if (auto const kind = closing.find(c); kind != closing.npos) ++surplus[kind];
        begins.push_back(end);
        end += bytes;
    }
    for (; !begins.empty(); begins.pop_back()) {
        auto const c = letter_at(text, begins.back());
        auto const kind = closing.find(c);
        bool const closes_nothing = kind != closing.npos && surplus[kind] > 0;
        if (!closes_nothing && !is_one_of(of_a_sentence, c)) break;
        if (closes_nothing) --surplus[kind];
        end = begins.back();
    }
    return end;
}

}  // namespace

std::size_t name_end(std::string_view text, std::size_t at) {
    if (letter_at(text, at) != '@' || !may_precede_name(text.substr(0, at))) return 0;
    constexpr std::string_view joins = "_-'’", of_address = ".:/";
    std::size_t end = at + 1;
    for (std::size_t next = end; next < text.size();) {
        auto const bytes = bytes_of(text, next);
        auto const letter = text.substr(next, bytes);
        bool const is_part = is_letter(letter_at(text, next));
        if (!is_part && joins.find(letter) == std::string_view::npos) break;
        next += bytes;
        if (is_part || letter == "_") end = next;
    }
    if (end == at + 1 || letter_at(text, end) == '@') return 0;
    bool const goes_on = end < text.size() &&
                         of_address.find(text[end]) != std::string_view::npos &&
                         is_letter(letter_at(text, end + 1));
    return goes_on ? 0 : end;
}

std::size_t address_end(std::string_view text, std::size_t at) {
    for (std::string_view const start : {"https://", "http://", "www."}) {
        if (!begins(text, at, start)) continue;
        auto const end = link_end(text, at);
        return end > at + start.size() ? end : at;
    }
    return at;
}

MarkedText plain_text(std::string_view text) {
    MarkedText marked;
    marked.text = text;
    if (!text.empty()) marked.runs.push_back({0, text.size(), Mark::plain});
    return marked;
}

std::string as_written(MarkedText const& marked, std::string_view source, std::size_t begin,
                       std::size_t end) {
    if (begin >= end) return {};
    std::size_t from = 0, to = source.size();
    for (std::size_t i = 0; i < marked.runs.size(); ++i) {
        Run const& run = marked.runs[i];
        auto const next = i + 1 < marked.runs.size() ? marked.runs[i + 1].source : source.size();
        if (begin > 0 && run.begin <= begin && begin < run.end)
            from = run.source + begin - run.begin;
        if (end < marked.text.size() && run.begin < end && end <= run.end)
            to = std::min(run.source + end - run.begin, next);
    }
    for (SignPair const& pair : marked.pairs) {
        if (from > pair.inner_begin || to < pair.inner_end) continue;
        from = std::min(from, pair.begin);
        to = std::max(to, pair.end);
    }
    // A sign whose other one was not taken means nothing.
    std::vector<bool> left_out(to - from);
    auto const leave_out = [&](std::size_t first, std::size_t last) {
        for (auto at = std::max(first, from); at < std::min(last, to); ++at)
            left_out[at - from] = true;
    };
    for (SignPair const& pair : marked.pairs) {
        if (from <= pair.begin && pair.end <= to) continue;
        leave_out(pair.begin, pair.inner_begin);
        leave_out(pair.inner_end, pair.end);
    }
    std::string written;
    for (auto at = from; at < to; ++at)
        if (!left_out[at - from]) written += source[at];
    return written;
}

}  // namespace look
