// A place where there is nothing says so, and has nothing of the place before.
#include <doctest/doctest.h>

#include "tests/web-client/app/visit.hpp"

namespace not_there_test {

using look::Role;
using visit::Member;

namespace {

using ChannelId = base::Id<messaging::Channel>;

std::string place_of(ChannelId id) { return "/channels/" + base::to_text(id); }

// In a channel with a few messages, one half written, and the details open.
struct Reader : Member {
    Reader() : Member("/") {
        make("Workshop", workshop);
        make("Store", store);
        for (std::uint64_t i = 1; i < 4; ++i) write(workshop, i, "The oak");
        open(place_of(workshop));
        stage->type("half a sentence");
        settle();
    }
    void open(std::string const& route) {
        tab.place = route;
        screens->go(route);
        settle();
    }
    void make(std::string const& title, ChannelId id) {
        server.carry_out(messaging::CreateChannel{id, {{4, id.value.low}}, anna, title, "Of wood"},
                         anna);
        server.carry_out(messaging::Invite{id, {{5, id.value.low}}, boris}, anna);
        settle();
    }
    void write(ChannelId channel, std::uint64_t number, std::string const& text) {
        server.carry_out(messaging::Post{channel, {{6, number}}, text}, boris);
        settle();
    }
    // What is on the screen beside the navigation.
    bool shows(std::string const& text) const {
        for (auto const& node : stage->tree().nodes)
            if (node.role != Role::link)
                for (auto const& said : {node.name, node.value, node.description})
                    if (said.find(text) != std::string::npos) return true;
        return false;
    }
    std::int64_t last_number_read(ChannelId channel) const {
        auto const found =
            server.channels.state.world.by<&messaging::Mark::channel, &messaging::Mark::person>(
                channel, anna);
        return found.begin()->read_up_to;
    }
    std::size_t unsent() const { return account->status().unsent; }

