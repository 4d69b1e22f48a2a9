// How an account ends: a week to think better of it, then in steps that can be taken up again.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <thread>

#include "tests/server/app/elsewhere.hpp"
#include "tests/server/app/mail_stage.hpp"

namespace leaving_test {
namespace {

using accounts::DeleteMe;
using accounts::DeletePerson;
using world::Outcome;

std::string in_quotes(base::Id128 id) { return "'" + base::to_text(id) + "'"; }

bool is_gone(scene::Server const& server, base::Id<accounts::Person> person) {
    return server.sql("select 1 from accounts.person where id = " + in_quotes(person.value))
        .empty();
}

TEST_CASE("whoever asks with the right password has a week, and may stay") {
    scene::Server server;
    auto admin = server.administrator();
    auto anna = server.registered("anna");
    CHECK(anna.ask<DeleteMe>({{"not the password"}, true}).says("wrong-password"));
    CHECK(admin.ask<DeleteMe>({{scene::password}, false}).rule() == "last-administrator");
    auto const before = server::now();
    auto const asked = anna.ask<DeleteMe>({{scene::password}, true});
    REQUIRE_MESSAGE(asked.status() == 200, asked.raw.body);
    CHECK(asked.value.deletion.us >= before.us + accounts::Departure::grace_us);
    auto const due = "select 1 from accounts.account where deletion is not null and erase_messages";
    CHECK(server.sql(due).size() == 1);
    CHECK(admin.ask<accounts::ListAudit>().value.rows.front().action == "deletion-asked");
    CHECK(anna.send(accounts::KeepAccount{anna.person}).outcome == Outcome::accepted);
    CHECK(server.sql(due).empty());
}

TEST_CASE("an administrator deletes others at once, and no administrator") {
    scene::Server server;
    auto admin = server.administrator();
    scene::Talk talk(server);
    auto& boris = talk.boris;
    REQUIRE(boris.send(talk.post("bye")).outcome == Outcome::accepted);
    CHECK(boris.ask<DeletePerson>({talk.anna.person, {scene::password}, false}).rule() ==
          "administrators-only");
    CHECK(admin.ask<DeletePerson>({admin.person, {scene::password}, false}).rule() ==
          "deletes-administrator");
    auto const done = admin.ask<DeletePerson>({boris.person, {scene::password}, false});
    REQUIRE_MESSAGE(done.status() / 100 == 2, done.raw.body);
    CHECK(boris.ask<accounts::Me>().status() == 401);
    CHECK(boris.ask<accounts::Me>().rule() == "account-deleted");
    CHECK(http_test::eventually([&] { return is_gone(server, boris.person); }));
    // All domains are told, and answer; the membership, and that nothing is left; and the person:
    // each step is a job, so that none outlives its lease.
    auto const jobs_of = [&](std::string const& kind) {
        return server.sql("select 1 from jobs.job where kind = '" + kind + "'").size();
    };
    CHECK(jobs_of("leaving") == 2);
    CHECK(jobs_of("departure:messaging") == 2);
    CHECK(jobs_of("departure:accounts") == 1);
    // What was said stays, by somebody who is not there; the log knows only a pseudonym.
    CHECK(server.sql("select 1 from messaging.message").size() == 1);
    CHECK(server.sql("select 1 from messaging.member").size() == 1);
    for (auto const& entry : admin.ask<accounts::ListAudit>().value.rows) {
        CHECK(entry.actor != boris.person.value);
        CHECK(entry.subject != boris.person.value);
    }
    CHECK(server.sql("select 1 from server.audit where action = 'deleted'").size() == 1);
    CHECK(admin.ask<DeletePerson>({boris.person, {scene::password}, false}).rule() ==
          "person-unknown");
}

TEST_CASE("of two domains that answer at the same moment the second one sees the first") {
    scene::Server server;
    auto anna = server.registered("anna");
    auto const person = base::to_text(anna.person);
    for (auto const* domain : {"accounts", "messaging"})
        server.sql("insert into accounts.departure (person, domain, told) values ('" + person +
                   "', '" + domain + "', 1)");
    support::TemporaryFolder const folder;
    scene::Elsewhere other(server.database()->url(), folder.path());
    auto const hear = [&](pqxx::transaction_base& transaction, char const* domain) {
        other.departure.hear(transaction, {anna.person.value, domain});
    };
    auto const connection = database::open(server.database()->url());
    auto const first = database::begin(*connection, database::Isolation::read_committed);
    hear(*first, "accounts");
    std::thread second([&] {
        database::with_transaction(other.pool, database::Isolation::read_committed,
                                   [&](pqxx::transaction_base& t) { hear(t, "messaging"); });
    });
    auto const waits =
        "select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = "
        "current_database()";
    CHECK(http_test::eventually([&] { return server.sql(waits).size() == 1; }));
    first->commit();
    second.join();
    CHECK(server.sql("select 1 from jobs.job where kind = 'leaving' and payload = '" + person + "'")
              .size() == 1);
}

TEST_CASE("nothing of somebody who was deleted stays, but that there were versions of it") {
    scene::MailStage stage;
    auto boris = stage.member("boris");
    REQUIRE(boris.ask<accounts::ChangeEmail>({"other@home.example", {scene::password}}).status() ==
            202);
    stage.sink.next_to("other@home.example");
    stage.sink.next_to(boris.email, 1);  // the warning
    REQUIRE(
        boris.ask<accounts::CreateToken>({"backup", accounts::Scope::read, 30, {scene::password}})
            .status() == 200);
    REQUIRE(boris.ask<accounts::BeginSecondFactor>({scene::password}).status() == 200);
    messaging::CreateChannel const create{
        {server::fresh_id()}, {server::fresh_id()}, boris.person, "x", ""};
    REQUIRE(boris.send(create).outcome == Outcome::accepted);
    messaging::Post const post{create.channel, {server::fresh_id()}, "said"};
    REQUIRE(boris.send(post).outcome == Outcome::accepted);
    stage.sign_in(boris.email, "a wrong password");

    REQUIRE(
        stage.administrator.ask<DeletePerson>({boris.person, {scene::password}, false}).status() /
            100 ==
        2);
    CHECK(http_test::eventually([&] { return is_gone(stage.server, boris.person); }));
    CHECK(http_test::eventually([&] {
        return stage.sql("select 1 from jobs.job where state in ('waiting', 'running')").empty();
    }));
    std::string left;
    auto const tables = scene::tables_of(stage.server);
    REQUIRE(tables.size() > 15);
    for (auto const& table : tables)
        for (auto const& trace :
             {base::to_text(boris.person), std::string("boris@"), std::string("other@home")})
            if (!stage
                     .sql("select 1 from " + table + " as r where r::text ilike '%" + trace +
                          "%' limit 1")
                     .empty())
                left += table + ": " + trace + "\n";
    // That something of this number changed once, and not what it was.
    std::string versions;
    for (auto const* table : {"accounts.log", "accounts.space", "messaging.log", "messaging.space"})
        versions += std::string(table) + ": " + base::to_text(boris.person) + "\n";
    CHECK(left == versions);
}

TEST_CASE("nobody is told any more that a channel was created by somebody who was deleted") {
    scene::Server server;
    auto admin = server.administrator();
    scene::Talk talk(server);
    auto& anna = talk.anna;
    auto const created_by = [&] {
        auto const channels = scene::rows_in<messaging::Channel>(talk.boris.news());
        REQUIRE(channels.size() == 1);
        return channels[0].created_by;
    };
    CHECK(created_by() == anna.person);
    // One that she created, and left to nobody.
    messaging::CreateChannel const own{
        {server::fresh_id()}, {server::fresh_id()}, anna.person, "Own", ""};
    REQUIRE(anna.send(own).outcome == Outcome::accepted);
    REQUIRE(anna.send(messaging::RemoveMember{own.channel, anna.person}).outcome ==
            Outcome::accepted);
    auto const before = talk.boris.news();
    REQUIRE(admin.ask<DeletePerson>({anna.person, {scene::password}, true}).status() / 100 == 2);
    CHECK(http_test::eventually([&] { return is_gone(server, anna.person); }));
    CHECK(created_by().is_none());
    // Whoever held the row is told.
    auto const told = scene::rows_in<messaging::Channel>(talk.boris.news(before.since));
    REQUIRE(told.size() == 1);
    CHECK(told[0].created_by.is_none());
    CHECK(server.sql("select 1 from messaging.channel").size() == 1);
    CHECK(server
              .sql("select 1 from messaging.channel as r where r::text like '%" +
                   base::to_text(anna.person) + "%'")
              .empty());
}

// Somebody with messages in two channels, whose time has come; no server runs.
struct Due {
    explicit Due(std::string const& erase = "true") {
        scene::Server server;
        base = server.database();
        scene::Talk talk(server);
        auto& anna = talk.anna;
        for (int i = 0; i < 3; ++i)
            REQUIRE(anna.send(talk.post("word")).outcome == Outcome::accepted);
        REQUIRE(talk.boris.send(talk.post("answer")).outcome == Outcome::accepted);
        base::Id<messaging::Channel> const own{server::fresh_id()};
        REQUIRE(
            anna.send(messaging::CreateChannel{own, {server::fresh_id()}, anna.person, "Own", ""})
                .outcome == Outcome::accepted);
        REQUIRE(anna.ask<DeleteMe>({{scene::password}, erase == "true"}).status() == 200);
        person = anna.person;
        boris = talk.boris;
        channel = talk.channel;
        std::filesystem::create_directories(avatars / base::to_text(person));
        std::ofstream(avatars / base::to_text(person) / "small.png") << "x";
    }
    // A server that does one job, and ends.
    std::string one_job(bool is_noted = true) const {
        return scene::Elsewhere(base->url(), avatars).one_job(is_noted);
    }
    bool is_gone() const {
        return rows("accounts.person where id = " + in_quotes(person.value)) == 0;
    }
    std::size_t rows(std::string const& from) const {
        return scene::Elsewhere(base->url(), avatars).sql("select 1 from " + from).size();
    }
    void its_time_comes() const {
        scene::Elsewhere other(base->url(), avatars);
        other.departure.scan(server::now());  // too early
        CHECK(other.one_job().empty());
        other.sql("update accounts.account set deletion = 1 where deletion is not null");
        other.departure.scan(server::now());
    }
    void check_what_is_left() const {
        CHECK(is_gone());
        CHECK_FALSE(std::filesystem::exists(avatars / base::to_text(person)));
        CHECK(rows("messaging.message") == 1);
        CHECK(rows("messaging.channel") == 1);
        CHECK(rows("messaging.member where role = 'owner'") == 1);
        CHECK(rows("accounts.session where person = " + in_quotes(person.value)) == 0);
        for (std::string const domain : {"accounts", "messaging"}) {
            CAPTURE(domain);
            CHECK(rows(domain + ".client where person = " + in_quotes(person.value)) == 0);
            CHECK(rows(domain + ".stored where person = " + in_quotes(person.value)) == 0);
            CHECK(rows(domain + ".inbox") == 0);
        }
        scene::Server server(base);
        scene::Peer again(server.port());
        again.email = boris.email;
        again.sign_in();
        CHECK(again.send(messaging::RenameChannel{channel, "Boris inherits", ""}).outcome ==
              Outcome::accepted);
    }

