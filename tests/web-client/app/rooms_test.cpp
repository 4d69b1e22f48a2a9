// What rooms offer for the row that is open, what their commands do, and that views are made of
// what is shown only. What holds of every room stands in tests/web-client/held_to_all.
#include <doctest/doctest.h>

#include <set>
#include <utility>

#include "tests/web-client/app/offered.hpp"
#include "tests/web-client/app/visit.hpp"
#include "web-client/later/room.hpp"

namespace rooms_test {

using look::Role;
using rooms::judge;
using rooms::Offered;
using visit::Member;

namespace {

using ChannelId = base::Id<messaging::Channel>;

ChannelId make_channel(Member& anna, std::string const& title, std::uint64_t number) {
    ChannelId const id{{3, number}};
    anna.server.carry_out(messaging::CreateChannel{id, {{4, number}}, anna.anna, title, ""},
                          anna.anna);
    anna.server.carry_out(messaging::Invite{id, {{5, number}}, anna.boris}, anna.anna);
    anna.settle();
    return id;
}

std::string place_of(ChannelId id) { return "/channels/" + base::to_text(id); }

void write(Member& anna, ChannelId channel, std::uint64_t number) {
    anna.server.carry_out(messaging::Post{channel, {{6, number}}, "The oak"}, anna.boris);
    anna.settle();
}

// The administrator's lists, as the server has them.
void give_lists(Member& anna) {
    accounts::ListAccounts::Response people;
    for (auto const& [id, person] :
         anna.server.people.state.world.table<accounts::Person>().all()) {
        auto& row = people.rows.emplace_back();
        row.id = id;
        row.name = person.name;
        row.email = person.email;
        row.second_factor = true;
    }
    anna.answers.give<accounts::ListAccounts>(people);
    accounts::Invitation const out{{{7, 7}}, "vera@example.org", {5}, {6}};
    anna.answers.give<accounts::ListInvitations>({{out}, 1, ""});
    accounts::ListLetters::Response letters;
    auto& letter = letters.rows.emplace_back();
    letter.id = {{5, 5}};
    letter.recipient = "gleb@example.org";
    letter.kind = "reset";
    letter.state = accounts::LetterState::sent;
    letter.has_link = true;
    anna.answers.give<accounts::ListLetters>(letters);
}

// Runs what the room offers under this name, as a list of commands would.
void run(Member& anna, char const* name) {
    words::Words const words(words::Language::english);
    auto const commands = anna.screens->commands(words);
    auto const* command = parts::find(commands, name);
    REQUIRE(command);
    command->act();
    anna.stage->run(4);
}

}  // namespace

TEST_CASE("what can be done to the row that is open is among what can be done in the place") {
    Member anna("/", true);
    give_lists(anna);
    auto const of_row = [&](std::string const& place, std::string const& row) {
        Offered on_page, with_row;
        for (auto const language : {words::Language::english, words::Language::russian}) {
            words::Words const words(language);
            anna.screens->go(place);
            anna.settle();
            judge(anna.screens->commands(words), words, on_page);
            anna.stage->click(Role::row, row);
            anna.settle();
            judge(anna.screens->commands(words), words, with_row);
        }
        for (auto const& name : on_page.names) with_row.names.erase(name);
        CHECK(on_page.grey.empty());
        return with_row;
    };
    auto const joined = [](std::set<std::string> const& names) {
        std::string text;
        for (auto const& name : names) text += (text.empty() ? "" : " ") + name;
        return text;
    };
    SUBCASE("of the last administrator, who has no second factor") {
        auto const anna_herself = of_row("/admin/people", "Anna");
        CHECK(joined(anna_herself.names) ==
              "admin.block admin.delete admin.end-sessions admin.forget-factor admin.give-groups "
              "admin.make-guest admin.take");
        CHECK(joined(anna_herself.grey) ==
              "admin.block admin.delete admin.forget-factor admin.make-guest admin.take");
    }
    SUBCASE("of somebody who is blocked") {
        anna.account->want(accounts::Command(accounts::SetBlocked{anna.boris, true}));
        anna.settle();
        auto const boris = of_row("/admin/people", "Boris");
        CHECK(joined(boris.names) ==
              "admin.delete admin.end-sessions admin.forget-factor admin.give admin.give-groups "
              "admin.make-guest admin.unblock");
    }
    SUBCASE("of an invitation") {
        CHECK(joined(of_row("/admin/invitations", "vera@example.org").names) == "admin.take-back");
    }
    SUBCASE("of a letter that was sent") {
        auto const letter = of_row("/admin/letters", "gleb@example.org");
        CHECK(joined(letter.names) == "admin.letter-again admin.letter-link");
        CHECK(joined(letter.grey) == "admin.letter-again");
    }
}

TEST_CASE("what the server shows to nobody without a second factor leads to turning one on") {
    Member anna("/", true);
    anna.answers.refuse<accounts::ListAccounts>(403, "second-factor-required");
    anna.screens->go("/admin/people");
    anna.settle();
    CHECK_FALSE(anna.stage->sees(Role::button, "Invite…"));
    run(anna, "factor.begin");
    CHECK(anna.tab.place == "/account/entry");
}

TEST_CASE("the program that a browser loads first knows the places of the rooms that it lacks") {
    Member anna("/", true);
    words::Words const words(words::Language::russian);
    std::set<std::string> places{"/", "/tray", "/about", "/channels/nowhere", "/account/entry"};
    std::multiset<std::string> in_whole;
    for (auto const& section : anna.screens->rooms().sections(words))
        for (auto const& entry : section.entries) {
            in_whole.insert(entry.label);
            places.insert(entry.route);
        }
    for (auto const& section : later::sections(words))
        for (auto const& entry : section.entries) CHECK(in_whole.count(entry.label) == 1);
    for (auto const* route : {"/admin/letters", "/admin/reports", "/tables/accounts/person"}) {
        CHECK(anna.screens->rooms().go(route));
        places.insert(route);
    }
    for (auto const& route : places) {
        CAPTURE(route);
        bool const is_of_administrators =
            route.starts_with("/admin/") || route.starts_with("/tables") || route == "/workspace";
        CHECK(later::takes(route) == is_of_administrators);
    }
}

TEST_CASE("what is done by a command is what its button does") {
    Member anna("/", true);
    auto const workshop = make_channel(anna, "Workshop", 1);
    anna.screens->go(place_of(workshop));
    anna.settle();
    CHECK(anna.stage->sees(Role::complementary, "About the channel"));
    run(anna, "channel.details");
    CHECK_FALSE(anna.stage->sees(Role::complementary, "About the channel"));
    run(anna, "nav.create-channel");
    CHECK(anna.stage->sees(Role::dialog, "New channel"));
    anna.press("Cancel");
    run(anna, "details.invite");
    CHECK(anna.stage->sees(Role::dialog, "Invite to “Workshop”"));
    anna.press("Cancel");
    run(anna, "menu.sign-out");
    CHECK(anna.stage->sees(Role::dialog, "Sign out?"));
    anna.press("Cancel");
    give_lists(anna);
    anna.screens->go("/admin/people");
    anna.settle();
    anna.stage->click(Role::row, "Boris");
    anna.settle();
    CHECK(anna.stage->sees(Role::dialog, "Boris"));
    run(anna, "admin.block");
    CHECK(anna.stage->sees(Role::dialog, "Block Boris?"));
    CHECK_FALSE(anna.stage->sees(Role::dialog, "Boris"));
}

TEST_CASE("a view is made when what it shows is another, and while it is shown") {
    Member anna("/");
    auto const workshop = make_channel(anna, "Workshop", 1);
    auto const store = make_channel(anna, "Store", 2);
    auto& messaging_room = anna.screens->rooms().of<messaging::Room>();
    auto& accounts_room = anna.screens->rooms().of<accounts::Room>();
    SUBCASE("of people: not at a message, and not again at each frame") {
        anna.answers.give<accounts::ListPeople>({});
        anna.screens->go("/people");
        anna.settle();
        auto const people = accounts_room.made().people;
        CHECK(people == 1);
        write(anna, workshop, 1);
        anna.stage->run(20);
        CHECK(accounts_room.made().people == people);
        CHECK(messaging_room.made().channel == 0);
        CHECK(messaging_room.made().details == 0);
    }
    SUBCASE("of sessions: not at a message") {
        anna.screens->go("/sessions");
        anna.settle();
        auto const sessions = accounts_room.made().sessions;
        CHECK(sessions == 1);
        write(anna, workshop, 1);
        CHECK(accounts_room.made().sessions == sessions);
    }
    SUBCASE("of a channel: not at rest; of the navigation: at each message") {
        anna.screens->go(place_of(workshop));
        anna.settle();
        auto const before = messaging_room.made();
        anna.stage->run(20);
        CHECK(messaging_room.made().channel == before.channel);
        CHECK(messaging_room.made().entries == before.entries);
        write(anna, store, 1);
        CHECK(messaging_room.made().entries > before.entries);
    }
    SUBCASE("of details: not while they are closed") {
        anna.screens->go(place_of(workshop));
        anna.settle();
        anna.press("Channel details");  // closes them
        auto const before = messaging_room.made();
        write(anna, store, 1);
        write(anna, workshop, 2);
        anna.server.carry_out(messaging::RenameChannel{workshop, "Joinery", ""}, anna.anna);
        anna.settle();
        CHECK(anna.stage->sees(Role::heading, "Joinery"));
        CHECK(messaging_room.made().details == before.details);
        CHECK(messaging_room.made().channel > before.channel);
        anna.press("Channel details");
        CHECK(messaging_room.made().details == before.details + 1);
        CHECK(anna.stage->sees(Role::listitem, "Boris", "About the channel"));
    }
    SUBCASE("of whom to invite: only while somebody is being invited") {
        anna.screens->go(place_of(workshop));
        anna.settle();
        CHECK(messaging_room.made().invite == 0);
        anna.press("Invite…");
        CHECK(messaging_room.made().invite == 1);
        anna.stage->fill("Name or e-mail", "Bo");
        CHECK(messaging_room.made().invite > 1);
    }
    SUBCASE("of whom to invite: at another person, member or title, and at nothing else") {
        anna.screens->go(place_of(workshop));
        anna.settle();
        anna.press("Invite…");
        auto made = [&, before = messaging_room.made().invite]() mutable {
            auto const now = messaging_room.made().invite;
            return now - std::exchange(before, now);
        };
        anna.stage->run(20);
        write(anna, workshop, 1);
        write(anna, store, 2);
        anna.account->want(messaging::Command(
            messaging::Post{workshop, {client::new_id(anna.tab)}, "And the birch"}));
        anna.account->want(messaging::Command(messaging::ReadUpTo{store, anna.anna, 1}));
        anna.account->drafts().type("elsewhere", "half a sentence");
        anna.account->want(
            accounts::Command(accounts::ChooseSettings{anna.anna, "en", accounts::Theme::light}));
        anna.settle();
        CHECK(made() == 0);
        auto const carol = anna.server.add_person("Carol");
        anna.settle();
        CHECK(made() == 1);
        CHECK(anna.stage->sees(Role::option, "Carol"));
        anna.server.carry_out(messaging::Invite{workshop, {{5, 9}}, carol}, anna.anna);
        anna.settle();
        CHECK(made() == 1);
        CHECK(anna.stage->find(Role::option, "Carol").state.disabled);
        anna.server.carry_out(messaging::RenameChannel{workshop, "Joinery", ""}, anna.anna);
        anna.settle();
        CHECK(made() == 1);
        CHECK(anna.stage->sees(Role::dialog, "Invite to “Joinery”"));
    }
}

TEST_CASE("why somebody cannot be removed is what would be answered") {
    Member anna("/");
    auto const workshop = make_channel(anna, "Workshop", 1);
    auto const carol = anna.server.add_person("Carol");
    words::Words const words(words::Language::english);
    anna.account->follow<messaging::Domain>(messaging::talk_space(workshop.value));
    house::Names names(anna.tab, anna.account->api(), *anna.account);
    auto const compare = [&] {
        anna.settle();
        auto const view = messaging::details_view(*anna.account, names, words, workshop);
        for (auto const& member : view.members) {
            CAPTURE(member.name);
            auto const person = base::id_from_text(member.id);
            REQUIRE(person);
            CHECK(member.remove_grey == house::grey(anna.account->of<messaging::Domain>(), words,
                                                    messaging::RemoveMember{workshop, {*person}}));
        }
        return view.members.size();
    };
    CHECK(compare() == 2);
    anna.server.carry_out(messaging::Invite{workshop, {{5, 9}}, carol}, anna.anna);
    CHECK(compare() == 3);
    anna.server.carry_out(messaging::RemoveMember{workshop, anna.boris}, anna.anna);
    anna.server.carry_out(messaging::RemoveMember{workshop, carol}, anna.anna);
    CHECK(compare() == 1);  // whoever is alone may leave
}

}  // namespace rooms_test
