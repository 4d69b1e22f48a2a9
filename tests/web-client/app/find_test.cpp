// Ctrl+K in the program: places are gone to and commands done by typing their names.
#include <doctest/doctest.h>
#include <imgui.h>

#include "tests/web-client/app/visit.hpp"

namespace app_find_test {

using look::Role;

namespace {

struct Visitor : visit::Member {
    Visitor() : Member("/", true) { settle(); }
    void find(std::string const& typed) {
        stage->press(ImGuiMod_Ctrl, ImGuiKey_K);
        stage->run(3);
        REQUIRE(stage->sees(Role::dialog, "Find"));
        stage->type(typed);
        stage->run(2);
    }
    void enter() {
        stage->press(ImGuiKey_Enter);
        settle();
    }
};

}  // namespace

TEST_CASE("Ctrl+K goes to a place by the keyboard alone, and Escape leaves it") {
    Visitor anna;
    anna.find("peop");
    anna.enter();
    CHECK(anna.tab.place == "/people");
    CHECK_FALSE(anna.stage->sees(Role::dialog, "Find"));
    anna.find("nothing is called so");
    CHECK(anna.stage->described().find("Nothing here is called that") != std::string::npos);
    anna.enter();
    CHECK(anna.stage->sees(Role::dialog, "Find"));
    anna.stage->press(ImGuiKey_Escape);
    anna.settle();
    CHECK_FALSE(anna.stage->sees(Role::dialog, "Find"));
    CHECK(anna.tab.place == "/people");
    // In the other language, and by its button.
    anna.press("Find a place or a command (Ctrl+K)");
    anna.stage->type("мой акк");
    anna.enter();
    CHECK(anna.tab.place == "/account");
}

TEST_CASE("what can be done in a place is done from there, with the reason where it cannot") {
    Visitor anna;
    anna.find("create ch");
    anna.enter();
    anna.stage->run(3);
    CHECK(anna.stage->sees(Role::dialog, "New channel"));
}

}  // namespace app_find_test
