// The native window: GLFW, OpenGL and ImGui together. Turns the system's events into ImGui's, in
// display points whatever the scale of the display, and knows when something has to be drawn.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "web-client/platform/shown_picture.hpp"

struct GLFWwindow;

namespace platform {

class Window {
public:
    Window();  // throws std::runtime_error if there is no display, or no OpenGL 3.2
    ~Window();
    Window(Window const&) = delete;
    Window& operator=(Window const&) = delete;

    void wake() { frames_wanted_ = frames_to_settle; }
    bool wants_frame() const { return frames_wanted_ > 0; }
    bool is_closing() const;
    // Waits for events, at most so long; without a limit if there is none.
    void wait(std::optional<int> at_most_ms);
    static void interrupt();  // ends wait(); from any thread

    // A frame around on_frame.
    void draw();
    std::function<void()> on_frame;
    void write_picture(std::filesystem::path const& path) const;

    void title(std::string const& title);
    void copy(std::string const& text);
    float scale() const { return scale_; }

    std::function<void()> on_back, on_forward;  // Alt and an arrow, or the buttons of a mouse
    std::function<void(std::string const& path)> on_drop;  // of the first file that was dropped

private:
    // ImGui needs frames after the one in which something happened: what is hovered or opened is
    // known to it in the next one only.
    static constexpr int frames_to_settle = 3;

    void take_events();
    void take_key(int key, int code, int action, int modifiers);
    void place_mouse(double x, double y) const;
    void begin_frame();
    bool paint() const;

    GLFWwindow* window_ = nullptr;
    ShownPicture shown_;
    int frames_wanted_ = frames_to_settle;
    float scale_ = 1;            // pixels in a point
    float pixels_per_unit_ = 1;  // of the window's own coordinates, which differ by system
};

}  // namespace platform
