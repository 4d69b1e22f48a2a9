// Files of rows that scripts send: all that is wrong is said at once, and what is taken in is taken
// in once.
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/server/app/imports_stage.hpp"
#include "tests/server/http/served.hpp"

namespace imports_test {
namespace {

using http_test::eventually;
using imports_stage::channels;
using imports_stage::cp1251;
using imports_stage::request_of;
using imports_stage::says;
using imports_stage::Stage;
using Table = messaging::Channel;

TEST_CASE("a dry run says all that is wrong with any row, and changes nothing") {
    Stage stage;
    auto const id = base::to_text(server::fresh_id());
    auto const before = stage.count("messaging.channel");
    auto const said = stage.taken(cp1251("id;Название;created_by;created;Цвет\r\n") + id +
                                      cp1251(";Склад;anna;2026-11-21T08:00:00Z;\r\n") + id +
                                      cp1251(";Двор;nobody;2026-02-30T08:00:00Z;\r\n;;anna;;\r\n"),
                                  "?dry_run=true");
    CHECK(said.there_are == static_cast<std::int64_t>(said.problems.size()));
    CHECK(says(said, 2, 1, "same-key"));
    CHECK(says(said, 3, 1, "same-key"));
    CHECK(says(said, 3, 3, "unknown-reference"));
    CHECK(says(said, 4, 2, "required"));
    auto const day = std::find_if(said.problems.begin(), said.problems.end(),
                                  [](auto const& one) { return one.row == 3 && one.column == 4; });
    REQUIRE(day != said.problems.end());
    CHECK(day->name == "created");
    CHECK(day->value == "2026-02-30T08:00:00Z");
    CHECK(day->line == 3);
    CHECK(said.ignored == std::vector<std::string>{"Цвет"});
    CHECK(said.wrong == 3);
    CHECK(said.done == 0);
    // The run says the same, and changes nothing either.
    auto const ran = stage.taken(cp1251("id;Название;created_by;created;Цвет\r\n") + id +
                                 cp1251(";Склад;anna;2026-11-21T08:00:00Z;\r\n") + id +
                                 cp1251(";Двор;nobody;2026-02-30T08:00:00Z;\r\n;;anna;;\r\n"));
    CHECK(ran.there_are == said.there_are);
    CHECK(ran.done == 0);
    CHECK(stage.count("messaging.channel") == before);
    // What the server holds on its way is not said to have been done.
    auto const dry = stage.taken(channels(1, 3), "?dry_run=true");
    CHECK(dry.problems.empty());
    CHECK(dry.added == 3);
    CHECK(dry.done == 0);
    CHECK(stage.count("messaging.channel") == before);
}

TEST_CASE("what is taken in is numbered, told, written down as one act, and taken in once") {
    Stage stage;
    auto const before = stage.count("messaging.channel");
    auto const since = stage.talk.anna.news().since;
    auto const act = server::fresh_id();
    auto const query = "?act=" + base::to_text(act);
    auto const first = stage.taken(channels(1, 250), query);
    CHECK(first.problems.empty());
    CHECK(first.added == 250);
    CHECK(first.done == 250);
    CHECK(first.act == act);
    CHECK(stage.count("messaging.channel") == before + 250);
    CHECK(stage.count("messaging.edit where act = '" + base::to_text(act) + "'") == 250);
    CHECK(scene::rows_in<Table>(stage.talk.anna.news(since)).size() > 0);
    auto const again = stage.taken(channels(1, 250), query);
    CHECK(again.same == 250);
    CHECK(again.added + again.changed + again.done == 0);
    auto const longer = stage.taken(channels(1, 253), query);
    CHECK(longer.same == 250);
    CHECK(longer.done == 3);
    // What was exported comes back: rows are found by their ids, and one of them has another title.
    auto file = stage.boss
                    .raw("GET", "/api/v1/admin/tables/messaging.channel?csv%5Blanguage%5D=ru", "",
                         "Accept: text/csv\r\n")
                    .body;
    CHECK(stage.taken(file).same == before + 253);
    file.replace(file.find("Nr 77;"), 6, "Nr 7x;");
    auto const changed = stage.taken(file);
    CHECK(changed.changed == 1);
    CHECK(changed.done == 1);
    CHECK(stage.count("messaging.channel where title = 'Nr 7x'") == 1);
    auto const lines = stage.boss
                           .raw("GET", "/api/v1/admin/tables/messaging.channel", "",
                                "Accept: application/jsonl\r\n")
                           .body;
    auto const of_lines =
        stage.import(stage.boss, lines, "", "messaging.channel", "application/jsonl");
    CHECK(of_lines.value.same == before + 253);
}

TEST_CASE("what only the domain knows refuses a row, and the others go without it") {
    Stage stage;
    // The last administrator, and an e-mail, are nobody's to change here.
    auto const people = stage.boss
                            .raw("GET", "/api/v1/admin/tables/accounts.person?sort=name", "",
                                 "Accept: text/csv\r\n")
                            .body;
    auto const kept = stage.import(stage.boss, people, "", "accounts.person");
    CHECK(kept.value.same == 3);
    auto const new_one =
        stage.import(stage.boss, "name,email\r\nOlga,olga@example.org\r\n", "", "accounts.person");
    REQUIRE(new_one.status() == 200);
    CHECK(says(new_one.value, 2, 0, "rows-kept"));
    // Numbers of messages leave no gap; of three rows the middle one is alone refused.
    auto const channel = base::to_text(stage.talk.channel);
    std::string text = "channel,number,author,text,sent\r\n";
    for (auto const* number : {"1", "9", "2"})
        text += channel + "," + number + ",anna,Nr " + number + ",2026-11-21T08:00:00Z\r\n";
    auto const messages = stage.import(stage.boss, text, "", "messaging.message").value;
    CHECK(messages.added == 3);
    CHECK(messages.done == 2);
    REQUIRE(messages.problems.size() == 1);
    CHECK(messages.problems[0].row == 3);
    CHECK(stage.count("messaging.message where channel = '" + channel + "'") == 2);
}

TEST_CASE("files that are none are refused by name") {
    Stage stage;
    auto const rule_of = [&](std::string const& body) {
        auto const said = stage.taken(body, "?dry_run=true");
        REQUIRE(!said.problems.empty());
        return said.problems[0].rule;
    };
    CHECK(rule_of("") == "no-rows");
    CHECK(rule_of("title\r\n") == "no-rows");
    CHECK(rule_of(std::string("title\r\na\0b\r\n", 12)) == "null-character");
    CHECK(rule_of("title\r\n\"Склад\r\n") == "open-quote");
    CHECK(rule_of("PK\x03\x04\x14...") == "a-workbook");
    CHECK(rule_of("x,y\r\n1,2\r\n") == "nothing-mapped");
    std::string utf16 = "\xFF\xFE";
    for (char const c : std::string("title\r\nA\r\n")) utf16 += {c, '\0'};
    CHECK(stage.taken(utf16, "?dry_run=true").ignored.empty());
}

TEST_CASE("who may not is refused, and a file that is too large before it is read") {
    Stage stage;
    CHECK(stage.import(stage.talk.anna, channels(1, 1)).status() == 403);
    auto stranger = stage.server.stranger();
    CHECK(stage.import(stranger, channels(1, 1)).status() == 401);
    CHECK(stage.import(stage.boss, channels(1, 1), "", "messaging.nothing").status() == 404);
    auto const kept = stage.import(stage.boss, "id\r\n", "", "accounts.session");
    CHECK(kept.status() == 409);
    CHECK(stage.import(stage.boss, "{}", "", "messaging.channel", "application/json").status() ==
          415);
    CHECK(stage.import(stage.boss, channels(1, 1), "?dry_run=perhaps").status() == 400);
    CHECK(stage.import(stage.boss, channels(1, 1), "?dry=true").status() == 400);
    http_test::Client client(stage.server.port());
    auto const refused = client.ask(
        "POST /api/v1/admin/tables/messaging.channel/imports HTTP/1.1\r\nHost: localhost\r\n"
        "Authorization: Bearer " +
        stage.boss.token + "\r\nContent-Type: text/csv\r\nContent-Length: 1073741824\r\n\r\n");
    REQUIRE(refused);
    CHECK(refused->status == 413);
    CHECK(scene::rule_in(refused->body) == "body-too-large");
    // In chunks as well, as large as may be.
    http_test::Client chunks(stage.server.port());
    auto const body = channels(1, 2);
    std::array<char, 20> size{};
    std::snprintf(size.data(), size.size(), "%zx", body.size());
    auto const taken = chunks.ask(
        "POST /api/v1/admin/tables/messaging.channel/imports HTTP/1.1\r\nHost: localhost\r\n"
        "Authorization: Bearer " +
        stage.boss.token + "\r\nContent-Type: text/csv\r\nTransfer-Encoding: chunked\r\n\r\n" +
        size.data() + "\r\n" + body + "\r\n0\r\n\r\n");
    REQUIRE(taken);
    CHECK(taken->status == 200);
}

TEST_CASE("whose right is taken meanwhile goes on with nothing, and what was done stays done") {
    Stage stage;
    auto second = stage.server.registered("second");
    REQUIRE(stage.boss.change_right(second.person, true).status() == 200);
    second.sign_in();
    constexpr int rows = 5'000;
    http_test::Client client(stage.server.port());
    auto const body = channels(1, rows);
    client.send(request_of(second, body));
    CHECK(eventually([&] { return stage.count("messaging.edit") >= 100; }));
    REQUIRE(stage.boss.change_right(second.person, false).status() == 200);
    auto const answer = client.receive();
    REQUIRE(answer);
    CHECK(answer->status == 403);
    auto const done = stage.count("messaging.edit");
    CHECK(done < rows);
    CHECK(done % 100 == 0);
    // Somebody else goes on with it.
    auto const rest = stage.taken(body);
    CHECK(rest.same == done);
    CHECK(rest.done == rows - done);
}

}  // namespace
}  // namespace imports_test
