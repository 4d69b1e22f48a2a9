// The head of a screen: what does not fit beside its title stands in a menu.
#include <doctest/doctest.h>

#include "tests/support/stage.hpp"
#include "web-client/shell/shell.hpp"

namespace shown_head_test {

using look::Role;
using support::Stage;

namespace {

struct Desk {
    shell::Head head;
    int done = -1;

    explicit Desk(std::size_t actions) {
        head.icon = look::Icon::users;
        head.title = "People in groups";
        head.back = true;
        for (std::size_t i = 0; i < actions; ++i) {
            shell::HeadAction action;
            action.label = "Act " + std::to_string(i);
            action.icon = look::Icon::copy;
            action.icon_only = true;
            head.actions.push_back(std::move(action));
        }
        head.actions.back().primary = true;
    }
    Stage::Frame frame() {
        return [this](look::Ui& ui, look::Rect window) {
            auto const event = shell::head(ui, window, head);
            if (event.action >= 0) done = event.action;
        };
    }
};

support::StageSettings phone() {
    support::StageSettings settings;
    settings.width = 390;
    settings.height = 780;
    return settings;
}

}  // namespace

TEST_CASE("on a phone a title is not cut for the sake of many actions") {
    Desk desk(6);
    desk.head.actions[1].grey = "Not now";
    desk.head.actions[2].selected = true;
    Stage stage(phone(), desk.frame());
    auto const title = stage.find(Role::heading, "People in groups");
    CHECK(title.rect.width >= 130);
    CHECK_FALSE(stage.sees(Role::button, "Act 0"));
    CHECK(stage.sees(Role::button, "Act 2"));  // it says that it is on
    CHECK(stage.sees(Role::button, "Act 5"));
    stage.click(Role::button, "More");
    stage.run(2);
    CHECK(stage.find(Role::menuitem, "Act 1").description == "Not now");
    stage.click(Role::menuitem, "Act 0");
    CHECK(desk.done == 0);
    stage.click(Role::button, "Act 5");
    CHECK(desk.done == 5);
}

TEST_CASE("what fits stands in the head") {
    Desk desk(3);
    Stage stage(phone(), desk.frame());
    CHECK_FALSE(stage.sees(Role::button, "More"));
    for (int i = 0; i < 3; ++i) {
        stage.click(Role::button, "Act " + std::to_string(i));
        CHECK(desk.done == i);
    }
    Desk wide(9);
    Stage desktop(wide.frame());
    CHECK_FALSE(desktop.sees(Role::button, "More"));
}

}  // namespace shown_head_test
