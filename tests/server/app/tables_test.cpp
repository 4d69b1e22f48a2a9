// Every table through the API: what administrators list, how it is narrowed, and what they change
// by hand.
#include <doctest/doctest.h>

#include <set>

#include "shared/tables.hpp"
#include "shared/wire/csv.hpp"
#include "tests/server/app/scene.hpp"

namespace tables_test {
namespace {

using world::Outcome;

// The rows of a table, by this query.
template <class Row>
world::TablePage<Row> rows_of(scene::Peer& peer, std::string const& query = "") {
    auto const answer =
        peer.raw("GET", "/api/v1/admin/tables/" + std::string(Row::type_name) + query, "");
    REQUIRE_MESSAGE(answer.status == 200, answer.body);
    world::TablePage<Row> page;
    REQUIRE(wire::json::parse(answer.body, page, wire::json::Reading::tolerant).empty());
    return page;
}

// A change of one row, as an act of its own.
template <class Domain, class Row>
auto edit_of(std::optional<Row> const& before, std::optional<Row> const& after) {
    using Name = typename Domain::Name;
    world::RowEdit<Name, typename Domain::Row> edit{{server::fresh_id()}, {}, {}};
    if (before) edit.before = *before;
    if (after) edit.after = *after;
    return world::EditRows<Name, typename Domain::Row>{server::fresh_id(), {std::move(edit)}};
}
template <class Domain, class Row>
auto edit_of(Row const& before, Row const& after) {
    return edit_of<Domain>(std::optional<Row>(before), std::optional<Row>(after));
}

struct Stage {
    scene::Server server;
    scene::Peer boss = server.administrator();
    scene::Talk talk{server};

