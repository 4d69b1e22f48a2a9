#include "web-client/messaging/mentions.hpp"

#include <algorithm>

#include "shared/base/text.hpp"
#include "shared/base/unicode.hpp"
#include "web-client/look/marked_text.hpp"

namespace messaging {
namespace {

using Words = std::vector<std::string>;

// As it is compared: as a search does, and without the point of "J.".
std::string compared(std::string_view word) {
    std::string text = base::folded(word);
    while (!text.empty() && (text.back() == '.' || text.back() == ',')) text.pop_back();
    return text;
}

Words words_of(std::string_view name) {
    Words words;
    for (std::size_t at = 0; at < name.size();) {
        auto const end = std::min(name.find(' ', at), name.size());
        auto word = compared(name.substr(at, end - at));
        if (!word.empty()) words.push_back(std::move(word));
        at = end + 1;
    }
    return words;
}

// The word of the sign at `at`, and those that follow it with one space between each; as many as
// names have.
Words said_after(std::string_view text, std::size_t at) {
    constexpr std::size_t most = 8;
    Words said;
    std::string line(text.substr(at, text.find('\n', at) - at));
    for (std::size_t sign = 0; said.size() < most;) {
        auto const end = look::name_end(line, sign);
        if (end == 0) break;
        said.push_back(compared(line.substr(sign + 1, end - sign - 1)));
        if (end >= line.size() || line[end] != ' ') break;
        sign = end;
        line[sign] = '@';  // the next word is read as a name is
        if (sign > 0) line[sign - 1] = ' ';
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

// So many of the words, from the first on, are of this name.
std::size_t fitting(Words const& said, std::string_view name) {
    auto left = words_of(name);
    bool const is_initial = base::code_points(said.front()) == 1 && left.size() > 1;
    if (is_initial) return 0;
    std::size_t count = 0;
    while (count < said.size() && takes(left, said[count])) ++count;
    return count;
}

}  // namespace

bool mentions(std::string_view text, std::string_view name,
              std::vector<std::string> const& others) {
    if (text.find('@') == std::string_view::npos) return false;
    auto const marked = look::read_marks(text);
    std::string_view const read = marked.text;
    for (auto const& run : marked.runs) {
        if (run.mark != look::Mark::name && run.mark != look::Mark::strong) continue;
        for (auto at = run.begin; at < run.end; ++at) {
            auto const said = said_after(read, at);
            auto const mine = said.empty() ? 0 : fitting(said, name);
            if (mine != 0 && std::none_of(others.begin(), others.end(), [&](auto const& other) {
                    return fitting(said, other) > mine;
                }))
                return true;
        }
    }
    return false;
}

}  // namespace messaging
