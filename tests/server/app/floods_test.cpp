// How much somebody may do in a row, and what is kept of it for ever.
#include "server/http/floods.hpp"

#include <doctest/doctest.h>

#include <map>

#include "server/outside.hpp"
#include "server/watch/reports.hpp"
#include "shared/accounts/bytes_api.hpp"
#include "tests/server/app/scene.hpp"
#include "tests/server/pictures.hpp"

namespace floods_test {
namespace {

scene::Server limited_to(double factor) {
    return scene::Server([factor](server::Settings& settings) { settings.rate_limits = factor; });
}

world::CommandsRequest<messaging::Domain> batch_of(scene::Talk const& talk, std::int64_t first,
                                                   std::int64_t count) {
    world::CommandsRequest<messaging::Domain> request{talk.anna.client, {}};
    for (auto number = first; number < first + count; ++number)
        request.commands.push_back({number, talk.post("слово")});
    return request;
}

TEST_CASE("commands are counted by person, and what was too much comes later") {
    auto const server = limited_to(0.05);  // 150 at once
    scene::Talk talk(server);
    auto first = talk.anna.numbers["messaging"] + 1;
    int refused = 0;
    for (; refused == 0 && first < 400; first += 50) {
        auto const answer = talk.anna.ask<messaging::MessagingCommands>(batch_of(talk, first, 50));
        if (answer.status() == 200) continue;
        CHECK(answer.status() == 429);
        CHECK(answer.rule() == "too-many-attempts");
        auto const wait_s = std::stoi(answer.raw.header("retry-after"));
        CHECK(wait_s >= 1);
        CHECK(wait_s <= 100);
        refused = 1;
    }
    CHECK(refused == 1);
    // Another person is not held up.
    CHECK(talk.boris.send(talk.post("моё")).outcome == world::Outcome::accepted);
}

TEST_CASE("a batch that is larger than all that is granted at once still comes") {
    http::Floods const floods(0.001);
    http::Call call;
    call.who = http::Identity{server::fresh_id(), server::fresh_id()};
    CHECK_FALSE(floods.refuse(http::of_each_person<messaging::MessagingCommands>(), 100, call));
    CHECK(floods.refuse(http::of_each_person<messaging::MessagingCommands>(), 100, call));
    CHECK_FALSE(http::Floods(0).refuse(http::of_each_person<messaging::MessagingCommands>(),
                                       1'000'000, call));
}

TEST_CASE("pictures and profiles of a minute are one entry each of the audit log") {
    support::TemporaryFolder const folder;
    scene::Server server([&](server::Settings& settings) {
        settings.data = folder.path() / "data";
        settings.picture_program = KONTOR_PICTURE;
        settings.rate_limits = 0.2;  // six pictures at once
    });
    auto anna = server.registered("anna");
    auto const bytes = pictures::made("png", 9, 9);
    std::map<int, int> answers;
    for (int i = 0; i < 8; ++i)
        ++answers[anna.raw("PUT", "/api/v1/me/avatar", bytes, "Content-Type: image/png\r\n")
                      .status];
    CHECK(answers[200] >= 6);
    CHECK(answers[429] >= 1);
    for (auto const* biography : {"one", "two", "three"})
        CHECK(anna.send(accounts::EditProfile{anna.person, "anna", biography, ""}).outcome ==
              world::Outcome::accepted);
    auto const entries = [&](std::string const& action) {
        return server.sql("select count(*) from server.audit where action = '" + action + "'")[0][0]
            .as<int>();
    };
    CHECK(entries("avatar-changed") == 1);
    CHECK(entries("profile-edited") == 1);
    auto boris = server.registered("boris");
    CHECK(boris.send(accounts::EditProfile{boris.person, "boris", "mine", ""}).outcome ==
          world::Outcome::accepted);
    CHECK(entries("profile-edited") == 2);
    // An hour later it is told again.
    server.sql("alter table server.audit disable trigger keep_audit");
    server.sql("update server.audit set at = at - 3600000000::bigint");
    server.sql("alter table server.audit enable trigger keep_audit");
    CHECK(anna.send(accounts::EditProfile{anna.person, "anna", "four", ""}).outcome ==
          world::Outcome::accepted);
    CHECK(entries("profile-edited") == 3);
}

std::string origin_of(scene::Server& server, std::int64_t number) {
    auto const rows =
        server.sql("select origin from server.report where number = " + std::to_string(number));
    return rows.at(0)[0].as<std::string>();
}

TEST_CASE("reports of strangers are told from those of people, and counted apart") {
    scene::Server server([](server::Settings& settings) { settings.rate_limits = 1; });
    auto anna = server.registered("anna");
    auto stranger = server.stranger();
    auto pretends = server.stranger();
    pretends.token = anna.token + "x";
    int refused = 0;
    for (int i = 0; i < 40 && refused == 0; ++i) {
        auto const told =
            stranger.ask<accounts::ReportFailure>({"sign-in", "it broke", "kontor@9"});
        if (told.status() == 200) CHECK(origin_of(server, told.value.number) == "stranger");
        refused = told.status() == 429 ? 1 : 0;
    }
    CHECK(refused == 1);
    CHECK(pretends.ask<accounts::ReportFailure>({"sign-in", "it broke", ""}).status() == 429);
    auto const told = anna.ask<accounts::ReportFailure>({"channel", "it broke", "kontor@9"});
    REQUIRE(told.status() == 200);
    CHECK(origin_of(server, told.value.number) == "client");
}

TEST_CASE("no client pushes out the server's reports or spends what a service grants them") {
    support::Throwaway const base(support::Throwaway::Start::migrated);
    database::Pool pool({base.url()});
    std::map<std::string, int> told;
    watch::Reports reports("kontor@1", support::quiet(),
                           [&](watch::Failure const& failure, std::optional<std::int64_t>) {
                               ++told[failure.origin];
                           });
    reports.open(pool);
    for (int i = 0; i < 90; ++i)
        for (auto const* origin : {"stranger", "client", "server"})
            CHECK(reports.add({origin, "here", std::to_string(i), ""}));
    reports.close();
    CHECK(told["server"] == 90);
    CHECK(told["client"] == 60);
    CHECK(told["stranger"] == 10);

    auto const connection = database::open(base.url());
    pqxx::work work(*connection);
    auto const now = server::now();
    work.exec(
        "insert into server.report (id, at, times, origin, place, text, release) select "
        "gen_random_uuid(), n + " +
        std::to_string(now.us) +
        ", 1, origin, 'x', n::text, '' from generate_series(1, 20000) n, "
        "unnest(array['stranger', 'client']) origin");
    work.commit();
    watch::forget_reports(pool, now);
    pqxx::work counting(*connection);
    auto const count = [&](std::string const& of) {
        return counting.exec("select count(*) from server.report where origin = '" + of + "'")[0][0]
            .as<std::int64_t>();
    };
    CHECK(count("server") == 90);
    CHECK(count("client") == 5'000);
    CHECK(count("stranger") == 1'000);
}

}  // namespace
}  // namespace floods_test
