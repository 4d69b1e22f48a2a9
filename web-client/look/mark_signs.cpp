#include "web-client/look/mark_signs.hpp"

#include <algorithm>

#include "shared/base/text.hpp"
#include "shared/base/unicode.hpp"

namespace look {
namespace {

bool is_one_of(char32_t letter, std::string_view signs) {
    return letter > 0 && letter < 0x80 && signs.find(static_cast<char>(letter)) != signs.npos;
}

bool is_space(char32_t letter) {
    return letter == 0 || letter == '\t' || letter == '\n' || base::is_space_of_a_line(letter);
}

// Behind it another script begins, whose words need not stand apart.
bool is_of_spaced_words(char32_t letter) { return letter < 0x0E00 && is_of_words(letter); }

// One sign alone is a part of many things that are no text.
void spare_paths(std::string_view line, std::size_t end, char32_t before, char32_t behind,
                 SignRun& run) {
    if (is_one_of(before, "/\\.:=@#&%$+") || is_one_of(behind, "/\\.,;:|=")) run.opens = false;
    bool const goes_on = is_one_of(behind, ".:-") &&
                         is_of_words(letter_behind(line, std::min(end + 1, line.size())));
    if (is_one_of(behind, "/\\=") || goes_on) run.closes = false;
}

// Of the labels of a domain, two at least.
std::size_t labels_end(std::string_view text, std::size_t at) {
    constexpr std::size_t longest = 253;
    text = text.substr(0, at + longest);
    std::size_t end = at;
    bool has_point = false;
    for (auto label = at, next = at; next <= text.size();) {
        auto rest = text.substr(next);
        auto const letter = rest.empty() ? 0 : base::next_code_point(rest);
        if (is_of_words(letter) || (letter == '-' && next > label)) {
            next = text.size() - rest.size();
            continue;
        }
        bool const can_end = next > label + 1 && text[next - 1] != '-';
        if (has_point && can_end && !base::is_digit(letter_behind(text, label))) end = next;
        if (letter != '.' || next == label) break;
        has_point = true;
        label = ++next;
    }
    return end;
}

}  // namespace

bool is_of_words(char32_t letter) {
    return letter != base::broken && letter != '_' && base::is_of_word(letter);
}

char32_t letter_before(std::string_view text, std::size_t at) {
    if (at == 0) return 0;
    auto begin = at - 1;
    while (begin > 0 && at - begin < 4 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80)
        --begin;
    return letter_behind(text, begin);
}

char32_t letter_behind(std::string_view text, std::size_t at) {
    if (at >= text.size()) return 0;
    text.remove_prefix(at);
    return base::next_code_point(text);
}

SignRun sign_run(std::string_view line, std::size_t at, bool behind_link) {
    SignRun run;
    run.sign = line[at];
    while (at + run.count < line.size() && line[at + run.count] == run.sign) ++run.count;
    bool const means = run.sign == '*'   ? run.count <= 3
                       : run.sign == '_' ? run.count == 1
                                         : run.count == 2;
    if (!means) return run;
    auto const end = at + run.count;
    auto const before = behind_link ? U'a' : letter_before(line, at),
               behind = letter_behind(line, end);
    bool const word_before = is_of_words(before), word_behind = is_of_words(behind);
    bool const mark_before = !word_before && !is_space(before),
               mark_behind = !word_behind && !is_space(behind);
    bool const left = !is_space(behind) && (!mark_behind || !word_before),
               right = !is_space(before) && (!mark_before || !word_behind);
    run.opens = left && !is_one_of(behind, "/\\");
    run.closes = right && !is_one_of(before, "/\\");
    bool const in_word = is_of_spaced_words(before) && is_of_spaced_words(behind);
    bool const is_sum = in_word && (base::is_digit(before) || base::is_digit(behind));
    if (run.sign == '_') {
        run.opens = run.opens && (!right || mark_before);
        run.closes = run.closes && (!left || mark_behind);
    }
    if ((in_word && run.count == 1) || is_sum) run.opens = run.closes = false;
    if (run.count == 1) spare_paths(line, end, before, behind, run);
    return run;
}

std::size_t email_end(std::string_view text, std::size_t at) {
    constexpr std::size_t longest_name = 64;
    constexpr std::string_view signs = "._+-";
    auto const limit = std::min(text.size(), at + longest_name + 1);
    auto sign = at;
    while (sign < limit && text[sign] != '@') {
        auto rest = text.substr(sign);
        auto const letter = base::next_code_point(rest);
        if (!is_of_words(letter) && !is_one_of(letter, signs)) return at;
        sign = text.size() - rest.size();
    }
    if (sign >= limit || sign == at || text[sign - 1] == '.') return at;
    auto const end = labels_end(text, sign + 1);
    auto const behind = letter_behind(text, end);
    bool const goes_on =
        behind == '@' || (behind == ':' && !is_space(letter_behind(text, end + 1)));
    return end == sign + 1 || goes_on ? at : end;
}

bool may_be_opened(std::string_view address) {
    for (std::string_view const start : {"https://", "http://", "mailto:"})
        if (address.size() > start.size() && address.substr(0, start.size()) == start) return true;
    return false;
}

}  // namespace look
