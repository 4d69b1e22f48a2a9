// What is unread is what is there, over a whole server: counted as a client does, from the rows
// that it is told of a channel that it has not opened.
#include <doctest/doctest.h>

#include <string>

#include "shared/messaging/runs.hpp"
#include "tests/server/app/scene.hpp"
#include "tests/server/http/served.hpp"

namespace unread_test {
namespace {

using accounts::DeletePerson;
using world::Outcome;

struct Told {
    std::int64_t unread = -1, last_number = 0;
};

Told told_to(scene::Peer& peer, base::Id<messaging::Channel> id) {
    Told told;
    auto const answer = peer.news();
    std::int64_t read = -1;
    for (auto const& mark : scene::rows_in<messaging::Mark>(answer))
        if (mark.channel == id && mark.person == peer.person) read = mark.read_up_to;
    for (auto const& channel : scene::rows_in<messaging::Channel>(answer))
        if (channel.id == id && read >= 0)
            told = {messaging::unread(channel, read, peer.person), channel.last_number};
    return told;
}

// Anna's channel with Boris and with Vera, who reads nothing.
struct Shop {
    scene::Server server;
    scene::Peer admin = server.administrator();
    scene::Talk talk{server};
    scene::Peer vera = server.registered("vera");

    Shop() { invite(vera); }
    void invite(scene::Peer const& peer) {
        REQUIRE(talk.anna.send(messaging::Invite{talk.channel, {server::fresh_id()}, peer.person})
                    .outcome == Outcome::accepted);
    }
    void say(scene::Peer& peer, int count) {
        for (int i = 0; i < count; ++i)
            REQUIRE(peer.send(talk.post("word")).outcome == Outcome::accepted);
    }
    void delete_with_messages(scene::Peer const& peer) {
        auto const done = admin.ask<DeletePerson>({peer.person, {scene::password}, true});
        REQUIRE_MESSAGE(done.status() / 100 == 2, done.raw.body);
        REQUIRE(http_test::eventually([&] {
            return server
                .sql("select 1 from accounts.person where id = '" +
                     base::to_text(peer.person.value) + "'")
                .empty();
        }));
    }
    std::int64_t unread() { return told_to(vera, talk.channel).unread; }
};

TEST_CASE("of somebody who was deleted with all messages nothing stays unread") {
    Shop shop;
    shop.say(shop.talk.anna, 3);
    shop.say(shop.talk.boris, 4);
    CHECK(shop.unread() == 7);
    shop.delete_with_messages(shop.talk.boris);
    CHECK(shop.unread() == 3);
    // Whoever has read the last message that there is has read all, up to the last number.
    auto const told = told_to(shop.vera, shop.talk.channel);
    CHECK(told.last_number == 7);
    CHECK(shop.vera.send(messaging::ReadUpTo{shop.talk.channel, shop.vera.person, told.last_number})
              .outcome == Outcome::accepted);
    CHECK(shop.unread() == 0);
    shop.say(shop.talk.anna, 1);
    CHECK(shop.unread() == 1);
}

TEST_CASE("that is so also for what is older than the channel's runs") {
    Shop shop;
    constexpr int turns = 30;  // sixty runs
    for (int i = 0; i < turns; ++i) {
        shop.say(shop.talk.anna, 1);
        shop.say(shop.talk.boris, 1);
    }
    CHECK(shop.unread() == 2 * turns);
    shop.delete_with_messages(shop.talk.boris);
    CHECK(shop.unread() == turns);
    CHECK(shop.server
              .sql("select 1 from messaging.channel as c where c.earlier = (select count(*) from "
                   "messaging.message as m where m.channel = c.id and m.number < "
                   "(c.runs -> 0 ->> 'from')::bigint)")
              .size() == 1);
}

TEST_CASE("whoever leaves a channel and comes back begins with nothing unread") {
    Shop shop;
    shop.say(shop.talk.anna, 5);
    CHECK(shop.unread() == 5);
    CHECK(shop.vera.send(messaging::RemoveMember{shop.talk.channel, shop.vera.person}).outcome ==
          Outcome::accepted);
    shop.say(shop.talk.anna, 2);
    shop.invite(shop.vera);
    CHECK(shop.unread() == 0);
    shop.say(shop.talk.boris, 2);
    CHECK(shop.unread() == 2);
    shop.delete_with_messages(shop.talk.boris);
    CHECK(shop.unread() == 0);
}

}  // namespace
}  // namespace unread_test
