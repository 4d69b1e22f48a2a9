// The flags of the native window.
#pragma once

#include <filesystem>
#include <string>
#include <variant>
#include <vector>

namespace platform {

struct WindowSettings {
    std::string server = "http://127.0.0.1:8080";  // without a slash at its end
    std::filesystem::path data;
    std::filesystem::path screenshot;  // empty: none is written
    std::filesystem::path mirror;      // empty: none is written
    std::string language;              // "ru", "en", …
};

// What to print instead of opening a window, and the exit status.
struct Ending {
    std::string text;
    int status = 0;
};

// `arguments` without the program's name; the environment says what they leave open.
std::variant<WindowSettings, Ending> read_settings(std::vector<std::string> arguments);

// "Debian GNU/Linux 12 (bookworm)" from the text of /etc/os-release; "Linux" when it does not say.
std::string system_name(std::string const& os_release);

// "ru" from "ru_RU.UTF-8"; "en" from "C", "POSIX" and "".
std::string language_of(std::string const& locale);

}  // namespace platform
