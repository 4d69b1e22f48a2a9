// The tables that the server keeps for itself: they are listed and exported as all others are, by
// administrators alone, and nothing that is secret is in any answer.
#include <doctest/doctest.h>

#include <algorithm>

#include "shared/accounts/recovery_api.hpp"
#include "shared/tables.hpp"
#include "shared/wire/csv.hpp"
#include "tests/server/app/mail_stage.hpp"

namespace own_tables_test {
namespace {

std::string path_of(std::string_view table, std::string const& query = "") {
    return "/api/v1/admin/tables/" + std::string(table) + query;
}

struct Stage : scene::MailStage {
    scene::Peer anna = member("anna");
    base::Id<messaging::Channel> const channel{server::fresh_id()};

    // By what is accepted: JSON, or a text of rows.
    http_test::Answer asked(scene::Peer& peer, std::string_view table, std::string const& query,
                            std::string const& accept = "application/json") {
        return peer.raw("GET", path_of(table, query), "", "Accept: " + accept + "\r\n");
    }
    template <class Row>
    world::TablePage<Row> rows_of(std::string const& query = "") {
        auto const answer = asked(administrator, Row::type_name, query);
        REQUIRE_MESSAGE(answer.status == 200, answer.body);
        world::TablePage<Row> page;
        REQUIRE(wire::json::parse(answer.body, page, wire::json::Reading::tolerant).empty());
        return page;
    }
    // So that each of these tables has a row.
    void fill() {
        using world::Outcome;
        auto const id = [] { return server::fresh_id(); };
        auto const created =
            anna.send(messaging::CreateChannel{channel, {id()}, anna.person, "Общий", ""});
        REQUIRE(created.outcome == Outcome::accepted);
        REQUIRE(anna.send(messaging::Post{channel, {id()}, "Привет"}).outcome == Outcome::accepted);
        REQUIRE(ask_to_register("new@example.org").status() == 202);
        sink.next_to("new@example.org");
        REQUIRE(anna.ask<accounts::ReportFailure>({"a screen", "it broke", "9"}).status() == 200);
        sql("insert into messaging.log (space, version, row_type, row_id, op) values "
            "('channel:gone', 7, 'messaging.mark', gen_random_uuid(), 'e')");
    }
};

TEST_CASE("each of the server's own tables is filtered, sorted and exported like any other") {
    Stage stage;
    stage.fill();
    auto const all = stage.administrator.ask<tables::ListTables>();
    tables::each_own_row([&]<class Row>(std::type_identity<Row>) {
        CAPTURE(Row::type_name);
        auto const listed =
            std::find_if(all.value.tables.begin(), all.value.tables.end(),
                         [](tables::Table const& table) { return table.name == Row::type_name; });
        REQUIRE(listed != all.value.tables.end());
        CHECK(listed->kept == world::why_kept<Row>());
        bool const is_kept_empty = Row::type_name.ends_with(".log") && listed->rows == 0;
        if (is_kept_empty) return;
        CHECK(listed->rows > 0);
        auto const first = stage.rows_of<Row>("?limit=1").rows.at(0);
        for (auto const& field : base::describe<Row>())
            for (std::string const down : {"", "-"})
                CHECK(stage.rows_of<Row>("?limit=2&sort=" + down + std::string(field.name)).total >=
                      listed->rows);
        auto const itself = "?filter%5Bid%5D=" + base::to_text(first.id);
        auto const found = stage.rows_of<Row>(itself);
        REQUIRE(found.rows.size() == 1);
        CHECK(found.total == 1);
        CHECK(stage.rows_of<Row>("?search=nothing+has+this").total == 0);
        auto const& boss = stage.administrator;
        auto peer = boss;
        auto const csv =
            wire::csv::parse<Row>(stage.asked(peer, Row::type_name, itself, "text/csv").body);
        CHECK(csv.problems.empty());
        REQUIRE(csv.rows.size() == 1);
        CHECK(csv.rows[0].id == first.id);
        auto const lines = stage.asked(peer, Row::type_name, "", "application/jsonl").body;
        CHECK(std::count(lines.begin(), lines.end(), '\n') >= listed->rows);
        // By key: each row once, page after page.
        std::set<base::Id128> seen;
        for (std::string next;;) {
            auto const page =
                stage.rows_of<Row>("?limit=1" + (next.empty() ? "" : "&after=" + next));
            for (auto const& row : page.rows) CHECK(seen.insert(row.id.value).second);
            next = page.next;
            if (next.empty() || seen.size() == 30) break;
        }
        CHECK(static_cast<std::int64_t>(seen.size()) >= std::min<std::int64_t>(30, listed->rows));
    });
}

TEST_CASE("what the server's own tables say is what happened") {
    Stage stage;
    stage.fill();
    using tables::Job;
    auto const letters =
        stage.rows_of<accounts::Letter>("?filter%5Brecipient%5D=new@example.org&sort=-made");
    REQUIRE(letters.total == 1);
    CHECK_FALSE(letters.rows[0].kind.empty());
    REQUIRE(http_test::eventually([&] {
        return stage.rows_of<Job>("?filter%5Bkind%5D=letter&filter%5Bstate%5D=done&sort=-due")
                   .total >= 1;
    }));
    CHECK(stage.rows_of<Job>("?filter%5Bstate%5D=dead").total == 0);
    CHECK(stage.asked(stage.administrator, Job::type_name, "?filter%5Bstate%5D=x").status == 400);
    auto const audited = stage.rows_of<accounts::AuditEntry>("?sort=-at,action");
    REQUIRE(audited.total > 0);
    CHECK_FALSE(audited.rows[0].action.empty());
    CHECK(stage.rows_of<accounts::Report>("?filter%5Bplace%5D=a+screen").rows.at(0).text ==
          "it broke");
    using Log = tables::Logged<messaging::Domain>;
    auto const posted =
        stage.rows_of<Log>("?filter%5Btable%5D=messaging.message&sort=-at&search=TALK");
    REQUIRE(posted.rows.size() == 1);
    CHECK(posted.rows[0].space == "talk:" + base::to_text(stage.channel));
    CHECK_FALSE(posted.rows[0].erased);
    CHECK(posted.rows[0].version > 0);
    CHECK(std::abs(posted.rows[0].at.us - server::now().us) < 600'000'000);
    auto const erased = stage.rows_of<Log>("?filter%5Berased%5D=true");
    REQUIRE(erased.rows.size() == 1);
    CHECK(erased.rows[0].version == 7);
    CHECK(stage.rows_of<Log>("?filter%5Bat%5D%5Bat_least%5D=2020-01-01T00:00:00Z").total >= 2);
}

TEST_CASE("the server's own tables are given to administrators alone, in whatever form") {
    Stage stage;
    auto nobody = stage.server.stranger();
    auto member = stage.anna;
    auto script = stage.admin_script(), reads = stage.server.stranger();
    auto const token = stage.administrator.ask<accounts::CreateToken>(
        {"reads", accounts::Scope::read, 1, {scene::password}});
    reads.token = token.value.token;
    tables::each_own_row([&]<class Row>(std::type_identity<Row>) {
        CAPTURE(Row::type_name);
        for (std::string const accept : {"application/json", "text/csv", "application/jsonl"}) {
            CHECK(stage.asked(nobody, Row::type_name, "", accept).status == 401);
            CHECK(stage.asked(member, Row::type_name, "", accept).status == 403);
            CHECK(stage.asked(reads, Row::type_name, "", accept).status == 403);
            CHECK(stage.asked(script, Row::type_name, "", accept).status == 200);
        }
        // There is nothing to change them by.
        for (std::string const method : {"POST", "PUT", "PATCH", "DELETE"})
            CHECK(stage.administrator.raw(method, path_of(Row::type_name), "{}").status == 405);
    });
}

// What is secret, in places where the server keeps it or meets it.
struct Secrets : Stage {
    std::vector<std::string> words{"MARKER", "ailing row", "argon2", scene::other_password};

