// Reads marks line by line: what a line begins with, and code that takes several.
#include <algorithm>
#include <utility>

#include "web-client/look/mark_line.hpp"

namespace look {
namespace {

constexpr std::string_view fence_sign = "```";

bool is_blank_line(std::string_view text) {
    return text.find_first_not_of(" \t") == std::string_view::npos;
}
std::size_t line_end(std::string_view text, std::size_t at) {
    return std::min(text.find('\n', at), text.size());
}

// The word behind the signs above a piece of code that says in which language it is.
bool is_language(std::string_view word) {
    return std::all_of(word.begin(), word.end(), [](char c) {
        return static_cast<unsigned char>(c) > ' ' && static_cast<unsigned char>(c) < 0x80;
    });
}

// What is before the text of an item of a list: in bytes; 0: it is none.
std::size_t item_sign(std::string_view line) {
    if (line.empty()) return 0;
    auto const digits = std::min(line.find_first_not_of("0123456789"), line.size());
    bool const is_number = digits > 0 && digits < 10;
    if (!is_number && line[0] != '-' && line[0] != '*') return 0;
    auto const size = is_number ? digits + 1 : 1;
    if (is_number && line.substr(digits, 1) != "." && line.substr(digits, 1) != ")") return 0;
    // A line of nothing but such signs is drawn, and no list.
    bool const has_text = line.find_first_not_of(" \t-*", size) != std::string_view::npos;
    return has_text && line[size] == ' ' ? size + 1 : 0;
}

class MarkReader {
public:
    MarkReader(std::string_view source, std::vector<Span> const* names)
        : source_(source), in_line_(source, names, result_) {}

    MarkedText read() {
        while (at_ < source_.size()) {
            if (!code_lines()) line();
            if (at_ == source_.size()) break;
            put_run(result_, source_, at_, at_ + 1, Mark::plain);
            ++at_;
        }
        return std::move(result_);
    }

private:
    // What stands between two lines of three such signs is code: no sign in it means anything.
    bool code_lines() {
        auto const signs = signs_at(source_, at_, fence_sign[0]);
        auto begin = line_end(source_, at_);
        if (signs < fence_sign.size() || begin == source_.size() || signs >= never_closed_)
            return false;
        auto const word = source_.substr(at_ + signs, begin - at_ - signs);
        if (word.find(fence_sign[0]) != word.npos) return false;
        for (auto end = begin; end < source_.size(); end = line_end(source_, end + 1)) {
            auto const closing = signs_at(source_, end + 1, fence_sign[0]);
            auto const last = line_end(source_, end + 1);
            if (closing < signs ||
                !is_blank_line(source_.substr(end + 1 + closing, last - end - 1 - closing)))
                continue;
            auto const first = result_.text.size();
            if (end == begin) {  // of nothing
                put_run(result_, source_, at_, last, Mark::plain);
                at_ = last;
                return true;
            }
            if (is_language(word.substr(0, word.find_last_not_of(' ') + 1)))
                ++begin;
            else
                begin = at_ + signs;
            result_.pairs.push_back({at_, begin, end, last});
            put_run(result_, source_, begin, end, Mark::code);
            result_.blocks.push_back({first, result_.text.size(), 0, 0, true});
            at_ = last;
            return true;
        }
        never_closed_ = signs;
        return false;
    }

    void line() {
        auto const end = line_end(source_, at_);
        Block block;
        block.begin = result_.text.size();
        while (block.quotes < 9 && source_.substr(at_, 2) == "> ") {
            ++block.quotes;
            at_ += 2;
        }
        bool const in_quote = !result_.blocks.empty() && result_.blocks.back().quotes > 0 &&
                              result_.blocks.back().end + 1 == block.begin;
        if (in_quote && block.quotes == 0 && source_.substr(at_, end - at_) == ">") {
            block.quotes = result_.blocks.back().quotes;
            ++at_;
        }
        auto const indent = signs_at(source_, at_, ' ');
        if (auto const sign = item_sign(source_.substr(at_ + indent, end - at_ - indent))) {
            put_run(result_, source_, at_, at_ + indent, Mark::plain);
            at_ += indent;
            auto const begin = result_.text.size();
            if (sign == 2) {
                result_.text += "•";
                result_.runs.push_back({begin, result_.text.size(), Mark::plain, 0, at_});
            }
            put_run(result_, source_, at_ + (sign == 2 ? 1 : 0), at_ + sign, Mark::plain);
            at_ += sign;
            block.hangs_to = result_.text.size();
        }
        in_line_.read(at_, end);
        at_ = end;
        block.end = result_.text.size();
        if (block.quotes > 0 || block.hangs_to > 0) result_.blocks.push_back(block);
    }

    std::string_view source_;
    std::size_t at_ = 0;
    std::size_t never_closed_ = std::string_view::npos;  // so many signs, and more
    MarkedText result_;
    LineReader in_line_;
};

}  // namespace

MarkedText read_marks(std::string_view text, std::vector<Span> const* names) {
    return MarkReader(text, names).read();
}

}  // namespace look
