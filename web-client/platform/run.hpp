// The way in: the platform opens the window (or takes the page's canvas), owns the loop, and asks a
// Frame for what stands on screen. So a client's main is three lines, the same on every platform:
//
//     int main(int count, char** words) {
//         return platform::run({words + 1, words + count}, [](platform::Platform& platform) {
//             return std::make_unique<App>(platform);
//         });
//     }
#pragma once

#include <functional>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "web-client/platform/platform.hpp"

namespace platform {

// What is drawn. frame() is called between ImGui::NewFrame() and ImGui::Render(), and only when
// something may have changed: after input, after Platform::wake(), after a resize. It is followed
// by two more frames, in which ImGui settles, and then by none. Do no work in it that must go on
// while nobody looks: answers and timers arrive through the platform's callbacks, outside of
// frames.
class Frame {
public:
    virtual ~Frame() = default;
    virtual void frame() = 0;
    // Told what a callback of the platform threw, outside of frames; the platform goes on.
    virtual void failed(std::string const& what) = 0;
    // Asked after each frame: seconds until the screen would look different by itself.
    virtual float redraw_in_s() const { return std::numeric_limits<float>::infinity(); }
};

// Called once, when the platform and an ImGui context (without fonts, with its default style) are
// there.
using Make = std::function<std::unique_ptr<Frame>(Platform&)>;

// Returns the program's exit status: natively when the window is closed, in a page at once (the
// page goes on living). `arguments` are those after the program's name:
//
//     --server URL        where the server answers; http://127.0.0.1:8080
//     --data DIR          what survives a restart; else in ~/.local/share/kontor-window
//     --screenshot FILE   writes the window as a PPM picture whenever it comes to rest
int run(std::vector<std::string> const& arguments, Make const& make);

}  // namespace platform
