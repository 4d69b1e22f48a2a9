#include <iostream>

#include "web-client/platform/native/native_platform.hpp"
#include "web-client/platform/native/settings.hpp"
#include "web-client/platform/native/window.hpp"
#include "web-client/platform/run.hpp"
#include "web-client/platform/signs.hpp"

namespace platform {
namespace {

void loop(Window& window, NativePlatform& platform, Frame& frame,
          std::filesystem::path const& screenshot) {
    Ticket redraw = 0;
    window.on_frame = [&frame] { frame.frame(); };
    while (!window.is_closing()) {
        window.wait(window.wants_frame() ? std::optional(0) : platform.sleep_ms());
        try {
            platform.run_due();
        } catch (std::exception const& error) {
            frame.failed(error.what());
        }
        if (!window.wants_frame()) continue;
        window.draw();
        platform.cancel(redraw);
        redraw = 0;
        float const seconds = frame.redraw_in_s();
        if (seconds < 3600)
            redraw = platform.after(static_cast<int>(seconds * 1000), [&window] { window.wake(); });
        if (!window.wants_frame() && !screenshot.empty()) window.write_picture(screenshot);
    }
    window.on_frame = nullptr;
}

}  // namespace

int run(std::vector<std::string> const& arguments, Make const& make) {
    auto const read = read_settings(arguments);
    if (auto const* const ending = std::get_if<Ending>(&read)) {
        (ending->status == 0 ? std::cout : std::cerr) << ending->text;
        return ending->status;
    }
    auto const& settings = std::get<WindowSettings>(read);
    try {
        Window window;
        look::Signs const signs(draw_sign);
        NativePlatform platform(settings, window);
        std::unique_ptr<Frame> const frame = make(platform);
        loop(window, platform, *frame, settings.screenshot);
        return 0;
    } catch (std::exception const& error) {
        std::cerr << "kontor-window: " << error.what() << "\n";
        return 1;
    }
}

}  // namespace platform
