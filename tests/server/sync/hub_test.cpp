#include "server/sync/hub.hpp"

#include <doctest/doctest.h>

#include <future>
#include <mutex>

#include "server/database/listener.hpp"
#include "server/sync/postgres_store.hpp"
#include "shared/domains.hpp"
#include "tests/server/http/responders.hpp"
#include "tests/server/http/served.hpp"
#include "tests/support/throwaway.hpp"

namespace hub_test {
namespace {

using Held = std::unique_ptr<http::Responder>;

world::Space const mine = world::me({1, 1}), other = world::me({1, 2});

// One who waits for news of a space in one domain.
struct Reader {
    Reader(http::Parking& parking, std::string_view domain, world::Space const& space) {
        Held responder = std::make_unique<http_test::Remembering>(fate);
        REQUIRE(parking.park({syncing::key_of(domain, space), std::string(syncing::everybody)},
                             std::chrono::hours(1), UINT64_MAX, responder,
                             [](Held waiting, http::Parking::Why) {
                                 waiting->send(http_test::text_reply("woken"));
                             }));
    }
    std::shared_ptr<http_test::Fate> fate = std::make_shared<http_test::Fate>();
};

struct Stage {
    http::Parking parking{http::Parking::Limits{}};
    std::vector<std::string> seen;
    syncing::Hub hub{parking, [this](world::Space const* space) {
                         seen.push_back(space ? world::to_text(*space) : "all");
                     }};
    Reader of_accounts{parking, "accounts", mine}, of_messaging{parking, "messaging", mine};

    // Whom that woke, of those two.
    std::string woken() {
        REQUIRE(http_test::eventually([&] {
            return of_accounts.fate->count() + of_messaging.fate->count() + parking.size() == 2;
        }));
        std::string names;
        if (of_accounts.fate->count() > 0) names += "accounts ";
        if (of_messaging.fate->count() > 0) names += "messaging ";
        return names;
    }
};

TEST_CASE("two domains that have a space of one name do not wake one another's readers") {
    Stage stage;
    stage.hub.changed("messaging", {mine});
    CHECK(stage.woken() == "messaging ");
    stage.hub.changed("messaging", {mine});
    CHECK(stage.woken() == "messaging ");
    stage.hub.changed("accounts", {other});
    CHECK(stage.woken() == "messaging ");
    stage.hub.changed("accounts", {mine});
    CHECK(stage.woken() == "accounts messaging ");
}

TEST_CASE("of what another server announces those are woken who read it in that domain") {
    Stage stage;
    auto const name = world::to_text(mine);
    SUBCASE("one domain") {
        stage.hub.heard("accounts/ " + world::to_text(other) + " " + name);
        CHECK(stage.woken() == "accounts ");
        CHECK(stage.seen == std::vector<std::string>{world::to_text(other), name});
    }
    SUBCASE("one that nobody knows yet") {
        stage.hub.heard("of-tomorrow/ " + name);
        CHECK(stage.woken().empty());
    }
    SUBCASE("a server that names no domain") {
        stage.hub.heard(name);
        CHECK(stage.woken() == "accounts messaging ");
    }
    SUBCASE("too much to be named") {
        stage.hub.heard("*");
        CHECK(stage.woken() == "accounts messaging ");
        CHECK(stage.seen == std::vector<std::string>{"all"});
    }
    SUBCASE("what is no announcement") {
        stage.hub.heard("/ // nonsense: :");
        CHECK(stage.woken().empty());
    }
}

TEST_CASE("what a server announces names the domain and all spaces, in as many words as it takes") {
    support::Throwaway const database;
    std::mutex mutex;
    std::vector<std::string> heard;
    std::promise<void> listens;
    database::Listener const listener(database.url(), "kontor_changed",
                                      {[&](std::string const& payload) {
                                           std::lock_guard const lock(mutex);
                                           heard.push_back(payload);
                                       },
                                       [&] { listens.set_value(); }},
                                      support::quiet());
    listens.get_future().wait();
    database::Pool pool({database.url()});
    auto const announce = [&](std::vector<world::Space> const& spaces) {
        database::with_transaction(
            pool, database::Isolation::read_committed,
            [&](pqxx::transaction_base& t) { syncing::sync_sql::notify(t, "messaging", spaces); });
    };
    auto const take = [&](std::size_t how_many) {
        REQUIRE(http_test::eventually([&] {
            std::lock_guard const lock(mutex);
            return heard.size() == how_many;
        }));
        std::lock_guard const lock(mutex);
        return std::exchange(heard, {});
    };
    announce({mine, other});
    CHECK(take(1)[0] == "messaging/ " + world::to_text(mine) + " " + world::to_text(other));
    std::vector<world::Space> many;
    for (std::uint64_t i = 0; i < 1'000; ++i) many.push_back(world::me({i, 7}));
    announce(many);
    std::string all;
    for (auto const& payload : take(6)) {
        CHECK(payload.size() < 8'000);
        REQUIRE(payload.starts_with("messaging/ "));
        all += payload.substr(10);
    }
    std::string expected;
    for (auto const& space : many) expected += " " + world::to_text(space);
    CHECK(all == expected);
}

}  // namespace
}  // namespace hub_test
