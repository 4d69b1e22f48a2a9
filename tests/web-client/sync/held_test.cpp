// What a client holds in memory and in the store: little of every channel, and much only of those
// that were opened lately.
#include <doctest/doctest.h>

#include "tests/web-client/sync/client.hpp"

namespace held_test {

using fake::Client;
using fake::Story;
using messaging::Channel;
using messaging::Mark;
using messaging::Member;
using messaging::Message;

namespace {

constexpr std::size_t all = 2'000, each = 200;
using Replica = client::Replica<messaging::Domain>;
using ChannelId = base::Id<Channel>;

// Anna is in many channels, in which Boris has written.
struct Workspace : Story {
    std::vector<ChannelId> channels;

    explicit Workspace(std::size_t count) {
        for (std::uint64_t c = 1; c <= count; ++c) {
            channels.push_back({{5, c}});
            put(Channel{
                channels.back(), "Цех " + std::to_string(c), "", boris, {1}, each, {{1, boris}}});
            for (auto const& [number, person] : {std::pair{1u, anna}, {2u, boris}}) {
                base::Id128 const id{6, 2 * c + number};
                put(Member{{id}, channels.back(), person, messaging::Role::member, {1}});
                put(Mark{{id}, channels.back(), person, number == 1 ? 150 : 0});
            }
            for (std::uint64_t m = 1; m <= each; ++m)
                put(Message{{{7, c * 1'000 + m}},
                            channels.back(),
                            static_cast<std::int64_t>(m),
                            boris,
                            "Сообщение " + std::to_string(m),
                            {1}});
        }
    }
    template <class Row>
    void put(Row const& row) {
        auto& state = server.channels.state;
        state.world.put(row);
        state.revisions[row.id.value] = ++state.last_revision;
        for (auto const& space : world::spaces_of(row)) state.versions[space] = 1;
    }
    std::map<std::string, std::string> const& stored(std::string const& beside = "") {
        return desk.disks[base::to_text(anna) + beside].entries;
    }
    std::size_t messages_stored() {
        std::size_t count = 0;
        for (auto const& [key, value] : stored("-opened"))
            count += key.find("/messaging.message/") != std::string::npos;
        return count;
    }
};

template <class Row>
std::size_t held(Client const& client) {
    return client.account->shown<messaging::Domain>().table<Row>().size();
}
bool is_open(Client const& client, ChannelId channel) {
    return client.account->shown<messaging::Domain>().knows(messaging::talk_space(channel.value));
}

}  // namespace

TEST_CASE("of 2,000 channels of 200 messages a client holds their rows, and what it has opened") {
    Workspace work(all);
    {
        Client anna(work.desk, work.server, work.anna);
        work.desk.pass(20'000);
        CHECK(held<Channel>(anna) == all);
        CHECK(held<Member>(anna) == all);
        CHECK(held<Mark>(anna) == all);
        CHECK(held<Message>(anna) == 0);
        CHECK(anna.account->of<messaging::Domain>().mind().rows_held() == 3 * all);
        for (std::size_t i = 0; i < 3; ++i) anna.open(work.channels[i]);
        work.desk.pass(3'000);
        CHECK(held<Message>(anna) == 3 * each);
        CHECK(held<Member>(anna) == all + 3);  // who else is there
        CHECK(held<Mark>(anna) == all);        // how far they have read is theirs
        CHECK(work.messages_stored() == 3 * each);
    }
    // What is read at the start is no more than at first.
    for (auto const& [key, value] : work.stored())
        CHECK(key.find("/messaging.message/") == std::string::npos);
    Client again(work.desk, work.server, work.anna);
    work.desk.pass(500);
    CHECK(again.account->of<messaging::Domain>().mind().rows_held() == 3 * all);
}

TEST_CASE("the 30 channels that were opened last stay in memory, others in the store") {
    Workspace work(Replica::most_followed + 2);
    Client anna(work.desk, work.server, work.anna);
    work.desk.pass(5'000);
    for (auto const& channel : work.channels) {
        anna.open(channel);
        if (channel == work.channels.back()) anna.open(work.channels[1]);  // once more
        work.desk.pass(50);
    }
    work.desk.pass(3'000);
    CHECK(held<Message>(anna) == Replica::most_followed * each);
    CHECK_FALSE(is_open(anna, work.channels[0]));
    CHECK(is_open(anna, work.channels[1]));
    CHECK_FALSE(is_open(anna, work.channels[2]));
    CHECK(work.messages_stored() == work.channels.size() * each);
    // Without a network, what is in the store is there when it is opened.
    work.server.reachable = false;
    work.desk.pass(10'000);
    anna.open(work.channels[0]);
    work.desk.pass(50);
    CHECK(anna.shows(work.channels[0]).size() == each);
    anna.account->leave<messaging::Domain>(messaging::talk_space(work.channels[0].value));
    CHECK(anna.shows(work.channels[0]).empty());
    CHECK(work.messages_stored() == work.channels.size() * each);
    // What is written meanwhile comes when it is opened again.
    work.server.carry_out(messaging::Post{work.channels[0], {{8, 1}}, "новое"}, work.boris);
    anna.open(work.channels[0]);
    work.server.reachable = true;
    work.desk.pass(40'000);
    CHECK(anna.shows(work.channels[0]).back() == "новое");
}

TEST_CASE("a channel that a program begins with is there without a network, too") {
    Workspace work(2);
    auto before = std::make_unique<Client>(work.desk, work.server, work.anna);
    work.desk.pass(3'000);
    before->open(work.channels[0]);
    work.desk.pass(3'000);
    REQUIRE(before->shows(work.channels[0]).size() == each);
    before.reset();
    work.server.reachable = false;
    // It is the place that the address names, so it is opened before the store has been read.
    Client anna(work.desk, work.server, work.anna);
    anna.open(work.channels[0]);
    anna.open(work.channels[1]);
    anna.account->leave<messaging::Domain>(messaging::talk_space(work.channels[1].value));
    work.desk.pass(5'000);
    CHECK(anna.shows(work.channels[0]).size() == each);
    CHECK_FALSE(is_open(anna, work.channels[1]));
    work.server.carry_out(messaging::Post{work.channels[0], {{8, 1}}, "новое"}, work.boris);
    work.server.reachable = true;
    work.desk.pass(40'000);
    CHECK(anna.shows(work.channels[0]).back() == "новое");
}

TEST_CASE("the store keeps so many rows, of what was opened last") {
    constexpr std::size_t fit = Replica::most_rows_kept / (each + 2);  // and who is there
    Workspace work(fit + 3);
    Client anna(work.desk, work.server, work.anna);
    work.desk.pass(5'000);
    for (auto const& channel : work.channels) {
        anna.open(channel);
        work.desk.pass(60);
    }
    work.desk.pass(3'000);
    CHECK(work.messages_stored() == fit * each);
    work.server.reachable = false;
    work.desk.pass(10'000);
    anna.open(work.channels[2]);
    anna.open(work.channels[3]);
    work.desk.pass(50);
    CHECK(anna.shows(work.channels[2]).empty());
    CHECK(anna.shows(work.channels[3]).size() == each);
}

TEST_CASE("who is taken out of a channel keeps nothing of it, whether it is open or only stored") {
    Workspace work(3);
    Client anna(work.desk, work.server, work.anna);
    work.desk.pass(3'000);
    for (std::size_t i = 0; i < 2; ++i) anna.open(work.channels[i]);
    work.desk.pass(3'000);
    anna.account->leave<messaging::Domain>(messaging::talk_space(work.channels[1].value));
    REQUIRE(work.messages_stored() == 2 * each);
    for (std::size_t i = 0; i < 2; ++i)
        work.server.carry_out(messaging::RemoveMember{work.channels[i], work.anna}, work.anna);
    work.desk.pass(5'000);
    CHECK(held<Channel>(anna) == 1);
    CHECK(held<Message>(anna) == 0);
    CHECK(work.messages_stored() == 0);
    CHECK(work.stored("-opened").empty());
    // Invited again while it stands on the screen, it comes again.
    work.server.carry_out(messaging::Invite{work.channels[0], {{9, 1}}, work.anna}, work.boris);
    work.desk.pass(5'000);
    CHECK(anna.shows(work.channels[0]).size() == each);
}

TEST_CASE("a channel that is opened in any tab is there, whichever tab leads") {
    Workspace work(3);
    auto first = std::make_unique<Client>(work.desk, work.server, work.anna);
    work.desk.pass(3'000);
    Client second(work.desk, work.server, work.anna);
    work.desk.pass(3'000);
    REQUIRE(first->account->leads());
    first->open(work.channels[0]);
    second.open(work.channels[1]);
    work.desk.pass(3'000);
    CHECK(second.shows(work.channels[0]).empty());
    CHECK(second.shows(work.channels[1]).size() == each);
    second.open(work.channels[0]);
    work.desk.pass(50);
    CHECK(second.shows(work.channels[0]).size() == each);
    work.server.carry_out(messaging::Post{work.channels[1], {{8, 1}}, "новое"}, work.boris);
    work.desk.pass(3'000);
    CHECK(second.shows(work.channels[1]).back() == "новое");
    // The other tab takes over, and goes on with what it has open.
    first.reset();
    work.desk.pass(10'000);
    REQUIRE(second.account->leads());
    work.server.carry_out(messaging::Post{work.channels[1], {{8, 2}}, "ещё"}, work.boris);
    work.desk.pass(3'000);
    CHECK(second.shows(work.channels[1]).back() == "ещё");
}

TEST_CASE("a session that ends takes along what was opened") {
    Workspace work(1);
    Client anna(work.desk, work.server, work.anna);
    work.desk.pass(3'000);
    anna.open(work.channels[0]);
    work.desk.pass(3'000);
    REQUIRE(work.messages_stored() == each);
    SUBCASE("ended elsewhere") { work.server.session_ended = true; }
    SUBCASE("signed out") {
        anna.account->wipe([] {});
    }
    work.desk.pass(5'000);
    CHECK(work.stored("-opened").empty());
}

TEST_CASE("versions of another history bring what is open anew") {
    Workspace work(2);
    Client anna(work.desk, work.server, work.anna);
    work.desk.pass(3'000);
    for (auto const& channel : work.channels) anna.open(channel);
    work.desk.pass(3'000);
    anna.account->leave<messaging::Domain>(messaging::talk_space(work.channels[1].value));
    work.server.history = {8, 8};
    work.desk.pass(10'000);
    CHECK(anna.shows(work.channels[0]).size() == each);
    CHECK(work.messages_stored() == each);
}

}  // namespace held_test
