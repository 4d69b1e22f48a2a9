#include <doctest/doctest.h>

#include "tests/support/stage.hpp"
#include "tests/web-client/sample_views.hpp"
#include "web-client/accounts/people.hpp"
#include "web-client/accounts/sessions.hpp"
#include "web-client/accounts/sign_in.hpp"

namespace accounts_test {

using look::Role;
using support::Stage;
using words::Language;

namespace {

template <class Wishes>
void keep(Wishes& kept, Wishes const& now, bool happened) {
    if (happened) kept = now;
}

struct SignDesk {
    accounts::SignView view;
    accounts::SignDraft draft;
    accounts::SignWishes wishes;
};

Stage::Frame sign_in_frame(SignDesk& desk) {
    return [&desk](look::Ui& ui, look::Rect window) {
        accounts::SignWishes const now = accounts::sign_in(ui, desk.view, desk.draft, window);
        keep(desk.wishes, now, now.submit || now.to_register || now.language);
    };
}

}  // namespace

TEST_CASE("signing in: type, Tab, type, Enter") {
    SignDesk desk;
    Stage stage(sign_in_frame(desk));
    CHECK(stage.focused() == "E-mail");
    stage.type("anna@example.org");
    stage.press(ImGuiKey_Tab);
    stage.type("a long password");
    CHECK(desk.draft.email == "anna@example.org");
    CHECK(desk.draft.password == "a long password");
    CHECK_FALSE(desk.wishes.submit);
    stage.press(ImGuiKey_Enter);
    CHECK(desk.wishes.submit);
}

TEST_CASE("signing in: the button, the way to register, and the language") {
    SignDesk desk;
    Stage stage(sign_in_frame(desk));
    stage.click(Role::button, "Sign in");
    CHECK(desk.wishes.submit);
    stage.click(Role::link, "Create one");
    CHECK(desk.wishes.to_register);
    stage.click(Role::option, "Русский");
    CHECK(desk.wishes.language == Language::russian);
}

TEST_CASE("while an answer is awaited nothing is sent twice") {
    SignDesk desk;
    desk.view.busy = true;
    Stage stage(sign_in_frame(desk));
    CHECK(stage.find(Role::button, "One moment…").state.busy);
    stage.click(Role::button, "One moment…");
    stage.click(Role::textbox, "Password");
    stage.press(ImGuiKey_Enter);
    CHECK_FALSE(desk.wishes.submit);
}

TEST_CASE("what is wrong stands at its field, and what is wrong with all is an alert") {
    SignDesk desk;
    desk.view.email_problem = "This is not an e-mail address";
    desk.view.problem = "There is no connection";
    Stage stage(sign_in_frame(desk));
    CHECK(stage.find(Role::textbox, "E-mail").description == "This is not an e-mail address");
    CHECK_FALSE(stage.find(Role::textbox, "Password").state.invalid);
    CHECK(stage.sees(Role::alert, "There is no connection"));
}

TEST_CASE("a locked screen says whose it is, and offers no registration") {
    SignDesk desk;
    desk.view.locked = true;
    desk.view.locked_email = "anna@example.org";
    desk.view.kept = 2;
    Stage stage(sign_in_frame(desk));
    CHECK(stage.sees(Role::text,
                     "The session of anna@example.org has ended. Sign in again to go on."));
    CHECK(stage.sees(Role::text, "2 unsent things are kept for you"));
    CHECK_FALSE(stage.sees(Role::link, "Create one"));
}

TEST_CASE("a screen that is locked for good says why instead") {
    SignDesk desk;
    desk.view.locked = true;
    desk.view.locked_email = "anna@example.org";
    desk.view.locked_why = "This account was deleted.";
    Stage stage(sign_in_frame(desk));
    CHECK(stage.sees(Role::text, "This account was deleted."));
    CHECK_FALSE(stage.sees(Role::text,
                           "The session of anna@example.org has ended. Sign in again to go on."));
}

TEST_CASE("on a page the fields are the page's own, in the order of Tab") {
    SignDesk desk;
    Stage stage({Language::russian, true, 390, 780, true}, [&](look::Ui& ui, look::Rect window) {
        accounts::sign_up(ui, desk.view, desk.draft, window);
    });
    auto const& fields = stage.ui().fields_on_page;
    REQUIRE(fields.size() == 3);
    CHECK(fields[0].autocomplete == "name");
    CHECK(fields[1].autocomplete == "username");
    CHECK(fields[2].autocomplete == "new-password");
    CHECK(fields[2].type == "password");
    CHECK(fields[0].rect.y < fields[1].rect.y);
}

TEST_CASE("people are searched, sorted, and loaded page by page") {
    accounts::PeopleView view = samples::people_view(Language::english, 40);
    accounts::PeopleDraft draft;
    int queries = 0, pages = 0;
    std::string opened;
    Stage stage([&](look::Ui& ui, look::Rect window) {
        accounts::PeopleWishes const wishes = accounts::people(ui, view, draft, window, false);
        queries += wishes.query_changed;
        pages += wishes.load_more;
        if (!wishes.open.empty()) opened = wishes.open;
    });
    CHECK(stage.sees(Role::text, "248 people"));
    stage.fill("Name or e-mail", "anna");
    CHECK(draft.search == "anna");
    CHECK(queries >= 1);
    int const before = queries;
    stage.click(Role::columnheader, "Joined");
    CHECK(draft.sort == look::Sort{{"registered", false}});
    CHECK(queries == before + 1);
    stage.click(Role::row, "Anna Petrova");
    CHECK(opened == "p0");
    CHECK(pages == 0);
    stage.wheel(600, 500, -1000);  // who scrolls need not press
    CHECK(pages > 0);
    int const asked = pages;
    view.load = parts::Load::loading;
    stage.run(5);
    CHECK(pages == asked);
    view.load = parts::Load::failed;
    view.failure = "There is no connection";
    stage.run(3);
    stage.wheel(600, 500, -1000);
    CHECK(stage.sees(Role::text, "There is no connection"));
    CHECK(stage.sees(Role::button, "Try again"));
}

TEST_CASE("an empty search says what to try") {
    accounts::PeopleView view;
    view.total = 0;
    accounts::PeopleDraft draft;
    Stage stage(
        [&](look::Ui& ui, look::Rect window) { accounts::people(ui, view, draft, window, false); });
    CHECK(stage.sees(Role::heading, "Nobody found"));
    view.load = parts::Load::loading;
    stage.run(3);
    CHECK(stage.sees(Role::status, "Loading people…"));
    CHECK_FALSE(stage.sees(Role::heading, "Nobody found"));
}

TEST_CASE("a session is ended after one question that names it, and never the current one") {
    accounts::SessionsView const view = samples::sessions_view(Language::english);
    accounts::SessionsDraft draft;
    std::string ended;
    Stage stage([&](look::Ui& ui, look::Rect window) {
        accounts::SessionsWishes const wishes = accounts::sessions(ui, view, draft, window, false);
        if (wishes.end) ended = *wishes.end;
    });
    CHECK_FALSE(stage.sees(Role::button, "End", "Chromium on Linux"));
    stage.click(Role::button, "End", "Firefox on Android");
    CHECK(ended.empty());
    stage.run(3);
    CHECK(stage.sees(Role::text,
                     "Firefox on Android will have to sign in again. What was not sent from there "
                     "stays there."));
    stage.press(ImGuiKey_Escape);
    CHECK(ended.empty());
    stage.run(3);
    stage.click(Role::button, "End", "Firefox on Android");
    stage.run(3);
    stage.click(Role::button, "End", "End this session?");
    CHECK(ended == "s2");
}

TEST_CASE("when a session was seen is broken into lines where there is no room, and never cut") {
    accounts::SessionsView const view = samples::sessions_view(Language::russian);
    accounts::SessionsDraft draft;
    support::StageSettings settings;
    settings.language = Language::russian;
    Stage stage(settings, [&](look::Ui& ui, look::Rect window) {
        accounts::sessions(ui, view, draft, window, window.width < 700);
    });
    std::string const device = "Окно Kontor, Debian 13";
    stage.run(2);
    CHECK(stage.sees(Role::text, "последний раз: 2 февраля, 10:04", device));
    stage.resize(390, 780);
    stage.run(3);
    CHECK_FALSE(stage.sees(Role::text, "последний раз: 2 февраля, 10:04", device));
    CHECK(stage.sees(Role::text, "последний раз: 2", device));
    CHECK(stage.sees(Role::text, "февраля, 10:04", device));
}

}  // namespace accounts_test
