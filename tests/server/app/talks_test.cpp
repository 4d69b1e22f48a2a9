// What is told of a channel to whoever has it open and to whoever has not, and who has read what.
#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "server/app.hpp"
#include "server/outside.hpp"
#include "tests/server/app/scene.hpp"
#include "tests/server/http/served.hpp"

namespace talks_test {
namespace {

using messaging::ListReaders;
using messaging::Mark;
using messaging::Message;
using world::NewsKind;
using world::Outcome;

news::AskNews::Request question(scene::Peer const& peer, news::Answer const& known,
                                std::vector<world::Space> const& open, std::int64_t wait_s = 0) {
    news::AskNews::Request request{peer.client, scene::held_after(known), wait_s};
    for (auto& held : request.have)
        if (auto* talks = std::get_if<world::Held<messaging::Domain>>(&held))
            for (auto const& space : open)
                talks->spaces.push_back({space, world::Have::nothing, {}});
    return request;
}

TEST_CASE("the messages of a channel are told to whoever names its talk, and to others not") {
    scene::Server server;
    scene::Talk talk(server);
    auto& boris = talk.boris;
    CHECK(talk.anna.send(talk.post("привет")).outcome == Outcome::accepted);
    auto const talks = messaging::talk_space(talk.channel.value);
    auto const light = boris.ask<news::AskNews>({boris.client, {}, 0}).value;
    CHECK(scene::rows_in<messaging::Channel>(light).size() == 1);
    CHECK(scene::rows_in<messaging::Member>(light).size() == 1);
    CHECK(scene::rows_in<Mark>(light).size() == 1);
    CHECK(scene::rows_in<Message>(light).empty());

    auto const open = boris.ask<news::AskNews>(question(boris, light, {talks})).value;
    CHECK(scene::rows_in<Message>(open).size() == 1);
    CHECK(scene::rows_in<messaging::Member>(open).size() == 2);
    CHECK(scene::rows_in<Mark>(open).empty());

    // What is not theirs is gone, whether it is there or not.
    auto const vera = server.registered("vera");
    auto peer = vera;
    auto const hers = peer.ask<news::AskNews>({peer.client, {}, 0}).value;
    auto const nowhere = messaging::talk_space(server::fresh_id());
    auto request = question(peer, hers, {});
    request.have.push_back(world::Held<messaging::Domain>{
        {}, {{talks, world::Have::nothing, {}}, {nowhere, world::Have::nothing, {}}}});
    std::erase_if(request.have, [&](auto const& held) {
        return &held != &request.have.back() && wire::name_of_held(held) == "messaging";
    });
    auto const told = scene::told<messaging::Domain>(peer.ask<news::AskNews>(request).value);
    int gone = 0;
    for (auto const& space : told.spaces) gone += space.kind == NewsKind::gone;
    CHECK(gone == 2);
}

TEST_CASE("who has a channel closed is not woken by what happens inside of it") {
    scene::Server server;
    scene::Talk talk(server);
    auto& boris = talk.boris;
    auto const vera = server.registered("vera");
    auto const light = boris.ask<news::AskNews>({boris.client, {}, 0}).value;
    auto closed = question(boris, light, {});
    std::erase_if(closed.have, [](auto const& held) {
        return wire::name_of_held(held) == "accounts";  // a newcomer is in the directory
    });
    closed.wait_s = 3;
    auto const directory = boris.ask<news::AskNews>({boris.client, {}, 0}).value;
    for (auto& held : scene::held_after(directory))
        if (wire::name_of_held(held) == "accounts") closed.have.push_back(held);
    news::Answer heard;
    auto const began = std::chrono::steady_clock::now();
    std::thread waiting([&] {
        scene::Peer same = boris;
        heard = same.ask<news::AskNews>(closed).value;
    });
    REQUIRE(http_test::eventually([&] { return server.app().waiting_polls() == 1; }));
    // Somebody comes, and somebody reads: neither is for whoever has it closed.
    CHECK(talk.anna.send(messaging::Invite{talk.channel, {server::fresh_id()}, vera.person})
              .outcome == Outcome::accepted);
    CHECK(talk.anna.send(messaging::ReadUpTo{talk.channel, talk.anna.person, 0}).outcome ==
          Outcome::accepted);
    waiting.join();
    CHECK(std::chrono::steady_clock::now() - began > std::chrono::milliseconds(2'500));
    CHECK(scene::told<messaging::Domain>(heard).spaces.empty());
}

TEST_CASE("members ask who has read a message, and nobody else is told") {
    scene::Server server;
    scene::Talk talk(server);
    auto& anna = talk.anna;
    auto& boris = talk.boris;
    for (int i = 0; i < 3; ++i) CHECK(anna.send(talk.post("!")).outcome == Outcome::accepted);
    auto const readers = [&](scene::Peer& peer, std::int64_t number) {
        return peer.ask<ListReaders>({talk.channel, number}).value.people;
    };
    using People = std::vector<base::Id<accounts::Person>>;
    CHECK(readers(anna, 1).empty());
    CHECK(boris.send(messaging::ReadUpTo{talk.channel, boris.person, 2}).outcome ==
          Outcome::accepted);
    CHECK(readers(anna, 1) == People{boris.person});
    CHECK(readers(boris, 2) == People{boris.person});
    CHECK(readers(anna, 3).empty());
    CHECK(anna.send(messaging::ReadUpTo{talk.channel, anna.person, 3}).outcome ==
          Outcome::accepted);
    People both{anna.person, boris.person};
    std::sort(both.begin(), both.end());
    CHECK(readers(anna, 2) == both);
    CHECK(anna.ask<ListReaders>({talk.channel, 2, {}, 1}).value.people == People{both[0]});
    CHECK(anna.ask<ListReaders>({talk.channel, 2, both[0], 1}).value.people == People{both[1]});
    CHECK(anna.ask<ListReaders>({talk.channel, 4}).rule() == "message-unknown");
    auto vera = server.registered("vera");
    CHECK(vera.ask<ListReaders>({talk.channel, 1}).rule() == "channel-unknown");
    for (auto const& mark : scene::rows_in<Mark>(anna.news())) CHECK(mark.person == anna.person);
}

}  // namespace
}  // namespace talks_test
