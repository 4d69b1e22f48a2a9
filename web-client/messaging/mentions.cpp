#include "web-client/messaging/mentions.hpp"

#include <algorithm>
#include <utility>

#include "shared/base/text.hpp"
#include "shared/base/unicode.hpp"
#include "web-client/look/marked_text.hpp"

namespace messaging {
namespace {

using Words = std::vector<std::string>;

// The space that begins at `at`, of whatever width: its bytes, or 0.
std::size_t space_at(std::string_view text, std::size_t at) {
    if (at >= text.size()) return 0;
    auto rest = text.substr(at);
    bool const is_space = base::is_space_of_a_line(base::next_code_point(rest));
    return is_space ? text.size() - at - rest.size() : 0;
}

// As it is compared: as a search does, and without the signs around it, as of "J." and "(Sales)".
std::string compared(std::string_view word) {
    std::string const text = base::folded(word);
    std::size_t begin = text.size(), end = 0;
    for (std::string_view rest = text; !rest.empty();) {
        auto const at = text.size() - rest.size();
        if (!base::is_of_word(base::next_code_point(rest))) continue;
        begin = std::min(begin, at);
        end = text.size() - rest.size();
    }
    return begin < end ? text.substr(begin, end - begin) : std::string();
}

Words words_of(std::string_view name) {
    Words words;
    std::size_t begin = 0;
    for (std::size_t at = 0; at <= name.size();) {
        auto const space = space_at(name, at);
        if (space == 0 && at < name.size()) {
            ++at;
            continue;
        }
        auto word = compared(name.substr(begin, at - begin));
        if (!word.empty()) words.push_back(std::move(word));
        begin = at += std::max<std::size_t>(space, 1);
    }
    return words;
}

struct SaidWord {
    std::string word;
    std::size_t end = 0;  // in the text
};

// The word of the sign at `at`, and those that follow it with one space between each; as many as
// names have.
std::vector<SaidWord> said_after(std::string_view text, std::size_t at) {
    constexpr std::size_t most = 8;
    std::vector<SaidWord> said;
    std::string line(text.substr(at, text.find('\n', at) - at));
    for (std::size_t sign = 0; said.size() < most;) {
        auto const next = look::name_end(line, sign);
        if (next == 0) break;
        auto end = next;
        while (end > sign + 1 && line[end - 1] == '_') --end;  // of a mark
        said.push_back({compared(line.substr(sign + 1, end - sign - 1)), at + end});
        auto const space = space_at(line, end);
        if (space == 0) break;
        sign = end + space - 1;
        line[sign] = '@';  // the next word is read as a name is
        line[sign - 1] = ' ';
    }
    return said;
}

bool takes(Words& words, std::string const& said) {
    auto found = std::find(words.begin(), words.end(), said);
    if (found == words.end())  // "@Anna's"
        found = std::find(words.begin(), words.end(), said.substr(0, said.rfind('\'')));
    if (found == words.end()) return false;
    words.erase(found);
    return true;
}

// So many of the words, from the first on, are of the name of these.
std::size_t fitting(std::vector<SaidWord> const& said, Words left) {
    bool const is_initial = base::code_points(said.front().word) == 1 && left.size() > 1;
    if (is_initial) return 0;
    std::size_t count = 0;
    while (count < said.size() && takes(left, said[count].word)) ++count;
    return count;
}

}  // namespace

bool mentions(std::string_view text, std::string_view name,
              std::vector<std::string> const& others) {
    if (text.find('@') == std::string_view::npos) return false;
    auto const marked = look::read_marks(text);
    std::string_view const read = marked.text;
    for (auto const& run : marked.runs) {
        if (!look::has(run.mark, look::Mark::name)) continue;
        for (auto at = run.begin; at < run.end; ++at) {
            auto const said = said_after(read, at);
            auto const mine = said.empty() ? 0 : fitting(said, words_of(name));
            if (mine != 0 && std::none_of(others.begin(), others.end(), [&](auto const& other) {
                    return fitting(said, words_of(other)) > mine;
                }))
                return true;
        }
    }
    return false;
}

Addressees::Addressees(std::vector<Addressee> people) : people_(std::move(people)) {
    for (std::size_t i = 0; i < people_.size(); ++i) {
        words_.push_back(words_of(people_[i].name));
        for (auto const& word : words_.back()) with_word_[word].push_back(i);
    }
}

std::vector<Addressee const*> Addressees::found(std::string_view part, std::size_t most) const {
    std::vector<Addressee const*> first, others;
    auto const folded = base::folded(part);
    for (std::size_t i = 0; i < people_.size() && first.size() < most; ++i) {
        bool const begins = std::any_of(words_[i].begin(), words_[i].end(), [&](auto const& word) {
            return word.compare(0, folded.size(), folded) == 0;
        });
        if (begins)
            first.push_back(&people_[i]);
        else if (others.size() < most && base::finds(people_[i].name, part))
            others.push_back(&people_[i]);
    }
    others.resize(std::min(others.size(), most - first.size()));
    first.insert(first.end(), others.begin(), others.end());
    return first;
}

std::vector<look::Span> Addressees::names_in(std::string_view text) const {
    std::vector<look::Span> names;
    for (auto at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
        auto const said = said_after(text, at);
        if (said.empty()) continue;
        std::size_t most = 0;
        auto const& word = said.front().word;
        for (auto const& each : {word, word.substr(0, word.rfind('\''))})
            if (auto const who = with_word_.find(each); who != with_word_.end())
                for (auto const i : who->second) most = std::max(most, fitting(said, words_[i]));
        if (most > 0) names.push_back({at, said[most - 1].end});
    }
    return names;
}

}  // namespace messaging
