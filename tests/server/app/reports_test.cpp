// What happens to unexpected failures: one row, one number, and nothing that a stranger could read.
#include "server/watch/reports.hpp"

#include <doctest/doctest.h>

#include <set>
#include <sstream>

#include "server/database/pool.hpp"
#include "server/database/pqxx.hpp"
#include "tests/server/app/scene.hpp"

namespace reports_test {
namespace {

using watch::Failure;

struct Kept {
    support::Throwaway base{support::Throwaway::Start::migrated};
    database::Pool pool{{base.url()}};
    std::int64_t rows(std::string const& where = "true") const {
        auto const connection = database::open(base.url());
        pqxx::work work(*connection);
        return work.exec("select count(*) from server.report where " + where)[0][0]
            .as<std::int64_t>();
    }
};

TEST_CASE("what fails alike in one release is one row that counts") {
    Kept const kept;
    watch::Reports reports("kontor@1", support::quiet());
    reports.open(const_cast<database::Pool&>(kept.pool));
    auto const first = reports.add({"server", "/api/v1/me", "it broke\nDETAIL: anna@x.org", ""});
    REQUIRE(first);
    CHECK(reports.add({"server", "/api/v1/me", "it broke\nDETAIL: boris@x.org", ""}) == first);
    CHECK(kept.rows("times = 2 and release = 'kontor@1'") == 1);
    CHECK(kept.rows("text like '%@x.org%'") == 0);  // what people wrote is not kept
    std::set<std::int64_t> numbers{*first};
    for (Failure const& other : {Failure{"client", "/api/v1/me", "it broke", ""},
                                 Failure{"server", "/api/v1/you", "it broke", ""},
                                 Failure{"server", "/api/v1/me", "it broke again", ""},
                                 Failure{"server", "/api/v1/me", "it broke", "kontor@2"}})
        CHECK(numbers.insert(reports.add(other).value()).second);
    CHECK(kept.rows() == 5);
    reports.close();
}

TEST_CASE("a failure may say anything, and is kept within the limits") {
    Kept const kept;
    watch::Reports reports("kontor@1", support::quiet());
    reports.open(const_cast<database::Pool&>(kept.pool));
    std::string long_text;
    for (int i = 0; i < 5000; ++i) long_text += "я";
    for (auto const& text : {std::string("a\0b", 3), std::string("\xff\xfe"), long_text,
                             std::string("\x1b[31mred"), std::string()})
        CHECK(reports.add({"client", text, text, text}).has_value());
    CHECK(kept.rows("char_length(text) = 4000 and char_length(place) = 200") == 1);
    reports.close();
}

TEST_CASE("without a database a failure is in the log alone, and nothing else fails") {
    std::ostringstream out;
    auto const log = server::Log::to(out, server::Level::info);
    std::vector<std::optional<std::int64_t>> told;
    watch::Reports reports("kontor@1", log, [&](Failure const& failure, auto number) {
        CHECK(failure.place == "/x");
        told.push_back(number);
    });
    CHECK_FALSE(reports.add({"server", "/x", "before the database", ""}));
    database::PoolOptions options;
    options.url = "postgresql://nobody@127.0.0.1:1/none";
    options.attempts = 1;
    database::Pool away(options);
    reports.open(away);
    CHECK_FALSE(reports.add({"server", "/x", "while it is away", ""}));
    reports.close();
    CHECK(told == std::vector<std::optional<std::int64_t>>{{}, {}});
    for (auto const* text : {"before the database", "while it is away", "failure.not-kept"})
        CHECK(out.str().find(text) != std::string::npos);
}

TEST_CASE("old reports are forgotten, and the oldest of too many") {
    Kept const kept;
    auto& pool = const_cast<database::Pool&>(kept.pool);
    {
        auto const connection = database::open(kept.base.url());
        pqxx::work work(*connection);
        work.exec(
            "insert into server.report (id, at, times, origin, place, text, release) select "
            "gen_random_uuid(), n * 1000000::bigint, 1, 'server', 'x', n::text, '' from "
            "generate_series(1, "
            "10010) n");
        work.commit();
    }
    watch::forget_reports(pool, {watch::reports_kept_us + 5'000'000});
    CHECK(kept.rows() == watch::shelves[0].most);
    CHECK(kept.rows("at <= 10000000") == 0);
}

TEST_CASE("a broken request is answered with the number that the administrator finds") {
    scene::Server server;
    auto boss = server.administrator();
    auto const connection = database::open(server.database()->owner_url());
    auto const run = [&](char const* sql) {
        pqxx::work work(*connection);
        work.exec(sql);
        work.commit();
    };
    run("alter table server.audit rename to elsewhere");
    auto const broken = boss.raw("GET", "/api/v1/admin/audit", "");
    run("alter table server.elsewhere rename to audit");
    CHECK(broken.status == 500);
    CHECK(scene::rule_in(broken.body) == "unexpected");
    CHECK(broken.body.find("elsewhere") == std::string::npos);
    CHECK(broken.body.find("audit") == std::string::npos);
    auto const listed = boss.ask<accounts::ListReports>({});
    REQUIRE(listed.value.rows.size() == 1);
    auto const& report = listed.value.rows[0];
    CHECK(broken.body.find("\"report\":\"" + std::to_string(report.number) + "\"") !=
          std::string::npos);
    CHECK(report.origin == "server");
    CHECK(report.place == "/api/v1/admin/audit");
    CHECK(report.text.find("server.audit") != std::string::npos);
    CHECK(report.release.rfind("kontor@", 0) == 0);
}

TEST_CASE("a broken command is answered with the number that the administrator finds") {
    scene::Server server;
    auto boss = server.administrator();
    {
        auto const connection = database::open(server.database()->owner_url());
        pqxx::work work(*connection);
        work.exec("alter table messaging.channel add constraint broken check (title <> 'break')");
        work.commit();
    }
    auto const answer = boss.send(messaging::CreateChannel{
        {server::fresh_id()}, {server::fresh_id()}, boss.person, "break", ""});
    CHECK(answer.outcome == world::Outcome::refused);
    REQUIRE(answer.refusal);
    CHECK(answer.refusal->reason == "unexpected");
    auto const listed = boss.ask<accounts::ListReports>({});
    REQUIRE(listed.value.rows.size() == 1);
    CHECK(answer.refusal->arguments[0].value == std::to_string(listed.value.rows[0].number));
    CHECK(listed.value.rows[0].place == "messaging.create-channel");
}

TEST_CASE("a stranger's client reports, too, but not without end") {
    scene::Server server([](server::Settings& settings) { settings.rate_limits = 1; });
    auto stranger = server.stranger();
    auto const report = [&] {
        return stranger.ask<accounts::ReportFailure>({"sign-in", "it broke", "kontor@9"});
    };
    auto const first = report();
    REQUIRE(first.status() == 200);
    CHECK(first.value.number > 0);
    int refused = 0;
    for (int i = 0; i < 40 && refused == 0; ++i) refused = report().status() == 429 ? 1 : 0;
    CHECK(refused == 1);
}

TEST_CASE(
    "whoever is signed in reports as much as one address of strangers, whoever else is there") {
    scene::Server server([](server::Settings& settings) { settings.rate_limits = 1; });
    auto anna = server.registered("anna"), boris = server.registered("boris");
    auto const report = [](scene::Peer& peer) {
        return peer.ask<accounts::ReportFailure>({"channel", "it broke", "kontor@9"}).status();
    };
    constexpr auto most = accounts::rates::reports.address.most;
    for (int i = 0; i < most; ++i) REQUIRE(report(anna) == 200);
    int more = 0;  // as time gives back
    while (more < 5 && report(anna) == 200) ++more;
    CHECK(more < 5);
    CHECK(report(boris) == 200);
}

TEST_CASE("a client reports what it met, and is told the number") {
    scene::Server server;
    auto anna = server.registered("anna");
    auto const first = anna.ask<accounts::ReportFailure>({"channel", "it broke", "kontor@9"});
    REQUIRE(first.status() == 200);
    CHECK(first.value.number > 0);
    CHECK(anna.ask<accounts::ReportFailure>({"channel", "it broke", "kontor@9"}).value.number ==
          first.value.number);
    CHECK(anna.ask<accounts::ReportFailure>({"", "", ""}).status() == 422);
    CHECK(anna.ask<accounts::ListReports>({}).status() == 403);
}

}  // namespace
}  // namespace reports_test
