#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "web-client/look/button.hpp"
#include "web-client/look/draw.hpp"
#include "web-client/look/field.hpp"
#include "web-client/look/focus.hpp"
#include "web-client/look/text_layout.hpp"
#include "web-client/look/typing.hpp"

namespace look {
namespace {

constexpr float pad_x = 12, pad_y = 9;

float inner_width(Editor const& editor, float width) {
    return width - (editor.framed ? 2 * pad_x : 0);
}

// Keeps the keyboard from going back to something under a dialog.
bool is_covered(ImGuiWindow const& window) {
    ImGuiWindow const* const modal = ImGui::GetTopMostPopupModal();
    return modal != nullptr && window.RootWindow != modal;
}

// Takes the keyboard when clicked, tabbed to, or told to; and lets go of it when clicked beside.
bool take_keyboard(ImGuiID item, ImRect const& box, bool hovered, bool wanted) {
    ImGuiContext& context = *ImGui::GetCurrentContext();
    ImGuiWindow* const window = ImGui::GetCurrentWindow();
    bool const clicked = hovered && ImGui::IsMouseClicked(0, ImGuiInputFlags_None, item);
    bool const reached = context.NavActivateId == item;
    if (context.ActiveId != item && (clicked || reached || wanted)) {
        ImGui::SetActiveID(item, window);
        ImGui::SetFocusID(item, window);
        ImGui::FocusWindow(window);
        if (clicked) ImGui::SetKeyOwner(ImGuiKey_MouseLeft, item);
        // A window that has just come would otherwise give the keyboard to its first item.
        context.NavInitRequest = false;
        context.NavInitResult.Clear();
    }
    if (context.ActiveId == item && ImGui::IsMouseClicked(0) &&
        !box.Contains(ImGui::GetIO().MousePos))
        ImGui::ClearActiveID();
    if (context.ActiveId != item) return false;
    context.ActiveIdAllowOverlap =
        !ImGui::GetIO().MouseDown[0];  // other things can still be pressed
    // Arrows and the like move the caret now, and not the focus.
    context.ActiveIdUsingNavDirMask =
        (1 << ImGuiDir_Left) | (1 << ImGuiDir_Right) | (1 << ImGuiDir_Up) | (1 << ImGuiDir_Down);
    // Nor does Escape end the writing: what is typed next would be lost.
    for (ImGuiKey const key : {ImGuiKey_Enter, ImGuiKey_KeypadEnter, ImGuiKey_Home, ImGuiKey_End,
                               ImGuiKey_PageUp, ImGuiKey_PageDown, ImGuiKey_Space, ImGuiKey_Escape})
        ImGui::SetKeyOwner(key, item);
    return true;
}

void follow_mouse(TextLayout const& layout, ImVec2 origin, EditorState& state) {
    ImVec2 const mouse = ImGui::GetIO().MousePos;
    std::size_t const place = layout.place_at(mouse.x - origin.x, mouse.y - origin.y);
    if (ImGui::IsMouseClicked(0)) {
        if (!ImGui::GetIO().KeyShift) state.anchor = place;
        state.caret = place;
        int const clicks = ImGui::GetMouseClickedCount(0);
        if (clicks == 2) typing::select_word(state);
        if (clicks > 2) typing::select_all(state);
        state.wanted_x = -1;
    } else if (ImGui::IsMouseDragging(0, 2)) {
        state.caret = place;
    }
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

void draw_content(Ui& ui, Editor const& editor, EditorState const& state, TextLayout const& layout,
                  ImVec2 origin, bool active) {
    ImDrawList* const list = ImGui::GetWindowDrawList();
    Palette const& palette = ui.theme.palette;
    std::size_t const begin = std::min(state.anchor, state.caret);
    std::size_t const end = std::max(state.anchor, state.caret);
    for (Glyph const& glyph : layout.glyphs)
        if (active && glyph.begin >= begin && glyph.end <= end)
            fill(
                {origin.x + glyph.x, origin.y + static_cast<float>(glyph.line) * layout.line_height,
                 std::max(glyph.advance, 3.0f), layout.line_height},
                faded(palette.accent, 0.35f));
    TextStyle style;
    float y = origin.y + std::floor((layout.line_height - pixels_of(ui, style)) / 2);
    for (TextLine const& line : layout.lines) {
        draw_text_at(list, ui, origin.x, y,
                     std::string_view(state.text).substr(line.begin, line.end - line.begin), style,
                     palette.text);
        y += layout.line_height;
    }
    if (state.text.empty()) {
        style.tone = Tone::faint;
        float const width =
            inner_width(editor, ImGui::GetCurrentWindow()->ClipRect.Max.x - origin.x);
        draw_text(ui, {origin.x, origin.y, width, layout.line_height}, editor.placeholder, style);
    }
    if (!active) return;
    TextLayout::Spot const spot = layout.spot_of(state.caret);
    fill({std::floor(origin.x + spot.x), origin.y + spot.y + 1, 1.5f, layout.line_height - 2},
         palette.text);
}

void keep_caret_in_sight(EditorState& state, TextLayout const& layout, float room) {
    float const y = layout.spot_of(state.caret).y;
    state.scroll = std::clamp(state.scroll, y + layout.line_height - room, y);
    state.scroll = std::clamp(state.scroll, 0.0f, std::max(layout.height - room, 0.0f));
}

void say(Ui& ui, Editor const& editor, EditorState const& state, Rect const& rect, ImGuiID item,
         bool active) {
    Node node;
    node.role = Role::textbox;
    node.name = editor.label;
    node.value = state.text;
    node.description = editor.grey.empty() ? editor.placeholder : editor.grey;
    node.rect = seen(rect);
    node.state.multiline = true;
    node.state.disabled = !editor.grey.empty();
    node.state.focused = active || ImGui::GetCurrentContext()->NavId == item;
    ui.nodes.add(std::move(node), item);
}

}  // namespace

float editor_height(Ui const& ui, Editor const& editor, EditorState const& state, float width) {
    TextLayout const layout = lay_out(ui, plain_text(state.text), {}, inner_width(editor, width));
    return std::min(layout.height + 2 * pad_y, editor.most_height);
}

Written editor(Ui& ui, Editor const& editor, EditorState& state) {
    Written written;
    float const width = editor.width > 0 ? editor.width : width_left(ui);
    float const wrap = inner_width(editor, width);
    TextLayout layout = lay_out(ui, plain_text(state.text), {}, wrap);
    written.height = std::min(layout.height + 2 * pad_y, editor.most_height);
    Rect const rect = take_place(ui, width, written.height);
    ImRect const box(rect.x, rect.y, rect.x + rect.width, rect.y + rect.height);
    std::string_view const id = editor.id.empty() ? editor.label : editor.id;
    ImGuiID const item = ImGui::GetCurrentWindow()->GetID(begin_of(id), end_of(id));
    if (editor.framed) {
        fill(rect, ui.theme.palette.raised, ui.theme.size.radius);
        frame(rect, ui.theme.palette.line, ui.theme.size.radius);
    }
    bool active = false;
    bool const was_active = ImGui::GetActiveID() == item;
    bool const visible = ImGui::ItemAdd(box, item, nullptr, ImGuiItemFlags_Inputable);
    if (visible && editor.grey.empty()) {
        bool const hovered = ImGui::ItemHoverable(box, item, ImGui::GetItemFlags());
        if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
        bool const called = editor.takes_letters && ImGui::GetActiveID() == 0 &&
                            focus::has_letters() && !ImGui::GetIO().KeyCtrl;
        bool const wanted = (editor.focus || called) && !is_covered(*ImGui::GetCurrentWindow());
        active = take_keyboard(item, box, hovered, wanted);
    }
    float const left = rect.x + (editor.framed ? pad_x : 0);
    float const room = rect.height - 2 * pad_y;
    if (active) {
        ImVec2 const origin{left, rect.y + pad_y - state.scroll};
        if (ImGui::GetCurrentContext()->ActiveIdMouseButton == 0 || ImGui::IsMouseDown(0))
            if (box.Contains(ImGui::GetIO().MousePos)) follow_mouse(layout, origin, state);
        typing::Limits limits{editor.enter_sends};
        limits.enters = was_active;  // the press that brought one here says nothing
        typing::Outcome const outcome = typing::take_keys(state, layout, limits);
        written.changed = outcome.changed;
        written.sent = outcome.sent;
        if (outcome.changed) layout = lay_out(ui, plain_text(state.text), {}, wrap);
        if (outcome.moved || outcome.changed) keep_caret_in_sight(state, layout, room);
        TextLayout::Spot const spot = layout.spot_of(state.caret);
        tell_input_method({left + spot.x, rect.y + pad_y - state.scroll + spot.y},
                          layout.line_height);
    }
    if (visible) {
        ImGui::PushClipRect({left - 2, rect.y + 4}, {rect.x + rect.width, rect.y + rect.height - 4},
                            true);
        draw_content(ui, editor, state, layout, {left, rect.y + pad_y - state.scroll}, active);
        ImGui::PopClipRect();
        if (editor.framed && active)
            frame(inset(rect, -1), ui.theme.palette.focus, ui.theme.size.radius + 1, 2);
        if (!editor.grey.empty() && ImGui::IsMouseHoveringRect(box.Min, box.Max))
            tooltip(ui, rect, editor.grey);
    }
    written.focused = active;
    say(ui, editor, state, rect, item, active);
    return written;
}

}  // namespace look
