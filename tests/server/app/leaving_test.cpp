// How an account ends: a week to think better of it, then in steps that can be taken up again.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <thread>

#include "tests/server/app/elsewhere.hpp"
#include "tests/server/app/mail_stage.hpp"

namespace {

using accounts::DeleteMe;
using accounts::DeletePerson;
using world::Outcome;

std::string quoted(base::Id128 id) { return "'" + base::to_text(id) + "'"; }

bool is_gone(scene::Server const& server, base::Id<accounts::Person> person) {
    return server.sql("select 1 from accounts.person where id = " + quoted(person.value)).empty();
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
    CHECK(asked.value.deletion.us >= before.us + accounts::Leaving::grace_us);
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
    // The membership and the person: each step is a job, so that none outlives its lease.
    CHECK(server.sql("select 1 from jobs.job where kind = 'leaving'").size() == 2);
    // What was said stays, by somebody who is not there; the log knows only a pseudonym.
    CHECK(server.sql("select 1 from messaging.message").size() == 1);
    CHECK(server.sql("select 1 from messaging.member").size() == 1);
    for (auto const& entry : admin.ask<accounts::ListAudit>().value.rows) {
        CHECK(entry.actor != boris.person.value);
        CHECK(entry.subject != boris.person.value);
    }
    CHECK(server.sql("select 1 from accounts.audit where action = 'deleted'").size() == 1);
    CHECK(admin.ask<DeletePerson>({boris.person, {scene::password}, false}).rule() ==
          "person-unknown");
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
    std::string left;
    auto const tables = stage.sql(
        "select table_schema || '.' || table_name from information_schema.tables where "
        "table_schema in ('accounts', 'messaging', 'jobs') order by 1");
    REQUIRE(tables.size() > 15);
    for (auto const& row : tables) {
        auto const table = row[0].as<std::string>();
        for (auto const& trace :
             {base::to_text(boris.person), std::string("boris@"), std::string("other@home")})
            if (!stage
                     .sql("select 1 from " + table + " as r where r::text ilike '%" + trace +
                          "%' limit 1")
                     .empty())
                left += table + ": " + trace + "\n";
    }
    // That something of this number changed once, and not what it was.
    std::string versions;
    for (auto const* table : {"accounts.log", "accounts.space", "messaging.log", "messaging.space"})
        versions += std::string(table) + ": " + base::to_text(boris.person) + "\n";
    CHECK(left == versions);
}

// Each step is taken by a server of its own, as if the one before had ended after its step.
TEST_CASE("what is left to do is found again after every single step") {
    auto const data = std::filesystem::temp_directory_path() / base::to_text(server::fresh_id());
    scene::Server server;
    auto admin = server.administrator();
    scene::Talk talk(server);
    auto& anna = talk.anna;
    for (int i = 0; i < 3; ++i) REQUIRE(anna.send(talk.post("word")).outcome == Outcome::accepted);
    REQUIRE(talk.boris.send(talk.post("answer")).outcome == Outcome::accepted);
    base::Id<messaging::Channel> const own{server::fresh_id()};
    REQUIRE(anna.send(messaging::CreateChannel{own, {server::fresh_id()}, anna.person, "Own", ""})
                .outcome == Outcome::accepted);
    REQUIRE(anna.ask<DeleteMe>({{scene::password}, true}).status() == 200);
    auto const folder = data / "avatars" / base::to_text(anna.person);
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "small.png") << "x";

    auto const week_later = base::Instant{server::now().us + accounts::Leaving::grace_us};
    int steps = 0;
    bool more = true;
    auto const one_step = [&](base::Instant now) {
        scene::Elsewhere const other(server.database()->url(), data / "avatars");
        return other.leaving.step(anna.person, now);
    };
    CHECK_FALSE(one_step(server::now()));  // too early
    CHECK(anna.ask<accounts::Me>().status() == 200);
    for (; more && steps < 20; ++steps) {
        CAPTURE(steps);
        CHECK_FALSE(is_gone(server, anna.person));
        more = one_step(week_later);
    }
    CHECK(steps == 4);  // messages of one channel, two memberships, the person
    CHECK_FALSE(one_step(week_later));
    CHECK(is_gone(server, anna.person));
    CHECK_FALSE(std::filesystem::exists(folder));
    CHECK(server.sql("select 1 from messaging.message").size() == 1);
    CHECK(server.sql("select 1 from messaging.channel").size() == 1);
    CHECK(server.sql("select 1 from messaging.member where role = 'owner'").size() == 1);
    CHECK(server.sql("select 1 from accounts.session where person = " + quoted(anna.person.value))
              .empty());
    CHECK(talk.boris.send(messaging::RenameChannel{talk.channel, "Boris inherits", ""}).outcome ==
          Outcome::accepted);
    std::filesystem::remove_all(data);
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
            .sql("select 1 from messaging.message where author = " + quoted(anna.person.value))
            .size();
    };
    int steps = 0;
    for (; left() > 0 && steps < 10; ++steps) CHECK(other.leaving_channels.step(anna.person, true));
    CHECK(steps == 4);  // three in the first channel, one in the other
    CHECK(server.sql("select 1 from messaging.member where person = " + quoted(anna.person.value))
              .size() == 2);
    CHECK(other.leaving_channels.step(anna.person, true));
    CHECK(other.leaving_channels.step(anna.person, true));
    CHECK_FALSE(other.leaving_channels.step(anna.person, true));
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
    auto const week_later = base::Instant{server::now().us + accounts::Leaving::grace_us};
    scene::Elsewhere one(base->url(), "/nowhere"), other(base->url(), "/nowhere");
    auto const count = [&](std::string const& statement) {
        return database::with_transaction(
            one.pool, database::Isolation::read_committed,
            [&](pqxx::transaction_base& t) { return database::run(t, statement).size(); });
    };
    std::thread first([&] { one.leaving.scan(week_later); });
    std::thread second([&] { other.leaving.scan(week_later); });
    first.join();
    second.join();
    CHECK(count("select 1 from jobs.job where kind = 'leaving'") == leavers);
    one.leaving.scan(week_later);
    CHECK(count("select 1 from jobs.job where kind = 'leaving'") == leavers);
}

}  // namespace
