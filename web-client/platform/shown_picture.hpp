// What stands on the screen, known by its sum, so that a frame that looks the same is not painted
// again: painting is most of what a frame costs, on a phone and without a graphics card above all.
#pragma once

#include <imgui.h>

#include <cstdint>

namespace platform {

class ShownPicture {
public:
    // Whether the picture differs from the one that was shown before; from now on it is that one.
    bool is_new(ImDrawData const& picture, ImVec4 const& ground);
    void forget() { sum_ = 0; }  // nothing stands on the screen any more

private:
    std::uint64_t sum_ = 0;
};

}  // namespace platform
