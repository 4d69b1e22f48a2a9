// Many at once, and more than fits: numbers stay dense, windows and queues hold.
#include <doctest/doctest.h>

#include <set>
#include <thread>

#include "server/outside.hpp"
#include "server/services.hpp"
#include "tests/server/app/scene.hpp"
#include "tests/server/http/served.hpp"

namespace crowd_test {
namespace {

using messaging::Message;
using world::Outcome;

TEST_CASE("who post at once are all heard, with dense numbers") {
    scene::Server server;
    scene::Talk talk(server);
    constexpr int each = 15;
    auto const post_all = [&](scene::Peer peer) {
        int accepted = 0;
        for (int i = 0; i < each; ++i) {
            auto const answered = peer.send_numbered(++peer.numbers["messaging"], talk.post("!"));
            accepted += answered.value.answers.at(0).outcome == Outcome::accepted;
        }
        return accepted;
    };
    std::vector<scene::Peer> peers{talk.anna, talk.boris, talk.anna, talk.boris};
    peers[2].client = server::fresh_id();  // another device of the same person
    peers[2].numbers["messaging"] = 0;
    peers[3].client = server::fresh_id();
    std::vector<int> accepted(peers.size());
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < peers.size(); ++i)
        threads.emplace_back([&, i] { accepted[i] = post_all(peers[i]); });
    for (auto& thread : threads) thread.join();
    CHECK(accepted == std::vector<int>(peers.size(), each));

    std::set<std::int64_t> numbers;
    for (auto const& message :
         talk.anna.ask<messaging::ListMessages>({talk.channel}).value.messages)
        numbers.insert(message.number);
    CHECK(numbers.size() == each * peers.size());
    CHECK(*numbers.begin() == 1);
    CHECK(*numbers.rbegin() == static_cast<std::int64_t>(each * peers.size()));
}

TEST_CASE("of a long channel everybody holds the newest messages, and asks for older ones") {
    scene::Server server;
    scene::Talk talk(server);
    constexpr auto window = messaging::window;
    messaging::MessagingCommands::Request batch{talk.boris.client, {}};
    for (std::int64_t number = 1; number <= window + 5; ++number) {
        batch.commands.push_back({number, talk.post("сообщение")});
        if (batch.commands.size() < 100 && number < window + 5) continue;
        auto const answered = talk.boris.ask<messaging::MessagingCommands>(batch);
        REQUIRE(answered.value.answers.size() == batch.commands.size());
        CHECK(answered.value.answers.back().outcome == Outcome::accepted);
        batch.commands.clear();
    }
    auto const held = scene::rows_in<Message>(talk.anna.news());
    CHECK(held.size() == static_cast<std::size_t>(window));
    std::int64_t least = window;
    for (auto const& message : held) least = std::min(least, message.number);
    CHECK(least == 6);
    auto const older = talk.anna.ask<messaging::ListMessages>({talk.channel, least, 200});
    CHECK(older.value.messages.size() == 5);
}

TEST_CASE("too many passwords at once are answered 429 with the time to wait") {
    support::Throwaway database(support::Throwaway::Start::migrated);
    http::Workers workers({8, 100}, http::Log());
    http::Parking parking({});
    server::ServiceOptions options;
    options.database_url = database.url();
    options.passwords = {1, 1};
    watch::Metrics metrics;
    watch::Reports reports("", support::quiet());
    server::Services services(
        options, server::Watched{metrics, reports, ""}, workers, parking,
        [](http::Request const&) { return std::nullopt; }, support::quiet());
    http_test::Served served({}, [&](http::Request request, auto responder) {
        services.routes().dispatch(std::move(request), std::move(responder));
    });
    std::vector<int> statuses(12);
    std::vector<std::string> waits(statuses.size());
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < statuses.size(); ++i) {
        threads.emplace_back([&, i] {
            scene::Peer peer(served.port());
            auto const in =
                peer.ask<accounts::SignIn>({"who@example.org", "whatever it is", "", false});
            statuses[i] = in.status();
            waits[i] = in.raw.header("retry-after");
        });
    }
    for (auto& thread : threads) thread.join();
    int too_many = 0, wrong = 0;
    for (std::size_t i = 0; i < statuses.size(); ++i) {
        wrong += statuses[i] == 401;
        too_many += statuses[i] == 429;
        CHECK(waits[i].empty() == (statuses[i] == 401));
    }
    CHECK(wrong >= 1);
    CHECK(too_many >= 1);
    CHECK(wrong + too_many == static_cast<int>(statuses.size()));
    served.edge.stop();
    workers.stop();
}

}  // namespace
}  // namespace crowd_test