    messaging::Channel channel() { return rows_of<messaging::Channel>(boss).rows.at(0); }
    world::Answer edit(messaging::Channel const& before, messaging::Channel const& after) {
        return boss.send(edit_of<messaging::Domain>(before, after));
    }
};

TEST_CASE("all tables of all domains and of the server are there, with their numbers of rows") {
    Stage stage;
    auto const listed = stage.boss.ask<tables::ListTables>();
    REQUIRE(listed.status() == 200);
    std::set<std::string> names, wanted;
    std::int64_t people = 0;
    for (auto const& table : listed.value.tables) {
        names.insert(table.name);
        CHECK_FALSE(table.there_are_more);
        if (table.name == accounts::Person::type_name) people = table.rows;
    }
    tables::each_row([&]<class Row>(std::type_identity<Row>) { wanted.emplace(Row::type_name); });
    CHECK(names == wanted);
    CHECK(people == 3);
}

TEST_CASE("a table is filtered, sorted and paged by any field that is no list") {
    Stage stage;
    for (int i = 0; i < 12; ++i)
        REQUIRE(stage.talk.anna.send(stage.talk.post("Nr " + std::to_string(i))).outcome ==
                Outcome::accepted);
    auto& boss = stage.boss;
    using messaging::Message;
    CHECK(rows_of<Message>(boss).total == 12);
    auto const at_least = rows_of<Message>(boss, "?filter%5Bnumber%5D%5Bat_least%5D=11");
    CHECK(at_least.total == 2);
    CHECK(rows_of<Message>(boss, "?filter%5Btext%5D%5Bstarts%5D=nr+1").total == 3);
    CHECK(rows_of<Message>(boss, "?search=R+7").total == 1);
    std::set<std::int64_t> numbers;
    std::string next;
    for (int pages = 0; pages < 10; ++pages) {
        auto const page = rows_of<Message>(
            boss, "?sort=-text,number&limit=5" + (next.empty() ? "" : "&after=" + next));
        CHECK(page.total == 12);
        CHECK_FALSE(page.there_are_more);
        for (auto const& row : page.rows) numbers.insert(row.number);
        next = page.next;
        if (next.empty()) break;
    }
    CHECK(numbers.size() == 12);
    // A page behind the last row still knows how many there are.
    auto const none = rows_of<Message>(boss, "?filter%5Bnumber%5D=1&search=nothing");
    CHECK(none.rows.empty());
    CHECK(none.total == 0);
}

TEST_CASE("of a large table as much is counted as was said, and no more") {
    Stage stage;
    auto const channel = base::to_text(stage.talk.channel);
    auto const author = base::to_text(stage.talk.anna.person);
    auto const fill = [&](int from, int to) {
        stage.server.sql(
            "insert into messaging.message (id, channel, number, author, text, sent) "
            "select gen_random_uuid(), '" +
            channel + "', n, '" + author + "', 'x', 0 from generate_series(" +
            std::to_string(from) + ", " + std::to_string(to) + ") as n");
    };
    fill(1, 10'000);
    auto page = rows_of<messaging::Message>(stage.boss, "?limit=1");
    CHECK(page.total == 10'000);
    CHECK_FALSE(page.there_are_more);
    fill(10'001, 10'001);
    page = rows_of<messaging::Message>(stage.boss, "?limit=1");
    CHECK(page.total == 10'000);
    CHECK(page.there_are_more);
    for (auto const& table : stage.boss.ask<tables::ListTables>().value.tables)
        if (table.name == messaging::Message::type_name) {
            CHECK(table.rows == 10'000);
            CHECK(table.there_are_more);
        }
}

TEST_CASE("a table is CSV to whoever takes that, whole and without what a spreadsheet would run") {
    Stage stage;
    stage.server.sql(
        "insert into messaging.message (id, channel, number, author, text, sent) "
        "select gen_random_uuid(), '" +
        base::to_text(stage.talk.channel) + "', n, '" + base::to_text(stage.talk.anna.person) +
        "', case when n = 701 then '=1+1' else 'Доска, \"дуб\"' end, 0 "
        "from generate_series(1, 1203) as n");
    auto const asked = [&](std::string const& query) {
        return stage.boss.raw("GET", "/api/v1/admin/tables/messaging.message" + query, "",
                              "Accept: text/csv\r\n");
    };
    auto const all = asked("?sort=number");
    CHECK(all.status == 200);
    CHECK(all.header("content-type") == "text/csv; charset=utf-8");
    auto const table = wire::csv::parse<messaging::Message>(all.body);
    CHECK(table.problems.empty());
    REQUIRE(table.rows.size() == 1'203);
    CHECK(table.rows[0].text == "Доска, \"дуб\"");
    CHECK(table.rows[700].text == "=1+1");
    CHECK(table.rows[1'202].number == 1'203);
    CHECK(all.body.find(",'=1+1,") != std::string::npos);
    CHECK(wire::csv::parse<messaging::Message>(asked("?limit=7").body).rows.size() == 7);
    auto const none = wire::csv::parse<messaging::Message>(asked("?search=nothing").body);
    CHECK(none.problems.empty());
    CHECK(none.rows.empty());
    CHECK(asked("?sort=x").status == 400);
    // What is no table is not.
    CHECK(stage.boss.raw("GET", "/api/v1/admin/audit", "", "Accept: text/csv\r\n").status == 406);
}

TEST_CASE(
    "a table as CSV is as a spreadsheet or a program wants it, and as JSON lines it is rows") {
    Stage stage;
    stage.server.sql(
        "insert into messaging.message (id, channel, number, author, text, sent) "
        "select gen_random_uuid(), '" +
        base::to_text(stage.talk.channel) + "', n, '" + base::to_text(stage.talk.anna.person) +
        "', case when n = 2 then '=1+1' else 'Доска; дуб' end, 0 from generate_series(1, 1203) as "
        "n");
    auto const asked = [&](std::string const& query, std::string const& accept) {
        return stage.boss.raw("GET", "/api/v1/admin/tables/messaging.message?sort=number" + query,
                              "", "Accept: " + accept + "\r\n");
    };
    auto const head_of = [](std::string const& text) {
        return text.substr(0, text.find('\n') + 1);
    };
    auto const russian = asked("&csv%5Blanguage%5D=ru", "text/csv");
    REQUIRE_MESSAGE(russian.status == 200, russian.body);
    CHECK(head_of(russian.body) == "\xEF\xBB\xBFid;channel;number;author;text;sent\r\n");
    auto const style = wire::csv::style_for(base::Language::russian);
    auto const table = wire::csv::parse<messaging::Message>(russian.body, style);
    CHECK(table.problems.empty());
    REQUIRE(table.rows.size() == 1'203);
    CHECK(table.rows[1].text == "=1+1");
    CHECK(russian.body.find(";'=1+1;") != std::string::npos);
    CHECK(head_of(asked("&csv%5Bseparator%5D=tab&limit=1", "text/csv").body) ==
          "id\tchannel\tnumber\tauthor\ttext\tsent\r\n");
    CHECK(head_of(asked("&csv%5Bseparator%5D=semicolon&csv%5Bbyte_order_mark%5D=true&limit=1",
                        "text/csv")
                      .body) == "\xEF\xBB\xBFid;channel;number;author;text;sent\r\n");
    CHECK(head_of(asked("&csv%5Blanguage%5D=ru&csv%5Bbyte_order_mark%5D=false&limit=1", "text/csv")
                      .body) == "id;channel;number;author;text;sent\r\n");

    auto const lines = asked("", "application/jsonl, text/csv;q=0.5");
    CHECK(lines.status == 200);
    CHECK(lines.header("content-type") == "application/jsonl");
    std::size_t count = 0;
    for (std::size_t at = 0; at < lines.body.size(); ++count) {
        auto const end = lines.body.find('\n', at);
        messaging::Message row;
        REQUIRE(wire::json::parse(lines.body.substr(at, end - at), row).empty());
        if (row.number == 2) CHECK(row.text == "=1+1");
        at = end + 1;
    }
    CHECK(count == 1'203);
    CHECK(asked("&limit=7", "application/jsonl").body.size() < lines.body.size() / 100);

    CHECK(asked("&csv%5Bseparator%5D=comma&csv%5Bseparator%5D=tab", "text/csv").status == 400);
    auto const wrong = asked(
        "&csv%5Bseparator%5D=pipe&csv%5Blanguage%5D=fr&csv%5Bbyte_order_mark%5D=1&filter%5Bx%5D=1",
        "text/csv");
    CHECK(wrong.status == 400);
    for (std::string const path :
         {"/csv/separator", "/csv/language", "/csv/byte_order_mark", "/filter/x"})
        CHECK_MESSAGE(wrong.body.find(path) != std::string::npos, path);
    CHECK(asked("&csv%5Bseparator%5D=x", "application/json").status == 400);
    CHECK(asked("&csv%5Bseparator%5D=x", "application/jsonl").status == 400);
}

TEST_CASE("what is asked wrongly is refused by name") {
    Stage stage;
    auto const refused = [&](std::string const& table, std::string const& query) {
        auto const answer =
            stage.boss.raw("GET", "/api/v1/admin/tables/" + table + "?" + query, "");
        CHECK(answer.status == 400);
        return answer.body;
    };
    CHECK(refused("messaging.channel", "sort=runs").find("not-sortable") != std::string::npos);
    CHECK(refused("messaging.channel", "filter%5Bruns%5D=1").find("not-filterable") !=
          std::string::npos);
    CHECK(refused("messaging.message", "filter%5Bnumber%5D=x").find("not-a-whole-number") !=
          std::string::npos);
    CHECK(refused("messaging.mark", "search=x").find("unknown-field") != std::string::npos);
    CHECK(stage.boss.raw("GET", "/api/v1/admin/tables/accounts.secret", "").status == 404);
}

TEST_CASE("what an administrator changes by hand is told to everybody, and written down") {
    Stage stage;
    auto const before = stage.channel();
    auto after = before;
    after.title = "Склад";
    auto const since = stage.talk.boris.news().since;
    REQUIRE(stage.edit(before, after).outcome == Outcome::accepted);
    auto const told = scene::rows_in<messaging::Channel>(stage.talk.boris.news(since));
    REQUIRE(told.size() == 1);
    CHECK(told[0].title == "Склад");
    CHECK(stage.channel().title == "Склад");
    auto const history = rows_of<messaging::Edit>(
        stage.boss, "?filter%5Brow%5D=" + base::to_text(before.id) + "&sort=-at");
    REQUIRE(history.rows.size() == 1);
    CHECK(history.rows[0].actor == stage.boss.person.value);
    CHECK(history.rows[0].address == "127.0.0.1");
    CHECK(history.rows[0].before == wire::json::text(before));
    // And taken back by the same.
    REQUIRE(stage.edit(after, before).outcome == Outcome::accepted);
    CHECK(stage.channel().title == before.title);
    CHECK(rows_of<messaging::Edit>(stage.boss).total == 2);
}

TEST_CASE("rows are added and erased by hand, all of an act or none, and it is taken back as one") {
    using messaging::Domain;
    using messaging::Member;
    Stage stage;
    auto& boss = stage.boss;
    auto const anna = stage.talk.anna.person;
    messaging::Channel const yard{{server::fresh_id()}, "Двор", "", {anna.value}, {1}};
    messaging::Message const said{{server::fresh_id()}, yard.id, 1, {anna.value}, "Снег", {2}};
    auto const since = stage.talk.anna.news().since;
    messaging::EditRows edits{server::fresh_id(), {}};
    edits.rows.push_back({{server::fresh_id()}, {}, yard});
    edits.rows.push_back({{server::fresh_id()}, {}, said});
    REQUIRE(boss.send(edits).outcome == Outcome::accepted);
    auto const told = stage.talk.anna.news(since);
    CHECK(scene::rows_in<messaging::Channel>(told).size() == 1);
    CHECK(scene::rows_in<Member>(told).size() == 2);  // in her own space, and in the channel's
    CHECK(
        rows_of<messaging::Message>(boss, "?filter%5Bchannel%5D=" + base::to_text(yard.id)).total ==
        1);
    auto const act = rows_of<messaging::Edit>(
        boss, "?filter%5Bact%5D=" + base::to_text(edits.act) + "&sort=-at,-number");
    REQUIRE(act.rows.size() == 2);
    CHECK(act.rows[0].row == said.id.value);
    CHECK(act.rows[0].before.empty());
    CHECK(act.rows[1].after == wire::json::text(yard));
    // Whoever is not there is added to nothing, and neither is what stands before it in the act.
    messaging::EditRows broken{server::fresh_id(), {}};
    auto other = yard;
    other.id = {server::fresh_id()};
    broken.rows.push_back({{server::fresh_id()}, {}, other});
    broken.rows.push_back(
        {{server::fresh_id()},
         {},
         Member{
             {server::fresh_id()}, yard.id, {server::fresh_id()}, messaging::Role::member, {1}}});
    auto const refused = boss.send(broken);
    REQUIRE(refused.refusal);
    CHECK(refused.refusal->reason == "person-unknown");
    CHECK(rows_of<messaging::Channel>(boss).total == 2);
    // The other way round, the last first.
    auto now = rows_of<messaging::Channel>(boss, "?filter%5Bid%5D=" + base::to_text(yard.id)).rows;
    REQUIRE(now.size() == 1);
    CHECK(now[0].last_number == 1);
    CHECK(boss.send(edit_of<Domain>(std::optional(said), std::optional<messaging::Message>()))
              .outcome == Outcome::accepted);
    CHECK(
        rows_of<messaging::Message>(boss, "?filter%5Bchannel%5D=" + base::to_text(yard.id)).total ==
        0);
    auto const written_in =
        boss.send(edit_of<Domain>(std::optional(now[0]), std::optional<messaging::Channel>()));
    REQUIRE(written_in.refusal);
    CHECK(written_in.refusal->reason == "channel-written-in");
}

TEST_CASE("an act that is said twice, as after a lost answer, is done once") {
    Stage stage;
    messaging::Member const boris{{server::fresh_id()},
                                  {stage.talk.channel.value},
                                  {stage.boss.person.value},
                                  messaging::Role::member,
                                  {1}};
    auto const add =
        edit_of<messaging::Domain>(std::optional<messaging::Member>(), std::optional(boris));
    CHECK(stage.boss.send(add).outcome == Outcome::accepted);
    auto again = add;
    again.rows[0].edit = {server::fresh_id()};
    CHECK(stage.boss.send(again).outcome == Outcome::accepted);
    CHECK(rows_of<messaging::Edit>(stage.boss).total == 1);
    messaging::EditRows many{server::fresh_id(), {}};
    for (int row = 0; row <= world::most_at_once; ++row)
        many.rows.push_back({{server::fresh_id()}, boris, {}});
    auto const refused = stage.boss.send_numbered(++stage.boss.numbers["messaging"], many);
    CHECK(refused.status() == 422);
}

TEST_CASE("of two administrators who change one field the later one is told, and nothing is lost") {
    Stage stage;
    auto const before = stage.channel();
    auto one = before, other = before;
    one.title = "Склад";
    other.title = "Двор";
    REQUIRE(stage.edit(before, one).outcome == Outcome::accepted);
    auto const late = stage.edit(before, other);
    CHECK(late.outcome == Outcome::refused);
    REQUIRE(late.refusal);
    CHECK(late.refusal->reason == "changed-meanwhile");
    CHECK(stage.channel().title == "Склад");
    CHECK(rows_of<messaging::Edit>(stage.boss).total == 1);
}

TEST_CASE("whose right was taken changes nothing any more, also in the middle of their session") {
    Stage stage;
    auto const before = stage.channel();
    auto after = before;
    after.title = "Склад";
    auto second = stage.server.registered("second");
    REQUIRE(stage.boss.change_right(second.person, true).status() == 200);
    second.sign_in();
    auto const edit = [&] { return second.send(edit_of<messaging::Domain>(before, after)); };
    REQUIRE(stage.boss.change_right(second.person, false).status() == 200);
    auto const refused = edit();
    CHECK(refused.outcome == Outcome::refused);
    CHECK(stage.channel().title == before.title);
}

TEST_CASE(
    "an edited e-mail, right, or number is refused, and so is what breaks a rule of a field") {
    Stage stage;
    auto const people = rows_of<accounts::Person>(stage.boss, "?sort=name");
    auto const before = people.rows.at(0);
    auto const refused_by = [&](accounts::Person const& after) {
        auto const answer = stage.boss.send(edit_of<accounts::Domain>(before, after));
        return answer.refusal ? answer.refusal->reason : std::string();
    };
    auto after = before;
    after.email = "other@example.org";
    CHECK(refused_by(after) == "kept-email");
    after = before;
    after.administrator = !before.administrator;
    CHECK(refused_by(after) == "kept-right");
    after = before;
    after.registered.us += 1;
    CHECK(refused_by(after) == "kept-fixed");
    after = before;
    after.name = " ";
    auto const broken = stage.boss.send_numbered(++stage.boss.numbers["accounts"],
                                                 edit_of<accounts::Domain>(before, after));
    CHECK(broken.status() == 422);
    CHECK(broken.says("/commands/0/command/value/rows/0/after/value/name"));
}

}  // namespace
}  // namespace tables_test
