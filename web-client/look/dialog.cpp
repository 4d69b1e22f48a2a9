#include "web-client/look/dialog.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "web-client/look/draw.hpp"
#include "web-client/look/text_layout.hpp"

namespace look {
namespace {

constexpr ImGuiWindowFlags bare_popup = ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize |
                                        ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                                        ImGuiWindowFlags_NoCollapse;
constexpr float padding = 20;

constexpr std::size_t most_title_lines = 4;

// In as many lines as it takes: it says whom or what the dialog is about.
void draw_lines(Ui& ui, Rect rect, TextLayout const& layout, std::string_view text,
                TextStyle const& style) {
    auto const count = std::min(layout.lines.size(), most_title_lines);
    for (std::size_t i = 0; i < count; ++i) {
        auto const& each = layout.lines[i];
        // The last one that there is room for has all the rest, cut with "…".
        auto const length =
            i + 1 == most_title_lines ? std::string_view::npos : each.end - each.begin;
        Rect const line = count == 1 ? rect : cut_top(rect, layout.line_height);
        draw_text(ui, line, text.substr(each.begin, length), style);
    }
}

// The title, and a cross at the right. Returns true when the cross was pressed.
bool draw_title(Ui& ui, std::string_view title) {
    float const control = ui.theme.size.control;
    TextStyle style;
    style.size = Size::large;
    style.strong = true;
    auto const text = plain_text(title);
    auto const layout = lay_out(ui, text, style, here(ui, control).width - 40);
    auto const lines = static_cast<float>(std::min(layout.lines.size(), most_title_lines));
    Rect line = here(ui, std::max(control, lines * layout.line_height));
    Rect cross = cut_right(line, 32);
    cross.x += 6;
    cross.height = control;
    float const after = line.y + line.height;
    line.width -= 8;
    draw_lines(ui, line, layout, text.text, style);
    Node node;
    node.role = Role::heading;
    node.name = title;
    node.level = 2;
    node.rect = seen(line);
    ui.nodes.add(std::move(node));
    float const left = line.x;
    ui.at(cross);
    bool const pressed = icon_button(ui, Icon::x, ui.say("dialog.close"));
    ImGui::SetCursorScreenPos({left, after});
    gap(ui, 12);
    return pressed;
}

}  // namespace

bool begin_dialog(Ui& ui, Dialog const& dialog, bool& open) {
    std::string const id = "dialog/" + std::string(dialog.id.empty() ? dialog.title : dialog.id);
    bool const was_open = ImGui::IsPopupOpen(id.c_str());
    if (!open && !was_open) return false;
    if (open && !was_open) ImGui::OpenPopup(id.c_str());
    ImVec2 const screen = ImGui::GetIO().DisplaySize;
    float const width = std::min(dialog.width, screen.x - 24);
    float const most = screen.y - 24;
    float const height = std::min(dialog.height, most);
    ImGui::SetNextWindowPos({std::floor(screen.x / 2), std::floor(screen.y / 2)}, ImGuiCond_Always,
                            {0.5f, 0.5f});
    ImGui::SetNextWindowSizeConstraints({width, height}, {width, height > 0 ? height : most});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {padding, 16});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ui.theme.size.radius + 4);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1);
    ImGui::PushStyleColor(ImGuiCol_Border, unpacked(ui.theme.palette.line));
    bool const drawn =
        ImGui::BeginPopupModal(id.c_str(), nullptr, bare_popup | ImGuiWindowFlags_AlwaysAutoResize);
    ImGui::PopStyleColor();
    ImGui::PopStyleVar(3);
    if (!drawn) return false;
    ImGuiWindow const* const window = ImGui::GetCurrentWindow();
    Node node;
    node.role = Role::dialog;
    node.name = dialog.title;
    node.rect = {window->Pos.x, window->Pos.y, window->Size.x, window->Size.y};
    node.state.modal = true;
    draw_shadow(ui, node.rect, ui.theme.size.radius + 4);
    ui.nodes.open_at_root(std::move(node));
    bool const escaped =
        ImGui::IsKeyPressed(ImGuiKey_Escape, ImGuiInputFlags_None, ImGuiKeyOwner_Any) &&
        ImGui::IsWindowFocused(ImGuiFocusedFlags_ChildWindows);
    bool const crossed = draw_title(ui, dialog.title);
    if (escaped || crossed) open = false;
    if (!open) {
        ImGui::CloseCurrentPopup();
        ui.redraw_within(0);
    }
    return true;
}

void end_dialog(Ui& ui) {
    ui.nodes.close();
    ImGui::EndPopup();
}

bool escaped(Ui const&) {
    if (!ImGui::IsKeyPressed(ImGuiKey_Escape, false) || ImGui::GetIO().WantTextInput ||
        ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup))
        return false;
    // A menu that the key has just closed is open no more, and was there a frame ago.
    auto const was_above = [](ImGuiWindow const* window) {
        return window->WasActive && (window->Flags & ImGuiWindowFlags_Popup) != 0;
    };
    auto const& windows = ImGui::GetCurrentContext()->Windows;
    return std::none_of(windows.begin(), windows.end(), was_above);
}

namespace {

bool pressed_with_ctrl(ImGuiKey key) {
    auto const& io = ImGui::GetIO();
    return (io.KeyCtrl || io.KeySuper) && !io.KeyAlt &&
           ImGui::IsKeyPressed(key, ImGuiInputFlags_None, ImGuiKeyOwner_Any) &&
           !ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup);
}

}  // namespace

bool ctrl_entered(Ui const&) { return pressed_with_ctrl(ImGuiKey_Enter); }

bool ctrl_pressed(Ui const&, char letter) {
    return pressed_with_ctrl(static_cast<ImGuiKey>(ImGuiKey_A + (letter - 'A')));
}

Answer dialog_buttons(Ui& ui, DialogButtons const& buttons) {
    gap(ui, 16);
    Rect line = here(ui, ui.theme.size.control);
    float const bottom = line.y + line.height;
    float const left = line.x;
    Button other;
    other.label = buttons.other;
    float const main_width = std::min(button_width(ui, buttons.main), line.width);
    Rect const main_place = cut_right(line, main_width);
    Answer answer = Answer::none;
    if (!buttons.other.empty()) {
        cut_right(line, 8);
        ui.at(cut_right(line, button_width(ui, other)));
        if (button(ui, other)) answer = Answer::other;
    }
    ui.at(main_place);
    if (button(ui, buttons.main)) answer = Answer::main;
    ImGui::SetCursorScreenPos({left, bottom});
    gap(ui, 4);
    return answer;
}

}  // namespace look
