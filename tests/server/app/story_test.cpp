// The whole story of two people, as scripts and clients tell it to the server.
#include <doctest/doctest.h>

#include <thread>

#include "server/app.hpp"
#include "server/outside.hpp"
#include "shared/protocol.hpp"
#include "shared/wire/json.hpp"
#include "tests/server/app/scene.hpp"
#include "tests/server/http/served.hpp"

namespace story_test {
namespace {

using messaging::Message;
using scene::rows_in;
using world::Outcome;

TEST_CASE("two people register, meet in a channel and hear one another") {
    scene::Server server;
    scene::Talk talk(server);
    auto& [anna, boris, channel] = talk;

    auto const me = anna.ask<accounts::Me>();
    CHECK(me.status() == 200);
    CHECK(me.value.person.name == "anna");
    CHECK_FALSE(me.value.person.administrator);
    CHECK(me.value.session == anna.session);

    auto const first = boris.news();
    REQUIRE(rows_in<messaging::Channel>(first).size() == 1);
    CHECK(rows_in<messaging::Channel>(first)[0].title == "Общий");
    CHECK(scene::told<accounts::Domain>(first).spaces.size() == 5);
    CHECK(scene::told<messaging::Domain>(boris.news(first.since)).spaces.empty());

    CHECK(anna.send(talk.post("привет")).outcome == Outcome::accepted);
    auto const second = boris.news(first.since);
    auto const heard = rows_in<Message>(second);
    REQUIRE(heard.size() == 1);
    CHECK(heard[0].text == "привет");
    CHECK(heard[0].author == anna.person);
    CHECK(heard[0].number == 1);

    CHECK(boris.send(talk.post("hello")).outcome == Outcome::accepted);
    auto const page = anna.ask<messaging::ListMessages>({channel});
    REQUIRE(page.value.messages.size() == 2);
    CHECK(page.value.messages[0].text == "hello");
    CHECK(page.value.messages[1].text == "привет");
    auto const older = anna.ask<messaging::ListMessages>({channel, 2, 10});
    REQUIRE(older.value.messages.size() == 1);
    CHECK(older.value.messages[0].number == 1);
}

TEST_CASE("a long poll is answered when something happens, and late when nothing does") {
    scene::Server server;
    scene::Talk talk(server);
    auto const before = talk.boris.news();
    auto const nothing = talk.boris.news(before.since, 1);
    CHECK(scene::told<messaging::Domain>(nothing).spaces.empty());
    CHECK(scene::told<accounts::Domain>(nothing).spaces.empty());
    CHECK(nothing.since == before.since);

    news::Answer heard;
    std::thread waiting([&] { heard = talk.boris.news(before.since, news::longest_wait_s); });
    REQUIRE(http_test::eventually([&] { return server.app().waiting_polls() == 1; }));
    CHECK(talk.anna.send(talk.post("сейчас")).outcome == Outcome::accepted);
    waiting.join();
    REQUIRE(rows_in<Message>(heard).size() == 1);
    CHECK(rows_in<Message>(heard)[0].text == "сейчас");
}

TEST_CASE("a poll of a client hears that its own command was answered, also when nothing changed") {
    scene::Server server;
    scene::Talk talk(server);
    auto& anna = talk.anna;
    auto const before = anna.ask<news::AskNews>({anna.client, {}, 0});
    REQUIRE(before.status() == 200);
    news::AskNews::Request request{anna.client, scene::held_after(before.value), 25};

    world::News<messaging::Domain> heard;
    std::thread waiting([&] {
        scene::Peer same = anna;
        heard = scene::told<messaging::Domain>(same.ask<news::AskNews>(request).value);
    });
    REQUIRE(http_test::eventually([&] { return server.app().waiting_polls() == 1; }));
    auto const late = anna.send(messaging::ReadUpTo{talk.channel, anna.person, 0});
    CHECK(late.outcome == Outcome::accepted);
    waiting.join();
    CHECK(heard.answered == late.number);
    CHECK(heard.spaces.empty());
}

TEST_CASE("a client that does not know a domain is told nothing of it, and waits for the others") {
    scene::Server server;
    scene::Talk talk(server);
    auto& boris = talk.boris;
    auto known = boris.ask<news::AskNews>({boris.client, {}, 0}).value;
    REQUIRE(known.domains.size() == 2);
    std::erase_if(known.domains, [](auto const& told) {
        return !std::holds_alternative<world::News<messaging::Domain>>(told);
    });
    news::AskNews::Request request{boris.client, scene::held_after(known), 25};

    news::Answer heard;
    std::thread waiting([&] {
        scene::Peer same = boris;
        heard = same.ask<news::AskNews>(request).value;
    });
    REQUIRE(http_test::eventually([&] { return server.app().waiting_polls() == 1; }));
    CHECK(talk.anna.send(talk.post("мимо него")).outcome == Outcome::accepted);
    waiting.join();
    REQUIRE(heard.domains.size() == 1);
    CHECK_FALSE(scene::told<messaging::Domain>(heard).spaces.empty());
}

TEST_CASE("who is taken out of a channel hears that it is gone, and nothing after") {
    scene::Server server;
    scene::Talk talk(server);
    auto const before = talk.boris.news();
    auto const removed = talk.anna.send(messaging::RemoveMember{talk.channel, talk.boris.person});
    CHECK(removed.outcome == Outcome::accepted);
    CHECK(talk.anna.send(talk.post("без него")).outcome == Outcome::accepted);

    auto const after = talk.boris.news(before.since);
    bool gone = false;
    for (auto const& space : scene::told<messaging::Domain>(after).spaces)
        gone |= space.space == messaging::channel_space(talk.channel.value) &&
                space.kind == world::NewsKind::gone;
    CHECK(gone);
    CHECK(rows_in<Message>(after).empty());
    CHECK(talk.boris.ask<messaging::ListMessages>({talk.channel}).status() == 404);
}

TEST_CASE("versions of another history are answered with everything") {
    scene::Server server;
    scene::Talk talk(server);
    auto& anna = talk.anna;
    auto const known = anna.ask<news::AskNews>({anna.client, {}, 0}).value;
    news::AskNews::Request request{anna.client, scene::held_after(known), 0};
    for (auto& held : request.have)
        std::visit([](auto& of_domain) { of_domain.history = server::fresh_id(); }, held);
    auto const all = anna.ask<news::AskNews>(request).value;
    REQUIRE(all.domains.size() == 2);
    for (auto const& of_domain : all.domains)
        std::visit(
            []<class Domain>(world::News<Domain> const& news) {
                CHECK_FALSE(news.history.is_none());
                CHECK_FALSE(news.spaces.empty());
                for (auto const& space : news.spaces)
                    CHECK(space.kind == world::NewsKind::snapshot);
            },
            of_domain);
    CHECK(all.domains.size() == known.domains.size());
}

TEST_CASE("cereal says the same as JSON") {
    scene::Server server;
    scene::Talk talk(server);
    talk.boris.bytes = true;
    CHECK(talk.boris.send(talk.post("в байтах")).outcome == Outcome::accepted);
    auto const in_bytes = talk.boris.ask<news::FollowNews>();
    CHECK(in_bytes.raw.header("content-type") == protocol::content_type());
    talk.boris.bytes = false;
    auto const in_json = talk.boris.ask<news::FollowNews>();
    CHECK(in_json.raw.header("content-type") == "application/json");
    CHECK(wire::json::text(in_bytes.value) == wire::json::text(in_json.value));
    CHECK(rows_in<Message>(in_json.value).size() == 1);
}

TEST_CASE("people are listed a page at a time, searched, filtered and sorted") {
    scene::Server server;
    for (auto const* name : {"boris", "anna", "vera"}) server.registered(name);
    auto peer = server.registered("zoe");
    auto const first = peer.ask<accounts::ListPeople>({"", "", "", 3});
    REQUIRE(first.status() == 200);
    CHECK(first.value.total == 4);
    REQUIRE(first.value.rows.size() == 3);
    CHECK(first.value.rows[0].name == "anna");
    auto const second = peer.ask<accounts::ListPeople>({"", "", first.value.next, 3});
    REQUIRE(second.value.rows.size() == 1);
    CHECK(second.value.rows[0].name == "zoe");
    CHECK(second.value.next.empty());
    CHECK(peer.ask<accounts::ListPeople>({"VER", "", "", 50}).value.rows.size() == 1);
    auto const sorted = peer.raw("GET", "/api/v1/people?sort=-name&limit=1", "");
    CHECK(sorted.status == 200);
    CHECK(sorted.body.find("zoe") != std::string::npos);
    auto const wrong = peer.raw("GET", "/api/v1/people?filter%5Bshoe%5D=1&sort=nose", "");
    CHECK(wrong.status == 400);
    CHECK(wrong.body.find("shoe") != std::string::npos);
    CHECK(wrong.body.find("nose") != std::string::npos);
}

}  // namespace
}  // namespace story_test
