// Jobs of servers that are gone are taken over within seconds, and those of servers that live are
// not, also when these lose their connections.
#include <doctest/doctest.h>

#include <atomic>
#include <thread>

#include "tests/server/http/served.hpp"
#include "tests/server/jobs/stage.hpp"

namespace takeover_test {
namespace {

using namespace std::chrono_literals;
using http_test::eventually;
using jobs_test::quick;
using jobs_test::Stage;
using Clock = jobs::Orphans::Clock;

constexpr std::int64_t nobody = 7;  // a number that no server has

jobs::Runner::Options with_grace(std::chrono::milliseconds grace) {
    auto options = quick();
    options.threads = 1;
    options.grace = grace;
    return options;
}

// As a server leaves it that ended while it ran.
base::Id128 begun_by(Stage& stage, std::int64_t holder) {
    auto const job = stage.add("step", "orphan");
    stage.one(
        "update jobs.job set state = 'running', attempts = 1, due = jobs.now_us() + "
        "600000000, holder = " +
            std::to_string(holder) + " where id = $1 returning id",
        job);
    return job;
}

// Ends the sessions by which servers say that they live; how many.
std::size_t cut_presences(Stage& stage) {
    auto const connection = database::open(stage.base.owner_url());
    pqxx::nontransaction session(*connection);
    return session
        .exec(
            "select pg_terminate_backend(pid) from pg_stat_activity where application_name = "
            "'kontor-jobs' and datname = current_database()")
        .size();
}

// A server whose only job goes on until it is let go.
struct Busy {
    Busy(Stage& stage, std::chrono::milliseconds grace)
        : runner(stage.pool, with_grace(grace), support::quiet()) {
        runner.handle("step", {[this](jobs::Attempt const&) {
                          ++begun;
                          while (!may_end) std::this_thread::sleep_for(1ms);
                      }});
        runner.start();
    }
    ~Busy() { may_end = true; }
    std::atomic<int> begun = 0;
    std::atomic<bool> may_end = false;
    jobs::Runner runner;
};
// Another one, that would take over.
struct Heir {
    Heir(Stage& stage, std::chrono::milliseconds grace)
        : runner(stage.pool, with_grace(grace), support::quiet()) {
        runner.handle("step", {[this](jobs::Attempt const&) { ++done; }});
        runner.start();
    }
    std::atomic<int> done = 0;
    jobs::Runner runner;
};

TEST_CASE("a job whose server is gone is taken over, long before its lease ends") {
    Stage stage;
    auto const job = begun_by(stage, nobody);
    auto const began = Clock::now();
    Heir const heir(stage, 300ms);
    CHECK(eventually([&] { return stage.state(job) == "done"; }));
    CHECK(heir.done == 1);
    CHECK(stage.attempts(job) == 2);
    CHECK(Clock::now() - began >= 300ms);
}

TEST_CASE("the job of a server that lives is not taken over, however often others look") {
    Stage stage;
    Busy busy(stage, 100ms);
    auto const job = stage.add("step", "");
    busy.runner.wake();
    REQUIRE(eventually([&] { return busy.begun == 1; }));
    Heir const heir(stage, 100ms);
    auto const orphan = begun_by(stage, nobody);  // they do look
    REQUIRE(eventually([&] { return stage.state(orphan) == "done"; }));
    std::this_thread::sleep_for(500ms);
    CHECK(stage.state(job) == "running");
    CHECK(stage.attempts(job) == 1);
    busy.may_end = true;
    CHECK(eventually([&] { return stage.state(job) == "done"; }));
    CHECK(busy.begun + heir.done == 2);
}

TEST_CASE("a server that loses its session again and again keeps its jobs") {
    Stage stage;
    Busy busy(stage, 2s);
    auto const job = stage.add("step", "");
    busy.runner.wake();
    REQUIRE(eventually([&] { return busy.begun == 1; }));
    Heir const heir(stage, 2s);
    std::size_t cuts = 0;
    for (auto const until = Clock::now() + 4s; Clock::now() < until;) {
        cuts += cut_presences(stage);
        std::this_thread::sleep_for(300ms);
    }
    CHECK(cuts > 10);  // of two servers
    CHECK(stage.state(job) == "running");
    CHECK(stage.attempts(job) == 1);
    busy.may_end = true;
    CHECK(eventually([&] { return stage.state(job) == "done"; }));
    CHECK(busy.begun == 1);
    CHECK(heir.done == 0);
    // Both work on, with locks of new sessions.
    auto const another = stage.add("step", "");
    CHECK(eventually([&] { return stage.state(another) == "done"; }));
}

TEST_CASE("one is gone when its lock was free at each look for the whole time of grace") {
    Stage stage;
    jobs::Orphans orphans(stage.pool, 5s, support::quiet());
    auto const job = begun_by(stage, nobody);
    auto const t = Clock::now();
    CHECK(orphans.look(t) == 0);
    CHECK(orphans.are_suspected());
    CHECK(orphans.look(t + 3s) == 0);
    SUBCASE("and then its jobs are due") {
        CHECK(orphans.look(t + 4'900ms) == 0);
        CHECK(orphans.look(t + 6s) == 1);
        CHECK(stage.one("select (due <= jobs.now_us())::text from jobs.job where id = $1", job) ==
              "true");
    }
    SUBCASE("not when it was held in between") {
        {
            auto const lives = database::open(stage.base.url());
            pqxx::nontransaction(*lives).exec("select jobs.live(" + std::to_string(nobody) + ")");
            CHECK(orphans.look(t + 6s) == 0);
            CHECK_FALSE(orphans.are_suspected());
        }
        CHECK(eventually([&] {
            return stage.one("select jobs.is_alive(7)::text where $1 <> gen_random_uuid()", job) ==
                   "false";
        }));
        CHECK(orphans.look(t + 8s) == 0);
        CHECK(orphans.look(t + 12s) == 0);
        CHECK(orphans.look(t + 13s) == 1);
    }
    SUBCASE("not when nobody could look in between, since then it could not tell that it lives") {
        auto const owner = database::open(stage.base.owner_url());
        auto const rename = [&](char const* from, char const* to) {
            pqxx::nontransaction(*owner).exec(std::string("alter function jobs.") + from +
                                              "(integer) rename to " + to);
        };
        rename("is_alive", "was_alive");
        CHECK_THROWS(orphans.look(t + 4s));
        rename("was_alive", "is_alive");
        CHECK(orphans.look(t + 6s) == 0);
        CHECK(orphans.look(t + 10s) == 0);
        CHECK(orphans.look(t + 11s) == 1);
    }
}

TEST_CASE("a server that cannot say that it lives begins no job") {
    Stage stage;
    auto options = quick();
    options.threads = 1;
    jobs::Runner runner(stage.pool, options, support::quiet());
    std::atomic<int> done = 0;
    runner.handle("step", {[&](jobs::Attempt const&) { ++done; }});
    auto const owner = database::open(stage.base.owner_url());
    auto const may_live = [&](bool may) {
        pqxx::nontransaction(*owner).exec(std::string(may ? "grant" : "revoke") +
                                          " execute on function jobs.live(integer) " +
                                          (may ? "to" : "from") + " public");
    };
    may_live(false);
    auto const job = stage.add("step", "");
    runner.start();
    runner.wake();
    std::this_thread::sleep_for(300ms);
    CHECK(stage.state(job) == "waiting");
    CHECK(done == 0);
    may_live(true);
    CHECK(eventually([&] { return stage.state(job) == "done"; }));
    CHECK(done == 1);
}

}  // namespace
}  // namespace takeover_test
