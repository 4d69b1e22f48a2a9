#include "web-client/platform/native/settings.hpp"

#include <doctest/doctest.h>

namespace platform_settings_test {

using platform::Ending;
using platform::language_of;
using platform::read_settings;
using platform::WindowSettings;

TEST_CASE("the language is the machine's") {
    CHECK(language_of("ru_RU.UTF-8") == "ru");
    CHECK(language_of("de@euro") == "de");
    CHECK(language_of("EN") == "en");
    CHECK(language_of("C.UTF-8") == "en");
    CHECK(language_of("POSIX") == "en");
    CHECK(language_of("") == "en");
}

TEST_CASE("the system is named as it names itself") {
    using platform::system_name;
    CHECK(system_name("NAME=\"Debian\"\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n") ==
          "Debian GNU/Linux 12 (bookworm)");
    CHECK(system_name("PRETTY_NAME=Void\n") == "Void");
    CHECK(system_name("") == "Linux");
    CHECK(system_name("PRETTY_NAME=\"\"\nVERSION=1\n") == "Linux");
    CHECK(system_name("PRETTY_NAME=" + std::string(300, 'x')) == "Linux");
}

TEST_CASE("flags say where the server and the data are") {
    auto const read = read_settings({"--server", "https://kontor.example/", "--data", "/tmp/x y"});
    auto const& settings = std::get<WindowSettings>(read);
    CHECK(settings.server == "https://kontor.example");
    CHECK(settings.data == "/tmp/x y");
    CHECK(settings.screenshot.empty());
}

TEST_CASE("a flag that is wrong ends the program with a reason") {
    for (std::vector<std::string> const& wrong : {std::vector<std::string>{"--sever", "x"},
                                                  {"--server"},
                                                  {"--server", "kontor.example"},
                                                  {"--server", "http://"}}) {
        auto const read = read_settings(wrong);
        REQUIRE(std::holds_alternative<Ending>(read));
        CHECK(std::get<Ending>(read).status != 0);
        CHECK(std::get<Ending>(read).text.find("--se") != std::string::npos);
    }
}

TEST_CASE("help is no failure") {
    auto const read = read_settings({"--help"});
    CHECK(std::get<Ending>(read).status == 0);
    CHECK(std::get<Ending>(read).text.find("--server") != std::string::npos);
}

}  // namespace platform_settings_test
