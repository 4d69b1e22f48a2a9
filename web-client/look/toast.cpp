#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "web-client/look/dialog.hpp"
#include "web-client/look/draw.hpp"

namespace look {
namespace {

struct Place {
    float x, bottom, width;
};

enum class Pressed : std::uint8_t { none, action, cross };

Pressed draw_one(Ui& ui, Toast const& toast, std::string const& name, Place& place) {
    float const action = toast.action.empty() ? 0 : text_width(ui, toast.action) + 32;
    Paragraph how;
    how.width = place.width - 88 - action;
    how.style.tone = Tone::normal;
    float const height = std::max(paragraph_height(ui, toast.text, how, how.width) + 24, 44.0f);
    Rect const rect{place.x, place.bottom - height, place.width, height};
    ImGui::SetNextWindowPos({rect.x, rect.y});
    ImGui::SetNextWindowSize({rect.width, rect.height});
    ImGui::Begin(name.c_str(), nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoFocusOnAppearing |
                     ImGuiWindowFlags_NoBackground);
    ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
    draw_shadow(ui, rect, ui.theme.size.radius);
    fill(rect, ui.theme.palette.raised, ui.theme.size.radius);
    frame(rect, ui.theme.palette.line, ui.theme.size.radius);
    Icon const icon = toast.tone == Tone::bad    ? Icon::circle_alert
                      : toast.tone == Tone::warn ? Icon::triangle_alert
                      : toast.tone == Tone::good ? Icon::circle_check
                                                 : Icon::info;
    Node node;
    node.role = toast.tone == Tone::bad ? Role::alert : Role::status;
    node.name = toast.text;
    node.rect = rect;
    ui.nodes.open_at_root(std::move(node));
    draw_icon(ui, {rect.x + 12, rect.y, 20, 44}, icon,
              toast.tone == Tone::normal ? Tone::soft : toast.tone);
    ui.at({rect.x + 44, rect.y + 12, how.width, height - 24});
    paragraph(ui, toast.text, how);
    Pressed pressed = Pressed::none;
    Rect end{rect.x, rect.y, rect.width - 8, 44};
    ui.at(centred(cut_right(end, 28), 28, 28));
    if (icon_button(ui, Icon::x, ui.say("toast.close"))) pressed = Pressed::cross;
    if (!toast.action.empty()) {
        Button wanted;
        wanted.label = toast.action;
        wanted.narrow = true;
        Rect const area = cut_right(end, action);
        ui.at(centred(area, action - 8, 28));
        if (button(ui, wanted)) pressed = Pressed::action;
    }
    ui.nodes.close();
    ImGui::End();
    place.bottom = rect.y - 8;
    return pressed;
}

}  // namespace

std::uint64_t toasts(Ui& ui, std::vector<Toast>& toasts) {
    std::uint64_t pressed_id = 0;
    ImVec2 const screen = ImGui::GetIO().DisplaySize;
    float const width = std::min(440.0f, screen.x - 24);
    Place place{std::floor((screen.x - width) / 2), screen.y - 44, width};
    for (std::size_t i = toasts.size(); i-- > 0;) {
        Toast& toast = toasts[i];
        if (toast.shown_at_us == 0) toast.shown_at_us = ui.now_us;
        float const left_s =
            toast.seconds - static_cast<float>(ui.now_us - toast.shown_at_us) / 1e6f;
        Pressed pressed = Pressed::cross;
        if (left_s > 0) pressed = draw_one(ui, toast, "##toast" + std::to_string(i), place);
        if (pressed == Pressed::action) pressed_id = toast.id;
        if (pressed == Pressed::none)
            ui.redraw_within(left_s);
        else
            toasts.erase(toasts.begin() + static_cast<std::ptrdiff_t>(i));
    }
    return pressed_id;
}

}  // namespace look
