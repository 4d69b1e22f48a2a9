#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>

#include "web-client/look/dialog.hpp"
#include "web-client/look/draw.hpp"

namespace look {
namespace {

std::string popup_name(std::string_view id) { return "menu/" + std::string(id); }

}  // namespace

void open_menu(Ui& ui, std::string_view id) {
    ImGui::OpenPopup(popup_name(id).c_str());
    ui.redraw_within(0);
}

bool menu_is_open(Ui const&, std::string_view id) {
    return ImGui::IsPopupOpen(popup_name(id).c_str());
}

bool begin_menu(Ui& ui, std::string_view id, std::string_view label, Rect at, float width) {
    std::string const name = popup_name(id);
    if (!ImGui::IsPopupOpen(name.c_str())) return false;
    ImVec2 const screen = ImGui::GetIO().DisplaySize;
    bool const upwards = at.y > screen.y * 0.6f;
    float const x = std::clamp(at.x, 8.0f, std::max(screen.x - width - 8, 8.0f));
    ImGui::SetNextWindowPos({x, upwards ? at.y - 4 : at.y + at.height + 4}, ImGuiCond_Always,
                            {0, upwards ? 1.0f : 0.0f});
    ImGui::SetNextWindowSizeConstraints({width, 0}, {width, screen.y - 16});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {6, 6});
    ImGui::PushStyleVar(ImGuiStyleVar_PopupBorderSize, 1);
    ImGui::PushStyleColor(ImGuiCol_Border, unpacked(ui.theme.palette.line));
    ImGui::PushStyleColor(ImGuiCol_PopupBg, unpacked(ui.theme.palette.raised));
    bool const drawn =
        ImGui::BeginPopup(name.c_str(), ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                                            ImGuiWindowFlags_AlwaysAutoResize);
    ImGui::PopStyleColor(2);
    ImGui::PopStyleVar(2);
    if (!drawn) return false;
    ImGuiWindow const* const window = ImGui::GetCurrentWindow();
    Node node;
    node.role = Role::menu;
    node.name = label;
    node.rect = {window->Pos.x, window->Pos.y, window->Size.x, window->Size.y};
    draw_shadow(ui, node.rect, ui.theme.size.radius);
    ui.nodes.open_at_root(std::move(node));
    return true;
}

bool menu_item(Ui& ui, MenuItem const& item) {
    Rect const rect = take_place(ui, width_left(ui), ui.theme.size.row);
    Press const pressed = press(ui, item.label, rect, item.grey.empty());
    if (pressed.visible) {
        if (pressed.hovered && item.grey.empty())
            fill(rect, ui.theme.palette.hover, ui.theme.size.radius - 2);
        Tone const tone = item.grey.empty() ? item.tone : Tone::faint;
        Rect rest = inset(rect, 8, 0);
        Rect const front = cut_left(rest, 24);
        Tone const icon_tone = tone == Tone::normal ? Tone::soft : tone;
        draw_icon(ui, {front.x, front.y, 16, front.height}, item.icon, icon_tone);
        if (item.chosen) draw_icon(ui, cut_right(rest, 16), Icon::check, Tone::accent, 14);
        TextStyle style;
        style.tone = tone;
        draw_text(ui, rest, item.label, style);
        if (pressed.focus_visible) draw_focus_ring(ui, rect, ui.theme.size.radius - 2);
        if ((pressed.hovered || pressed.focus_visible) && !item.grey.empty())
            tooltip(ui, rect, item.grey);
    }
    Node node;
    node.role = Role::menuitem;
    node.name = item.label;
    node.description = item.grey;
    node.rect = seen(rect);
    node.state.checked = item.chosen;
    node.state.disabled = !item.grey.empty();
    node.state.focused = pressed.focused;
    ui.nodes.add(std::move(node), pressed.item);
    if (pressed.pressed) {
        ImGui::CloseCurrentPopup();
        ui.redraw_within(0);
    }
    return pressed.pressed;
}

void menu_heading(Ui& ui, std::string_view label) {
    Rect const rect = take_place(ui, width_left(ui), 26);
    TextStyle style;
    style.size = Size::small;
    style.tone = Tone::faint;
    draw_text(ui, inset(rect, 8, 0), label, style);
    Node node;
    node.name = label;
    node.rect = seen(rect);
    ui.nodes.add(std::move(node));
}

void menu_line(Ui& ui) {
    gap(ui, 5);
    Rect const rect = take_place(ui, width_left(ui), 1);
    fill(rect, ui.theme.palette.line);
    gap(ui, 5);
}

void end_menu(Ui& ui) {
    ui.nodes.close();
    ImGui::EndPopup();
}

}  // namespace look
