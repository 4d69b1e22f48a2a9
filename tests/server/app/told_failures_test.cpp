// What a whole server tells a Sentry-compatible service, and what never leaves it.
#include <doctest/doctest.h>
#include <rapidjson/document.h>

#include "server/outside.hpp"
#include "shared/accounts/own_api.hpp"
#include "shared/accounts/recovery_api.hpp"
#include "tests/server/app/scene.hpp"
#include "tests/server/watch/service.hpp"

namespace told_failures_test {
namespace {

constexpr char const* secret = "geheim-geheim-geheim";  // in bodies, as text and as a password

struct Watched {
    Watched()
        : server([this](server::Settings& settings) { settings.sentry_dsn = service.dsn(); }),
          boss(server.administrator("anna")) {}

    // The next envelope, which holds nothing of whoever asked, nor of what they sent.
    std::string next() {
        auto const request = service.wait_for(++heard);
        CHECK(request.path == "/prefix/api/42/envelope/");
        std::string all = request.body;
        for (auto const& header : request.headers)
            all += "\n" + header.first + ": " + header.second;
        for (auto const& word :
             {std::string(scene::password), std::string(secret), boss.token, boss.refresh_token,
              boss.email, base::to_text(boss.person), base::to_text(boss.session),
              std::string("argon2"), std::string("Bearer"), std::string("ailing row")})
            CHECK_MESSAGE(all.find(word) == std::string::npos, word << " is in " << all);
        return request.body;
    }
    void sql(std::string const& statement) const { server.sql(statement); }

    watch_test::Service service;
    std::size_t heard = 0;
    scene::Server server;
    scene::Peer boss;
};

// The last line of an envelope.
struct Event {
    explicit Event(std::string envelope) {
        envelope.pop_back();
        document.Parse(envelope.substr(envelope.rfind('\n') + 1).c_str());
        REQUIRE_FALSE(document.HasParseError());
    }
    std::string place() const { return document["transaction"].GetString(); }
    std::string origin() const { return document["tags"]["origin"].GetString(); }
    std::string report() const { return document["tags"]["report"].GetString(); }
    std::string release() const { return document["release"].GetString(); }
    std::string text() const { return document["exception"]["values"][0]["value"].GetString(); }
    rapidjson::Document document;
};

TEST_CASE("a service is told what a client reports, and nothing of who reports it") {
    Watched stage;
    auto const told =
        stage.boss.ask<accounts::ReportFailure>({"channel", "it \"broke\"", "kontor@9"});
    REQUIRE(told.status() == 200);
    Event const event(stage.next());
    CHECK(event.place() == "channel");
    CHECK(event.text() == "it \"broke\"");
    CHECK(event.origin() == "client");
    CHECK(event.release() == "kontor@9");
    CHECK(event.report() == std::to_string(told.value.number));
}

TEST_CASE("a service is told of what a request breaks on, and nothing of what was in it") {
    Watched stage;
    SUBCASE("in the database, which repeats the row that it refuses") {
        stage.sql("alter table accounts.token add constraint broken check (name <> '" +
                  std::string(secret) + "')");
        auto const broken = stage.boss.ask<accounts::CreateToken>(
            {secret, accounts::Scope::read, 30, {scene::password}});
        REQUIRE(broken.status() == 500);
        CHECK_FALSE(broken.says(secret));
        Event const event(stage.next());
        CHECK(event.place() == "/api/v1/accounts/tokens");
        CHECK(event.origin() == "server");
        CHECK(event.text().find("constraint broken") != std::string::npos);
        CHECK(broken.says("\"report\":\"" + event.report() + "\""));
    }
    SUBCASE("after a password was checked, on another thread") {
        stage.sql("alter table accounts.credential add constraint broken check (false) not valid");
        auto const broken = stage.boss.ask<accounts::ChangePassword>({{scene::password}, secret});
        REQUIRE(broken.status() == 500);
        CHECK_FALSE(broken.says(secret));
        Event const event(stage.next());
        CHECK(event.place() == "/api/v1/accounts/change-password");
        CHECK(event.origin() == "server");
        CHECK(event.text().find("violates check constraint") != std::string::npos);
        CHECK(broken.says("\"report\":\"" + event.report() + "\""));
    }
    SUBCASE("in a command") {
        stage.sql("alter table messaging.channel add constraint broken check (title <> '" +
                  std::string(secret) + "')");
        auto const refused = stage.boss.send(messaging::CreateChannel{
            {server::fresh_id()}, {server::fresh_id()}, stage.boss.person, secret, ""});
        REQUIRE(refused.refusal);
        CHECK(refused.refusal->reason == "unexpected");
        Event const event(stage.next());
        CHECK(event.place() == "messaging.create-channel");
        CHECK(event.origin() == "server");
        CHECK(event.report() == refused.refusal->arguments[0].value);
    }
    SUBCASE("when it only reads") {
        stage.sql("alter table server.audit rename to elsewhere");
        auto const target = "/api/v1/admin/audit?search=" + std::string(secret);
        REQUIRE(stage.boss.raw("GET", target, "").status == 500);
        Event const event(stage.next());
        CHECK(event.place() == "/api/v1/admin/audit");
        CHECK(event.text().find("server.audit") != std::string::npos);
    }
}

TEST_CASE("a service is told nothing of what is refused as it should be") {
    Watched stage;
    auto stranger = stage.server.stranger();
    CHECK(stranger.ask<accounts::SignIn>({"who@example.org", secret, "", false}).status() == 401);
    CHECK(stranger.ask<accounts::Me>().status() == 401);
    CHECK(stranger.raw("POST", "/api/v1/accounts/sign-in", "{").status == 400);
    CHECK(stage.boss.ask<accounts::CreateToken>({"", accounts::Scope::read, 0, {scene::password}})
              .status() == 422);
    // Events are told in their turn: had there been one, it would come first.
    REQUIRE(stage.boss.ask<accounts::ReportFailure>({"last", "it broke", ""}).status() == 200);
    CHECK(Event(stage.next()).place() == "last");
    CHECK(stage.service.received() == 1);
}

}  // namespace
}  // namespace told_failures_test
