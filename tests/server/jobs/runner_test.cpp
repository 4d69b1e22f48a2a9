#include "server/jobs/runner.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <set>
#include <thread>

#include "tests/server/http/served.hpp"
#include "tests/server/jobs/stage.hpp"

namespace runner_test {
namespace {

using namespace std::chrono_literals;
using http_test::eventually;
using jobs_test::quick;
using jobs_test::Stage;
using Transaction = pqxx::transaction_base;

TEST_CASE("a job is done after its transaction, and its payload is forgotten") {
    Stage stage;
    auto options = quick();
    options.poll = 1h;  // it is woken, or never comes
    jobs::Runner runner(stage.pool, options, support::quiet());
    std::atomic<int> done = 0;
    runner.handle("greet", {[&](jobs::Attempt const& attempt) {
                      CHECK(attempt.payload == "привет");
                      CHECK(attempt.number == 1);
                      ++done;
                  }});
    runner.start();
    auto const job = stage.add("greet", "привет");
    auto const stranger = stage.add("of another release", "?");
    runner.wake();
    CHECK(eventually([&] { return stage.state(job) == "done"; }));
    CHECK(done == 1);
    CHECK(stage.one("select payload from jobs.job where id = $1", job).empty());
    CHECK(stage.state(stranger) == "waiting");
    CHECK(jobs::forget_ended(stage.pool, 60'000'000, -1) == 0);
    CHECK(jobs::forget_ended(stage.pool, -1, 60'000'000) == 1);
}

TEST_CASE("a job that fails is tried again with growing waits, and given up at last") {
    Stage stage;
    jobs::Runner runner(stage.pool, quick(), support::quiet());
    std::mutex mutex;
    std::vector<std::int64_t> attempts;
    std::vector<jobs::Failed> told;
    runner.handle("fails", {[&](jobs::Attempt const& attempt) {
                                std::lock_guard const lock(mutex);
                                attempts.push_back(attempt.number);
                                throw std::runtime_error("not today");
                            },
                            [&](jobs::Attempt const&, jobs::Failed const& failed) {
                                std::lock_guard const lock(mutex);
                                told.push_back(failed);
                            }});
    runner.start();
    auto const job = stage.add("fails", "");
    runner.wake();
    CHECK(eventually([&] { return stage.state(job) == "dead"; }));
    CHECK(eventually([&] {
        std::lock_guard const lock(mutex);
        return told.size() == 4;
    }));
    std::lock_guard const lock(mutex);
    CHECK(attempts == std::vector<std::int64_t>{1, 2, 3, 4});
    CHECK(stage.one("select failure from jobs.job where id = $1", job) == "not today");
    for (std::size_t i = 0; i < 4; ++i) {
        CHECK(told.at(i).reason == "not today");
        CHECK(told.at(i).next.has_value() == (i < 3));
    }
}

TEST_CASE("what no other attempt can help is given up at once") {
    Stage stage;
    jobs::Runner runner(stage.pool, quick(), support::quiet());
    std::atomic<int> attempts = 0;
    runner.handle("hopeless", {[&](jobs::Attempt const&) {
                      ++attempts;
                      throw jobs::GiveUp("there is no such mailbox");
                  }});
    runner.start();
    auto const job = stage.add("hopeless", "");
    runner.wake();
    CHECK(eventually([&] { return stage.state(job) == "dead"; }));
    CHECK(attempts == 1);
}

TEST_CASE("what should not be tried soon waits as long as it says, or longer") {
    Stage stage;
    jobs::Runner runner(stage.pool, quick(), support::quiet());
    std::atomic<int> attempts = 0;
    runner.handle("patient", {[&](jobs::Attempt const&) {
                      ++attempts;
                      throw jobs::NotSoon("our password is wrong", 15min);
                  }});
    runner.start();
    auto const job = stage.add("patient", "");
    runner.wake();
    auto const waits = [&] {
        return stage.one(
            "select (attempts = 1 and state = 'waiting' and due > jobs.now_us() + 800000000)::text "
            "from jobs.job where id = $1",
            job);
    };
    CHECK(eventually([&] { return waits() == "true"; }));
    // The last attempt is the last, however long it would wait.
    stage.one("update jobs.job set attempts = 3, due = 1 where id = $1 returning id", job);
    runner.wake();
    CHECK(eventually([&] { return stage.state(job) == "dead"; }));
    CHECK(attempts == 2);
    CHECK(stage.one("select failure from jobs.job where id = $1", job) == "our password is wrong");
}

bool try_again(Stage& stage, base::Id128 job) {
    return database::with_transaction(stage.pool, database::Isolation::read_committed,
                                      [&](Transaction& t) { return jobs::try_again(t, job); });
}

TEST_CASE("a job that waits is tried again at once when that is asked for, with all its attempts") {
    Stage stage;
    jobs::Runner runner(stage.pool, quick(), support::quiet());
    std::atomic<bool> well = false;
    runner.handle("moody", {[&](jobs::Attempt const&) {
                      if (!well) throw jobs::NotSoon("not today", 15min);
                  }});
    runner.start();
    auto const job = stage.add("moody", "");
    runner.wake();
    REQUIRE(eventually([&] {
        return stage.one("select state || attempts from jobs.job where id = $1", job) == "waiting1";
    }));
    well = true;
    CHECK(try_again(stage, job));
    CHECK(stage.attempts(job) <= 1);
    runner.wake();
    CHECK(eventually([&] { return stage.state(job) == "done"; }));
    CHECK_FALSE(try_again(stage, job));
}

TEST_CASE("of a job that was given up nothing is left that could be a secret") {
    Stage stage;
    jobs::Runner runner(stage.pool, quick(), support::quiet());
    runner.handle("registration", {[](jobs::Attempt const&) { throw jobs::GiveUp("no"); }});
    runner.start();
    auto const job = stage.add("registration", "the hash of a password");
    runner.wake();
    REQUIRE(eventually([&] { return stage.state(job) == "dead"; }));
    CHECK(stage.one("select payload || '.' from jobs.job where id = $1", job) == ".");
    CHECK_FALSE(try_again(stage, job));
}

TEST_CASE("servers that share a database share its jobs: each is done once") {
    Stage stage;
    std::mutex mutex;
    std::multiset<std::string> done;
    jobs::Handler const handler{[&](jobs::Attempt const& attempt) {
        std::lock_guard const lock(mutex);
        done.insert(attempt.payload);
    }};
    jobs::Runner one(stage.pool, quick(), support::quiet());
    jobs::Runner other(stage.pool, quick(), support::quiet());
    one.handle("count", handler);
    other.handle("count", handler);
    constexpr std::size_t count = 60;
    for (std::size_t i = 0; i < count; ++i) stage.add("count", std::to_string(i));
    one.start();
    other.start();
    CHECK(eventually([&] {
        std::lock_guard const lock(mutex);
        return done.size() >= count;
    }));
    one.stop();
    other.stop();
    CHECK(done.size() == count);
    CHECK(std::set<std::string>(done.begin(), done.end()).size() == count);
}

TEST_CASE("servers that add one job at the same moment add it once") {
    Stage stage;
    database::Pool other({stage.base.url()});
    auto const add_once = [](Transaction& t) { return jobs::add_once(t, "scan", "of anna"); };
    auto const count = [&](std::string const& sql) {
        return database::with_transaction(
            stage.pool, database::Isolation::read_committed,
            [&](Transaction& t) { return database::run(t, sql).size(); });
    };
    std::atomic<bool> second_is_done = false, second_added = true;
    std::thread second;
    bool const first_added = database::with_transaction(
        stage.pool, database::Isolation::read_committed, [&](Transaction& t) {
            bool const added = add_once(t);
            // While this is not committed the other asks, and must wait.
            second = std::thread([&] {
                second_added = database::with_transaction(
                    other, database::Isolation::read_committed, add_once);
                second_is_done = true;
            });
            CHECK(eventually([&] {
                return second_is_done ||
                       count(
                           "select 1 from pg_locks where locktype = 'advisory' and not granted "
                           "and database = (select oid from pg_database where datname = "
                           "current_database())") == 1;
            }));
            CHECK_FALSE(second_is_done);
            return added;
        });
    second.join();
    CHECK(first_added);
    CHECK_FALSE(second_added);
    CHECK(count("select 1 from jobs.job") == 1);
    // Once it is done, it may come again.
    stage.one("update jobs.job set state = 'done' where id <> $1 returning id", {});
    CHECK(database::with_transaction(other, database::Isolation::read_committed, add_once));
}

TEST_CASE("long work is a job for each step, and never more of them than go on") {
    Stage stage;
    std::atomic<int> left = 5, ran = 0;
    auto options = quick();
    options.threads = 1;
    jobs::Runner runner(stage.pool, options, support::quiet());
    runner.handle(
        "erase", {[&](jobs::Attempt const& attempt) {
            ++ran;
            if (--left <= 0) return;
            auto const next = [&](Transaction& t) {
                return jobs::add_next(t, "erase", attempt.payload);
            };
            using database::Isolation;
            CHECK(database::with_transaction(stage.pool, Isolation::read_committed, next));
            // Whoever goes on with the same work adds none beside it.
            if (ran == 1)
                CHECK_FALSE(
                    database::with_transaction(stage.pool, Isolation::read_committed, next));
        }});
    stage.add("erase", "of anna");
    runner.start();
    CHECK(eventually([&] { return left == 0; }));
    runner.stop();
    CHECK(ran == 5);
    auto const all = database::with_transaction(
        stage.pool, database::Isolation::read_committed, [](Transaction& t) {
            return database::run(t, "select 1 from jobs.job where state = 'done'").size();
        });
    CHECK(all == 5);
}

TEST_CASE("what a server that is gone had begun is taken over; what is due later waits") {
    Stage stage;
    std::mutex mutex;
    std::vector<std::string> done;
    jobs::Runner runner(stage.pool, quick(), support::quiet());
    runner.handle("step", {[&](jobs::Attempt const& attempt) {
                      std::lock_guard const lock(mutex);
                      done.push_back(attempt.payload);
                  }});
    auto const orphan = stage.add("step", "orphan");
    auto const killer = stage.add("step", "killer");
    auto const later = stage.add("step", "later", 3'600'000'000);
    stage.one(
        "update jobs.job set state = 'running', attempts = 1, due = 1 where id = $1 "
        "returning id",
        orphan);
    // Whatever ends its server each time is given up, too.
    stage.one(
        "update jobs.job set state = 'running', attempts = 4, due = 1 where id = $1 "
        "returning id",
        killer);
    runner.start();
    CHECK(eventually([&] { return stage.state(orphan) == "done"; }));
    CHECK(eventually([&] { return stage.state(killer) == "dead"; }));
    runner.stop();
    CHECK(done == std::vector<std::string>{"orphan"});
    CHECK(stage.state(later) == "waiting");
}

}  // namespace
}  // namespace runner_test
