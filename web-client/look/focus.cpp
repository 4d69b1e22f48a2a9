#include "web-client/look/focus.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>

namespace look::focus {
namespace {

// As long as the keyboard may be on its way: a dialog takes three frames to come.
constexpr int longest_held_frames = 4;

// Tab goes on from what has the keyboard. When that has gone from the screen, as the button that
// signed somebody in, it would go nowhere, for ever.
void leave_what_is_gone(Ui& ui) {
    ImGuiContext& context = *ImGui::GetCurrentContext();
    bool const gone = context.NavId != 0 && !context.NavIdIsAlive && !context.NavInitRequest &&
                      !context.NavMoveSubmitted;
    ui.frames_without_focused = gone ? ui.frames_without_focused + 1 : 0;
    // Where nothing has the keyboard there is nothing to go on from: the next Tab begins anew.
    if (context.NavId == 0) context.NavCursorVisible = false;
    if (ui.frames_without_focused == 1) ui.redraw_within(0);
    if (ui.frames_without_focused < 2) return;
    context.NavId = 0;
    context.NavCursorVisible = false;
    ui.frames_without_focused = 0;
}

}  // namespace

bool has_letters() {
    ImGuiIO const& io = ImGui::GetIO();
    auto const& letters = io.InputQueueCharacters;
    // AltGr, which many letters are typed with, comes as Ctrl and Alt together.
    if ((io.KeyCtrl && !io.KeyAlt) || io.KeySuper) return false;
    return std::any_of(letters.begin(), letters.end(), [](ImWchar letter) { return letter > 32; });
}

bool has_paste() {
    return ImGui::GetIO().KeyCtrl &&
           ImGui::IsKeyPressed(ImGuiKey_V, ImGuiInputFlags_None, ImGuiKeyOwner_Any);
}

void hold_letters(Ui& ui) {
    auto& letters = ImGui::GetIO().InputQueueCharacters;
    ui.held_letters.insert(ui.held_letters.end(), letters.begin(), letters.end());
    letters.resize(0);
    ui.redraw_within(0);
}

void begin_frame(Ui& ui) {
    auto& letters = ImGui::GetIO().InputQueueCharacters;
    std::vector<unsigned> all = std::exchange(ui.held_letters, {});
    if (all.empty()) {
        ui.held_frames = 0;
        return;
    }
    all.insert(all.end(), letters.begin(), letters.end());
    letters.resize(0);
    for (unsigned const letter : all) letters.push_back(static_cast<ImWchar>(letter));
}

void end_frame(Ui& ui) {
    leave_what_is_gone(ui);
    ui.focused_on_page.clear();
    ui.left_on_page.clear();
    ui.edits_on_page.clear();
    // A blank presses what has the keyboard; it is not the first letter of what comes then.
    if (has_letters() && ++ui.held_frames <= longest_held_frames) hold_letters(ui);
}

bool page_field(Ui& ui, std::uint32_t item, Rect const& rect, std::string_view name) {
    ImGuiContext& context = *ImGui::GetCurrentContext();
    ImGuiWindow* const window = ImGui::GetCurrentWindow();
    ImGui::ItemAdd({rect.x, rect.y, rect.x + rect.width, rect.y + rect.height}, item, nullptr,
                   ImGuiItemFlags_Inputable);
    ui.nodes.cover(item);  // the page's own element stands for it
    if (ui.focused_on_page == name) {
        ImGui::ClearActiveID();
        ImGui::FocusWindow(window);
        ImGui::SetFocusID(item, window);
        context.NavCursorVisible = true;  // Tab goes on from here, and does not begin anew
        context.NavInitRequest = false;
        context.NavInitResult.Clear();
        ui.focused_on_page.clear();
    }
    if (ui.left_on_page == name) {
        if (context.NavId == item) context.NavId = 0;
        ui.left_on_page.clear();
    }
    return context.NavId == item && context.NavWindow != nullptr &&
           context.NavWindow->RootWindowForNav == window->RootWindowForNav;
}

}  // namespace look::focus
