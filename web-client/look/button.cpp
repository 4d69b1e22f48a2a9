#include "web-client/look/button.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "web-client/look/draw.hpp"
#include "web-client/look/text_layout.hpp"

namespace look {
namespace {

constexpr float tooltip_delay_s = 0.4f;

struct Colours {
    Colour ground, edge;
    Tone tone = Tone::normal;
};

Colours colours_of(Theme const& theme, Button const& button, bool hovered, bool held) {
    Palette const& palette = theme.palette;
    Colour const nothing{0, 0, 0, 0};
    Colours colours;
    switch (button.kind) {
        case Kind::primary:
            colours.ground = palette.accent_ground;
            if (hovered)
                colours.ground = mixed(palette.accent_ground, {0, 0, 0, 255}, held ? 0.2f : 0.1f);
            colours.edge = nothing;
            colours.tone = Tone::on_accent;
            return colours;
        case Kind::quiet:
            colours.ground = hovered ? palette.hover : nothing;
            colours.edge = nothing;
            colours.tone = Tone::soft;
            break;
        case Kind::danger:
            colours.ground = hovered ? palette.hover : palette.raised;
            colours.edge = palette.line;
            colours.tone = Tone::bad;
            break;
        case Kind::normal:
            colours.ground = hovered ? palette.hover : palette.raised;
            colours.edge = palette.line;
            break;
    }
    if (button.selected || button.open) {
        colours.ground = palette.selected;
        colours.tone = Tone::normal;
    }
    if (held) colours.ground = palette.selected;
    return colours;
}

TextStyle label_style(Button const& button, Tone tone) {
    TextStyle style;
    style.tone = tone;
    style.strong = button.kind == Kind::primary;
    return style;
}

void draw_label(Ui& ui, Button const& button, Rect const& rect, Tone tone) {
    if (button.icon_only) {
        draw_icon(ui, rect, button.icon, tone);
        return;
    }
    TextStyle const style = label_style(button, tone);
    float const icon_room = button.icon == Icon::none ? 0.0f : 24.0f;
    float const menu_room = button.has_menu ? 20.0f : 0.0f;
    float const content = icon_room + text_width(ui, button.label, style) + menu_room;
    float x = rect.x + (button.left ? 12.0f : std::max((rect.width - content) / 2, 8.0f));
    if (button.icon != Icon::none) draw_icon(ui, {x, rect.y, 16, rect.height}, button.icon, tone);
    x += icon_room;
    float const room = rect.x + rect.width - x - menu_room - 4;
    draw_text(ui, {x, rect.y, room, rect.height}, button.label, style);
    if (button.has_menu)
        draw_icon(ui, {rect.x + rect.width - 26, rect.y, 16, rect.height}, Icon::chevron_down, tone,
                  14);
}

// What was drawn since this vertex becomes half as opaque, as the label of a grey button.
void fade_since(ImDrawList* list, int vertex) {
    for (int i = vertex; i < list->VtxBuffer.Size; ++i) {
        ImU32& colour = list->VtxBuffer[i].col;
        ImU32 const alpha = (colour >> IM_COL32_A_SHIFT) & 0xffu;
        colour = (colour & ~IM_COL32_A_MASK) | ((alpha / 2) << IM_COL32_A_SHIFT);
    }
}

void say(Ui& ui, Button const& button, Press const& pressed) {
    Node node;
    node.role = Role::button;
    node.name = button.label;
    node.description = button.grey.empty() ? button.hint : button.grey;
    node.rect = seen(pressed.rect);
    node.state.disabled = !button.grey.empty();
    node.state.busy = button.busy;
    node.state.focused = pressed.focused;
    node.state.selected = button.selected;
    node.state.expanded = button.open;
    ui.nodes.add(std::move(node), pressed.item);
}

}  // namespace

Rect seen(Rect const& rect) {
    ImRect const clip = ImGui::GetCurrentWindow()->ClipRect;
    return intersection(rect, {clip.Min.x, clip.Min.y, clip.GetWidth(), clip.GetHeight()});
}

Press press(Ui&, std::string_view id, Rect rect, bool enabled) {
    Press result;
    result.rect = rect;
    ImGuiWindow* const window = ImGui::GetCurrentWindow();
    result.item = window->GetID(begin_of(id), end_of(id));
    ImRect const box(rect.x, rect.y, rect.x + rect.width, rect.y + rect.height);
    result.visible = ImGui::ItemAdd(box, result.item);
    ImGuiContext const& context = *ImGui::GetCurrentContext();
    if (result.visible) {
        bool const was = ImGui::ButtonBehavior(box, result.item, &result.hovered, &result.held);
        result.pressed = was && enabled;
        result.held = result.held && enabled;
    }
    result.focused = context.NavId == result.item && context.NavWindow != nullptr &&
                     context.NavWindow->RootWindowForNav == window->RootWindowForNav;
    result.focus_visible = result.focused && context.NavCursorVisible;
    // ImGui's own keys work only while it shows where the keyboard is; after a press with the mouse
    // they must work too.
    bool const keys_free = result.focused && !result.focus_visible && context.ActiveId == 0 &&
                           context.ActiveIdPreviousFrame == 0 && !ImGui::GetIO().WantTextInput;
    if (keys_free &&
        (ImGui::IsKeyPressed(ImGuiKey_Enter, false) || ImGui::IsKeyPressed(ImGuiKey_Space, false)))
        result.pressed = enabled;
    return result;
}

void draw_focus_ring(Ui& ui, Rect rect, float radius) {
    // Drawn inside the edge by a point, so that a part that clips its content shows it whole.
    frame(inset(rect, 1), ui.theme.palette.focus, std::max(radius - 1, 0.0f), 2);
}

void tooltip(Ui& ui, Rect const& of, std::string_view text) {
    TextStyle style;
    style.size = Size::small;
    TextLayout const layout = lay_out(ui, plain_text(text), style, 280);
    ImVec2 const screen = ImGui::GetIO().DisplaySize;
    Rect box{of.x, of.y + of.height + 6, layout.width + 20, layout.height + 12};
    if (box.y + box.height > screen.y) box.y = of.y - 6 - box.height;
    box.x = std::clamp(box.x, 4.0f, std::max(screen.x - box.width - 4, 4.0f));
    ImDrawList* const list = ImGui::GetForegroundDrawList();
    Palette const& palette = ui.theme.palette;
    ImVec2 const low{box.x, box.y}, high{box.x + box.width, box.y + box.height};
    list->AddRectFilled({low.x, low.y + 2}, {high.x, high.y + 3}, packed(palette.shadow),
                        ui.theme.size.radius);
    list->AddRectFilled(low, high, packed(palette.raised), ui.theme.size.radius);
    list->AddRect(low, high, packed(palette.line), ui.theme.size.radius);
    draw_layout(list, ui, {box.x + 10, box.y + 6}, text, layout, style, palette.text);
}

float button_width(Ui const& ui, Button const& button) {
    if (button.icon_only) return ui.theme.size.control;
    float const icon_room = button.icon == Icon::none ? 0.0f : 24.0f;
    float const menu_room = button.has_menu ? 20.0f : 0.0f;
    return std::ceil(24 + icon_room + menu_room +
                     text_width(ui, button.label, label_style(button, Tone::normal)));
}

bool button(Ui& ui, Button const& button) {
    bool const enabled = button.grey.empty() && !button.busy;
    float width = button.width > 0 ? button.width : button_width(ui, button);
    if (button.width < 0 || width > width_left(ui)) width = width_left(ui);
    Rect const rect = take_place(ui, width, ui.theme.size.control - (button.narrow ? 4.0f : 0.0f));
    std::string_view const id = button.id.empty() ? button.label : button.id;
    Press const pressed = press(ui, id, rect, enabled);
    if (pressed.visible) {
        float const radius = ui.theme.size.radius;
        Colours const colours =
            colours_of(ui.theme, button, pressed.hovered && enabled, pressed.held);
        float const opacity = enabled ? 1.0f : 0.5f;
        fill(rect, faded(colours.ground, opacity), radius);
        frame(rect, faded(colours.edge, opacity), radius);
        ImDrawList* const list = ImGui::GetWindowDrawList();
        int const before = list->VtxBuffer.Size;
        draw_label(ui, button, rect, colours.tone);
        if (!enabled) fade_since(list, before);
        if (pressed.focus_visible) draw_focus_ring(ui, rect, radius);
        if (pressed.hovered && enabled) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
        bool const asked = pressed.hovered || pressed.focus_visible;
        float const waited = ImGui::GetCurrentContext()->HoveredIdTimer;
        if (asked && !button.grey.empty()) {
            tooltip(ui, rect, button.grey);
        } else if (asked && (!button.hint.empty() || button.icon_only)) {
            if (waited >= tooltip_delay_s)
                tooltip(ui, rect, button.hint.empty() ? button.label : button.hint);
            else if (!pressed.focus_visible)
                ui.redraw_within(tooltip_delay_s - waited);
        }
    }
    say(ui, button, pressed);
    return pressed.pressed;
}

bool icon_button(Ui& ui, Icon icon, std::string_view label, std::string_view grey) {
    Button wanted;
    wanted.label = label;
    wanted.icon = icon;
    wanted.icon_only = true;
    wanted.kind = Kind::quiet;
    wanted.grey = grey;
    return button(ui, wanted);
}

bool link(Ui& ui, Link const& link) {
    TextStyle style;
    style.size = link.size;
    style.tone = link.tone;
    float const width = std::min(std::ceil(text_width(ui, link.label, style)), width_left(ui));
    Rect const rect = take_place(ui, width, line_height(ui, link.size));
    Press const pressed =
        press(ui, link.id.empty() ? link.label : link.id, rect, link.grey.empty());
    if (pressed.visible) {
        draw_text(ui, rect, link.label, style);
        if (pressed.hovered) {
            ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
            fill({rect.x, rect.y + rect.height - 2, rect.width, 1}, colour_of(ui.theme, link.tone));
        }
        Rect const around{rect.x - 3, rect.y - 1, rect.width + 6, rect.height + 2};
        if (pressed.focus_visible) draw_focus_ring(ui, around, 4);
        if ((pressed.hovered || pressed.focus_visible) && !link.grey.empty())
            tooltip(ui, rect, link.grey);
    }
    Node node;
    node.role = link.role;
    node.href = link.href;
    node.name = link.label;
    node.description = link.grey;
    node.state.disabled = !link.grey.empty();
    node.state.focused = pressed.focused;
    node.rect = seen(rect);
    ui.nodes.add(std::move(node), pressed.item);
    return pressed.pressed;
}

}  // namespace look
