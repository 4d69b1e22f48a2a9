// What is said to be read, and to which channel, while one goes from one to the other.
#include <doctest/doctest.h>

#include "server/sync/take.hpp"
#include "tests/web-client/app/visit.hpp"

namespace reading_test {

using look::Role;
using visit::Member;

namespace {

syncing::Asking<messaging::Domain> acting_as(base::Id128 person) {
    return {person, false, [] { return base::Instant{5}; }, {true}};
}

using ChannelId = base::Id<messaging::Channel>;

// Boris writes from elsewhere into channels that Anna is in.
struct Reader : Member {
    Reader() : Member("/") {}

    ChannelId create(std::string const& title, std::uint64_t number) {
        ChannelId const channel{{5, number}};
        say(anna, messaging::CreateChannel{channel, {{6, number}}, anna, title, ""});
        say(anna, messaging::Invite{channel, {{7, number}}, boris});
        return channel;
    }
    void write(ChannelId channel, int count) {
        for (int i = 0; i < count; ++i)
            say(boris, messaging::Post{channel, {{8, ++last_}}, "line " + std::to_string(last_)});
    }
    void answer_older(ChannelId channel, messaging::ListMessages::Response const& older) {
        answers.by_path["/api/v1/channels/" + base::to_text(channel) + "/messages"] = {
            200, {{"content-type", "application/json"}}, wire::json::text(older)};
    }
    // Of what Boris wrote, from the first line on.
    void erase(ChannelId channel, std::uint64_t from, std::uint64_t to) {
        messaging::EraseMessages erase{channel, boris, {}};
        for (auto line = from; line <= to; ++line) erase.messages.push_back({{8, line}});
        say({}, erase);
    }
    std::int64_t read_in(ChannelId channel) const {
        auto const found =
            server.channels.state.world.by<&messaging::Mark::channel, &messaging::Mark::person>(
                channel, anna);
        return found.begin()->read_up_to;
    }
    // What the list of channels says is unread, as "Shop, 3 unread" has it; empty: no number.
    std::string row_of(std::string const& title) const {
        for (auto const& link : stage->all(Role::link))
            if (link.name.rfind(title, 0) == 0) return link.name.substr(title.size());
        return "not there";
    }

private:
    void say(base::Id<accounts::Person> person, messaging::Command const& command) {
        server.channels.write([&](syncing::Unit<messaging::Domain>& unit) {
            syncing::decide_and_write<messaging::Domain>(unit, command, acting_as(person.value));
        });
    }
    std::uint64_t last_ = 0;
};

}  // namespace

TEST_CASE("nothing is said to a channel about the one that was left for it") {
    Reader anna;
    auto const longer = anna.create("Longer", 1), shorter = anna.create("Shorter", 2);
    anna.write(longer, 300);
    anna.write(shorter, 3);
    anna.settle();
    anna.screens->go("/channels/" + base::to_text(longer));
    anna.settle();  // its messages come
    anna.settle();
    anna.write(longer, 5);
    anna.settle();
    auto const before = anna.read_in(longer);
    anna.stage->click(Role::link, "Shorter" + anna.row_of("Shorter"));
    anna.settle();
    anna.settle();
    CHECK(anna.read_in(shorter) == 3);
    CHECK(anna.read_in(longer) == before);
    CHECK_FALSE(anna.stage->sees(Role::text, "There is no such message"));
    // And back: it opens where reading stopped, and not at its end.
    anna.stage->click(Role::link, "Longer" + anna.row_of("Longer"));
    anna.settle();
    CHECK(anna.read_in(longer) < 305);
}

TEST_CASE("a channel that is opened, by a press or by Enter, is one that can be written in") {
    Reader anna;
    auto const first = anna.create("First", 1), second = anna.create("Second", 2);
    anna.write(first, 2);
    anna.settle();
    anna.stage->click(Role::link, "First" + anna.row_of("First"));
    anna.settle(0);
    anna.stage->type("half a sentence");
    anna.stage->click(Role::link, "Second" + anna.row_of("Second"));
    anna.stage->type("to the second");
    CHECK(anna.stage->find(Role::textbox, "Write to “Second”").value == "to the second");
    anna.stage->press(ImGuiKey_Enter);
    anna.settle();
    CHECK(anna.server.texts("Second") == std::vector<std::string>{"to the second"});
    // By the keyboard, back into the one where something is half written.
    anna.stage->press(ImGuiMod_Shift, ImGuiKey_Tab);
    for (int i = 0; i < 40 && anna.stage->focused().rfind("First", 0) != 0; ++i)
        anna.stage->press(ImGuiMod_Shift, ImGuiKey_Tab);
    REQUIRE(anna.stage->focused().rfind("First", 0) == 0);
    anna.stage->press(ImGuiKey_Enter);
    anna.settle(0);
    CHECK(anna.stage->find(Role::textbox, "Write to “First”").value == "half a sentence");
    anna.stage->type("!");
    CHECK(anna.stage->find(Role::textbox, "Write to “First”").value == "half a sentence!");
    anna.settle();
    CHECK(anna.server.texts("First").size() == 2);  // nothing was sent by that Enter
    CHECK(first != second);
}

TEST_CASE("messages that were erased are not unread, and whoever read the rest has read all") {
    Reader anna;
    auto const channel = anna.create("Shop", 1);
    anna.write(channel, 7);
    anna.settle();
    CHECK(anna.row_of("Shop") == ", 7 unread");
    messaging::EraseMessages erased{channel, anna.boris, {}};
    for (auto const& message :
         anna.server.channels.state.world.ordered<&messaging::Message::channel>(channel))
        if (message.number > 3) erased.messages.push_back(message.id);
    REQUIRE(erased.messages.size() == 4);
    anna.server.channels.write([&](syncing::Unit<messaging::Domain>& unit) {
        syncing::decide_and_write<messaging::Domain>(unit, erased, acting_as({}));
    });
    anna.settle();
    CHECK(anna.row_of("Shop") == ", 3 unread");
    anna.screens->go("/channels/" + base::to_text(channel));
    anna.settle();
    anna.settle();
    CHECK(anna.row_of("Shop").empty());
    CHECK(anna.read_in(channel) == 7);
}

TEST_CASE("where all of the newest messages were erased what is left is older, and can be read") {
    Reader anna;
    auto const channel = anna.create("Shop", 1);
    anna.write(channel, 253);
    anna.erase(channel, 4, 253);
    anna.settle();
    CHECK(anna.row_of("Shop") == ", 3 unread");
    messaging::ListMessages::Response older;
    for (std::int64_t number : {3, 2, 1})
        older.messages.push_back({{{8, static_cast<std::uint64_t>(number)}},
                                  channel,
                                  number,
                                  anna.boris,
                                  "line " + std::to_string(number),
                                  {1}});
    anna.answer_older(channel, older);
    anna.screens->go("/channels/" + base::to_text(channel));
    for (int i = 0; i < 4; ++i) anna.settle();
    CHECK(anna.stage->described().find("line 3") != std::string::npos);
    CHECK(anna.row_of("Shop").empty());
    CHECK(anna.read_in(channel) == 253);
}

TEST_CASE("of a channel in which all was erased nothing is unread, and it says that it is empty") {
    Reader anna;
    auto const channel = anna.create("Shop", 1);
    anna.write(channel, 253);
    anna.erase(channel, 1, 253);
    anna.settle();
    CHECK(anna.row_of("Shop").empty());
    anna.answer_older(channel, {});
    anna.screens->go("/channels/" + base::to_text(channel));
    for (int i = 0; i < 3; ++i) anna.settle();
    CHECK(anna.stage->described().find("No messages yet") != std::string::npos);
}

TEST_CASE("older messages that cannot be told are asked for again, and not at once") {
    Reader anna;
    auto const channel = anna.create("Shop", 1);
    anna.write(channel, 253);
    anna.erase(channel, 4, 253);
    anna.settle();
    auto const path = "/api/v1/channels/" + base::to_text(channel) + "/messages";
    anna.answers.by_path[path] = {500, {}, ""};
    anna.screens->go("/channels/" + base::to_text(channel));
    auto const asked = [&] {
        int count = 0;
        for (auto const& request : anna.answers.asked) count += request.path.rfind(path, 0) == 0;
        return count;
    };
    for (int i = 0; i < 20 && asked() == 0; ++i) anna.settle(500);
    REQUIRE(asked() == 1);
    anna.settle(2'000);
    anna.settle(2'000);
    CHECK(asked() == 1);
    anna.settle(3'000);
    anna.settle(100);
    CHECK(asked() == 2);
}

TEST_CASE("without a connection a channel that was never opened here says that it is not here") {
    Reader anna;
    auto const opened = anna.create("Opened", 1), other = anna.create("Other", 2);
    anna.write(opened, 2);
    anna.write(other, 3);
    anna.settle();
    CHECK(anna.row_of("Other") == ", 3 unread");  // counted without its messages
    anna.screens->go("/channels/" + base::to_text(opened));
    anna.settle();
    anna.server.reachable = false;
    anna.settle(5'000);
    anna.screens->go("/channels/" + base::to_text(other));
    anna.settle();
    CHECK(anna.stage->described().find("Not on this device") != std::string::npos);
    anna.screens->go("/channels/" + base::to_text(opened));
    anna.settle();
    CHECK(anna.stage->described().find("Not on this device") == std::string::npos);
    CHECK(anna.stage->described().find("line 2") != std::string::npos);
    anna.screens->go("/channels/" + base::to_text(other));
    anna.server.reachable = true;
    anna.settle(40'000);
    CHECK(anna.stage->described().find("Not on this device") == std::string::npos);
    CHECK(anna.stage->described().find("line 5") != std::string::npos);
}

}  // namespace reading_test
