// Sees every item that ImGui is given in a frame, so that a test can ask which of them have no node
// in the semantic tree. ImGui calls four functions for this when it is built with
// IMGUI_ENABLE_TEST_ENGINE; in other builds nothing is seen.
#pragma once

#include <cstdint>
#include <vector>

#include "web-client/look/recorder.hpp"

struct ImGuiContext;

namespace look {

struct SeenItem {
    std::uint32_t id = 0;
    Rect rect;
};

class ItemWatch {
public:
    explicit ItemWatch(ImGuiContext* context);  // from now on, until it goes
    ~ItemWatch();
    ItemWatch(ItemWatch const&) = delete;
    ItemWatch& operator=(ItemWatch const&) = delete;

    void begin_frame() { items_.clear(); }
    void saw(std::uint32_t id, Rect rect) { items_.push_back({id, rect}); }
    std::vector<SeenItem> const& items() const { return items_; }
    // Items that react to a person, and that no node stands for.
    std::vector<SeenItem> without_node(Recorder const& recorder) const;

private:
    ImGuiContext* context_;
    std::vector<SeenItem> items_;
};

}  // namespace look
