#include "web-client/look/field.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "web-client/look/button.hpp"
#include "web-client/look/draw.hpp"
#include "web-client/look/focus.hpp"

namespace look {
namespace {

constexpr float side = 12;  // from a field's edge to its text

TextStyle small(Tone tone) {
    TextStyle style;
    style.size = Size::small;
    style.tone = tone;
    return style;
}

void draw_above(Ui& ui, Field const& field, float width) {
    if (field.label_hidden) return;
    Rect const rect = take_place(ui, width, line_height(ui, Size::small) + 4);
    draw_text(ui, {rect.x, rect.y, rect.width, rect.height - 4}, field.label, small(Tone::soft));
}

void draw_below(Ui& ui, Field const& field) {
    if (field.problem.empty() && field.hint.empty()) return;
    gap(ui, 4);
    if (!field.problem.empty())
        note(ui, Icon::circle_alert, field.problem, Tone::bad);
    else
        note(ui, Icon::info, field.hint, Tone::faint);
}

// ImGui's own field, without its looks, in the given rectangle.
bool input(Ui& ui, Field const& field, Rect const& rect, bool hidden, std::string& value,
           bool& entered) {
    std::vector<char> buffer(std::max(field.at_most, value.size()) + 1, '\0');
    value.copy(buffer.data(), value.size());
    float const size = ImGui::GetFontSize();
    ImGui::SetCursorScreenPos({rect.x, rect.y});
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {0, (rect.height - size) / 2});
    ImGui::SetNextItemWidth(rect.width);
    ImGuiInputTextFlags flags = ImGuiInputTextFlags_EnterReturnsTrue;
    if (hidden) flags |= ImGuiInputTextFlags_Password;
    std::string const placeholder(field.placeholder);
    focus::before_input(ui, ImGui::GetID("##field"));
    ImGui::PushFont(hidden && !value.empty() ? ui.fonts.hidden : ui.fonts.regular, size);
    entered = ImGui::InputTextEx("##field", placeholder.c_str(), buffer.data(),
                                 static_cast<int>(buffer.size()), {rect.width, rect.height}, flags);
    ImGui::PopFont();
    ImGui::PopStyleVar();
    bool const changed = value != buffer.data();
    if (changed) value = buffer.data();
    return changed;
}

void show_on_page(Ui& ui, Field const& field, std::string const& value, Rect const& rect,
                  ImGuiID item) {
    platform::RealField real;
    real.name = field.real_name;
    real.type = field.real_type;
    real.autocomplete = field.autocomplete;
    real.label = field.label;
    real.value = value;
    real.rect = seen(inset(rect, side, 2));
    real.problem = field.problem;
    real.focused = focus::page_field(ui, item, rect, field.real_name);
    ui.fields_on_page.push_back(std::move(real));
}

void say(Ui& ui, Field const& field, std::string const& value, Rect const& rect, ImGuiID item,
         bool hidden) {
    Node node;
    node.role = Role::textbox;
    node.name = field.label;
    if (!field.password) node.value = value;
    node.description = !field.problem.empty() ? field.problem
                       : !field.hint.empty()  ? field.hint
                                              : field.placeholder;
    node.rect = seen(rect);
    node.state.focused = ImGui::GetCurrentContext()->NavId == item || ImGui::GetActiveID() == item;
    node.state.invalid = !field.problem.empty();
    node.state.password = hidden;
    ui.nodes.add(std::move(node), item);
}

}  // namespace

Typed field(Ui& ui, Field const& field, std::string& value) {
    Typed typed;
    Scope const scope(field.id.empty() ? field.label : field.id);
    float const width = field.width > 0 ? std::min(field.width, width_left(ui)) : width_left(ui);
    bool const placed = ui.next_place.has_value();
    if (!placed) draw_above(ui, field, width);
    float const height = ui.theme.size.control + (field.label_hidden ? 0 : ui.theme.size.grid);
    Rect const rect = take_place(ui, width, height);
    ImVec2 const after = ImGui::GetCursorScreenPos();
    ImGuiID const item = ImGui::GetID("##field");
    Palette const& palette = ui.theme.palette;
    fill(rect, palette.raised, ui.theme.size.radius);
    frame(rect, field.problem.empty() ? palette.line : palette.bad, ui.theme.size.radius);

    Rect inner = inset(rect, side, 0);
    if (field.icon != Icon::none) draw_icon(ui, cut_left(inner, 24), field.icon, Tone::soft);
    bool& shown = *ImGui::GetStateStorage()->GetBoolRef(ImGui::GetID("shown"), false);
    bool const on_page = ui.real_fields && !field.real_name.empty();
    if (on_page) {
        show_on_page(ui, field, value, rect, item);
    } else {
        Rect end{};
        if (field.password || (field.clearable && !value.empty())) {
            end = cut_right(inner, 24);
            end = centred({end.x + 4, rect.y, 28, rect.height}, 28, 28);
        }
        if (field.focus) ImGui::SetKeyboardFocusHere();
        bool const hidden = field.password && !shown;
        typed.changed = input(ui, field, inner, hidden, value, typed.entered);
        typed.left = ImGui::IsItemDeactivated();
        if (ImGui::IsItemActive())
            frame(inset(rect, -1), palette.focus, ui.theme.size.radius + 1, 2);
        say(ui, field, value, rect, item, hidden);
        if (field.password) {
            ui.at(end);
            // Tab goes on to the next field: whoever types a password and goes on typing must not
            // show it to everybody with the next Enter.
            ImGui::PushItemFlag(ImGuiItemFlags_NoTabStop, true);
            if (icon_button(ui, shown ? Icon::eye_off : Icon::eye,
                            ui.say(shown ? "field.hide-password" : "field.show-password")))
                shown = !shown;
            ImGui::PopItemFlag();
        } else if (end.width > 0) {
            ui.at(end);
            if (icon_button(ui, Icon::x, ui.say("field.clear"))) {
                value.clear();
                typed.changed = true;
                ImGui::ClearActiveID();
            }
        }
    }
    if (placed) return typed;
    ImGui::SetCursorScreenPos(after);
    draw_below(ui, field);
    return typed;
}

bool checkbox(Ui& ui, std::string_view label, bool& value, std::string_view grey) {
    TextStyle style;
    float const width = std::min(28 + std::ceil(text_width(ui, label, style)), width_left(ui));
    Rect const rect = take_place(ui, width, ui.theme.size.control - 4);
    Press const pressed = press(ui, label, rect, grey.empty());
    if (pressed.pressed) value = !value;
    if (pressed.visible) {
        Palette const& palette = ui.theme.palette;
        Rect const box = centred({rect.x, rect.y, 18, rect.height}, 18, 18);
        fill(box, value ? palette.accent_ground : palette.raised, 4);
        frame(box, value ? palette.accent_ground : palette.text_faint, 4);
        if (value) draw_icon(ui, box, Icon::check, Tone::on_accent, 14);
        style.tone = grey.empty() ? Tone::normal : Tone::faint;
        draw_text(ui, {rect.x + 28, rect.y, rect.width - 27, rect.height}, label, style);
        if (pressed.focus_visible) draw_focus_ring(ui, inset(rect, -3, 0), 4);
        if ((pressed.hovered || pressed.focus_visible) && !grey.empty()) tooltip(ui, rect, grey);
    }
    Node node;
    node.role = Role::checkbox;
    node.name = label;
    node.description = grey;
    node.rect = seen(rect);
    node.state.checked = value;
    node.state.disabled = !grey.empty();
    node.state.focused = pressed.focused;
    ui.nodes.add(std::move(node), pressed.item);
    return pressed.pressed;
}

}  // namespace look
