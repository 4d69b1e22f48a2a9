// A poll whose client has left keeps no place from those who stay.
#include <doctest/doctest.h>
#include <poll.h>

#include <algorithm>
#include <chrono>
#include <list>
#include <vector>

#include "tests/server/app/scene.hpp"
#include "tests/server/http/served.hpp"

namespace app_seats_test {
namespace {

using namespace std::chrono_literals;

// A browser that asks for news, waits, and can go away in the middle.
struct Poll {
    Poll(scene::Server const& server, scene::Peer const& peer, std::string const& since)
        : connection(server.port()) {
        REQUIRE(connection.send("GET " + std::string(news::FollowNews::path) +
                                "?wait=25&since=" + scene::percent_encoded(since) +
                                " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " +
                                peer.token + "\r\n\r\n"));
    }
    http_test::Client connection;
};

// As many polls as one person may have, all of which wait by now: one more was refused.
std::list<Poll> all_seats(scene::Server const& server, scene::Peer const& peer,
                          std::string const& since) {
    std::list<Poll> polls;
    std::vector<pollfd> answers;
    for (std::size_t i = 0; i < 33; ++i) {
        polls.emplace_back(server, peer, since);
        answers.push_back({polls.back().connection.fd(), POLLIN, 0});
    }
    REQUIRE(::poll(answers.data(), answers.size(), 20'000) == 1);
    auto refused = polls.begin();
    while (refused->connection.fd() != std::find_if(answers.begin(), answers.end(), [](auto& one) {
                                           return one.revents != 0;
                                       })->fd)
        ++refused;
    auto const answer = refused->connection.receive();
    REQUIRE(answer->status == 429);
    CHECK(scene::rule_in(answer->body) == "too-many-polls");
    polls.erase(refused);
    return polls;
}

TEST_CASE("a poll whose connection is closed gives its seat back long before its time is over") {
    scene::Server server;
    auto anna = server.registered("anna");
    auto const since = anna.news().since;
    auto polls = all_seats(server, anna, since);
    auto const one_more = [&] { return anna.ask<news::FollowNews>({since, 1}).status(); };
    REQUIRE(one_more() == 429);
    auto const left = std::chrono::steady_clock::now();
    SUBCASE("in an orderly way") { polls.pop_front(); }
    SUBCASE("by a reset") { polls.front().connection.reset(); }
    SUBCASE("all of them, as when a browser ends") { polls.clear(); }
    CHECK(http_test::eventually([&] { return one_more() == 200; }));
    CHECK(std::chrono::steady_clock::now() - left < 10s);
}

}  // namespace
}  // namespace app_seats_test
