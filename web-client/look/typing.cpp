#include "web-client/look/typing.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <string>
#include <tuple>

#include "shared/base/take_in.hpp"
#include "shared/base/unicode.hpp"

namespace look::typing {
namespace {

constexpr std::size_t undo_steps = 100, undo_bytes = 8u << 20;

// What begins there: a part of a word, white space, or any other sign.
enum class Part { word, blank, sign };
Part part_at(std::string_view text, std::size_t at) {
    auto rest = text.substr(at);
    char32_t const c = base::next_code_point(rest);
    if (c == '\n' || c == '\t' || base::is_space_of_a_line(c)) return Part::blank;
    return base::is_of_word(c) ? Part::word : Part::sign;
}
std::size_t back_over(std::string const& text, std::size_t at, Part part) {
    while (at > 0) {
        auto const begin = base::cluster_begin(text, at);
        if (part_at(text, begin) != part) break;
        at = begin;
    }
    return at;
}
std::size_t on_over(std::string const& text, std::size_t at, Part part) {
    while (at < text.size() && part_at(text, at) == part) at = base::cluster_end(text, at);
    return at;
}
std::size_t word_before(std::string const& text, std::size_t at) {
    at = back_over(text, at, Part::blank);
    return at == 0 ? 0 : back_over(text, at, part_at(text, base::cluster_begin(text, at)));
}
std::size_t word_after(std::string const& text, std::size_t at) {
    if (at >= text.size()) return text.size();
    return on_over(text, on_over(text, at, part_at(text, at)), Part::blank);
}

std::size_t low(EditorState const& state) { return std::min(state.anchor, state.caret); }
std::size_t high(EditorState const& state) { return std::max(state.anchor, state.caret); }

void remember(EditorState& state) {
    state.undo.emplace_back(state.text, state.caret);
    std::size_t bytes = 0;
    for (auto const& [text, caret] : state.undo) bytes += text.size();
    while (state.undo.size() > undo_steps || (bytes > undo_bytes && state.undo.size() > 1)) {
        bytes -= state.undo.front().first.size();
        state.undo.erase(state.undo.begin());
    }
    state.redo.clear();
}

bool erase(EditorState& state, std::size_t begin, std::size_t end) {
    if (begin >= end) return false;
    remember(state);
    state.text.erase(begin, end - begin);
    state.caret = state.anchor = begin;
    state.refused_paste = 0;
    return true;
}

bool step(EditorState& state, std::vector<std::pair<std::string, std::size_t>>& from,
          std::vector<std::pair<std::string, std::size_t>>& to) {
    if (from.empty()) return false;
    to.emplace_back(state.text, state.caret);
    state.text = std::move(from.back().first);
    state.caret = state.anchor = std::min(from.back().second, state.text.size());
    from.pop_back();
    return true;
}

void move(EditorState& state, std::size_t place) {
    state.caret = place;
    if (!ImGui::GetIO().KeyShift) state.anchor = place;
    state.wanted_x = -1;
}

bool pressed(ImGuiKey key) {
    return ImGui::IsKeyPressed(key, ImGuiInputFlags_Repeat, ImGuiKeyOwner_Any);
}

// Up or down by `lines`, keeping to the column in which the moving began.
void move_line(EditorState& state, TextLayout const& layout, int lines) {
    TextLayout::Spot const spot = layout.spot_of(state.caret);
    float const x = state.wanted_x >= 0 ? state.wanted_x : spot.x;
    int const line = spot.line + lines;
    std::size_t place = 0;
    if (line >= static_cast<int>(layout.lines.size()))
        place = state.text.size();
    else if (line >= 0)
        place = layout.place_at(x, (static_cast<float>(line) + 0.5f) * layout.line_height);
    move(state, place);
    state.wanted_x = x;
}

bool take_moves(EditorState& state, TextLayout const& layout) {
    ImGuiIO const& io = ImGui::GetIO();
    bool const by_word = io.ConfigMacOSXBehaviors ? io.KeyAlt : io.KeyCtrl;
    std::string const& text = state.text;
    TextLine const& line = layout.lines[static_cast<std::size_t>(layout.spot_of(state.caret).line)];
    bool const selected = state.caret != state.anchor && !io.KeyShift;
    bool const left = pressed(ImGuiKey_LeftArrow), right = pressed(ImGuiKey_RightArrow);
    // What is written from the right goes on to the left.
    if (line.from_right ? right : left)
        move(state, by_word    ? word_before(text, state.caret)
                    : selected ? low(state)
                               : base::cluster_begin(text, state.caret));
    else if (left || right)
        move(state, by_word    ? word_after(text, state.caret)
                    : selected ? high(state)
                               : base::cluster_end(text, state.caret));
    else if (!state.one_line && pressed(ImGuiKey_UpArrow))
        move_line(state, layout, -1);
    else if (!state.one_line && pressed(ImGuiKey_DownArrow))
        move_line(state, layout, 1);
    else if (!state.one_line && pressed(ImGuiKey_PageUp))
        move_line(state, layout, -8);
    else if (!state.one_line && pressed(ImGuiKey_PageDown))
        move_line(state, layout, 8);
    else if (pressed(ImGuiKey_Home))
        move(state, io.KeyCtrl ? 0 : line.begin);
    else if (pressed(ImGuiKey_End))
        move(state, io.KeyCtrl ? text.size() : line.end);
    else
        return false;
    return true;
}

bool take_erasing(EditorState& state) {
    bool const by_word = ImGui::GetIO().KeyCtrl;
    bool const back = pressed(ImGuiKey_Backspace), on = pressed(ImGuiKey_Delete);
    if (!back && !on) return false;
    if (state.caret != state.anchor) return erase(state, low(state), high(state));
    auto const& text = state.text;
    auto const caret = state.caret;
    if (back)
        return erase(state, by_word ? word_before(text, caret) : base::cluster_begin(text, caret),
                     caret);
    return erase(state, caret, by_word ? word_after(text, caret) : base::cluster_end(text, caret));
}

bool take_clipboard(EditorState& state, bool copies) {
    auto const chord = [](ImGuiKey key) {
        return ImGui::GetIO().KeyCtrl &&
               ImGui::IsKeyPressed(key, ImGuiInputFlags_None, ImGuiKeyOwner_Any);
    };
    bool const cut = chord(ImGuiKey_X);
    if ((cut || chord(ImGuiKey_C)) && copies && state.caret != state.anchor) {
        ImGui::SetClipboardText(state.text.substr(low(state), high(state) - low(state)).c_str());
        return cut && erase(state, low(state), high(state));
    }
    if (chord(ImGuiKey_V)) {
        char const* const pasted = ImGui::GetClipboardText();
        return pasted != nullptr && insert(state, pasted);
    }
    if (chord(ImGuiKey_Z)) {
        return ImGui::GetIO().KeyShift ? step(state, state.redo, state.undo)
                                       : step(state, state.undo, state.redo);
    }
    if (chord(ImGuiKey_Y)) return step(state, state.redo, state.undo);
    if (chord(ImGuiKey_A)) select_all(state);
    return false;
}

// As base::taken_in has them, but for CR LF, which no field holds.
bool is_line_end(char32_t c) {
    return (c >= 0x0A && c <= 0x0D) || c == 0x85 || c == 0x2028 || c == 0x2029;
}
std::string_view without_line_ends(std::string_view text) {
    auto const first = std::min(text.find_first_not_of('\n'), text.size());
    text.remove_prefix(first);
    return text.substr(0, text.find_last_not_of('\n') + 1);
}

std::string typed_letters() {
    ImGuiIO& io = ImGui::GetIO();
    std::string letters;
    // Ctrl with a letter is a command; AltGr arrives as Ctrl and Alt together.
    bool const command = io.KeyCtrl && !io.KeyAlt;
    for (ImWchar const letter : io.InputQueueCharacters) {
        bool const is_line =
            letter == '\n';  // dictation and phones' keyboards put in several lines
        if (command || (letter < 32 && !is_line) || letter == 127) continue;
        char bytes[5] = {};
        ImTextCharToUtf8(bytes, letter);
        letters += bytes;
    }
    io.InputQueueCharacters.resize(0);
    return letters;
}

}  // namespace

std::string shown(std::string_view text, bool one_line) {
    std::string result;
    while (!text.empty()) {
        char32_t const c = base::next_code_point(text);
        if (c == base::broken)
            base::append_utf8(result, U'\uFFFD');
        else if (is_line_end(c))
            result += one_line ? ' ' : '\n';
        else if (c < 0x20 && c != '\t')
            base::append_utf8(result, 0x2400 + c);
        else if (c == 0x7F)
            base::append_utf8(result, U'\u2421');
        else
            base::append_utf8(result, c >= 0x80 && c < 0xA0 ? U'\uFFFD' : c);
    }
    return result;
}

bool insert(EditorState& state, std::string_view text) {
    auto const taken = base::taken_in(text, {});
    // A copied line has its end with it, which is no part of a title or a password.
    std::string const clean = state.one_line ? shown(without_line_ends(taken), true) : shown(taken);
    if (clean.empty()) return false;
    bool const fits =
        state.text.size() - (high(state) - low(state)) + clean.size() <= most_in_field;
    state.refused_paste = fits ? 0 : clean.size();
    if (!fits) return false;
    state.page_height = 0;
    remember(state);
    state.text.replace(low(state), high(state) - low(state), clean);
    state.caret = state.anchor = low(state) + clean.size();
    state.wanted_x = -1;
    return true;
}

void set_text(EditorState& state, std::string_view text) {
    state = EditorState{};
    state.text = text;
    state.caret = state.anchor = text.size();
}

void select_all(EditorState& state) {
    state.anchor = 0;
    state.caret = state.text.size();
}

std::pair<std::size_t, std::size_t> word_around(std::string const& text, std::size_t place) {
    auto const caret = std::min(place, text.size());
    // Of what stands behind the caret, or at the end of the text before it.
    auto const at = caret < text.size() ? caret : base::cluster_begin(text, caret);
    if (text.empty()) return {0, 0};
    auto part = part_at(text, at);
    auto from = caret;
    if (part != Part::word && caret > 0) {  // just behind a word the word is meant
        auto const before = base::cluster_begin(text, caret);
        if (part_at(text, before) == Part::word) {
            part = Part::word;
            from = before;
        }
    }
    return {back_over(text, from, part), on_over(text, from, part)};
}

void select_word(EditorState& state) {
    std::tie(state.anchor, state.caret) = word_around(state.text, state.caret);
}

namespace {

Choice choice_of_keys() {
    if (pressed(ImGuiKey_Escape)) return Choice::close;
    bool const breaks = ImGui::GetIO().KeyShift && !pressed(ImGuiKey_Tab);
    if (breaks) return Choice::none;
    for (ImGuiKey const key : {ImGuiKey_Enter, ImGuiKey_KeypadEnter, ImGuiKey_Tab})
        if (pressed(key)) return Choice::take;
    if (pressed(ImGuiKey_UpArrow)) return Choice::up;
    return pressed(ImGuiKey_DownArrow) ? Choice::down : Choice::none;
}

}  // namespace

Outcome take_keys(EditorState& state, TextLayout const& layout, Limits const& limits) {
    Outcome outcome;
    if (limits.chooses) outcome.choice = choice_of_keys();
    bool const is_text = outcome.choice == Choice::none;
    state.caret = std::min(state.caret, state.text.size());
    state.anchor = std::min(state.anchor, state.text.size());
    ImGuiIO const& io = ImGui::GetIO();
    std::string const letters = typed_letters();
    if (!letters.empty()) outcome.changed = insert(state, letters);
    if (is_text && limits.enters && (pressed(ImGuiKey_Enter) || pressed(ImGuiKey_KeypadEnter))) {
        bool const plain = !io.KeyShift && !io.KeyCtrl && !io.KeyAlt;
        bool const sends = limits.enter_sends ? plain : io.KeyCtrl && !io.KeyAlt;
        if (state.one_line || sends)
            outcome.sent = true;
        else
            outcome.changed = insert(state, "\n") || outcome.changed;
    }
    outcome.changed = take_erasing(state) || outcome.changed;
    outcome.changed = take_clipboard(state, limits.copies) || outcome.changed;
    // The layout is of the text before this frame: moves wait for the next one when it was changed.
    if (!outcome.changed && is_text) outcome.moved = take_moves(state, layout);
    return outcome;
}

}  // namespace look::typing
