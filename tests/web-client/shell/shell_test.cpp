#include <doctest/doctest.h>

#include "tests/support/stage.hpp"
#include "tests/web-client/sample_views.hpp"
#include "web-client/shell/not_there.hpp"
#include "web-client/shell/sign_out.hpp"

namespace shell_test {

using look::Role;
using support::Stage;
using words::Language;

namespace {

struct ShellDesk {
    shell::View view = samples::shell_view(Language::english);
    shell::Wishes wishes;
    int created = 0, signed_out = 0;
    shell::Columns columns;
};

Stage::Frame shell_frame(ShellDesk& desk) {
    desk.view.sections[0].action->act = [&desk] { ++desk.created; };
    desk.view.menu.front().act = [&desk] { ++desk.signed_out; };
    return [&desk](look::Ui& ui, look::Rect window) {
        desk.columns = shell::columns_of(ui, window, desk.view.route == shell::home, true);
        shell::Wishes const now = shell::frame(ui, desk.view, desk.columns);
        if (now.go || now.act || now.language || now.shade || now.retry) desk.wishes = now;
    };
}

}  // namespace

TEST_CASE("three columns on a wide screen, two on a middle one, one on a phone") {
    ShellDesk desk;
    Stage stage(shell_frame(desk));
    CHECK(desk.columns.navigation.width == 248);
    CHECK(desk.columns.details.width == 300);
    CHECK(desk.columns.work.width == 1280 - 248 - 300);
    CHECK(desk.columns.details_beside);
    stage.resize(900, 700);
    CHECK(desk.columns.work.width == 900 - 248 - 300);
    CHECK_FALSE(desk.columns.details_beside);
    stage.resize(390, 780);
    CHECK(desk.columns.narrow);
    CHECK(desk.columns.navigation.width == 0);
    CHECK(desk.columns.details.width == 390);
    desk.view.route = shell::home;
    stage.run(2);
    CHECK(desk.columns.navigation.width == 390);
    CHECK(desk.columns.work.width == 0);
}

TEST_CASE("the navigation leads to people and channels, and says what is unread") {
    ShellDesk desk;
    Stage stage(shell_frame(desk));
    stage.click(Role::link, "People");
    CHECK(desk.wishes.go == "/people");
    CHECK(stage.find(Role::link, "Workshop, 3 unread", "Channels").state.current);
    stage.click(Role::link, "Cloud roll-out, 1 unread");
    CHECK(desk.wishes.go == "/channels/c-cloud");
    stage.click(Role::button, "Create channel");
    desk.wishes.act();
    CHECK(desk.created == 1);
}

TEST_CASE("my menu: sessions, appearance, language, signing out") {
    ShellDesk desk;
    Stage stage(shell_frame(desk));
    auto const choose = [&](char const* item) {
        stage.click(Role::button, "Anna Petrova, my menu");
        stage.run(3);
        stage.click(Role::menuitem, item, "My menu");
        stage.run(3);
    };
    choose("My sessions");
    CHECK(desk.wishes.go == "/sessions");
    choose("Light");
    CHECK(desk.wishes.shade == shell::Shade::light);
    choose("Русский");
    CHECK(desk.wishes.language == Language::russian);
    choose("Sign out");
    desk.wishes.act();
    CHECK(desk.signed_out == 1);
}

TEST_CASE("the status line says how the connection is, honestly") {
    ShellDesk desk;
    Stage stage(shell_frame(desk));
    CHECK(stage.sees(Role::status, "connected"));
    desk.view.connection = {shell::Link::offline, 3, 2, -1, 12};
    stage.run(2);
    CHECK(stage.sees(Role::status, "offline, 3 unsent"));
    CHECK(stage.sees(Role::text, "next attempt in 12 s"));
    stage.click(Role::button, "Try now");
    CHECK(desk.wishes.retry);
    stage.click(Role::link, "2 refused");
    CHECK(desk.wishes.go == shell::tray_route);
    desk.view.connection = {shell::Link::connecting, 0, 0, -1, -1};
    stage.run(2);
    CHECK(stage.sees(Role::status, "connecting…"));
    CHECK_FALSE(stage.sees(Role::link, "2 refused"));
}

TEST_CASE("whose screen it is can be seen in every place, on a phone, too") {
    ShellDesk desk;
    bool at_home = false;
    support::StageSettings phone;
    phone.width = 390;
    phone.height = 700;
    Stage stage(phone, [&](look::Ui& ui, look::Rect window) {
        shell::frame(ui, desk.view, shell::columns_of(ui, window, at_home, false));
    });
    CHECK(stage.sees(Role::text, "Anna Petrova"));
    at_home = true;
    stage.run(2);
    CHECK_FALSE(stage.sees(Role::text, "Anna Petrova"));
    CHECK(stage.sees(Role::button, "Anna Petrova, my menu"));
    at_home = false;
    desk.view.my_name = std::string(100, 'x');
    desk.view.connection = {shell::Link::offline, 3, 2, -1, 12};
    stage.run(2);
    CHECK(stage.without_node().empty());
}

TEST_CASE("the tray sends again, changes, copies, and discards after a question") {
    shell::TrayView const view = samples::tray_view(Language::english);
    shell::TrayDraft draft;
    shell::TrayWishes kept;
    Stage stage([&](look::Ui& ui, look::Rect window) {
        shell::TrayWishes const now = shell::tray(ui, view, draft, window, false);
        if (now.again || now.change || now.discard || now.copy) kept = now;
    });
    std::string const message = "Message to “Cloud roll-out”",
                      removal = "Remove Oleg Mirny from “Workshop”";
    stage.click(Role::button, "Send again", message);
    CHECK(kept.again == "r1");
    stage.click(Role::button, "Copy text", message);
    CHECK(kept.copy == view.refused[0].content);
    CHECK(stage.find(Role::button, "Send again", removal).state.disabled);
    CHECK_FALSE(stage.sees(Role::button, "Change…", removal));
    stage.click(Role::button, "Change…", message);
    stage.fill("Text", "Shorter");
    stage.press(ImGuiKey_Enter);
    CHECK(draft.text.text == "Shorter\n");
    stage.press(ImGuiKey_Backspace);
    stage.click(Role::button, "Send changed text");
    CHECK(kept.change == "r1");
    CHECK(kept.text == "Shorter");
    stage.run(3);
    stage.click(Role::button, "Discard…", removal);
    stage.run(3);
    CHECK_FALSE(kept.discard);
    stage.click(Role::button, "Discard", "Discard for good?");
    CHECK(kept.discard == "r2");
}

TEST_CASE("a text in the tray is judged as it will be kept") {
    auto view = samples::tray_view(Language::english);
    view.refused[0].rules.longest = 10;
    shell::TrayDraft draft;
    Stage stage(
        [&](look::Ui& ui, look::Rect window) { shell::tray(ui, view, draft, window, false); });
    stage.click(Role::button, "Change…", "Message to “Cloud roll-out”");
    draft.text.text.clear();
    for (int i = 0; i < 10; ++i) draft.text.text += "и\u0306";
    stage.run(2);
    CHECK_FALSE(stage.find(Role::button, "Send changed text").state.disabled);
    draft.text.text += "!";
    stage.run(2);
    CHECK(stage.find(Role::button, "Send changed text").state.disabled);
}

TEST_CASE("signing out names what is unsent, and offers three ways") {
    shell::SignOutView view;
    view.unsent = {"“Workshop”: Yes, if oven 2 is free", "New channel: Patisserie"};
    bool open = true;
    shell::SignOut wish = shell::SignOut::none;
    Stage stage([&](look::Ui& ui, look::Rect) {
        shell::SignOut const now = shell::sign_out_dialog(ui, view, open);
        if (now != shell::SignOut::none) wish = now;
    });
    stage.run(3);
    CHECK(stage.sees(Role::text, "2 things have not been sent yet. What shall become of them?"));
    CHECK(stage.sees(Role::text, "New channel: Patisserie"));
    stage.click(Role::button, "Send, then sign out");
    CHECK(wish == shell::SignOut::send_first);
    stage.click(Role::button, "Save to a file and sign out");
    CHECK(wish == shell::SignOut::save_to_file);
    view.online = false;
    stage.run(2);
    wish = shell::SignOut::none;
    stage.click(Role::button, "Send, then sign out");
    CHECK(wish == shell::SignOut::none);
    CHECK(stage.find(Role::button, "Send, then sign out").state.disabled);
    stage.press(ImGuiKey_Escape);
    CHECK(wish == shell::SignOut::cancel);
    CHECK_FALSE(open);
    view.unsent.clear();
    open = true;
    stage.run(4);
    stage.click(Role::button, "Sign out", "Sign out?");
    CHECK(wish == shell::SignOut::plain);
}

TEST_CASE("what was written to what is gone stands at the lower edge, as high as it needs") {
    shell::NotThere view{"This is not here", "It may have gone.", "Yes, if oven 2 is free"};
    float const height = 780;
    support::StageSettings settings;
    settings.width = 390;
    settings.height = height;
    shell::NotThereWishes wished;
    Stage stage(settings, [&](look::Ui& ui, look::Rect window) {
        auto const now = shell::not_there(ui, view, window, true);
        wished.discard = wished.discard || now.discard;
        wished.back = wished.back || now.back;
    });
    stage.run(3);
    auto const lowest = [](look::Rect const& rect) { return rect.y + rect.height; };
    auto const discard = stage.find(Role::button, "Discard");
    CHECK(lowest(discard.rect) == doctest::Approx(height - 16));
    CHECK(stage.find(Role::text, "Yes, if oven 2 is free").rect.y > height - 130);
    SUBCASE("and scrolls beyond half of the screen") {
        for (int i = 0; i < 60; ++i) view.draft += "\nAnother line of it";
        stage.run(3);
        auto const back = stage.find(Role::button, "To the beginning").rect;
        CHECK(lowest(back) < height / 2);
        stage.wheel(200, height - 60, -100);
        stage.run(30);
        stage.click(Role::button, "Discard");
        CHECK(wished.discard);
    }
    SUBCASE("while the way back stays") {
        stage.click(Role::button, "To the beginning");
        CHECK(wished.back);
    }
}

}  // namespace shell_test