    ChannelId workshop{{3, 1}}, store{{3, 2}};
};

void has_nothing_of_the_workshop(Reader const& anna) {
    CHECK_FALSE(anna.shows("The oak"));
    CHECK_FALSE(anna.shows("half a sentence"));
    CHECK_FALSE(anna.shows("Workshop"));
}

}  // namespace

TEST_CASE("the place that is left is on the screen no more, and nothing is said about it") {
    Reader anna;
    REQUIRE(anna.shows("The oak"));
    REQUIRE(anna.shows("half a sentence"));
    REQUIRE(anna.stage->sees(Role::complementary, "About the channel"));
    auto const read = anna.last_number_read(anna.workshop);
    auto const asked = anna.server.requests;
    SUBCASE("for a channel that nobody knows") {
        anna.open(place_of({{99, 99}}));
        CHECK(anna.stage->sees(Role::heading, "This channel is not here"));
        CHECK_FALSE(anna.stage->sees(Role::complementary, "About the channel"));
        CHECK(anna.stage->all(Role::textbox).empty());
    }
    SUBCASE("for an address that is no channel's") {
        anna.open("/channels/workshop");
        CHECK(anna.stage->sees(Role::heading, "This channel is not here"));
        CHECK_FALSE(anna.stage->sees(Role::complementary, "About the channel"));
        CHECK(anna.stage->all(Role::textbox).empty());
    }
    SUBCASE("for an address of nothing") {
        anna.open("/warehouse/7");
        CHECK(anna.stage->sees(Role::heading, "There is nothing here"));
        CHECK_FALSE(anna.stage->sees(Role::complementary, "About the channel"));
        CHECK(anna.stage->all(Role::textbox).empty());
    }
    SUBCASE("for another channel") {
        anna.open(place_of(anna.store));
        CHECK(anna.stage->find(Role::textbox, "Write to “Store”").value.empty());
        CHECK(anna.stage->sees(Role::complementary, "About the channel"));
        CHECK(anna.last_number_read(anna.store) == 0);
    }
    has_nothing_of_the_workshop(anna);
    CHECK(anna.unsent() == 0);
    CHECK(anna.last_number_read(anna.workshop) == read);
    CHECK(anna.server.requests >= asked);  // news alone: no command was taken
    // What was typed waits where it was.
    anna.open(place_of(anna.workshop));
    CHECK(anna.stage->find(Role::textbox, "Write to “Workshop”").value == "half a sentence");
}

TEST_CASE("what is not there says so in both languages, with a way back") {
    Reader anna;
    auto const leads_back = [&] {
        anna.press("To the beginning");
        CHECK(anna.tab.place == "/");
        CHECK(anna.stage->sees(Role::heading, "Choose a channel"));
    };
    anna.open("/warehouse/7");
    CHECK(anna.stage->sees(Role::main, "There is nothing here"));
    leads_back();
    anna.open(place_of({{99, 99}}));
    CHECK(anna.stage->sees(Role::main, "This channel is not here"));
    leads_back();
    words::Words const russian(words::Language::russian);
    for (auto const* key : {"nowhere.title", "nowhere.text", "nowhere.back", "channel.gone-title",
                            "channel.gone-text"})
        CHECK(russian.knows(key));
    words::Words const words(words::Language::russian);
    CHECK(anna.screens->rooms().go(place_of({{99, 99}})));
    CHECK(anna.screens->rooms().place(words).title == "Этого канала здесь нет");
}

TEST_CASE("a channel that was left is not there, and what was written to it is not lost") {
    Reader anna;
    anna.server.carry_out(messaging::RemoveMember{anna.store, anna.boris}, anna.anna);
    anna.open(place_of(anna.store));
    anna.stage->type("to nobody");
    anna.settle();
    anna.press("Leave channel…");
    anna.press("Leave", "Leave the channel?");
    CHECK(anna.tab.place == "/");
    anna.open(place_of(anna.store));
    CHECK(anna.stage->sees(Role::heading, "This channel is not here"));
    CHECK_FALSE(anna.stage->sees(Role::complementary, "About the channel"));
    CHECK(anna.shows("to nobody"));
    anna.press("Copy text");
    CHECK(anna.tab.copied == "to nobody");
    anna.press("Discard");
    CHECK_FALSE(anna.shows("to nobody"));
    // The half sentence in the other channel is all that is still kept.
    CHECK(anna.account->drafts().all().size() == 1);
}

TEST_CASE("what was open about a channel closes when it goes") {
    Reader anna;
    anna.server.carry_out(messaging::RemoveMember{anna.store, anna.boris}, anna.anna);
    anna.open(place_of(anna.store));
    std::string dialog;
    SUBCASE("whom to invite") {
        anna.press("Invite…");
        dialog = "Invite to “Store”";
    }
    SUBCASE("its name and description") {
        anna.press("Change…");
        dialog = "Change channel";
    }
    SUBCASE("the question before leaving it") {
        anna.press("Leave channel…");
        dialog = "Leave the channel?";
    }
    REQUIRE(anna.stage->sees(Role::dialog, dialog));
    anna.server.carry_out(messaging::RemoveMember{anna.store, anna.anna}, anna.anna);
    anna.settle();
    CHECK(anna.stage->sees(Role::heading, "This channel is not here"));
    CHECK_FALSE(anna.stage->sees(Role::dialog, dialog));
}

TEST_CASE("on a phone each place has a way back, and what is not there has one, too") {
    Reader anna;
    anna.stage->resize(390, 780);
    anna.answers.give<accounts::ListPeople>({});
    for (std::string const& place :
         {place_of(anna.workshop), place_of({{99, 99}}), std::string("/people"),
          std::string("/account"), std::string("/sessions"), std::string("/tray"),
          std::string("/about")}) {
        CAPTURE(place);
        anna.open(place);
        anna.press("Back");
        CHECK(anna.tab.place == "/");
    }
    anna.open("/warehouse/7");
    CHECK(anna.stage->sees(Role::heading, "There is nothing here", "There is nothing here"));
    CHECK_FALSE(anna.stage->sees(Role::link, "People"));
    anna.press("Back");
    CHECK(anna.tab.place == "/");
    CHECK(anna.stage->sees(Role::link, "People"));
}

}  // namespace not_there_test
