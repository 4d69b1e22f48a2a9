// How an account ends: a week to think better of it, then in steps that can be taken up again.
#include <algorithm>
#include <filesystem>
#include <fstream>

#include "server/accounts/leaving.hpp"
#include "server/messaging/departing.hpp"
#include "tests/server/app/mail_stage.hpp"

namespace {

using accounts::DeleteMe;
using accounts::DeletePerson;
using world::Outcome;

pqxx::result sql(scene::Server const& server, std::string const& statement) {
    database::PoolOptions options;
    options.url = server.database()->url();
    database::Pool pool(options);
    return database::with_transaction(
        pool, database::Isolation::read_committed,
        [&](pqxx::transaction_base& t) { return database::run(t, statement); });
}

std::string quoted(base::Id128 id) { return "'" + base::to_text(id) + "'"; }

bool is_gone(scene::Server const& server, base::Id<accounts::Person> person) {
    return sql(server, "select 1 from accounts.person where id = " + quoted(person.value)).empty();
}

TEST_CASE("whoever asks with the right password has a week, and may stay") {
    scene::Server server;
    auto admin = server.administrator();
    auto anna = server.registered("anna");
    CHECK(anna.ask<DeleteMe>({"not the password", true}).says("wrong-password"));
    CHECK(admin.ask<DeleteMe>({scene::password, false}).rule() == "last-administrator");
    auto const before = server::now();
    auto const asked = anna.ask<DeleteMe>({scene::password, true});
    REQUIRE_MESSAGE(asked.status() == 200, asked.raw.body);
    CHECK(asked.value.deletion.us >= before.us + accounts::Leaving::grace_us);
    auto const due = "select 1 from accounts.account where deletion is not null and erase_messages";
    CHECK(sql(server, due).size() == 1);
    CHECK(admin.ask<accounts::ListAudit>().value.rows.front().action == "deletion-asked");
    CHECK(anna.send(accounts::KeepAccount{anna.person}).outcome == Outcome::accepted);
    CHECK(sql(server, due).empty());
}

TEST_CASE("an administrator deletes others at once, and no administrator") {
    scene::Server server;
    auto admin = server.administrator();
    scene::Talk talk(server);
    auto& boris = talk.boris;
    REQUIRE(boris.send(talk.post("bye")).outcome == Outcome::accepted);
    CHECK(boris.ask<DeletePerson>({talk.anna.person, false}).rule() == "administrators-only");
    CHECK(admin.ask<DeletePerson>({admin.person, false}).rule() == "deletes-administrator");
    auto const done = admin.ask<DeletePerson>({boris.person, false});
    REQUIRE_MESSAGE(done.status() / 100 == 2, done.raw.body);
    CHECK(boris.ask<accounts::Me>().status() == 401);
    CHECK(boris.ask<accounts::Me>().rule() == "account-deleted");
    CHECK(http_test::eventually([&] { return is_gone(server, boris.person); }));
    // What was said stays, by somebody who is not there; the log knows only a pseudonym.
    CHECK(sql(server, "select 1 from messaging.message").size() == 1);
    CHECK(sql(server, "select 1 from messaging.member").size() == 1);
    for (auto const& entry : admin.ask<accounts::ListAudit>().value.rows) {
        CHECK(entry.actor != boris.person.value);
        CHECK(entry.subject != boris.person.value);
    }
    CHECK(sql(server, "select 1 from accounts.audit where action = 'deleted'").size() == 1);
    CHECK(admin.ask<DeletePerson>({boris.person, false}).rule() == "person-unknown");
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
    REQUIRE(anna.ask<DeleteMe>({scene::password, true}).status() == 200);
    auto const folder = data / "avatars" / base::to_text(anna.person);
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "small.png") << "x";

    database::PoolOptions options;
    options.url = server.database()->url();
    auto const week_later = base::Instant{server::now().us + accounts::Leaving::grace_us};
    int steps = 0;
    bool more = true;
    auto const one_step = [&](base::Instant now) {
        database::Pool pool(options);
        accounts::Store people(pool);
        messaging::Store messages(pool);
        http::Parking parking(http::Parking::Limits{});
        syncing::Hub hub(parking, [](world::Space const&) {});
        accounts::Passwords passwords{{}};
        jobs::Runner runner(pool, {}, support::quiet());
        mail::Smtp smtp{{}};
        accounts::Letters const letters(pool, runner, smtp, "", support::quiet());
        accounts::Lockout const lockout(pool, runner, letters);
        http::Workers workers(http::Workers::Limits{}, {});
        accounts::OwnPassword const password{pool, passwords, lockout, workers, support::quiet()};
        messaging::Departing const departing(pool, messages, hub);
        accounts::PictureFiles const pictures(data / "avatars");
        accounts::Leaving const leaving(
            {pool, people, password, runner, hub, workers, support::quiet(), pictures,
             [&](accounts::PersonId person, bool erase) { return departing.step(person, erase); }});
        return leaving.step(anna.person, now);
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
    CHECK(sql(server, "select 1 from messaging.message").size() == 1);
    CHECK(sql(server, "select 1 from messaging.channel").size() == 1);
    CHECK(sql(server, "select 1 from messaging.member where role = 'owner'").size() == 1);
    CHECK(sql(server, "select 1 from accounts.session where person = " + quoted(anna.person.value))
              .empty());
    CHECK(talk.boris.send(messaging::RenameChannel{talk.channel, "Boris inherits", ""}).outcome ==
          Outcome::accepted);
    std::filesystem::remove_all(data);
}

}  // namespace
