// The page's canvas: WebGL 2 and ImGui together, and what the page tells about keys, text and
// pointers as ImGui's events.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "web-client/platform/shown_picture.hpp"

namespace platform {

class Canvas {
public:
    Canvas();
    Canvas(Canvas const&) = delete;
    Canvas& operator=(Canvas const&) = delete;

    bool works() const { return works_; }  // false: there is no WebGL 2

    // A frame around `draw`. Sizes are in CSS pixels, `scale` says how many of the display's one
    // has; `seen`: the page is not hidden.
    void frame(double now_ms, float width, float height, float scale, bool seen,
               std::function<void()> const& draw);
    // ImGui has more events than it took in the last frame.
    bool has_more_events() const;
    void make_anew();  // after the browser has lost what was on the graphics card

    void key(std::string_view code, std::string_view key, bool down, int modifiers);
    void tap_key(std::string_view code, bool with_command);
    void text(std::string const& text);
    void pasted(std::string text) { clipboard_ = std::move(text); }
    void focused(bool now);
    void mouse_moved(float x, float y);
    void mouse_pressed(float x, float y, int button, bool down);
    void finger_put(float x, float y);
    void mouse_left();
    void scrolled(float x, float y);  // points

private:
    void take_over_imgui();
    void tell_cursor();

    ShownPicture shown_;
    bool works_ = false;
    bool is_mac_ = false;
    double last_ms_ = 0;
    int cursor_ = -2;
    std::string clipboard_;
};

}  // namespace platform
