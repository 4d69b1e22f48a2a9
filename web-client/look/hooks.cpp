#include "web-client/look/hooks.hpp"

#include <imgui.h>
#include <imgui_internal.h>

namespace look {
namespace {

[[maybe_unused]] ItemWatch* watch_of(ImGuiContext* context) {
#ifdef IMGUI_ENABLE_TEST_ENGINE
    return static_cast<ItemWatch*>(context->TestEngine);
#else
    static_cast<void>(context);
    return nullptr;
#endif
}

// Windows inside windows are items for ImGui; what a person presses is inside of them.
bool is_window(ImGuiContext const& context, ImGuiID id) {
    for (ImGuiWindow const* window : context.Windows)
        if (window->ID == id || window->ChildId == id) return true;
    return false;
}

}  // namespace

ItemWatch::ItemWatch(ImGuiContext* context) : context_(context) {
#ifdef IMGUI_ENABLE_TEST_ENGINE
    context_->TestEngine = this;
    context_->TestEngineHookItems = true;
#endif
}

ItemWatch::~ItemWatch() {
#ifdef IMGUI_ENABLE_TEST_ENGINE
    context_->TestEngineHookItems = false;
    context_->TestEngine = nullptr;
#endif
}

std::vector<SeenItem> ItemWatch::without_node(Recorder const& recorder) const {
    std::vector<SeenItem> missing;
    for (SeenItem const& item : items_)
        if (!recorder.covers(item.id) && !is_window(*context_, item.id)) missing.push_back(item);
    return missing;
}

}  // namespace look

#ifdef IMGUI_ENABLE_TEST_ENGINE
// NOLINTBEGIN: the names are ImGui's.
void ImGuiTestEngineHook_ItemAdd(ImGuiContext* context, ImGuiID id, ImRect const& box,
                                 ImGuiLastItemData const* item) {
    look::ItemWatch* const watch = look::watch_of(context);
    // Scroll bars are for the mouse only, as a browser's are.
    bool const scroll_bar =
        item != nullptr && (item->ItemFlags & ImGuiItemFlags_NoNav) != 0 &&
        (id == ImGui::GetWindowScrollbarID(context->CurrentWindow, ImGuiAxis_X) ||
         id == ImGui::GetWindowScrollbarID(context->CurrentWindow, ImGuiAxis_Y));
    // ImGui's own window for what is drawn outside of any window: it is never shown.
    bool const fallback =
        context->CurrentWindow != nullptr && context->CurrentWindow->IsFallbackWindow;
    if (watch != nullptr && id != 0 && !scroll_bar && !fallback)
        watch->saw(id, {box.Min.x, box.Min.y, box.GetWidth(), box.GetHeight()});
}
void ImGuiTestEngineHook_ItemInfo(ImGuiContext*, ImGuiID, char const*, ImGuiItemStatusFlags) {}
void ImGuiTestEngineHook_Log(ImGuiContext*, char const*, ...) {}
char const* ImGuiTestEngine_FindItemDebugLabel(ImGuiContext*, ImGuiID) { return nullptr; }
// NOLINTEND
#endif
