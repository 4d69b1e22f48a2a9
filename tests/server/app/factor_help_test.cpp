// Somebody can help: a second factor that was lost, or that a thief has set, is taken off by
// another administrator, or on the machine of the server.
#include <doctest/doctest.h>

#include "shared/accounts/help_api.hpp"
#include "tests/server/app/factor_stage.hpp"
#include "tests/server/app/process.hpp"

namespace factor_help_test {
namespace {

using accounts::ForgetFactor;
using http_test::eventually;
using scene::FactorStage;
using scene::password;
using world::Outcome;

TEST_CASE("an administrator with a code takes off the factor of somebody else, who is told") {
    FactorStage stage;
    auto& admin = stage.administrator;
    auto boris = stage.member("boris");
    auto const ask = [&](scene::Peer& by, base::Id<accounts::Person> of,
                         std::string const& code = "", std::string const& with = password) {
        return by.ask<ForgetFactor>({of, {with, code}});
    };
    auto const script =
        boris.ask<accounts::CreateToken>({"x", accounts::Scope::read, 30, {password}});
    REQUIRE(script.status() == 200);
    stage.turn_on(boris);
    CHECK(ask(admin, boris.person).rule() == "second-factor-first");
    CHECK(ask(admin, admin.person).rule() == "own-factor");
    stage.turn_on(admin);
    auto const codes = stage.codes;
    auto anna = stage.member("anna");
    CHECK(ask(anna, boris.person).rule() == "administrators-only");
    CHECK(ask(admin, boris.person, codes[0], "not the password").says("wrong-password"));
    CHECK(ask(admin, boris.person).says("second-factor-needed"));
    CHECK(ask(admin, boris.person, "000000").says("wrong-code"));
    CHECK(ask(admin, anna.person, codes[1]).rule() == "second-factor-off");
    CHECK(ask(admin, {server::fresh_id()}, codes[2]).rule() == "person-unknown");
    CHECK(stage.come_in(boris.email, "").rule() == "second-factor-needed");

    auto const letters = stage.sink.count_to(boris.email);
    auto const done = ask(admin, boris.person, codes[3]);
    REQUIRE_MESSAGE(done.status() == 200, done.raw.body);
    CHECK(boris.ask<accounts::Me>().status() == 401);
    auto by_script = stage.server.stranger();
    by_script.token = script.value.token;
    CHECK(by_script.ask<accounts::Me>().status() == 401);
    CHECK(admin.ask<accounts::Me>().status() == 200);
    CHECK(stage
              .sql("select 1 from accounts.recovery_code where person = '" +
                   base::to_text(boris.person) + "'")
              .empty());
    auto const letter = stage.sink.next_to(boris.email, letters);
    CHECK(letter.text().find("снял второй фактор") != std::string::npos);
    auto const entries = admin.ask<accounts::ListAudit>().value.rows;
    auto const at = std::find_if(entries.begin(), entries.end(),
                                 [](auto const& e) { return e.action == "factor-forgotten"; });
    REQUIRE(at != entries.end());
    CHECK(at->actor == admin.person.value);
    CHECK(at->subject == boris.person.value);
    CHECK(stage.come_in(boris.email, "").status() == 200);
    CHECK(ask(admin, boris.person, codes[4]).rule() == "second-factor-off");
}

TEST_CASE("a thief who set a factor is thrown out by its owner's letter and an administrator") {
    FactorStage stage;
    auto thief = stage.member("boris");
    stage.turn_on(thief);
    REQUIRE(stage.reset(stage.reset_word(thief.email), scene::other_password).status() == 200);
    CHECK(stage.come_in(thief.email, "", scene::other_password).rule() == "second-factor-needed");
    stage.turn_on(stage.administrator);
    REQUIRE(stage.administrator.ask<ForgetFactor>({thief.person, {password, stage.codes[0]}})
                .status() == 200);
    CHECK(stage.come_in(thief.email, "").rule() == "wrong-credentials");
    CHECK(stage.come_in(thief.email, "", scene::other_password).status() == 200);
}

TEST_CASE("a right that was taken, or a session that ended, a moment ago takes nothing off") {
    FactorStage stage;
    auto boris = stage.member("boris"), vera = stage.member("vera");
    REQUIRE(stage.administrator.change_right(vera.person, true).status() == 200);
    stage.turn_on(boris);
    stage.turn_on(vera);
    auto const id = "'" + base::to_text(vera.person) + "'";
    // By the server's memory or by the rows, whichever is asked first.
    auto const refused = [&](std::string const& code) {
        auto const status = vera.ask<ForgetFactor>({boris.person, {password, code}}).status();
        return status / 100 == 4;
    };
    stage.sql("update accounts.person set administrator = false where id = " + id);
    CHECK(refused(stage.codes[0]));
    stage.sql("update accounts.person set administrator = true where id = " + id);
    stage.sql("delete from accounts.session where person = " + id);
    CHECK(refused(stage.codes[1]));
    CHECK(stage.come_in(boris.email, "").rule() == "second-factor-needed");
}

// What the program says, told to take a factor off beside the server in this folder.
database::Ended forget(support::TemporaryFolder const& folder, std::string const& email,
                       std::vector<std::string> const& environment = {}) {
    return database::run_to_end(
        {{(folder.path() / "kontor-server").string(), "--forget-factor", email, "--data",
          (folder.path() / "data").string(), "--log-level", "off"},
         support::whom_to_run_as(),
         environment});
}

void turn_on(scene::Peer& peer) {
    auto const begun = peer.ask<accounts::BeginSecondFactor>({password});
    REQUIRE(begun.status() == 200);
    scene::Device const device{scene::from_base32(begun.value.secret)};
    REQUIRE(peer.ask<accounts::ConfirmSecondFactor>({device.code()}).status() == 200);
}

TEST_CASE("on the machine a factor is taken off while the server runs, and while it does not") {
    support::TemporaryFolder folder;
    support::place_cluster(folder.path() / "data");
    std::string email;
    auto const comes_in = [&](scene::Process const& process) {
        scene::Peer stranger(process.port());
        return stranger.ask<accounts::SignIn>({email, password, "a test", false}).status() == 200;
    };
    {
        scene::Process const process(folder);
        scene::Peer anna(process.port());
        anna.register_as("anna");
        email = anna.email;
        turn_on(anna);
        CHECK_FALSE(comes_in(process));
        auto const nobody = forget(folder, "nobody@example.org");
        CHECK_FALSE(nobody.well);
        CHECK(nobody.output.find("no account") != std::string::npos);
        auto const done = forget(folder, email);
        CHECK_MESSAGE(done.well, done.output);
        CHECK(comes_in(process));
        // The server that runs has heard of it.
        CHECK(eventually([&] { return anna.ask<accounts::Me>().status() == 401; }));
        CHECK_FALSE(forget(folder, email).well);
        anna.sign_in();
        turn_on(anna);
    }
    auto const done = forget(folder, email);
    CHECK_MESSAGE(done.well, done.output);
    scene::Process const process(folder);
    CHECK(comes_in(process));
}

TEST_CASE("a factor in a database of one's own is taken off by its address") {
    scene::Server server;
    auto anna = server.registered("anna");
    turn_on(anna);
    support::TemporaryFolder folder;
    auto const its_database = scene::on_database_of(server, folder);
    scene::Process const other(folder, its_database);
    auto const done = forget(folder, anna.email, its_database);
    CHECK_MESSAGE(done.well, done.output);
    CHECK(eventually([&] { return anna.ask<accounts::Me>().status() == 401; }));
    CHECK(server.sql("select 1 from server.audit where action = 'factor-forgotten'").size() == 1);
}

}  // namespace
}  // namespace factor_help_test