    support::TemporaryFolder folder;
    std::filesystem::path const avatars = folder.path() / "avatars";
    std::shared_ptr<support::Throwaway> base;
    base::Id<accounts::Person> person;
    scene::Peer boris{0};
    base::Id<messaging::Channel> channel;
};

TEST_CASE("what is left to do is found again after every single step") {
    Due const due;
    due.its_time_comes();
    std::map<std::string, int> steps;
    for (std::string kind = due.one_job(); !kind.empty(); kind = due.one_job()) {
        CAPTURE(kind);
        REQUIRE(++steps[kind] < 20);
    }
    due.check_what_is_left();
    // Messages of one channel, two memberships, and the answer that nothing is left.
    CHECK(steps["departure:messaging"] == 4);
    CHECK(steps["departure:accounts"] == 1);
    CHECK(steps["inbox:messaging"] == 1);
    CHECK(steps["leaving"] == 2);
}

TEST_CASE("a server that ends after each step, before that is noted, takes it once more") {
    Due const due;
    due.its_time_comes();
    int steps = 0;
    for (bool more = true; more; ++steps) {
        REQUIRE(steps < 40);
        due.one_job(false);
        more = !due.one_job().empty();
    }
    due.check_what_is_left();
}

TEST_CASE("a domain that does not answer is told again, and keeps the person's row until then") {
    Due const due;
    due.its_time_comes();
    CHECK(due.one_job() == "leaving");
    scene::Elsewhere other(due.base->url(), due.avatars);
    // As if its job had been given up.
    other.sql("delete from messaging.inbox");
    other.sql("insert into messaging.inbox_taken (stream, number) values ('accounts', 1)");
    other.sql("delete from jobs.job where kind like '%:messaging'");
    while (!due.one_job().empty()) CHECK_FALSE(due.is_gone());
    auto const now = server::now();
    CHECK(other.departure.step(due.person, now));
    CHECK(due.rows("messaging.inbox") == 0);
    CHECK(other.departure.step(due.person, {now.us + accounts::Departure::patience_us}));
    CHECK(due.rows("messaging.inbox") == 1);
    while (!due.one_job().empty()) continue;
    due.check_what_is_left();
}

TEST_CASE("of somebody who wrote much everything is erased, in no more steps than it takes") {
    scene::Server server;
    scene::Talk talk(server);
    auto& anna = talk.anna;
    constexpr int in_first = 401;  // two whole steps, and one message more
    for (int i = 0; i < in_first; ++i)
        REQUIRE(anna.send(talk.post("a word of anna's")).outcome == Outcome::accepted);
    base::Id<messaging::Channel> const own{server::fresh_id()};
    REQUIRE(anna.send(messaging::CreateChannel{own, {server::fresh_id()}, anna.person, "Own", ""})
                .outcome == Outcome::accepted);
    auto in_own = talk.post("a word of anna's");
    in_own.channel = own;
    REQUIRE(anna.send(in_own).outcome == Outcome::accepted);
    REQUIRE(talk.boris.send(talk.post("boris stays")).outcome == Outcome::accepted);

    scene::Elsewhere const other(server.database()->url(), "/nowhere");
    auto const left = [&] {
        return server
            .sql("select 1 from messaging.message where author = " + in_quotes(anna.person.value))
            .size();
    };
    int steps = 0;
    for (; left() > 0 && steps < 10; ++steps)
        CHECK(other.channels_departure.step(anna.person, true));
    CHECK(steps == 4);  // three in the first channel, one in the other
    CHECK(
        server.sql("select 1 from messaging.member where person = " + in_quotes(anna.person.value))
            .size() == 2);
    CHECK(other.channels_departure.step(anna.person, true));
    CHECK(other.channels_departure.step(anna.person, true));
    CHECK_FALSE(other.channels_departure.step(anna.person, true));
    for (auto const* table : {"message", "log", "answer"}) {
        auto const found = server.sql("select 1 from messaging." + std::string(table) +
                                      " as r where r::text like '%a word of anna%'");
        CHECK_MESSAGE(found.empty(), table);
    }
    auto const seen = scene::rows_in<messaging::Message>(talk.boris.news());
    REQUIRE(seen.size() == 1);
    CHECK(seen[0].text == "boris stays");
}

TEST_CASE("servers that look for due deletions at one moment begin each once") {
    std::shared_ptr<support::Throwaway> base;
    constexpr std::size_t leavers = 3;
    {
        scene::Server server;
        base = server.database();
        for (auto const* name : {"anna", "boris", "vera"}) {
            auto peer = server.registered(name);
            REQUIRE(peer.ask<DeleteMe>({{scene::password}, false}).status() == 200);
        }
    }
    auto const week_later = base::Instant{server::now().us + accounts::Departure::grace_us};
    scene::Elsewhere one(base->url(), "/nowhere"), other(base->url(), "/nowhere");
    auto const count = [&](std::string const& statement) {
        return database::with_transaction(
            one.pool, database::Isolation::read_committed,
            [&](pqxx::transaction_base& t) { return database::run(t, statement).size(); });
    };
    std::thread first([&] { one.departure.scan(week_later); });
    std::thread second([&] { other.departure.scan(week_later); });
    first.join();
    second.join();
    CHECK(count("select 1 from jobs.job where kind = 'leaving'") == leavers);
    one.departure.scan(week_later);
    CHECK(count("select 1 from jobs.job where kind = 'leaving'") == leavers);
}

}  // namespace
}  // namespace leaving_test
