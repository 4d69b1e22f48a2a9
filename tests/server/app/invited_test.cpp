// Whether somebody is there is asked inside the transaction that invites them: neither an
// invitation nor a departure slips past the other one.
#include <atomic>
#include <thread>

#include "tests/server/app/elsewhere.hpp"
#include "tests/server/app/held.hpp"

namespace invited_test {
namespace {

using messaging::Invite;
using world::Outcome;

std::string in_quotes(base::Id128 id) { return "'" + base::to_text(id) + "'"; }

// Vera, whose time has come, and anna, who is about to invite her.
struct Stage {
    scene::Server server;
    scene::Talk talk{server};
    scene::Peer vera = server.registered("vera");
    scene::Elsewhere other{server.database()->url(), "/nowhere"};

    Stage() {
        REQUIRE(vera.ask<accounts::DeleteMe>({{scene::password}, false}).status() == 200);
        server.sql("update accounts.account set deletion = 1 where id = " +
                   in_quotes(vera.person.value));
    }
    Invite invite() const { return {talk.channel, {server::fresh_id()}, vera.person}; }
    bool is_member() const {
        return !server
                    .sql("select 1 from messaging.member where person = " +
                         in_quotes(vera.person.value))
                    .empty();
    }
    bool is_gone() const {
        return server
            .sql("select 1 from accounts.person where id = " + in_quotes(vera.person.value))
            .empty();
    }
    bool somebody_waits() const {
        return http_test::eventually([&] {
            return !server
                        .sql(
                            "select 1 from pg_locks as l join pg_stat_activity as a on a.pid = "
                            "l.pid where not l.granted and a.datname = current_database()")
                        .empty();
        });
    }
};

TEST_CASE("an invitation that comes first is found by the departure that waits for it") {
    Stage stage;
    std::atomic<bool> is_decided = false, may_commit = false;
    syncing::Taken taken;
    std::thread inviting([&] {
        stage.other.messages.write_with([&](auto& unit) {
            syncing::Asking<messaging::Domain> const asking{
                stage.talk.anna.person.value, false, server::now, {}, [&](auto&) {
                    auto const stay =
                        accounts::who_stay(unit.transaction(), {stage.vera.person.value});
                    return messaging::Facts{stay.size() == 1};
                }};
            taken = syncing::decide_and_write<messaging::Domain>(unit, stage.invite(), asking);
            is_decided = true;
            http_test::eventually([&] { return may_commit.load(); });
        });
    });
    REQUIRE(http_test::eventually([&] { return is_decided.load(); }));
    scene::Elsewhere third(stage.server.database()->url(), "/nowhere");
    std::atomic<bool> has_begun = false;
    std::thread leaving([&] {
        third.departure.step(stage.vera.person, server::now());
        has_begun = true;
    });
    CHECK(stage.somebody_waits());
    CHECK_FALSE(has_begun.load());
    CHECK(stage.server.sql("select 1 from messaging.inbox").empty());
    may_commit = true;
    inviting.join();
    leaving.join();
    CHECK(taken.answer.outcome == Outcome::accepted);
    CHECK(http_test::eventually([&] { return stage.is_gone(); }));
    CHECK_FALSE(stage.is_member());
}

TEST_CASE("an invitation that comes while a departure begins waits for it, and is refused") {
    Stage stage;
    // The departure has locked the person, and cannot go on to its commit.
    auto lease = stage.other.pool.take();
    auto held = database::begin(*lease, database::Isolation::read_committed);
    database::run(*held,
                  "select pg_advisory_xact_lock(hashtextextended('jobs inbox:accounts accounts', "
                  "0))");
    scene::Elsewhere third(stage.server.database()->url(), "/nowhere");
    std::thread leaving([&] { third.departure.step(stage.vera.person, server::now()); });
    CHECK(stage.somebody_waits());
    world::Answer answer;
    std::atomic<bool> is_answered = false;
    std::thread inviting([&] {
        answer = stage.talk.anna.send(stage.invite());
        is_answered = true;
    });
    CHECK(http_test::eventually([&] {
        return stage.server
                   .sql(
                       "select 1 from pg_locks as l join pg_stat_activity as a on a.pid = l.pid "
                       "where not l.granted and a.datname = current_database()")
                   .size() == 2;
    }));
    CHECK_FALSE(is_answered.load());
    held->commit();
    leaving.join();
    inviting.join();
    CHECK(answer.outcome == Outcome::refused);
    REQUIRE(answer.refusal);
    CHECK(answer.refusal->reason == "person-unknown");
    CHECK(http_test::eventually([&] { return stage.is_gone(); }));
    CHECK_FALSE(stage.is_member());
}

TEST_CASE("who is leaving is unknown to whoever invites, from the first step on") {
    Stage stage;
    REQUIRE(stage.talk.anna.send(stage.invite()).outcome == Outcome::accepted);
    scene::Elsewhere third(stage.server.database()->url(), "/nowhere");
    third.departure.step(stage.vera.person, server::now());
    CHECK(http_test::eventually([&] { return !stage.is_member(); }));
    auto const answer = stage.talk.anna.send(stage.invite());
    REQUIRE(answer.refusal);
    CHECK(answer.refusal->reason == "person-unknown");
}

}  // namespace
}  // namespace invited_test
