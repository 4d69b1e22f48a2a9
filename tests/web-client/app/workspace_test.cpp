// The workspace's settings on the headless stage: how an administrator changes them, what is said
// when somebody else does meanwhile, and what everybody sees of it.
#include <doctest/doctest.h>

#include "tests/web-client/app/visit.hpp"

namespace app_workspace_test {

using accounts::Workspace;
using look::Role;
using visit::Member;

namespace {

struct Boss : Member {
    explicit Boss(std::string const& route) : Member("/", true) {
        server.add_person("Vera", true);
        settle();
        stage->resize(1280, 1600);  // all of it is on the screen
        tab.place = route;
        screens->go(route);
        settle();
    }
    Workspace const& kept() const {
        return *server.people.state.world.find(accounts::the_workspace);
    }
    // Somebody else is faster.
    template <class Change>
    void elsewhere(Change&& change) {
        auto after = kept();
        change(after);
        accounts::EditRows const edit{{41, 1}, {{{{40, edits_++}}, kept(), after}}};
        server.people.write([&](syncing::Unit<accounts::Domain>& unit) {
            syncing::decide_and_write<accounts::Domain>(
                unit, edit, {anna.value, true, [] { return base::Instant{1}; }, {true}});
        });
        settle();
    }
    std::string why_not(std::string const& button) const {
        return stage->find(Role::button, button).description;
    }

private:
    std::uint64_t edits_ = 1;
};

constexpr char const* route = "/workspace";

}  // namespace

TEST_CASE("the workspace's settings are changed and saved by a button") {
    Boss boss("/admin/people");
    boss.stage->click(Role::link, "Workspace");
    boss.settle();
    CHECK(boss.tab.place == route);
    CHECK(boss.why_not("Save") == "Nothing has been changed");
    boss.stage->fill("Name", "Столярная");
    boss.stage->fill("Time zone", "Europe/Moscow");
    boss.stage->fill("Work begins", "8:30");
    boss.stage->click(Role::checkbox, "Saturday");
    boss.settle();
    boss.press("Save");
    CHECK(boss.kept().name == "Столярная");
    CHECK(boss.kept().zone == "Europe/Moscow");
    CHECK(boss.kept().work_begins == 8 * 60 + 30);
    CHECK(boss.kept().working_days == 63);
    CHECK(boss.stage->sees(Role::status, "The settings are saved"));
    CHECK(boss.stage->sees(Role::heading, "Столярная"));
    CHECK(boss.why_not("Save") == "Nothing has been changed");
}

TEST_CASE("every field is judged while it is typed") {
    Boss boss(route);
    boss.stage->fill("Work begins", "quarter");
    boss.settle();
    CHECK(boss.why_not("Save") == "A time like 9:30");
    boss.stage->fill("Work begins", "19:00");
    boss.settle();
    CHECK(boss.why_not("Save") == "Work ends after it begins");
    boss.press("Take back");
    CHECK(boss.why_not("Save") == "Nothing has been changed");
    boss.stage->fill("Currency", "XYZ");
    boss.settle();
    CHECK_FALSE(boss.why_not("Save").empty());
    boss.press("Take back");
    boss.stage->fill("Name", std::string(101, 'x'));
    boss.settle();
    CHECK_FALSE(boss.why_not("Save").empty());
    boss.press("Take back");
    // Without one of one's own.
    boss.stage->click(Role::checkbox, "Administrators need a second factor");
    boss.settle();
    CHECK(boss.why_not("Save").find("Turn on a second factor of your own first") == 0);
    CHECK(boss.kept().name.empty());
}

TEST_CASE("every field is judged as it will be kept") {
    Boss boss(route);
    std::string message;
    for (int i = 0; i < 900; ++i) message += "и\u0306";
    boss.stage->fill("Name", " " + std::string(100, 'x') + " ");
    boss.stage->fill("Message to those who sign in", message);
    boss.settle();
    boss.press("Save");
    CHECK(boss.kept().name == std::string(100, 'x'));
    CHECK(boss.kept().message.size() == 1800);
    CHECK(boss.why_not("Save") == "Nothing has been changed");
    boss.stage->fill("Name", " " + std::string(100, 'x') + "\u00A0");
    boss.settle();
    CHECK(boss.why_not("Save") == "Nothing has been changed");
    CHECK(boss.stage->described().find("meanwhile") == std::string::npos);
}

TEST_CASE("what somebody else changes meanwhile is there, and said where it is changed here, too") {
    Boss boss(route);
    boss.stage->fill("Name", "Столярная");
    boss.settle();
    boss.elsewhere([](Workspace& w) { w.zone = "Asia/Omsk"; });
    CHECK(boss.stage->find(Role::textbox, "Time zone").value == "Asia/Omsk");
    CHECK(boss.stage->find(Role::textbox, "Name").value == "Столярная");
    boss.elsewhere([](Workspace& w) { w.name = "Цех"; });
    CHECK(boss.stage->described().find("Changed by somebody else meanwhile: Name.") !=
          std::string::npos);
    boss.press("Save");
    CHECK(boss.kept().name == "Столярная");
    CHECK(boss.kept().zone == "Asia/Omsk");
}

TEST_CASE("Ctrl+Enter saves, also from the field of many lines") {
    Boss boss(route);
    boss.stage->fill("Message to those who sign in", "В пятницу закрыто.");
    boss.stage->press(ImGuiMod_Ctrl, ImGuiKey_Enter);
    boss.settle();
    CHECK(boss.kept().message == "В пятницу закрыто.");
}

TEST_CASE("a room that is off is gone for everybody, and its places say so") {
    Boss boss(route);
    boss.stage->click(Role::checkbox, "Messages");
    boss.settle();
    boss.press("Save");
    CHECK(accounts::is_off(boss.kept(), "messaging"));
    CHECK_FALSE(boss.stage->sees(Role::button, "Create channel"));
    boss.screens->go("/");
    boss.settle();
    CHECK(boss.stage->described().find("An administrator has turned this section off") !=
          std::string::npos);
    boss.elsewhere([](Workspace& w) { w.rooms_off.clear(); });
    CHECK(boss.stage->described().find("turned this section off") == std::string::npos);
}

TEST_CASE("strangers read the name and the message before they sign in") {
    visit::Stranger told("/sign-in");
    auto const ask = [](visit::Stranger& one) {
        one.answers.give<accounts::AboutServer>(
            {accounts::RegistrationMode::open, true, "Столярная", "В пятницу закрыто."});
        one.entry = std::make_unique<accounts::SignInScreen>(one.tab, one.api,
                                                             [](accounts::SignedIn const&) {});
        one.settle();
    };
    ask(told);
    auto const drawn = told.stage->described();
    CHECK(drawn.find("В пятницу закрыто.") != std::string::npos);
    CHECK(drawn.find("Столярная") != std::string::npos);
}

TEST_CASE(
    "the page of signing in is in the workspace's language where the machine speaks another") {
    visit::Stranger one("/sign-in");
    auto const told = [&](std::string const& machine, std::string const& workspace) {
        one.tab.speaks = machine;
        one.answers.give<accounts::AboutServer>(
            {accounts::RegistrationMode::open, true, "", "", workspace});
        one.entry = std::make_unique<accounts::SignInScreen>(one.tab, one.api,
                                                             [](accounts::SignedIn const&) {});
        one.settle();
        return std::string(one.usual ? words::tag_of(*one.usual) : "");
    };
    CHECK(told("de", "ru") == "ru");
    CHECK(told("fr", "en") == "en");
    CHECK(told("de", "").empty());
    for (auto const* ours : {"ru", "en"}) CHECK(told(ours, "ru").empty());
}

TEST_CASE("times of the day are typed in the ways in which people type them") {
    using accounts::clock_typed;
    CHECK(clock_typed("9:30") == 570);
    CHECK(clock_typed("09.30") == 570);
    CHECK(clock_typed("9") == 540);
    CHECK(clock_typed(" 9:30\u00A0") == 570);
    CHECK(clock_typed("٩:٣٠") == 570);
    CHECK(clock_typed("24:00") == 1440);
    for (auto const* bad : {"", ":", "9:", "9:5", "9:60", "25:00", "24:01", "-1:00", "9:300", "x"})
        CHECK_MESSAGE(!clock_typed(bad), bad);
    CHECK(accounts::clock_text(545) == "9:05");
}

}  // namespace app_workspace_test
