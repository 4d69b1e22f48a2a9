#include "web-client/look/marked_text.hpp"

#include <algorithm>
#include <utility>

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

// The end of a link that begins at `at`, without the punctuation that ends its sentence.
std::size_t link_end(std::string_view text, std::size_t at) {
    std::size_t end = at;
    while (end < text.size() && static_cast<unsigned char>(text[end]) > ' ' && text[end] != '"' &&
           text[end] != '<' && text[end] != '>' && text[end] != '`')
        ++end;
    while (end > at && std::string_view(".,;:!?)").find(text[end - 1]) != std::string_view::npos)
        --end;
    return end;
}

class MarkReader {
public:
    explicit MarkReader(std::string_view source) : source_(source) {}

    MarkedText read() {
        while (at_ < source_.size())
            if (!fence() && !delimited("**", Mark::strong) && !delimited("`", Mark::fixed) &&
                !link() && !name())
                result_.text += source_[at_++];
        finish_plain();
        return std::move(result_);
    }

private:
    void finish_plain() {
        std::size_t const done = result_.runs.empty() ? 0 : result_.runs.back().end;
        if (result_.text.size() > done)
            result_.runs.push_back({done, result_.text.size(), Mark::plain});
    }
    void put(std::string_view text, Mark mark) {
        finish_plain();
        std::size_t const begin = result_.text.size();
        result_.text += text;
        result_.runs.push_back({begin, result_.text.size(), mark});
    }
    bool delimited(std::string_view sign, Mark mark) {
        if (!begins(source_, at_, sign)) return false;
        std::size_t const begin = at_ + sign.size();
        std::size_t const end = source_.find(sign, begin);
        if (end == std::string_view::npos || end == begin) return false;
        std::string_view const inner = source_.substr(begin, end - begin);
        if (inner.find('\n') != std::string_view::npos || inner.front() == ' ' ||
            inner.back() == ' ')
            return false;
        put(inner, mark);
        at_ = end + sign.size();
        return true;
    }
    bool link() {
        if (!begins(source_, at_, "https://") && !begins(source_, at_, "http://")) return false;
        std::size_t const end = link_end(source_, at_);
        std::size_t const scheme = source_.find("//", at_) + 2;
        if (end <= scheme) return false;
        put(source_.substr(at_, end - at_), Mark::link);
        at_ = end;
        return true;
    }
    // What stands between two lines of three such signs is code: no sign in it means anything.
    bool fence() {
        constexpr std::string_view sign = "```";
        if (!begins(source_, at_, sign) || (at_ > 0 && source_[at_ - 1] != '\n')) return false;
        auto const closing = source_.find("\n```", at_ + sign.size());
        if (closing == std::string_view::npos) return false;
        auto const end = closing + 1 + sign.size();
        put(source_.substr(at_, end - at_), Mark::plain);
        at_ = end;
        return true;
    }
    bool name() {
        std::size_t const end = name_end(source_, at_);
        if (end == 0) return false;
        put(source_.substr(at_, end - at_), Mark::name);
        at_ = end;
        return true;
    }

    std::string_view source_;
    std::size_t at_ = 0;
    MarkedText result_;
};

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

MarkedText plain_text(std::string_view text) {
    MarkedText marked;
    marked.text = text;
    if (!text.empty()) marked.runs.push_back({0, text.size(), Mark::plain});
    return marked;
}

MarkedText read_marks(std::string_view text) { return MarkReader(text).read(); }

}  // namespace look
