// What the keyboard does in a place is what the commands of that place say of it.
#include <doctest/doctest.h>

#include "tests/web-client/app/visit.hpp"

namespace keys_test {

using look::Role;
using visit::Member;

namespace {

// In a channel with another person, on a screen of this width.
struct Reader : Member {
    explicit Reader(float width) : Member("/", true) {
        server.carry_out(messaging::CreateChannel{workshop, {{4, 1}}, anna, "Workshop", ""}, anna);
        server.carry_out(messaging::Invite{workshop, {{5, 1}}, boris}, anna);
        stage->resize(width, 780);
        settle();
        open(channel);
    }
    void open(std::string const& route) {
        tab.place = route;
        screens->go(route);
        settle();
    }
    void escape() {
        stage->press(ImGuiKey_Escape);
        settle();
    }
    bool sees_details() const { return stage->sees(Role::complementary, "About the channel"); }
    // The names of what that key does here.
    std::string by_escape() {
        std::string names;
        for (auto const& command : screens->commands(words::Words(words::Language::english)))
            if (command.key == parts::Key::escape) names += command.name + " ";
        return names;
    }

    base::Id<messaging::Channel> const workshop{{3, 1}};
    std::string const channel = "/channels/" + base::to_text(workshop);
};

}  // namespace

TEST_CASE(
    "on a phone Escape closes the details above a channel, then leads back as the arrow does") {
    Reader anna(390);
    anna.press("Channel details");
    REQUIRE(anna.sees_details());
    CHECK(anna.by_escape() == "details.close ");
    anna.escape();
    CHECK_FALSE(anna.sees_details());
    CHECK(anna.tab.place == anna.channel);
    CHECK(anna.by_escape() == "head.back ");
    anna.escape();
    CHECK(anna.tab.place == "/");
    CHECK(anna.by_escape().empty());
    anna.escape();
    CHECK(anna.tab.place == "/");
    // From every other place.
    anna.answers.give<accounts::ListPeople>({});
    for (std::string const& place :
         {anna.channel, std::string("/channels/nowhere"), std::string("/people"),
          std::string("/sessions"), std::string("/account/entry"), std::string("/admin/audit"),
          std::string("/tray"), std::string("/about"), std::string("/nowhere/at/all")}) {
        CAPTURE(place);
        anna.open(place);
        CHECK(anna.by_escape() == "head.back ");
        anna.escape();
        CHECK(anna.tab.place == "/");
    }
}

TEST_CASE("Escape closes what is open above the screen, and nothing of the screen below it") {
    SUBCASE("a question about the channel") {
        Reader anna(390);
        anna.press("Channel details");
        anna.press("Remove Boris");
        REQUIRE(anna.stage->sees(Role::dialog, "Remove from the channel?"));
        anna.escape();
        CHECK_FALSE(anna.stage->sees(Role::dialog, "Remove from the channel?"));
        CHECK(anna.sees_details());
    }
    SUBCASE("the person's own menu") {
        Reader anna(900);
        anna.press("Channel details");
        REQUIRE(anna.sees_details());
        anna.press("Anna, my menu");
        REQUIRE(anna.stage->sees(Role::menuitem, "Sign out"));
        anna.escape();
        CHECK_FALSE(anna.stage->sees(Role::menuitem, "Sign out"));
        CHECK(anna.sees_details());
        anna.escape();
        CHECK_FALSE(anna.sees_details());
    }
    SUBCASE("the card of a row") {
        Reader anna(390);
        accounts::Invitation const out{{{7, 7}}, "vera@example.org", {5}, {6}};
        anna.answers.give<accounts::ListInvitations>({{out}, 1, ""});
        anna.open("/admin/invitations");
        anna.stage->click(Role::row, "vera@example.org");
        anna.settle();
        REQUIRE(anna.stage->sees(Role::dialog, "vera@example.org"));
        anna.escape();
        CHECK_FALSE(anna.stage->sees(Role::dialog, "vera@example.org"));
        CHECK(anna.tab.place == "/admin/invitations");
    }
}

TEST_CASE("where all stands beside each other, Escape closes nothing and leads nowhere") {
    Reader anna(1280);
    REQUIRE(anna.sees_details());
    for (auto const& place : {anna.channel, std::string("/people")}) {
        anna.open(place);
        CHECK(anna.by_escape().empty());
        anna.escape();
        CHECK(anna.tab.place == place);
    }
    anna.open(anna.channel);
    CHECK(anna.sees_details());
}

}  // namespace keys_test
