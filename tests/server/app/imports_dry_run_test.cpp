// A dry run decides what the run decides: it says the same of the same rows, it leaves everything
// as it was, and it waits for nobody.
#include <doctest/doctest.h>

#include <map>
#include <set>

#include "tests/server/app/imports_stage.hpp"
#include "tests/server/http/served.hpp"

namespace imports_dry_run_test {
namespace {

using imports_stage::channels;
using imports_stage::lines_of;
using imports_stage::told;

// Everything that is in the database: of each table its rows, and how far each sequence is.
std::map<std::string, std::string> contents(scene::Server const& server) {
    std::map<std::string, std::string> all;
    for (auto const& table : scene::tables_of(server))
        all[table] = server
                         .sql(
                             "select count(*) || ' ' || coalesce(md5(string_agg(t::text, '/' "
                             "order by t::text)), '') from " +
                             table + " as t")[0][0]
                         .c_str();
    for (auto const& row :
         server.sql("select schemaname || '.' || sequencename, coalesce(last_value, 0) from "
                    "pg_sequences"))
        all[row[0].c_str()] = row[1].c_str();
    return all;
}

struct Stage : imports_stage::Stage {
    std::set<std::string> rules{};  // that were said
    std::string const nobody = base::to_text(server::fresh_id());
    std::string const channel = base::to_text(talk.channel);

    Stage() { import(boss, channels(1, 1), "?dry_run=true"); }  // from now on it knows the session

