#include "web-client/look/list.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "web-client/look/draw.hpp"
#include "web-client/look/marks.hpp"

namespace look {
namespace {

constexpr int beyond_sight = 2;  // rows drawn above and below, so that arrow keys reach them

TextStyle label_style(Row const& row) {
    TextStyle style;
    style.tone = row.selected || row.strong ? Tone::normal : Tone::soft;
    style.strong = row.strong;
    return style;
}

void draw_front(Ui& ui, Row const& row, Rect& rest) {
    if (!row.avatar.empty()) {
        float const size = row.detail.empty() ? 24.0f : 32.0f;
        Rect const place = cut_left(rest, size);
        draw_avatar(ui, centred(place, size, size), row.avatar, row.avatar_id);
        cut_left(rest, 8);
    } else if (row.icon != Icon::none) {
        draw_icon(ui, cut_left(rest, 16), row.icon, label_style(row).tone);
        cut_left(rest, 8);
    }
}

void draw_end(Ui& ui, Row const& row, Rect& rest) {
    if (row.ticked) {
        draw_icon(ui, cut_right(rest, 16), Icon::check, Tone::accent);
        cut_right(rest, 8);
    } else if (row.count > 0) {
        cut_right(rest,
                  draw_badge(ui, rest.x + rest.width, rest.y + rest.height / 2, row.count) + 8);
    } else if (!row.at_end.empty()) {
        TextStyle style;
        style.size = Size::small;
        style.tone = Tone::faint;
        draw_text(ui, cut_right(rest, std::ceil(text_width(ui, row.at_end, style)) + 1), row.at_end,
                  style);
        cut_right(rest, 8);
    }
}

void draw_labels(Ui& ui, Row const& row, Rect rest) {
    if (row.detail.empty()) {
        draw_text(ui, rest, row.label, label_style(row));
        return;
    }
    TextStyle label = label_style(row);
    label.tone = Tone::normal;
    TextStyle detail;
    detail.size = Size::small;
    detail.tone = Tone::faint;
    Rect lines = centred(rest, rest.width, 38);
    draw_text(ui, cut_top(lines, 20), row.label, label);
    draw_text(ui, lines, row.detail, detail);
}

// A link says where it leads; which of how many it is, is said by the list's item around it.
void say(Ui& ui, Row const& row, Press const& pressed) {
    bool const in_item = row.role == Role::link && ui.row_count > 0;
    Node node;
    if (in_item) {
        node.role = Role::listitem;
        node.rect = seen(pressed.rect);
        node.position = ui.row_position;
        node.set_size = ui.row_count;
        ui.nodes.open(node);
        node = {};
    }
    node.role = row.role;
    node.href = row.href;
    node.name = row.said.empty() ? row.label : row.said;
    node.description = row.grey.empty() ? row.detail : row.grey;
    if (row.count > 0) node.value = std::to_string(row.count);
    node.rect = seen(pressed.rect);
    node.position = in_item ? 0 : ui.row_position;
    node.set_size = in_item ? 0 : ui.row_count;
    node.state.disabled = !row.grey.empty();
    node.state.checked = row.ticked;
    node.state.selected = row.role == Role::option ? row.ticked : row.selected;
    node.state.current = row.selected;
    node.state.focused = pressed.focused;
    ui.nodes.add(std::move(node), pressed.item);
    if (in_item) ui.nodes.close();
}

}  // namespace

void list(Ui& ui, List const& list, std::function<void(int row)> const& draw_row) {
    float const height = list.row_height > 0 ? list.row_height : ui.theme.size.row;
    Rect const all = here(ui, height * static_cast<float>(list.count));
    Node node;
    node.role = list.role;
    node.name = list.label;
    node.rect = seen(all);
    if (!list.unsaid) ui.nodes.open(std::move(node));
    ImRect const clip = ImGui::GetCurrentWindow()->ClipRect;
    int first = static_cast<int>(std::floor((clip.Min.y - all.y) / height)) - beyond_sight;
    int last = static_cast<int>(std::ceil((clip.Max.y - all.y) / height)) + beyond_sight;
    first = std::clamp(first, 0, list.count);
    last = std::clamp(last, first, list.count);
    int const outer_position = ui.row_position, outer_count = ui.row_count;
    ui.row_count = list.count;
    for (int i = first; i < last; ++i) {
        ui.row_position = i + 1;
        ImGui::SetCursorScreenPos({all.x, all.y + height * static_cast<float>(i)});
        draw_row(i);
    }
    ui.row_position = outer_position;
    ui.row_count = outer_count;
    if (!list.unsaid) ui.nodes.close();
    ImGui::SetCursorScreenPos({all.x, all.y});
    ImGui::Dummy({all.width, all.height});
}

bool row(Ui& ui, Row const& row) {
    float const height = row.height > 0 ? row.height : ui.theme.size.row;
    Rect const rect = take_place(ui, width_left(ui), height);
    Press const pressed = press(ui, row.id.empty() ? row.label : row.id, rect, row.grey.empty());
    if (pressed.visible) {
        float const radius = ui.theme.size.radius;
        if (row.selected)
            fill(rect, ui.theme.palette.selected, radius);
        else if (pressed.hovered || pressed.held)
            fill(rect, ui.theme.palette.hover, radius);
        Rect rest = inset(rect, 8, 0);
        draw_front(ui, row, rest);
        draw_end(ui, row, rest);
        draw_labels(ui, row, rest);
        if (pressed.focus_visible) draw_focus_ring(ui, rect, radius);
        if (pressed.hovered && row.grey.empty()) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    }
    say(ui, row, pressed);
    return pressed.pressed;
}

}  // namespace look
