// Who may do what: administrators, scripts with tokens, addresses that prove who asks; and that a
// right that is taken is gone at once, on every server.
#include <doctest/doctest.h>

#include <thread>

#include "server/accounts/keys/installation.hpp"
#include "server/accounts/keys/key_ring.hpp"
#include "server/outside.hpp"
#include "shared/accounts/admin_api.hpp"
#include "shared/accounts/own_api.hpp"
#include "shared/wire/json.hpp"
#include "tests/server/app/key_file.hpp"
#include "tests/server/app/scene.hpp"
#include "tests/server/http/served.hpp"

namespace rights_test {
namespace {

using accounts::CreateToken;
using accounts::Me;
using world::Outcome;

std::string reason_of(world::Answer const& answer) {
    return answer.refusal ? answer.refusal->reason : "";
}

// The same person through a token for scripts.
scene::Peer script_of(scene::Peer& owner, accounts::Scope scope) {
    auto const made = owner.ask<CreateToken>({"backup", scope, 30, {scene::password}});
    REQUIRE(made.status() == 200);
    CHECK(made.value.token.rfind("kontor_", 0) == 0);
    auto script = owner;
    script.token = made.value.token;
    script.client = server::fresh_id();
    script.numbers.clear();
    return script;
}

TEST_CASE("a token lets a script do what its scope says, until it is revoked") {
    scene::Server server;
    auto boss = server.administrator("anna");
    auto reader = script_of(boss, accounts::Scope::read);
    auto writer = script_of(boss, accounts::Scope::write);
    auto ruler = script_of(boss, accounts::Scope::admin);
    for (auto* script : {&reader, &writer, &ruler}) {
        CHECK(script->ask<Me>().status() == 200);
        CHECK(script->ask<CreateToken>({"x", accounts::Scope::read, 1, {scene::password}}).rule() ==
              "session-needed");
        CHECK(script->ask<accounts::SignOut>().rule() == "session-needed");
    }
    accounts::EditProfile const edit{boss.person, "Анна"};
    auto const refused = reader.ask<accounts::AccountsCommands>({reader.client, {{1, edit}}});
    CHECK(refused.status() == 403);
    CHECK(refused.rule() == "scope-too-small");
    CHECK(writer.send(edit).outcome == Outcome::accepted);
    CHECK(reader.ask<accounts::ListAudit>().rule() == "scope-too-small");
    CHECK(writer.ask<accounts::ListAudit>().rule() == "scope-too-small");
    CHECK(ruler.ask<accounts::ListAudit>().status() == 200);
    auto const boris = server.registered("boris");
    accounts::SetBlocked const blocking{boris.person, true};
    CHECK(reason_of(writer.send(blocking)) == "administrators-only");
    CHECK(ruler.send(blocking).outcome == Outcome::accepted);
    CHECK(ruler.change_right(boris.person, true).rule() == "session-needed");

    auto const poll = boss.news();
    base::Id<accounts::ScriptToken> token;
    for (auto const& space : scene::told<accounts::Domain>(poll).spaces)
        for (auto const& told : space.rows)
            if (auto const* row = std::get_if<accounts::ScriptToken>(&told.row);
                row && row->scope == accounts::Scope::admin) {
                token = row->id;
                CHECK(row->used);
            }
    REQUIRE_FALSE(token.is_none());
    CHECK(boss.send(accounts::RevokeToken{boss.person, token}).outcome == Outcome::accepted);
    CHECK(ruler.ask<Me>().rule() == "token-invalid");
    CHECK(reader.ask<Me>().status() == 200);
}

TEST_CASE("only administrators make tokens that rule, and only they see what was done") {
    scene::Server server;
    auto boss = server.administrator("anna");
    auto boris = server.registered("boris");
    CHECK(boris.ask<CreateToken>({"x", accounts::Scope::admin, 30, {scene::password}}).status() ==
          403);
    CHECK(boris.ask<accounts::ListAudit>().rule() == "administrators-only");
    CHECK(boss.send(accounts::SetBlocked{boris.person, true}).outcome == Outcome::accepted);
    auto const log = boss.ask<accounts::ListAudit>();
    REQUIRE(log.status() == 200);
    REQUIRE(!log.value.rows.empty());
    auto const& newest = log.value.rows.front();
    CHECK(newest.action == "blocked");
    CHECK(newest.actor == boss.person.value);
    CHECK(newest.subject == boris.person.value);
    CHECK(newest.address == "127.0.0.1");
}

TEST_CASE("what was done cannot be changed, not even in the database") {
    scene::Server server;
    auto const boss = server.administrator("anna");
    // Not even by the owner of the table; what servers may do with it is less (roles_test.cpp).
    auto const connection = database::open(server.database()->owner_url());
    for (auto const* statement :
         {"delete from server.audit", "update server.audit set action = 'x'",
          "update server.audit set address = '192.0.2.9'", "truncate server.audit",
          "update server.audit set actor = gen_random_uuid()",
          "update server.audit set address = ''",
          "update server.audit set subject = gen_random_uuid()"}) {
        auto const transaction = database::begin(*connection, database::Isolation::read_committed);
        CHECK_THROWS(transaction->exec(statement));
    }
}

TEST_CASE("from where something was done is forgotten when it is old, and not before") {
    support::Throwaway const base(support::Throwaway::Start::migrated);
    auto const connection = database::open(base.url());
    for (auto const days_ago : {0, 88, 91}) {
        CAPTURE(days_ago);
        auto const transaction = database::begin(*connection, database::Isolation::read_committed);
        transaction->exec(
            "insert into server.audit (id, at, actor, subject, action, address, detail) select "
            "gen_random_uuid(), extract(epoch from now())::bigint * 1000000 - 86400000000 * " +
            std::to_string(days_ago) +
            ", gen_random_uuid(), gen_random_uuid(), 'x', '192.0.2.9', ''");
        auto const* forgets = "update server.audit set address = ''";
        if (days_ago > 90)
            CHECK_NOTHROW(transaction->exec(forgets));
        else
            CHECK_THROWS(transaction->exec(forgets));
    }
}

TEST_CASE("who is blocked is out at once, and comes in again when unblocked") {
    scene::Server server;
    auto boss = server.administrator("anna");
    auto boris = server.registered("boris");
    auto script = script_of(boris, accounts::Scope::write);
    CHECK(boss.send(accounts::SetBlocked{boris.person, true}).outcome == Outcome::accepted);
    CHECK(boris.ask<Me>().rule() == "person-blocked");
    CHECK(script.ask<Me>().rule() == "token-invalid");
    auto const in = boris.ask<accounts::SignIn>({boris.email, scene::password, "", false});
    CHECK(in.status() == 403);
    CHECK(in.rule() == "person-blocked");
    auto const wrong = boris.ask<accounts::SignIn>({boris.email, "not the password", "", false});
    CHECK(wrong.rule() == "wrong-credentials");
    CHECK(boss.send(accounts::SetBlocked{boris.person, false}).outcome == Outcome::accepted);
    CHECK(script.ask<Me>().rule() == "token-invalid");  // it does not rise again
    boris.sign_in();
    CHECK(boris.ask<Me>().status() == 200);
}

TEST_CASE("tokens that rule end with the right, and do not come back with it") {
    scene::Server server;
    auto boss = server.administrator("anna");
    auto boris = server.registered("boris");
    REQUIRE(boss.change_right(boris.person, true).status() == 200);
    auto ruler = script_of(boris, accounts::Scope::admin);
    auto writer = script_of(boris, accounts::Scope::write);
    REQUIRE(boss.change_right(boris.person, false).status() == 200);
    CHECK(ruler.ask<Me>().rule() == "token-invalid");
    CHECK(writer.ask<Me>().status() == 200);
    REQUIRE(boss.change_right(boris.person, true).status() == 200);
    CHECK(ruler.ask<Me>().rule() == "token-invalid");
}

TEST_CASE("signing out everywhere leaves the tokens of scripts, or ends them too") {
    scene::Server server;
    auto boris = server.registered("boris");
    auto script = script_of(boris, accounts::Scope::write);
    accounts::EndSessions end{boris.person, boris.session};
    REQUIRE(boris.send(end).outcome == Outcome::accepted);
    CHECK(script.ask<Me>().status() == 200);
    end.tokens = true;
    REQUIRE(boris.send(end).outcome == Outcome::accepted);
    CHECK(script.ask<Me>().rule() == "token-invalid");
    CHECK(boris.ask<Me>().status() == 200);
}

TEST_CASE("a script ends nobody's sessions and tokens, and keeps no account") {
    scene::Server server;
    auto boss = server.administrator("anna");
    auto writer = script_of(boss, accounts::Scope::write);
    auto ruler = script_of(boss, accounts::Scope::admin);
    for (auto* script : {&writer, &ruler}) {
        for (accounts::Command const& command : std::initializer_list<accounts::Command>{
                 accounts::EndSession{boss.person, boss.session},
                 accounts::EndSessions{boss.person},
                 accounts::RevokeToken{boss.person, {server::fresh_id()}},
                 accounts::KeepAccount{boss.person}}) {
            auto const body = wire::json::text(command);
            CHECK_MESSAGE(reason_of(script->send(command)) == "session-needed", body);
        }
    }
    CHECK(boss.ask<Me>().status() == 200);
    CHECK(ruler.ask<Me>().status() == 200);
}

// As they are counted, and as they are.
std::pair<std::int64_t, std::int64_t> administrators_in(scene::Server const& server) {
    database::Pool pool({server.database()->url()});
    return database::with_transaction(
        pool, database::Isolation::read_committed, [](pqxx::transaction_base& t) {
            auto const rows =
                database::run(t,
                              "select (select administrators from accounts.workspace), count(*) "
                              "from accounts.person where administrator");
            return std::pair{rows[0][0].as<std::int64_t>(), rows[0][1].as<std::int64_t>()};
        });
}

TEST_CASE("two who race to take the last rights leave one administrator, and one clear refusal") {
    scene::Server server;
    scene::Server other_server(server.database());
    auto anna = server.administrator("anna");
    auto boris = other_server.registered("boris");
    for (int round = 0; round < 10; ++round) {
        CAPTURE(round);
        REQUIRE(anna.change_right(boris.person, true).status() == 200);
        scene::Answered<wire::Nothing> by_anna, by_boris;
        std::thread one([&] { by_anna = anna.change_right(boris.person, false); });
        std::thread other([&] { by_boris = boris.change_right(anna.person, false); });
        one.join();
        other.join();
        bool const anna_won = by_anna.status() == 200;
        CHECK(anna_won != (by_boris.status() == 200));
        CHECK((anna_won ? by_boris : by_anna).rule() == "administrators-only");
        // Nothing is half-done: what is counted is what is there.
        CHECK(administrators_in(server) == std::pair<std::int64_t, std::int64_t>{1, 1});
        if (!anna_won) std::swap(anna, boris);
    }
    CHECK(anna.change_right(anna.person, false).rule() == "last-administrator");
}

TEST_CASE(
    "a session that is ended on one server is refused by the others, though its token lives") {
    scene::Server one;
    scene::Server other(one.database());
    auto phone = one.registered("anna");
    auto there = phone;
    there = scene::Peer(other.port());
    there.token = phone.token;
    // Known by now to both, in memory.
    CHECK(phone.ask<Me>().status() == 200);
    REQUIRE(http_test::eventually([&] { return there.ask<Me>().status() == 200; }));
    CHECK(there.ask<Me>().status() == 200);
    auto desk = one.stranger();
    desk.email = phone.email;
    desk.sign_in();
    CHECK(desk.send(accounts::EndSessions{desk.person, desk.session}).outcome == Outcome::accepted);
    CHECK(phone.ask<Me>().rule() == "session-ended");
    CHECK(http_test::eventually([&] { return there.ask<Me>().rule() == "session-ended"; }));
}

TEST_CASE("a signed address needs no header, for a minute, one path and an open session") {
    scene::Server server;
    auto anna = server.registered("anna");
    auto const made = anna.ask<accounts::SignAddress>({"/api/v1/me/archive"});
    REQUIRE(made.status() == 200);
    auto const address = made.value.address;
    auto stranger = server.stranger();
    CHECK(stranger.raw("GET", address, "").status == 200);
    auto const seal = address.substr(address.find('?'));
    CHECK(stranger.raw("GET", "/api/v1/people" + seal, "").status == 401);
    CHECK(stranger.raw("GET", address + "x", "").status == 401);
    CHECK(stranger.raw("POST", "/api/v1/accounts/sign-out" + seal, "{}").status == 401);
    CHECK(anna.ask<accounts::SignOut>().status() == 200);
    CHECK(stranger.raw("GET", address, "").status == 401);
}

// Whoever finds an address may ask just what it was made for.
TEST_CASE("a signed address holds its query, too") {
    scene::Server server;
    auto anna = server.registered("anna");
    auto const path = "/api/v1/people/" + base::to_text(anna.person) + "/avatar/64";
    auto stranger = server.stranger();
    auto const sealed = [&](std::string const& target) {
        auto const made = anna.ask<accounts::SignAddress>({target});
        REQUIRE_MESSAGE(made.status() == 200, made.raw.body);
        return made.value.address;
    };
    auto const asked = [&](std::string const& target) {
        return stranger.raw("GET", target, "").status;
    };
    constexpr int no_picture = 404;  // whoever gets so far is known
    auto const plain = sealed(path);
    auto const named = sealed(path + "?name=a%26b");
    CHECK(asked(plain) == no_picture);
    CHECK(asked(named) == no_picture);
    CHECK(asked(plain + "&name=x") == 401);
    auto const seal = named.substr(named.find("&signed="));
    CHECK(asked(path + "?name=a%26b" + seal) == no_picture);
    CHECK(asked(path + "?n%61me=a%26%62" + seal) == no_picture);  // the same, otherwise written
    for (auto const* other : {"?name=c", "?name=a&b", "?name=a", "?", "?name=a%26b&name=c",
                              "?name=a%26b&size=256", "?namea=%26b"})
        CHECK_MESSAGE(asked(path + other + seal) == 401, other);
}

TEST_CASE("only what is opened where no header can be sent is signed") {
    scene::Server server;
    auto boss = server.administrator("anna");
    auto const picture = "/api/v1/people/" + base::to_text(boss.person) + "/avatar/64";
    CHECK(boss.ask<accounts::SignAddress>({picture}).status() == 200);
    for (auto const& path :
         {std::string("/api/v1/me"), std::string("/api/v1/people"), std::string("/api/v1/news"),
          std::string("/api/v1/admin/accounts"), std::string("/api/v1/accounts/sign-out"),
          std::string("/api/v1/me/avatar"), std::string("/nothing"), std::string("/"),
          std::string("https://elsewhere.example"), "http://localhost" + picture, picture + "/",
          picture + "?signed=x", picture + "#x", picture + "?a=%", "/.." + picture}) {
        auto const refused = boss.ask<accounts::SignAddress>({path});
        CHECK_MESSAGE(refused.status() == 422, path);
        CHECK_MESSAGE(refused.says("\"rule\":\"not-signable\""), refused.raw.body);
    }
    // The description says so, too.
    auto const description = boss.raw("GET", "/api/v1/openapi.json", "").body;
    std::size_t signable = 0;
    for (auto at = description.find("\"signed\": []"); at != description.npos;
         at = description.find("\"signed\": []", at + 1))
        ++signable;
    CHECK(signable == 2);
}

TEST_CASE("keys are published before they sign, and until what they signed has expired") {
    scene::Server server;
    database::Pool pool({server.database()->url()});
    accounts::KeyRing ring(
        pool, accounts::settle_installation(pool, scene::key_file_of(*server.database())));
    auto const now = server::now();
    auto const after = [&](std::int64_t s) { return base::Instant{now.us + s * 1'000'000}; };
    accounts::Claims const claims{{server::fresh_id()}, {server::fresh_id()}};
    auto const kids = [&](base::Instant at) {
        auto const text = ring.jwks(at);
        std::size_t count = 0;
        for (auto i = text.find("\"kid\""); i != text.npos; i = text.find("\"kid\"", i + 1))
            ++count;
        return count;
    };
    CHECK(kids(now) == 1);
    ring.rotate(now);  // too early
    CHECK(kids(now) == 1);
    auto const month = accounts::key_period_s + 60;
    auto const old = ring.keys()->access.issue(claims, after(month));
    ring.rotate(after(month));
    CHECK(kids(after(month)) == 2);
    auto const head = [](std::string const& token) { return token.substr(0, token.find('.')); };
    CHECK(head(ring.keys()->access.issue(claims, after(month))) == head(old));
    auto const later = month + accounts::key_ahead_s + 1;
    auto const fresh = ring.keys()->access.issue(claims, after(later));
    CHECK(head(fresh) != head(old));
    CHECK(ring.keys()->access.verify(old, after(month + 300)));
    CHECK(kids(after(later)) == 2);
    auto const retired = later + accounts::access_token_life_s + 120;
    CHECK(kids(after(retired)) == 1);
    CHECK(server.sql("select 1 from accounts.key where kind = 'signing'").size() == 2);
    ring.rotate(after(retired));
    CHECK(server.sql("select 1 from accounts.key where kind = 'signing'").size() == 1);
    CHECK(head(ring.keys()->access.issue(claims, after(retired))) == head(fresh));
    // A server that has not heard of the new key looks for it.
    scene::Server other(server.database());
    CHECK(ring.keys()->refresh.read(ring.keys()->refresh.make(claims.session)));
}

TEST_CASE("a refresh token made before the keys changed is still read") {
    scene::Server server;
    auto anna = server.registered("anna");
    database::Pool pool({server.database()->url()});
    accounts::KeyRing ring(
        pool, accounts::settle_installation(pool, scene::key_file_of(*server.database())));
    ring.rotate({server::now().us + (accounts::key_period_s + 60) * 1'000'000});
    scene::Server other(server.database());
    auto there = other.stranger();
    auto const renewed = there.ask<accounts::Refresh>({anna.refresh_token});
    CHECK(renewed.status() == 200);
}

}  // namespace
}  // namespace rights_test
