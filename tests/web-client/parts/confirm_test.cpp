#include <doctest/doctest.h>

#include "tests/support/stage.hpp"
#include "web-client/look/widgets.hpp"
#include "web-client/parts/card.hpp"
#include "web-client/parts/command.hpp"
#include "web-client/parts/confirm.hpp"

namespace confirm_test {

using look::Role;
using support::Stage;

namespace {

parts::Question const question{"Leave the yard?", "The gate closes behind you.", "Leave"};

}  // namespace

TEST_CASE("a question is answered once, and whatever else is pressed only closes it") {
    bool open = true, ticked = false;
    int answers = 0;
    Stage stage([&](look::Ui& ui, look::Rect) {
        auto const more = [&] { look::checkbox(ui, "And the dog", ticked); };
        answers += parts::confirm(ui, question, open, more);
    });
    stage.run(3);
    CHECK(stage.sees(Role::text, "The gate closes behind you.", "Leave the yard?"));
    SUBCASE("by its button") {
        stage.click(Role::checkbox, "And the dog");
        stage.click(Role::button, "Leave");
        stage.run(3);
        CHECK(answers == 1);
        CHECK(ticked);
    }
    SUBCASE("not by Cancel") {
        stage.click(Role::button, "Cancel");
        stage.run(3);
        CHECK(answers == 0);
    }
    SUBCASE("not by Escape") {
        stage.press(ImGuiKey_Escape);
        stage.run(3);
        CHECK(answers == 0);
    }
    CHECK_FALSE(open);
    CHECK_FALSE(stage.sees(Role::dialog, "Leave the yard?"));
}

TEST_CASE("a question about one of many answers which, and is then about none") {
    std::string about = "gate-7";
    std::optional<std::string> answer;
    Stage stage([&](look::Ui& ui, look::Rect) {
        if (auto const which = parts::confirm(ui, question, about)) answer = which;
    });
    stage.run(3);
    stage.click(Role::button, "Leave");
    stage.run(3);
    CHECK(answer == "gate-7");
    CHECK(about.empty());
    answer.reset();
    about = "gate-8";
    stage.run(3);
    stage.click(Role::button, "Cancel");
    stage.run(3);
    CHECK_FALSE(answer);
    CHECK(about.empty());
}

TEST_CASE("a command is drawn with its name, and is done by its button and its key unless grey") {
    int done = 0;
    parts::Command command{"details.close", look::Icon::x, [&] { ++done; }, {}, parts::Key::escape};
    Stage stage([&](look::Ui& ui, look::Rect window) {
        ui.at(look::cut_top(window, 32));
        if (auto const act = parts::button(ui, command)) act();
        if (auto const act = parts::pressed(ui, [&] { return parts::Commands{command}; })) act();
    });
    stage.run(2);
    stage.click(Role::button, "Close details");
    CHECK(done == 1);
    stage.press(ImGuiKey_Escape);
    CHECK(done == 2);
    command.grey = "It is not open";
    stage.run(2);
    CHECK(stage.find(Role::button, "Close details").state.disabled);
    CHECK(stage.find(Role::button, "Close details").description == "It is not open");
    stage.click(Role::button, "Close details");
    stage.press(ImGuiKey_Escape);
    CHECK(done == 2);
}

TEST_CASE("a card offers commands, and says below them why the grey ones cannot be done") {
    int done = 0;
    bool open = true;
    parts::CardView card;
    card.title = "Gate 7";
    card.commands = {{"details.close", look::Icon::x, [&] { ++done; }},
                     {"details.leave", look::Icon::log_out, [&] { done += 10; }, "You hold it"}};
    card.commands.back().danger = true;
    Stage stage([&](look::Ui& ui, look::Rect) {
        if (auto const act = parts::card(ui, card, open)) act();
    });
    stage.run(3);
    CHECK(stage.sees(Role::text, "You hold it", "Gate 7"));
    stage.click(Role::button, "Leave channel…");
    CHECK(done == 0);
    stage.click(Role::button, "Close details");
    CHECK(done == 1);
}

}  // namespace confirm_test
