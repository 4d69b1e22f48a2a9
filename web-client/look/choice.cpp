#include "web-client/look/choice.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "web-client/look/button.hpp"
#include "web-client/look/draw.hpp"
#include "web-client/look/text.hpp"

namespace look {
namespace {

Node node_of(Role role, std::string const& name, Press const& pressed, bool chosen,
             std::size_t index, std::size_t count) {
    Node node;
    node.role = role;
    node.name = name;
    node.rect = seen(pressed.rect);
    node.state.selected = chosen;
    node.state.focused = pressed.focused;
    node.position = static_cast<int>(index) + 1;
    node.set_size = static_cast<int>(count);
    return node;
}

}  // namespace

bool tabs(Ui& ui, std::string_view label, std::vector<std::string> const& names, int& chosen) {
    Scope const scope(label);
    Node node;
    node.role = Role::tablist;
    node.name = label;
    Rect line = take_place(ui, width_left(ui), 36);
    node.rect = seen(line);
    ui.nodes.open(std::move(node));
    fill({line.x, line.y + line.height - 1, line.width, 1}, ui.theme.palette.line);
    int const before = chosen;
    for (std::size_t i = 0; i < names.size(); ++i) {
        bool const is_chosen = static_cast<int>(i) == before;
        TextStyle style;
        style.tone = is_chosen ? Tone::normal : Tone::soft;
        style.strong = is_chosen;
        Rect const rect = cut_left(line, std::ceil(text_width(ui, names[i], style)) + 24);
        Press const pressed = press(ui, names[i], rect);
        if (pressed.hovered) fill(inset(rect, 2, 4), ui.theme.palette.hover, ui.theme.size.radius);
        draw_text(ui, inset(rect, 12, 0), names[i], style);
        if (is_chosen) fill({rect.x + 8, rect.y + 34, rect.width - 16, 2}, ui.theme.palette.accent);
        if (pressed.focus_visible) draw_focus_ring(ui, inset(rect, 2), ui.theme.size.radius);
        if (pressed.pressed) chosen = static_cast<int>(i);
        ui.nodes.add(node_of(Role::tab, names[i], pressed, is_chosen, i, names.size()),
                     pressed.item);
    }
    ui.nodes.close();
    return chosen != before;
}

bool segments(Ui& ui, std::string_view label, std::vector<std::string> const& names, int& chosen) {
    Scope const scope(label);
    float total = 4;
    for (std::string const& name : names) total += std::ceil(text_width(ui, name)) + 24;
    Rect const all = take_place(ui, std::min(total, width_left(ui)), ui.theme.size.control);
    Node node;
    node.role = Role::listbox;
    node.name = label;
    node.rect = seen(all);
    ui.nodes.open(std::move(node));
    float const radius = ui.theme.size.radius;
    fill(all, ui.theme.palette.raised, radius);
    frame(all, ui.theme.palette.line, radius);
    Rect rest = inset(all, 2);
    int const before = chosen;
    for (std::size_t i = 0; i < names.size(); ++i) {
        bool const is_chosen = static_cast<int>(i) == before;
        float const share = (std::ceil(text_width(ui, names[i])) + 24) / (total - 4);
        Rect const rect = cut_left(rest, std::floor(share * (all.width - 4)));
        Press const pressed = press(ui, names[i], rect);
        if (is_chosen)
            fill(rect, ui.theme.palette.selected, radius - 2);
        else if (pressed.hovered)
            fill(rect, ui.theme.palette.hover, radius - 2);
        TextStyle style;
        style.tone = is_chosen ? Tone::normal : Tone::soft;
        float const width = std::min(text_width(ui, names[i], style), rect.width - 8);
        draw_text(ui, {rect.x + (rect.width - width) / 2, rect.y, width + 1, rect.height}, names[i],
                  style);
        if (pressed.focus_visible) draw_focus_ring(ui, rect, radius - 2);
        if (pressed.pressed) chosen = static_cast<int>(i);
        ui.nodes.add(node_of(Role::option, names[i], pressed, is_chosen, i, names.size()),
                     pressed.item);
    }
    ui.nodes.close();
    return chosen != before;
}

}  // namespace look
