// Coming in, staying in and being thrown out, over HTTP.
#include <doctest/doctest.h>

#include <thread>

#include "server/accounts/keys/installation.hpp"
#include "server/accounts/keys/kept_keys.hpp"
#include "server/app.hpp"
#include "server/outside.hpp"
#include "server/secrets.hpp"
#include "tests/server/app/key_file.hpp"
#include "tests/server/app/scene.hpp"
#include "tests/server/http/served.hpp"

namespace app_sign_in_test {
namespace {

using accounts::Refresh;
using accounts::RegisterPerson;
using accounts::SignIn;

TEST_CASE("a registration says everything that is wrong with it at once") {
    scene::Server server;
    auto stranger = server.stranger();
    auto const wrong = stranger.ask<RegisterPerson>({" ", "nobody", "", "", "", false});
    CHECK(wrong.status() == 422);
    for (auto const* path : {"/name", "/email", "/password"}) CHECK(wrong.says(path));
    auto const short_one =
        stranger.ask<RegisterPerson>({"Anna", "anna@example.org", "123456789", "", "", false});
    CHECK(short_one.status() == 422);
    CHECK(short_one.says("password-too-short"));
    auto const unread =
        stranger.raw("POST", "/api/v1/accounts/register", "{\"name\":7,\"shoe\":1}");
    CHECK(unread.status == 400);
    CHECK(unread.body.find("/shoe") != std::string::npos);
    CHECK(unread.body.find("not-text") != std::string::npos);
}

TEST_CASE("an e-mail belongs to one person, in whatever letters it is written") {
    scene::Server server;
    auto const anna = server.registered("anna");
    auto stranger = server.stranger();
    auto const again =
        stranger.ask<RegisterPerson>({"Anna", "ANNA@Example.org", scene::password, "", "", false});
    CHECK(again.status() == 409);
    CHECK(again.rule() == "email-taken");
    auto const in = stranger.ask<SignIn>({"Anna@EXAMPLE.org", scene::password, "", false});
    CHECK(in.status() == 200);
    CHECK(in.value.person.id == anna.person);
}

TEST_CASE("a wrong password and an unknown e-mail are answered alike") {
    scene::Server server;
    auto const anna = server.registered("anna");
    auto stranger = server.stranger();
    auto const wrong = stranger.ask<SignIn>({anna.email, "not the password", "", false});
    auto const unknown = stranger.ask<SignIn>({"who@example.org", "not the password", "", false});
    CHECK(wrong.status() == 401);
    CHECK(unknown.status() == 401);
    CHECK(wrong.rule() == "wrong-credentials");
    CHECK(unknown.rule() == wrong.rule());
}

TEST_CASE("the one-time link makes the first administrator, once") {
    scene::Server server;
    auto const word = server.first_word();
    CHECK(server.first_word() == word);
    auto stranger = server.stranger();
    auto const guessed = stranger.ask<RegisterPerson>(
        {"Eve", "eve@example.org", scene::password, "", "guess", false});
    CHECK(guessed.status() == 409);
    CHECK(guessed.rule() == "invitation-unknown");
    // A name that is refused costs the link nothing.
    server.registered("boris");
    auto const taken = stranger.ask<RegisterPerson>(
        {"Boris", "boris@example.org", scene::password, "", word, false});
    CHECK(taken.rule() == "email-taken");

    scene::Peer anna(server.port());
    anna.register_as("anna", word);
    CHECK(anna.ask<accounts::Me>().value.person.administrator);
    CHECK_FALSE(server.app().first_link());
    auto const late =
        stranger.ask<RegisterPerson>({"Eve", "eve@example.org", scene::password, "", word, false});
    CHECK(late.rule() == "invitation-used");
}

TEST_CASE("two servers hand out links, and still there is one first administrator") {
    scene::Server one;
    scene::Server other(one.database());
    auto const word = other.first_word();
    scene::Peer anna(one.port());
    anna.register_as("anna", one.first_word());
    auto stranger = other.stranger();
    auto const late =
        stranger.ask<RegisterPerson>({"Eve", "eve@example.org", scene::password, "", word, false});
    CHECK(late.status() == 409);
    CHECK(late.rule() == "invitation-used");
}

TEST_CASE("a refresh token is good once; its answer may be lost") {
    scene::Server server;
    auto anna = server.registered("anna");
    auto const first = anna.refresh_token;
    auto const once = anna.ask<Refresh>({first});
    REQUIRE(once.status() == 200);
    CHECK(once.value.session == anna.session);
    CHECK(once.value.refresh_token != first);
    // The answer was lost, and it is asked for again: the same successor.
    auto const again = anna.ask<Refresh>({first});
    REQUIRE(again.status() == 200);
    CHECK(again.value.refresh_token == once.value.refresh_token);
    anna.keep(again.value);
    CHECK(anna.ask<accounts::Me>().status() == 200);
    auto const next = anna.ask<Refresh>({once.value.refresh_token});
    REQUIRE(next.status() == 200);

    SUBCASE("one that was used up ends the session") {
        auto const stolen = anna.ask<Refresh>({first});
        CHECK(stolen.status() == 401);
        CHECK(stolen.rule() == "session-ended");
        CHECK(anna.ask<accounts::Me>().rule() == "session-ended");
        CHECK(anna.ask<Refresh>({next.value.refresh_token}).status() == 401);
    }
    SUBCASE("one that was invented ends nothing") {
        auto forged = first;
        forged[40] = forged[40] == 'A' ? 'B' : 'A';
        CHECK(anna.ask<Refresh>({forged}).rule() == "token-invalid");
        CHECK(anna.ask<Refresh>({"x"}).rule() == "token-invalid");
        CHECK(anna.ask<Refresh>({""}).rule() == "signed-out");
        CHECK(anna.ask<accounts::Me>().status() == 200);
    }
}

TEST_CASE("browsers keep the refresh token in a cookie that scripts cannot read") {
    scene::Server server;
    auto const anna = server.registered("anna");
    auto browser = server.stranger();
    auto const in = browser.ask<SignIn>({anna.email, scene::password, "browser", true});
    REQUIRE(in.status() == 200);
    CHECK(in.value.refresh_token.empty());
    auto const cookie = in.raw.header("set-cookie");
    for (auto const* part :
         {"kontor_refresh=", "HttpOnly", "SameSite=Strict", "Path=/api/v1/accounts"})
        CHECK(cookie.find(part) != std::string::npos);
    CHECK(cookie.find("Secure") == std::string::npos);  // the public URL is not https
    auto const pair = cookie.substr(0, cookie.find(';'));

    auto const renewed =
        browser.raw("POST", "/api/v1/accounts/refresh", "{}", "Cookie: other=1; " + pair + "\r\n");
    CHECK(renewed.status == 200);
    CHECK(renewed.body.find("\"refresh_token\":\"\"") != std::string::npos);
    CHECK(renewed.header("set-cookie").rfind("kontor_refresh=", 0) == 0);
    CHECK(renewed.header("set-cookie").substr(0, pair.size()) != pair);

    browser.keep(in.value);
    auto const out = browser.ask<accounts::SignOut>();
    CHECK(out.status() == 200);
    CHECK(out.raw.header("set-cookie").find("Max-Age=0") != std::string::npos);
    CHECK(browser.ask<accounts::Me>().rule() == "session-ended");
}

TEST_CASE("whoever shows no token, or a bad one, is nobody") {
    scene::Server server;
    auto anna = server.registered("anna");
    auto const good = anna.token;
    auto const rule_with = [&](std::string const& token) {
        anna.token = token;
        auto const answered = anna.ask<accounts::Me>();
        CHECK(answered.status() == 401);
        CHECK(answered.raw.header("www-authenticate") == "Bearer");
        return answered.rule();
    };
    accounts::Claims const claims{anna.person, anna.session};
    auto const forged = accounts::AccessTokens({accounts::make_signing_key()});
    CHECK(rule_with("") == "signed-out");
    CHECK(rule_with("garbage") == "token-invalid");
    CHECK(rule_with(good + "x") == "token-invalid");
    CHECK(rule_with(forged.issue(claims, server::now())) == "token-invalid");
    database::Pool pool({server.database()->url()});
    accounts::AccessTokens const real(
        accounts::kept_keys(
            pool, accounts::settle_installation(pool, scene::key_file_of(*server.database())))
            .signing);
    base::Instant const long_ago{server::now().us - 601'000'000};
    CHECK(rule_with(real.issue(claims, long_ago)) == "token-invalid");
    auto const none = server::base64url(R"({"alg":"none","typ":"JWT"})") +
                      good.substr(good.find('.'), good.rfind('.') - good.find('.') + 1);
    CHECK(rule_with(none) == "token-invalid");
    CHECK(rule_with(real.issue({anna.person, {server::fresh_id()}}, server::now())) ==
          "session-ended");
    CHECK(rule_with(real.issue({{server::fresh_id()}, anna.session}, server::now())) ==
          "account-deleted");
    anna.token = real.issue(claims, server::now());
    CHECK(anna.ask<accounts::Me>().status() == 200);
    auto const basic =
        server.stranger().raw("GET", "/api/v1/me", "", "Authorization: Basic eA==\r\n");
    CHECK(basic.status == 401);
}

TEST_CASE("a session that is ended elsewhere is refused at once, and its long poll ends") {
    scene::Server server;
    auto phone = server.registered("anna");
    auto desk = server.stranger();
    desk.email = phone.email;
    desk.sign_in();
    auto const before = phone.news();
    scene::Answered<news::Answer> polled;
    std::thread waiting([&] {
        scene::Peer same = phone;
        polled = same.ask<news::FollowNews>({before.since, news::longest_wait_s});
    });
    REQUIRE(http_test::eventually([&] { return server.app().waiting_polls() == 1; }));
    auto const ended = desk.send(accounts::EndSession{desk.person, phone.session});
    CHECK(ended.outcome == world::Outcome::accepted);
    waiting.join();
    CHECK(polled.status() == 401);
    CHECK(polled.rule() == "session-ended");
    CHECK(phone.ask<accounts::Me>().rule() == "session-ended");
    CHECK(phone.ask<Refresh>({phone.refresh_token}).rule() == "session-ended");
    CHECK(desk.ask<accounts::Me>().status() == 200);

    auto boris = server.registered("boris");
    auto const not_his = boris.send(accounts::EndSession{boris.person, desk.session});
    REQUIRE(not_his.refusal);
    CHECK(not_his.refusal->reason == "session-unknown");
    CHECK(boris.send(accounts::EndSession{desk.person, desk.session}).refusal->reason ==
          "not-yours");
    CHECK(desk.ask<accounts::Me>().status() == 200);
}

}  // namespace
}  // namespace app_sign_in_test
