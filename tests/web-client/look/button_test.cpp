#include <doctest/doctest.h>

#include "tests/support/stage.hpp"
#include "web-client/look/widgets.hpp"

namespace button_test {

using look::Role;
using support::Stage;

namespace {

struct Pressed {
    int send = 0, remove = 0, more = 0;
};

Stage::Frame three_buttons(Pressed& pressed, std::string const& grey = "Only the owner can") {
    return [&pressed, grey](look::Ui& ui, look::Rect) {
        look::Button send;
        send.label = "Send";
        send.kind = look::Kind::primary;
        if (look::button(ui, send)) ++pressed.send;
        look::Button remove;
        remove.label = "Remove";
        remove.grey = grey;
        if (look::button(ui, remove)) ++pressed.remove;
        if (look::link(ui, "More")) ++pressed.more;
    };
}

}  // namespace

TEST_CASE("a button is pressed by the mouse, by Enter and by the space bar") {
    Pressed pressed;
    Stage stage(three_buttons(pressed));
    stage.click(Role::button, "Send");
    CHECK(pressed.send == 1);
    stage.press(ImGuiKey_Enter);
    CHECK(pressed.send == 2);
    stage.press(ImGuiKey_Space);
    CHECK(pressed.send == 3);
    CHECK(pressed.remove == 0);
}

TEST_CASE("a grey button is never pressed, can be reached, and says why") {
    Pressed pressed;
    Stage stage(three_buttons(pressed));
    look::Node const node = stage.find(Role::button, "Remove");
    CHECK(node.state.disabled);
    CHECK(node.description == "Only the owner can");
    stage.click(Role::button, "Remove");
    stage.press(ImGuiKey_Enter);
    CHECK(pressed.remove == 0);
    CHECK(stage.focused() == "Remove");
}

TEST_CASE("Tab goes through everything in reading order, and round; Shift+Tab goes back") {
    Pressed pressed;
    Stage stage(three_buttons(pressed, ""));
    std::vector<std::string> order;
    for (int i = 0; i < 4; ++i) {
        stage.press(ImGuiKey_Tab);
        order.push_back(stage.focused());
    }
    std::vector<std::string> const expected{"Send", "Remove", "More", "Send"};
    // Whether the first Tab lands on the first or the second item depends on where the keyboard
    // was.
    bool const from_first = order == expected;
    bool const from_second = order == std::vector<std::string>{"Remove", "More", "Send", "Remove"};
    CHECK((from_first || from_second));
    std::string const at = stage.focused();
    stage.press(ImGuiMod_Shift, ImGuiKey_Tab);
    CHECK(stage.focused() != at);
    stage.press(ImGuiKey_Tab);
    CHECK(stage.focused() == at);
}

TEST_CASE("a link is pressed like a button") {
    Pressed pressed;
    Stage stage(three_buttons(pressed));
    stage.click(Role::link, "More");
    CHECK(pressed.more == 1);
    stage.press(ImGuiKey_Enter);
    CHECK(pressed.more == 2);
}

TEST_CASE("releasing the mouse elsewhere does not press") {
    Pressed pressed;
    Stage stage(three_buttons(pressed));
    look::Rect const rect = stage.find(Role::button, "Send").rect;
    stage.drag(rect.x + 5, rect.y + 5, 600, 600);
    CHECK(pressed.send == 0);
}

TEST_CASE("an icon button is called by its label though only the icon is seen") {
    int pressed = 0;
    Stage stage([&](look::Ui& ui, look::Rect) {
        pressed += look::icon_button(ui, look::Icon::plus, "Create channel");
    });
    stage.click(Role::button, "Create channel");
    CHECK(pressed == 1);
    CHECK(stage.find(Role::button, "Create channel").rect.width == 32);
}

TEST_CASE("a busy button waits, and says so") {
    int pressed = 0;
    Stage stage([&](look::Ui& ui, look::Rect) {
        look::Button button;
        button.label = "Sign in";
        button.busy = true;
        pressed += look::button(ui, button);
    });
    CHECK(stage.find(Role::button, "Sign in").state.busy);
    stage.click(Role::button, "Sign in");
    CHECK(pressed == 0);
}

TEST_CASE("a checkbox is ticked by mouse and keys") {
    bool value = false;
    Stage stage([&](look::Ui& ui, look::Rect) { look::checkbox(ui, "Remember me", value); });
    stage.click(Role::checkbox, "Remember me");
    CHECK(value);
    CHECK(stage.find(Role::checkbox, "Remember me").state.checked);
    stage.press(ImGuiKey_Space);
    CHECK_FALSE(value);
}

}  // namespace button_test