    Secrets() {
        fill();
        sql("insert into jobs.job (id, kind, payload, state, made, due) values "
            "(gen_random_uuid(), 'nobodys', 'MARKER in a job', 'waiting', 1, 1)");
        sql("update server.letter set link = 'MARKER-link', secret_link = 'MARKER-sealed'");
        // The database refuses a row with the hash of a password, and repeats it: to a request…
        sql("alter table accounts.credential add constraint broken check (false) not valid");
        auto const broken =
            administrator.ask<accounts::ChangePassword>({{scene::password}, scene::other_password});
        REQUIRE(broken.status() == 500);
        look_in(broken.raw.body);
        // …and to a job.
        sql("alter table accounts.link add constraint broken check (false) not valid");
        REQUIRE(ask_to_register("broken@example.org", scene::other_password).status() == 202);
        REQUIRE(http_test::eventually([&] {
            return rows_of<tables::Job>("?search=constraint&filter%5Bstate%5D=waiting").total == 1;
        }));
    }
    void look_in(std::string const& answer) const {
        for (auto const& word : words)
            CHECK_MESSAGE(answer.find(word) == std::string::npos, word << " is in " << answer);
    }
};

TEST_CASE("no secret is in any table, whatever was kept of it or broke on it") {
    Secrets stage;
    auto& boss = stage.administrator;
    std::set<std::string> places;
    for (auto const& row : stage.rows_of<accounts::Report>().rows) places.insert(row.place);
    CHECK(places.count("/api/v1/accounts/change-password") == 1);
    auto const all = boss.ask<tables::ListTables>();
    CHECK(all.value.tables.size() > 10);
    for (auto const& table : all.value.tables) {
        CAPTURE(table.name);
        for (std::string const accept : {"application/json", "text/csv", "application/jsonl"}) {
            auto const answer = stage.asked(boss, table.name, "", accept);
            CHECK(answer.status == 200);
            stage.look_in(answer.body);
        }
    }
    // Nor is it guessed bit by bit.
    CHECK(stage.rows_of<tables::Job>("?search=MARKER").total == 0);
    CHECK(stage.rows_of<accounts::Letter>("?search=MARKER").total == 0);
    for (std::string const field : {"payload", "link", "secret_link", "detail", "holder"})
        for (std::string const& query :
             {"?sort=" + field, "?filter%5B" + field + "%5D%5Bstarts%5D=MARK"})
            for (auto const table : {tables::Job::type_name, accounts::Letter::type_name})
                CHECK(stage.asked(boss, table, query).status == 400);
    for (std::string const list : {"letters", "audit", "reports"})
        stage.look_in(boss.raw("GET", "/api/v1/admin/" + list, "").body);
    stage.look_in(boss.raw("GET", "/api/v1/openapi.json", "").body);
}

}  // namespace
}  // namespace own_tables_test
