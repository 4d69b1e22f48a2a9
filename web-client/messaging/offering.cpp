#include "web-client/messaging/offering.hpp"

#include <optional>
#include <string_view>

#include "shared/base/text.hpp"
#include "shared/base/unicode.hpp"
#include "web-client/look/marked_text.hpp"
#include "web-client/look/offers.hpp"
#include "web-client/look/typing.hpp"

namespace messaging {
namespace {

constexpr std::size_t most_offered = 8, longest_part = 200;

// Where the sign stands with which the word before the caret begins.
std::optional<std::size_t> sign_before_caret(look::EditorState const& state) {
    std::string_view const text = state.text;
    if (state.caret != state.anchor || state.caret > text.size()) return {};
    auto const before = text.substr(0, state.caret);
    auto const sign = before.rfind('@');
    if (sign == std::string_view::npos || state.caret - sign > longest_part ||
        before.find_first_of(" \t\n", sign) != std::string_view::npos)
        return {};
    auto rest = text.substr(state.caret);
    if (!rest.empty() && base::is_of_word(base::next_code_point(rest))) return {};
    bool const is_marked =
        sign > 0 && std::string_view("*_~").find(text[sign - 1]) != std::string_view::npos;
    auto const line = is_marked ? sign : before.rfind('\n', sign) + 1;
    auto const probe = std::string(before.substr(line, sign - line)) + "@a";
    if (look::name_end(probe, sign - line) == 0) return {};
    return sign;
}

void take(Offering& offering, look::EditorState& text, std::size_t which) {
    auto const sign = sign_before_caret(text);
    if (!sign || which >= offering.found.size()) return;
    text.anchor = *sign;
    if (text.text.compare(text.caret, 1, " ") == 0) ++text.caret;
    look::typing::insert(text, "@" + offering.found[which]->name + " ");
    offering.found.clear();
}

}  // namespace

void find_offers(Offering& offering, look::EditorState const& text,
                 std::shared_ptr<Addressees const> const& of) {
    auto const sign = of ? sign_before_caret(text) : std::nullopt;
    if (!sign) offering.closed_at = std::string::npos;
    bool const is_open =
        sign && offering.closed_at != *sign && (offering.is_writing || offering.is_held);
    if (!is_open) {
        offering.of = nullptr;
        offering.found.clear();
        return;
    }
    auto part = text.text.substr(*sign + 1, text.caret - *sign - 1);
    if (offering.of == of && offering.part == part) return;
    offering.of = of;
    offering.part = std::move(part);
    offering.found = of->found(offering.part, most_offered);
    offering.chosen = 0;
}

std::uint32_t draw_offers(look::Ui& ui, Offering& offering, look::EditorState& text,
                          look::Rect const& field, bool& taken) {
    offering.is_held = false;
    if (offering.found.empty()) return 0;
    std::vector<look::Offer> list;
    for (auto const* each : offering.found) list.push_back({each->id, each->name});
    std::string const label = ui.say("channel.offers");
    auto const drawn = look::offers(ui, label, list, offering.chosen, field);
    offering.is_held = drawn.held;
    if (drawn.pressed < 0) return drawn.option;
    take(offering, text, static_cast<std::size_t>(drawn.pressed));
    taken = true;
    ui.redraw_within(0);
    return 0;
}

void choose(look::Ui& ui, Offering& offering, look::EditorState& text, look::Choice choice) {
    if (choice == look::Choice::none) return;
    ui.redraw_within(0);
    int const count = static_cast<int>(offering.found.size());
    if (choice == look::Choice::close) {
        if (auto const sign = sign_before_caret(text)) offering.closed_at = *sign;
    } else if (choice == look::Choice::take) {
        // What was typed in the same moment is a part of the name.
        find_offers(offering, text, offering.of);
        take(offering, text, static_cast<std::size_t>(offering.chosen));
    } else if (count > 0) {
        int const step = choice == look::Choice::up ? count - 1 : 1;
        offering.chosen = (offering.chosen + step) % count;
    }
}

}  // namespace messaging
