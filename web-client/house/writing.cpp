#include "web-client/house/writing.hpp"

#include <algorithm>
#include <utility>

#include "web-client/look/typing.hpp"

namespace house {

namespace {

std::string joined(KeptLines::Lines const& lines) {
    std::string text;
    for (auto const* line : lines) text += (line == lines.front() ? "" : "\n") + *line;
    return text;
}

}  // namespace

void KeptText::take(client::Drafts const& drafts, std::string const& place, look::EditorState& text,
                    std::string const& untouched) {
    auto const arrivals = drafts.arrivals(place);
    if (arrivals == arrivals_) return;
    arrivals_ = arrivals;
    auto const& kept = drafts.at(place);
    auto const& wanted = kept.empty() ? untouched : kept;
    if (text.text != wanted) look::typing::set_text(text, wanted);
}

void KeptText::give(client::Drafts& drafts, std::string const& place, look::EditorState const& text,
                    std::string const& untouched) const {
    drafts.type(place, text.text == untouched ? std::string() : text.text);
}

void KeptLines::open(client::Drafts const& drafts, std::string place, Lines const& lines) {
    place_ = std::move(place);
    untouched_ = joined(lines);
    auto rest = given_ = drafts.at(place_);
    if (rest.empty()) return;
    for (auto* line : lines) {
        auto const end =
            line == lines.back() ? rest.size() : std::min(rest.find('\n'), rest.size());
        *line = rest.substr(0, end);
        rest.erase(0, end + 1);
        // Two tabs that wrote at once stand one below the other in a draft.
        std::replace(line->begin(), line->end(), '\n', ' ');
    }
}

void KeptLines::give(client::Drafts& drafts, Lines const& lines) {
    auto text = joined(lines);
    if (text == untouched_) text.clear();
    if (text == given_) return;
    given_ = text;
    drafts.type(place_, text);
}

void KeptLines::give(client::Drafts& drafts, Lines const& lines, std::string const& untouched) {
    untouched_ = untouched;
    give(drafts, lines);
}

void KeptLines::drop(client::Drafts& drafts) {
    given_.clear();
    drafts.type(place_, given_);
}

}  // namespace house
