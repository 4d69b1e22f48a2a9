// What holds of all rooms, whichever there are: what they say of themselves is complete, and views
// are made of what is shown only.
#include <doctest/doctest.h>

#include <set>

#include "tests/web-client/app/visit.hpp"

using look::Role;
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

// All places that a person is led to, and each page of those that have several.
std::vector<std::string> places(Member& anna, words::Words const& words) {
    std::vector<std::string> all{"/", "/tray", "/about", "/channels/nowhere"};
    for (auto const* page : {"/account/entry", "/account/tokens", "/account/data",
                             "/admin/invitations", "/admin/audit"})
        all.push_back(page);
    for (auto const& section : anna.screens->rooms().sections(words))
        for (auto const& entry : section.entries) all.push_back(entry.route);
    return all;
}

}  // namespace

TEST_CASE(
    "whatever can be done has a name in each language, an icon, and a reason when it cannot") {
    Member anna("/", true);
    make_channel(anna, "Workshop", 1);
    std::set<std::string> seen, grey;
    for (auto const language : {words::Language::english, words::Language::russian}) {
        words::Words const words(language);
        for (auto const& place : places(anna, words)) {
            CAPTURE(place);
            anna.screens->go(place);
            anna.settle();
            std::set<std::string> names;
            std::set<parts::Key> keys;
            for (auto const& command : anna.screens->commands(words)) {
                CAPTURE(command.name);
                seen.insert(command.name);
                CHECK(words.knows(command.name));
                CHECK(command.icon != look::Icon::none);
                CHECK(command.act);
                CHECK(names.insert(command.name).second);
                if (command.key != parts::Key::none) CHECK(keys.insert(command.key).second);
                if (command.grey.empty()) continue;
                grey.insert(command.name);
                CHECK_FALSE(words.knows(command.grey));  // words, and not the key of some
                CHECK(command.grey.find(' ') != std::string::npos);
            }
        }
    }
    for (auto const* name :
         {"nav.create-channel", "details.invite", "details.edit", "details.leave",
          "channel.details", "admin.enrol", "admin.invite", "mine.save", "token.make",
          "mine.password-change", "mine.archive-download", "menu.sign-out"}) {
        CAPTURE(name);
        CHECK(seen.count(name) == 1);
    }
    // The last owner of a channel with others in it cannot leave, and nothing of the profile is
    // changed.
    CHECK(grey == std::set<std::string>{"details.leave", "mine.save"});
}

TEST_CASE("every entry of the navigation leads to a place that says what it is") {
    Member anna("/", true);
    make_channel(anna, "Workshop", 1);
    for (auto const language : {words::Language::english, words::Language::russian}) {
        words::Words const words(language);
        int entries = 0;
        for (auto const& section : anna.screens->rooms().sections(words))
            for (auto const& entry : section.entries) {
                CAPTURE(entry.route);
                ++entries;
                CHECK_FALSE(entry.label.empty());
                CHECK(entry.icon != look::Icon::none);
                CHECK(anna.screens->rooms().go(entry.route));
                anna.screens->rooms().refresh(words);
                CHECK_FALSE(anna.screens->rooms().place(words).title.empty());
                CHECK(shell::is_in(entry, entry.route));
            }
        CHECK(entries == 5);  // a channel, people, the administration, my account, my sessions
    }
}

TEST_CASE("what is done by a command is what its button does") {
    Member anna("/");
    auto const workshop = make_channel(anna, "Workshop", 1);
    anna.screens->go(place_of(workshop));
    anna.settle();
    words::Words const words(words::Language::english);
    auto const run = [&](char const* name) {
        auto const commands = anna.screens->commands(words);
        auto const* command = parts::find(commands, name);
        REQUIRE(command);
        command->act();
        anna.stage->run(4);
    };
    CHECK(anna.stage->sees(Role::complementary, "About the channel"));
    run("channel.details");
    CHECK_FALSE(anna.stage->sees(Role::complementary, "About the channel"));
    run("nav.create-channel");
    CHECK(anna.stage->sees(Role::dialog, "New channel"));
    anna.press("Cancel");
    run("details.invite");
    CHECK(anna.stage->sees(Role::dialog, "Invite to “Workshop”"));
    anna.press("Cancel");
    run("menu.sign-out");
    CHECK(anna.stage->sees(Role::dialog, "Sign out?"));
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
