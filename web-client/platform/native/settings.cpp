#include "web-client/platform/native/settings.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <sstream>

namespace platform {
namespace {

std::string environment(char const* name) {
    char const* const value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
}

std::string default_data() {
    std::string const base = environment("XDG_DATA_HOME");
    if (!base.empty()) return base + "/kontor-window";
    return environment("HOME") + "/.local/share/kontor-window";
}

bool is_server(std::string const& url) {
    for (std::string const scheme : {"http://", "https://"})
        if (url.rfind(scheme, 0) == 0 && url.size() > scheme.size()) return true;
    return false;
}

}  // namespace

std::string language_of(std::string const& locale) {
    std::string language = locale.substr(0, locale.find_first_of("_.@-"));
    std::transform(language.begin(), language.end(), language.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return language.empty() || language == "c" || language == "posix" ? "en" : language;
}

std::string system_name(std::string const& os_release) {
    std::string const key = "PRETTY_NAME=";
    std::istringstream lines(os_release);
    for (std::string line; std::getline(lines, line);) {
        if (line.rfind(key, 0) != 0) continue;
        std::string name = line.substr(key.size());
        std::erase_if(name, [](char c) { return c == '"' || c == '\'' || c == '\r'; });
        if (!name.empty() && name.size() <= 100) return name;
    }
    return "Linux";
}

std::variant<WindowSettings, Ending> read_settings(std::vector<std::string> arguments) {
    WindowSettings settings;
    std::string data = default_data(), screenshot;
    CLI::App flags("Kontor in a window of its own.", "kontor-window");
    flags.add_option("--server", settings.server, "Where the server answers.")
        ->envname("KONTOR_SERVER")
        ->capture_default_str();
    flags.add_option("--data", data, "Where unsent work and what was loaded are kept.")
        ->envname("KONTOR_WINDOW_DATA")
        ->capture_default_str();
    flags.add_option(
        "--screenshot", screenshot,
        "Writes the window into this file, as a PPM picture, whenever it comes to rest.");
    std::reverse(arguments.begin(), arguments.end());  // as CLI11 takes them
    try {
        flags.parse(arguments);
    } catch (CLI::ParseError const& error) {
        std::ostringstream out;
        int const status = flags.exit(error, out, out);
        return Ending{out.str(), status};
    }
    while (!settings.server.empty() && settings.server.back() == '/') settings.server.pop_back();
    if (!is_server(settings.server))
        return Ending{
            "--server is written like https://kontor.example, not \"" + settings.server + "\"\n",
            2};

    settings.data = data;
    settings.screenshot = screenshot;
    settings.mirror = environment("KONTOR_MIRROR");
    for (char const* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        settings.language = environment(name);
        if (!settings.language.empty()) break;
    }
    settings.language = language_of(settings.language);
    return settings;
}

}  // namespace platform
