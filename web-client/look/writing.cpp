#include "web-client/look/writing.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "shared/base/text.hpp"
#include "web-client/look/button.hpp"
#include "web-client/look/draw.hpp"
#include "web-client/look/faces.hpp"
#include "web-client/look/focus.hpp"
#include "web-client/look/typing.hpp"

namespace look {

// The lines of the text that was asked about last: several ask about the same one in a frame, and a
// frame later.
struct LaidOut {
    std::string text;
    bool hidden = false, one_line = false;
    float width = 0, pixels = 0;
    ImFont const* font = nullptr;
    TextLayout layout;
};

namespace {

constexpr std::string_view dot = "\u2022";

// A password shows as many dots as it has code points; the bytes of its layout are those of them.
std::size_t in_dots(std::string_view text, std::size_t at) {
    return base::code_points(text.substr(0, at)) * dot.size();
}
std::size_t from_dots(std::string_view text, std::size_t at) {
    auto rest = text;
    for (std::size_t n = at / dot.size(); n > 0 && !rest.empty(); --n) base::next_code_point(rest);
    return text.size() - rest.size();
}
std::string dots(std::string_view text) {
    std::string all;
    for (std::size_t n = base::code_points(text); n > 0; --n) all += dot;
    return all;
}

// Pages count in UTF-16.
std::size_t units(std::string_view text, std::size_t at) {
    auto rest = text.substr(0, std::min(at, text.size()));
    std::size_t count = 0;
    while (!rest.empty()) count += base::next_code_point(rest) > 0xFFFF ? 2 : 1;
    return count;
}
std::size_t bytes(std::string_view text, std::size_t units) {
    auto rest = text;
    for (std::size_t count = 0; count < units && !rest.empty();)
        count += base::next_code_point(rest) > 0xFFFF ? 2 : 1;
    return text.size() - rest.size();
}

std::string name_on_page(Writing const& writing) { return "field-" + std::to_string(writing.item); }

// Keeps the keyboard from going back to something under a dialog.
bool is_covered(ImGuiWindow const& window) {
    ImGuiWindow const* const modal = ImGui::GetTopMostPopupModal();
    return modal != nullptr && window.RootWindow != modal;
}

// While one writes, these keys are the text's: arrows move the caret and not the focus, and of many
// lines Escape does not end the writing either, since what is typed next would be lost.
void own_keys(ImGuiID item, bool lines, bool chooses) {
    ImGuiContext& context = *ImGui::GetCurrentContext();
    context.ActiveIdUsingNavDirMask = (1 << ImGuiDir_Left) | (1 << ImGuiDir_Right);
    for (ImGuiKey const key :
         {ImGuiKey_Enter, ImGuiKey_KeypadEnter, ImGuiKey_Home, ImGuiKey_End, ImGuiKey_Space})
        ImGui::SetKeyOwner(key, item);
    if (chooses) ImGui::SetKeyOwner(ImGuiKey_Tab, item);
    if (!lines) return;
    context.ActiveIdUsingNavDirMask |= (1 << ImGuiDir_Up) | (1 << ImGuiDir_Down);
    for (ImGuiKey const key : {ImGuiKey_PageUp, ImGuiKey_PageDown, ImGuiKey_Escape})
        ImGui::SetKeyOwner(key, item);
}

// Takes the keyboard when clicked, tabbed to, told to, or typed to; and lets go of it when clicked
// beside.
bool take_keyboard(Ui& ui, Writing const& writing, EditorState& state, bool hovered) {
    ImGuiContext& context = *ImGui::GetCurrentContext();
    ImGuiWindow* const window = ImGui::GetCurrentWindow();
    ImGuiID const item = writing.item;
    if (ui.left_on_page == name_on_page(writing)) {
        ui.left_on_page.clear();
        ++ui.page_turn;
        if (context.ActiveId == item) ImGui::ClearActiveID();
    }
    bool const clicked = hovered && ImGui::IsMouseClicked(0, ImGuiInputFlags_None, item);
    bool const reached = context.NavActivateId == item;
    bool const letters = (focus::has_letters() || focus::has_paste()) && context.ActiveId == 0 &&
                         (context.NavId == item ? !state.one_line || context.NavWindow == window
                                                : writing.takes_letters);
    bool const called = (writing.wanted || letters) && !is_covered(*window);
    if (context.ActiveId != item && (clicked || reached || called)) {
        ImGui::SetActiveID(item, window);
        ImGui::SetFocusID(item, window);
        ImGui::FocusWindow(window);
        if (clicked) ImGui::SetKeyOwner(ImGuiKey_MouseLeft, item);
        // A window that has just come would otherwise give the keyboard to its first item.
        context.NavInitRequest = false;
        context.NavInitResult.Clear();
        // Whoever types on, as after Escape, does so where the caret is.
        if (state.one_line && (reached || writing.wanted)) typing::select_all(state);
    }
    ImRect const box(writing.box.x, writing.box.y, writing.box.x + writing.box.width,
                     writing.box.y + writing.box.height);
    if (context.ActiveId == item && ImGui::IsMouseClicked(0) &&
        !box.Contains(ImGui::GetIO().MousePos))
        ImGui::ClearActiveID();
    if (context.ActiveId != item) return false;
    context.ActiveIdAllowOverlap =
        !ImGui::GetIO().MouseDown[0];  // other things can still be pressed
    own_keys(item, !state.one_line, writing.option != 0);
    return true;
}

void follow_mouse(Writing const& writing, TextLayout const& layout, ImVec2 origin,
                  EditorState& state) {
    ImVec2 const mouse = ImGui::GetIO().MousePos;
    std::size_t place = layout.place_at(mouse.x - origin.x, mouse.y - origin.y);
    if (writing.hidden) place = from_dots(state.text, place);
    if (ImGui::IsMouseClicked(0)) {
        if (!ImGui::GetIO().KeyShift) state.anchor = place;
        state.caret = place;
        int const clicks = ImGui::GetMouseClickedCount(0);
        if (clicks == 2 && !writing.hidden) typing::select_word(state);
        if (clicks > 2 || (clicks == 2 && writing.hidden)) typing::select_all(state);
        state.wanted_x = -1;
    } else if (ImGui::IsMouseDragging(0, 2)) {
        state.caret = place;
    }
}

// What was done in the page's field. What no text may hold is shown by signs, once no input method
// is at work.
bool take_from_page(Ui& ui, Writing const& writing, EditorState& state) {
    bool changed = false;
    auto const name = name_on_page(writing);
    for (RealEdit const& edit : ui.edits_on_page) {
        if (edit.name != name) continue;
        auto text = edit.composing ? edit.text : typing::shown(edit.text, state.one_line);
        changed = changed || text != state.text;
        state.text = std::move(text);
        state.anchor = bytes(state.text, edit.anchor);
        state.caret = bytes(state.text, edit.caret);
        state.scroll = edit.scroll;
        state.page_height = edit.height;
        state.refused_paste = edit.refused_bytes;
        state.wanted_x = -1;
    }
    return changed;
}

void show_on_page(Ui& ui, Writing const& writing, EditorState const& state, float line_height) {
    RealField real;
    real.name = name_on_page(writing);
    real.type = writing.hidden ? "password" : "text";
    real.autocomplete = writing.autocomplete.empty() ? "off" : writing.autocomplete;
    real.label = writing.label;
    real.value = state.text;
    real.rect = seen(writing.inner);
    if (writing.invalid) real.problem = writing.description;
    real.focused = real.edited = true;
    real.lines = !state.one_line;
    real.enter_breaks = real.lines && !writing.enter_sends;
    real.anchor = units(state.text, state.anchor);
    real.caret = units(state.text, state.caret);
    if (writing.option != 0) real.option = "node-" + std::to_string(writing.option);
    real.em = pixels_of(ui, {}) / face(FaceName::regular).line_per_em;
    real.line_height = line_height;
    real.turn = ui.page_turn;
    ui.fields_on_page.push_back(std::move(real));
}

void tell_input_method(ImVec2 caret, float height) {
    ImGuiContext& context = *ImGui::GetCurrentContext();
    context.WantTextInputNextFrame = 1;
    context.PlatformImeData.WantVisible = true;
    context.PlatformImeData.WantTextInput = true;
    context.PlatformImeData.InputPos = caret;
    context.PlatformImeData.InputLineHeight = height;
    context.PlatformImeData.ViewportId = ImGui::GetCurrentWindow()->Viewport->ID;
}

void draw_selection(Ui& ui, EditorState const& state, bool hidden, TextLayout const& layout,
                    ImVec2 origin) {
    std::size_t begin = std::min(state.anchor, state.caret);
    std::size_t end = std::max(state.anchor, state.caret);
    if (hidden) {
        begin = in_dots(state.text, begin);
        end = in_dots(state.text, end);
    }
    for (Glyph const& glyph : layout.glyphs)
        if (glyph.begin >= begin && glyph.end <= end)
            fill(
                {origin.x + glyph.x, origin.y + static_cast<float>(glyph.line) * layout.line_height,
                 std::max(glyph.advance, 3.0f), layout.line_height},
                faded(ui.theme.palette.accent, 0.35f));
}

void draw_lines(Ui& ui, std::string_view text, TextLayout const& layout, ImVec2 origin) {
    ImDrawList* const list = ImGui::GetWindowDrawList();
    ImRect const& clip = ImGui::GetCurrentWindow()->ClipRect;
    float y = origin.y;
    for (TextLine const& line : layout.lines) {
        if (y + layout.line_height >= clip.Min.y && y <= clip.Max.y)
            draw_part(list, ui, origin, text, layout, {line, line.first, line.last}, {},
                      ui.theme.palette.text);
        y += layout.line_height;
    }
}

void draw_placeholder(Ui& ui, Writing const& writing, float line_height) {
    TextStyle style;
    style.tone = Tone::faint;
    Rect const& inner = writing.inner;
    draw_text(ui, {inner.x, inner.y, inner.width, line_height}, writing.placeholder, style);
}

TextLayout::Spot spot_of_caret(Writing const& writing, EditorState const& state,
                               TextLayout const& layout) {
    return layout.spot_of(writing.hidden ? in_dots(state.text, state.caret) : state.caret);
}

void keep_caret_in_sight(Writing const& writing, EditorState& state, TextLayout const& layout) {
    auto const spot = spot_of_caret(writing, state, layout);
    if (state.one_line) {
        float const room = writing.inner.width - 2;  // the caret's own
        state.scroll = std::clamp(state.scroll, spot.x - room, spot.x);
        state.scroll = std::clamp(state.scroll, 0.0f, std::max(layout.width - room, 0.0f));
    } else {
        float const room = writing.inner.height;
        state.scroll = std::clamp(state.scroll, spot.y + layout.line_height - room, spot.y);
        state.scroll = std::clamp(state.scroll, 0.0f, std::max(layout.height - room, 0.0f));
    }
}

ImVec2 origin_of(Writing const& writing, EditorState const& state, TextLayout const& layout) {
    Rect const& inner = writing.inner;
    if (!state.one_line) return {inner.x, inner.y - state.scroll};
    // What is written from the right begins there, as long as there is room.
    float const left = layout.lines.front().from_right ? inner.width - layout.width : 0;
    return {inner.x + std::max(left, 0.0f) - state.scroll, inner.y};
}

}  // namespace

TextLayout const& lay_out_writing(Ui const& ui, EditorState const& state, bool hidden,
                                  float width) {
    if (!ui.laid_out) ui.laid_out = std::make_shared<LaidOut>();
    LaidOut& last = *ui.laid_out;
    float const pixels = pixels_of(ui, {});
    bool const same = last.font == ui.fonts.regular && last.pixels == pixels &&
                      last.width == width && last.hidden == hidden &&
                      last.one_line == state.one_line && last.text == state.text;
    if (same) return last.layout;
    last = {state.text, hidden, state.one_line, width, pixels, ui.fonts.regular, {}};
    last.layout = lay_out(ui, plain_text(hidden ? dots(state.text) : state.text), {},
                          state.one_line ? endless : width);
    return last.layout;
}

WritingOutcome write_in(Ui& ui, Writing const& writing, EditorState& state) {
    WritingOutcome outcome;
    Rect const& inner = writing.inner;
    ImRect const box(writing.box.x, writing.box.y, writing.box.x + writing.box.width,
                     writing.box.y + writing.box.height);
    bool const was_active = ImGui::GetActiveID() == writing.item;
    bool const visible = ImGui::ItemAdd(box, writing.item, nullptr, ImGuiItemFlags_Inputable);
    outcome.left = ImGui::IsItemDeactivated();
    if (!visible && !was_active) return outcome;
    // First of all: a press in the same frame may lead the keyboard elsewhere.
    outcome.changed = take_from_page(ui, writing, state);
    // Of the text as it is at any time.
    auto const& layout = lay_out_writing(ui, state, writing.hidden, inner.width);
    if (!writing.grey) {
        bool const hovered = ImGui::ItemHoverable(box, writing.item, ImGui::GetItemFlags());
        if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
        outcome.active = take_keyboard(ui, writing, state, hovered);
    }
    if (outcome.active) {
        bool const dragged =
            ImGui::GetCurrentContext()->ActiveIdMouseButton == 0 || ImGui::IsMouseDown(0);
        if (dragged && (box.Contains(ImGui::GetIO().MousePos) || !ImGui::IsMouseClicked(0)))
            follow_mouse(writing, layout, origin_of(writing, state, layout), state);
        typing::Limits limits{writing.enter_sends};
        limits.copies = !writing.hidden;
        limits.chooses = was_active && writing.option != 0;
        limits.enters = was_active;  // the press that brought one here says nothing
        typing::Outcome const typed = typing::take_keys(state, layout, limits);
        outcome.changed = outcome.changed || typed.changed;
        outcome.entered = typed.sent;
        outcome.choice = typed.choice;
        if (outcome.entered && state.one_line) typing::select_all(state);
        if (outcome.changed) lay_out_writing(ui, state, writing.hidden, inner.width);
        if (typed.moved || typed.changed) keep_caret_in_sight(writing, state, layout);
        auto const spot = spot_of_caret(writing, state, layout);
        ImVec2 const origin = origin_of(writing, state, layout);
        tell_input_method({origin.x + spot.x, origin.y + spot.y}, layout.line_height);
        if (ui.real_fields) show_on_page(ui, writing, state, layout.line_height);
    }
    if (!visible) return outcome;
    ImGui::PushClipRect({inner.x - 2, inner.y - 3},
                        {inner.x + inner.width + 2, inner.y + inner.height + 3}, true);
    ImVec2 const origin = origin_of(writing, state, layout);
    if (state.text.empty()) draw_placeholder(ui, writing, layout.line_height);
    if (!outcome.active || !ui.real_fields) {  // else the page shows its own
        if (outcome.active) draw_selection(ui, state, writing.hidden, layout, origin);
        draw_lines(ui, writing.hidden ? dots(state.text) : state.text, layout, origin);
        auto const spot = spot_of_caret(writing, state, layout);
        if (outcome.active)
            fill({std::floor(origin.x + spot.x), origin.y + spot.y + 1, 1.5f,
                  layout.line_height - 2},
                 ui.theme.palette.text);
    }
    ImGui::PopClipRect();
    return outcome;
}

}  // namespace look
