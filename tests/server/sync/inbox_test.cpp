// What one domain tells another: there with the commit, in order, carried out once.
#include "server/sync/inbox.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>

#include "tests/server/http/served.hpp"
#include "tests/server/sync/inbox_stage.hpp"

namespace inbox_test {
namespace {

using inbox_test::Note;
using inbox_test::Place;
using inbox_test::Stage;
using inbox_test::Transaction;

TEST_CASE("what is told is there with the commit, with a job, and not after a rollback") {
    Stage stage;
    auto& one = stage.one;
    CHECK_THROWS_AS(one.write([&](Transaction& t) {
        syncing::tell(t, "messaging", "a", Note{"a never"});
        throw std::runtime_error("the sender changed its mind");
    }),
                    std::runtime_error);
    CHECK(one.lying() == 0);
    CHECK(one.jobs() == 0);
    one.tell("a", "a1");
    CHECK(one.lying() == 1);
    CHECK(one.jobs() == 1);
    // It took no number along: the next one comes first.
    CHECK(one.inbox.take_next("a"));
    CHECK_FALSE(one.inbox.take_next("a"));
    CHECK(one.said("a") == "a1 ");
    CHECK(one.lying() == 0);
}

TEST_CASE("each stream is taken in its order, and one does not wait for another") {
    Stage stage;
    auto& one = stage.one;
    for (int i = 1; i <= 3; ++i) {
        one.tell("a", "a" + std::to_string(i));
        one.tell("b", "b" + std::to_string(i));
    }
    CHECK(one.jobs() == 2);
    one.take_all("b");
    CHECK(one.said("b") == "b1 b2 b3 ");
    CHECK(one.said("a").empty());
    one.take_all("a");
    CHECK(one.said("a") == "a1 a2 a3 ");
}

TEST_CASE("of senders at one moment the one that commits first comes first") {
    Stage stage;
    auto& one = stage.one;
    Place other(stage.base.url());
    std::atomic<bool> has_sent = false, may_commit = false;
    std::thread first([&] {
        one.write([&](Transaction& t) {
            syncing::tell(t, "messaging", "a", Note{"a1"});
            has_sent = true;
            http_test::eventually([&] { return may_commit.load(); });
        });
    });
    REQUIRE(http_test::eventually([&] { return has_sent.load(); }));
    std::thread second([&] { other.tell("a", "a2"); });
    CHECK(http_test::eventually(
        [&] { return !one.sql("select 1 from pg_locks where not granted").empty(); }));
    CHECK_FALSE(one.inbox.take_next("a"));  // nothing overtakes what is not committed yet
    may_commit = true;
    first.join();
    second.join();
    one.take_all("a");
    CHECK(one.said("a") == "a1 a2 ");
}

TEST_CASE("two servers that take from one stream carry each out once, in order") {
    Stage stage;
    auto& one = stage.one;
    Place other(stage.base.url());
    std::string expected;
    for (int i = 100; i < 160; ++i) {
        one.tell("a", "a" + std::to_string(i));
        expected += "a" + std::to_string(i) + " ";
    }
    std::thread first([&] { one.take_all("a"); });
    std::thread second([&] { other.take_all("a"); });
    first.join();
    second.join();
    CHECK(one.said("a") == expected);
    CHECK(one.lying() == 0);
}

TEST_CASE("killed between any two steps, and taken again, each is carried out once") {
    Stage stage;
    auto& one = stage.one;
    one.tell("a", "a1");
    one.tell("a", "a2");
    int deaths = 0;
    SUBCASE("the server dies before it commits") {
        one.before_the_end = [&](Transaction&, std::string const& text) {
            if (text == "a1" && deaths++ < 3) throw std::runtime_error("killed");
        };
        for (int i = 0; i < 3; ++i) CHECK_THROWS_AS(one.inbox.take_next("a"), std::runtime_error);
        CHECK(one.said("a").empty());
        one.take_all("a");
    }
    SUBCASE("its connection is cut, and the store runs all of it again") {
        one.before_the_end = [&](Transaction& t, std::string const&) {
            if (deaths++ == 0) database::run(t, "select pg_terminate_backend(pg_backend_pid())");
        };
        one.take_all("a");
        CHECK(deaths == 3);
    }
    SUBCASE("after the commit, before the job is done: it comes once more") {
        jobs::Attempt const attempt{{1, 1}, "a", 1};
        one.inbox.handler().work(attempt);
        one.inbox.handler().work(attempt);
        Place(stage.base.url()).inbox.handler().work(attempt);
    }
    CHECK(one.said("a") == "a1 a2 ");
    CHECK(one.reported.empty());
}

TEST_CASE("one that is refused, or breaks something, is reported, and the next one is taken") {
    Stage stage;
    auto& one = stage.one;
    using namespace messaging;
    one.write([&](Transaction& t) {
        syncing::send<Domain>(t, "a", Depart{{{9, 9}}, {{1, 1}}, {}});
        syncing::tell(t, "messaging", "a", Note{"a1"});
        // What only people may ask for is no message.
        syncing::tell(t, "messaging", "a", Post{{{9, 9}}, {{8, 8}}, "x"});
        syncing::tell(t, "messaging", "a", Note{"a broken one"});
        syncing::tell(t, "messaging", "a", Note{"a2"});
    });
    one.before_the_end = [](Transaction&, std::string const& text) {
        if (text == "a broken one") throw std::logic_error("it broke");
    };
    one.take_all("a");
    CHECK(one.said("a") == "a1 a2 ");
    CHECK(one.lying() == 0);
    CHECK(one.reported == std::vector<std::string>{"messaging.depart refused: channel-unknown",
                                                   "messaging.post refused: unknown-type",
                                                   "test.note it broke"});
}

TEST_CASE("a command of the domain is carried out as if the server itself had asked for it") {
    Stage stage;
    auto& one = stage.one;
    using namespace messaging;
    base::Id<Channel> const channel{{5, 5}};
    PersonId const anna{{1, 1}};
    syncing::Asking<Domain> const asking{anna.value, false, server::now};
    one.store.write_with([&](auto& unit) {
        CreateChannel const create{channel, {{6, 6}}, anna, "x", ""};
        syncing::decide_and_write<Domain>(unit, create, asking);
        syncing::decide_and_write<Domain>(unit, Post{channel, {{7, 7}}, "said"}, asking);
    });
    one.write([&](Transaction& t) {
        syncing::send<Domain>(t, "a", EraseMessages{channel, anna, {{{7, 7}}}});
    });
    one.take_all("a");
    CHECK(one.reported.empty());
    CHECK(one.sql("select 1 from messaging.message").empty());
    CHECK(one.sql("select 1 from messaging.log where row_type = 'messaging.message' and op = 'e'")
              .size() == 1);
}

TEST_CASE("one that cannot be read stays, with all behind it, for a newer server") {
    Stage stage;
    auto& one = stage.one;
    one.write([](Transaction& t) {
        syncing::inbox::put(t, "messaging", "a", R"({"type":"of.tomorrow","x":1})");
    });
    one.tell("a", "a1");
    CHECK_THROWS_AS(one.inbox.take_next("a"), database::Unreadable);
    CHECK(one.lying() == 2);
    CHECK(one.said("a").empty());
    CHECK(one.reported.empty());
}

TEST_CASE("a number that is missing stops its stream, and nothing is carried out behind it") {
    Stage stage;
    auto& one = stage.one;
    one.tell("a", "a1");
    one.tell("a", "a2");
    one.sql("delete from messaging.inbox where number = 1");
    CHECK_THROWS_WITH(one.inbox.take_next("a"), "number 1 of an inbox is missing");
    CHECK(one.said("a").empty());
}

TEST_CASE("what is told while the job for it is about to begin is not forgotten") {
    Stage stage;
    auto& one = stage.one;
    Place other(stage.base.url());
    one.tell("a", "a1");
    std::atomic<int> done = 0;
    jobs::Runner::Options options;
    options.poll = std::chrono::milliseconds(5);
    jobs::Runner runner(other.pool, options, support::quiet());
    runner.handle("inbox:messaging", {[&](jobs::Attempt const& attempt) {
                      other.inbox.handler().work(attempt);
                      ++done;
                  }});
    one.write([&](Transaction& t) {
        // It finds a job that waits, and adds none; so that one must not begin before the commit.
        syncing::tell(t, "messaging", "a", Note{"a2"});
        if (!done) runner.start();
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
        CHECK(done == 0);
    });
    CHECK(http_test::eventually([&] { return one.said("a") == "a1 a2 "; }));
}

TEST_CASE("what lies there without a job is found by the clean-up") {
    Stage stage;
    auto& one = stage.one;
    one.tell("a", "a1");
    one.sql("update jobs.job set state = 'dead'");
    CHECK(one.jobs() == 0);
    auto const revive = [&] {
        return one.write([](Transaction& t) { return syncing::inbox::revive(t, "messaging"); });
    };
    CHECK(revive() == 1);
    CHECK(revive() == 0);
    CHECK(one.jobs() == 1);
}

}  // namespace
}  // namespace inbox_test