    // What the server does by itself after somebody has come, such as telling what is stored.
    std::map<std::string, std::string> settled() const {
        auto before = contents(server);
        REQUIRE(http_test::eventually([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(200));
            return std::exchange(before, contents(server)) == before;
        }));
        return before;
    }
    // Both, and what the run said.
    tables::Imported both(std::string const& table, std::string const& body) {
        auto const before = settled();
        auto const dry = import(boss, body, "?dry_run=true", table);
        REQUIRE_MESSAGE(dry.status() == 200, dry.raw.body);
        auto const after = contents(server);
        for (auto const& held : before)
            CHECK_MESSAGE(after.at(held.first) == held.second, held.first);
        auto const run = import(boss, body, "", table);
        REQUIRE_MESSAGE(run.status() == 200, run.raw.body);
        CHECK(lines_of(told(dry.value)) == lines_of(told(run.value)));
        CHECK(dry.value.there_are == run.value.there_are);
        CHECK(dry.value.added == run.value.added);
        CHECK(dry.value.changed == run.value.changed);
        CHECK(dry.value.same == run.value.same);
        CHECK(dry.value.wrong == run.value.wrong);
        CHECK(dry.value.done == 0);
        for (auto const& problem : run.value.problems) rules.insert(problem.rule);
        return run.value;
    }
    void check(tables::Imported const& said, std::vector<std::string> const& expected) const {
        CHECK(lines_of(told(said)) == lines_of(expected));
    }
    std::string member(std::string const& of, std::string const& person) const {
        return of + "," + person + ",member,2026-11-21T08:00:00Z\r\n";
    }
    std::string message(std::int64_t number, std::string const& author, std::string of = "") const {
        return (of.empty() ? channel : of) + "," + std::to_string(number) + "," + author + ",Nr " +
               std::to_string(number) + ",2026-11-21T08:00:00Z\r\n";
    }
};

TEST_CASE("of channels, members and messages a dry run says what the run says") {
    Stage stage;
    stage.check(
        stage.both("messaging.channel",
                   "title,created_by,created\r\nA,anna,2026-11-21T08:00:00Z\r\nB," + stage.nobody +
                       ",2026-11-21T08:00:00Z\r\nC,boris,2026-11-21T08:00:00Z\r\nD," +
                       stage.nobody + ",2026-11-21T08:00:00Z\r\n"),
        {"3:0 person-unknown", "5:0 person-unknown"});
    CHECK(stage.count("messaging.channel where title in ('A', 'C')") == 2);
    // Who is in it already, also since the row before.
    std::string members = "channel,person,role,since\r\n";
    members += stage.member(stage.channel, "boris") + stage.member(stage.channel, "admin") +
               stage.member(stage.nobody, "admin") + stage.member(stage.channel, stage.nobody) +
               stage.member(stage.channel, "admin");
    // The same row twice is the same row: another moment makes it another one.
    members.replace(members.rfind("08:00"), 5, "09:00");
    stage.check(
        stage.both("messaging.member", members),
        {"2:0 already-member", "4:0 channel-unknown", "5:0 person-unknown", "6:0 already-member"});
    auto const of_anna = stage.server
                             .sql(
                                 "select id from messaging.member where role = 'owner' and "
                                 "channel = '" +
                                 stage.channel + "'")[0][0]
                             .as<std::string>();
    stage.check(stage.both("messaging.member", "id,role\r\n" + of_anna + ",member\r\n"),
                {"2:0 last-owner"});
    // More than one command takes, and each number meets those before it.
    std::string messages = "channel,number,author,text,sent\r\n";
    for (int number = 1; number <= 150; ++number) messages += stage.message(number, "anna");
    messages += stage.message(160, "anna") + stage.message(151, "boris") +
                stage.message(152, stage.nobody) + stage.message(152, "boris") +
                stage.message(3, "boris") + stage.message(1, "anna", stage.nobody);
    auto const said = stage.both("messaging.message", messages);
    stage.check(said, {"152:0 message-number next=151", "154:0 person-unknown",
                       "156:0 message-number next=153", "157:0 channel-unknown"});
    CHECK(said.done == 152);
    CHECK(stage.rules == std::set<std::string>{"already-member", "channel-unknown", "last-owner",
                                               "message-number", "person-unknown"});
}

TEST_CASE("of people, groups and the workspace a dry run says what the run says") {
    Stage stage;
    auto guest = stage.server.registered("guest");
    REQUIRE(stage.boss.send(accounts::SetPersonKind{guest.person, accounts::PersonKind::guest})
                .outcome == world::Outcome::accepted);
    // Two names that only fold to the same, in two commands.
    std::string groups = "name,made\r\n";
    for (int i = 1; i <= 120; ++i)
        groups += (i == 7     ? "Ёлка"
                   : i == 117 ? "Елка"
                              : "Nr " + std::to_string(i)) +
                  ",2026-11-21T08:00:00Z\r\n";
    auto const said = stage.both("accounts.group", groups);
    REQUIRE(said.problems.size() == 1);
    CHECK(said.problems[0].row == 118);
    CHECK(said.done == 119);
    auto const group = base::to_text(server::fresh_id());
    CHECK(stage.both("accounts.group", "id,name,made\r\n" + group + ",Цех,2026-11-21T08:00:00Z\r\n")
              .done == 1);
    stage.check(
        stage.both("accounts.group-member", "group,person\r\n" + group + ",anna\r\n" + group +
                                                ",guest\r\n" + stage.nobody + ",boris\r\n" + group +
                                                "," + stage.nobody + "\r\n" + group + ",boris\r\n"),
        {"3:0 guest-right", "4:0 group-unknown", "5:0 person-unknown"});
    auto const workspace = base::to_text(accounts::the_workspace);
    stage.check(stage.both("accounts.workspace",
                           "id,work_begins,work_ends\r\n" + workspace + ",1000,900\r\n"),
                {"2:0 hours-backwards"});
    stage.check(stage.both("accounts.person", "name,email\r\nOlga,olga@example.org\r\n"),
                {"2:0 rows-kept"});
}

TEST_CASE(
    "with a mistake in any value nothing is taken in, and both say of all rows what is wrong") {
    Stage stage;
    auto const before = stage.count("messaging.channel");
    auto const said = stage.both(
        "messaging.channel", "title,created_by,created\r\nA,anna,2026-02-30\r\nB," + stage.nobody +
                                 ",2026-11-21T08:00:00Z\r\nC,anna,2026-11-21T08:00:00Z\r\n");
    REQUIRE(said.problems.size() == 2);
    CHECK(said.problems[0].row == 2);
    CHECK(said.problems[0].name == "created");
    CHECK(told(said.problems[1]) == "3:0 person-unknown");
    CHECK(said.done == 0);
    CHECK(stage.count("messaging.channel") == before);
}

TEST_CASE("what refuses all rows is said once, and by both") {
    Stage stage;
    auto const workspace = base::to_text(accounts::the_workspace);
    auto const off = stage.import(
        stage.boss,
        "id,rooms_off\r\n" + workspace + ",\"[{\"\"domain\"\":\"\"messaging\"\"}]\"\r\n", "",
        "accounts.workspace");
    REQUIRE_MESSAGE(off.value.done == 1, off.raw.body);
    stage.check(stage.both("messaging.channel", channels(1, 250)), {"0:0 room-off"});
}

TEST_CASE("a dry run waits for nobody who writes") {
    Stage stage;
    auto const connection = database::open(stage.server.database()->owner_url());
    pqxx::work held(*connection);
    held.exec(
        "lock table messaging.channel, messaging.member, messaging.mark, accounts.person in "
        "exclusive mode");
    held.exec("select 1 from accounts.person for update");
    held.exec("select pg_advisory_xact_lock(hashtextextended('messaging me:" +
              base::to_text(stage.talk.anna.person) + "', 0))");
    auto const said = stage.import(stage.boss, channels(1, 250), "?dry_run=true");
    REQUIRE(said.status() == 200);
    CHECK(said.value.added == 250);
    CHECK(said.value.problems.empty());
}

}  // namespace
}  // namespace imports_dry_run_test
