// A file of rows on the headless stage: mapped, checked, put right, imported, and imported again.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "shared/imports_api.hpp"
#include "shared/tables.hpp"
#include "tests/web-client/app/visit.hpp"

namespace app_tables_import_test {

using look::Role;
using visit::Member;
using Undo = world::UndoAct<messaging::Domain>;

namespace {

struct Boss : Member {
    explicit Boss(std::string const& route) : Member("/", true) {
        server.carry_out(messaging::CreateChannel{{{5, 1}}, {{5, 2}}, anna, "Цех", "про станки"},
                         anna);
        settle();
        give();
        tab.place = route;
        screens->go(route);
        settle();
    }
    // What the server's lists answer now, whatever they are asked for.
    void give() {
        rows<accounts::Domain, accounts::Person>();
        rows<messaging::Domain, messaging::Channel>();
        rows<messaging::Domain, messaging::Mark>();
        rows<messaging::Domain, messaging::Edit>();
    }
    // That of all that was done by hand.
    base::Id128 act() const {
        std::set<base::Id128> acts;
        for (auto const& [id, edit] : server.channels.state.world.table<messaging::Edit>().all())
            acts.insert(edit.act);
        REQUIRE(acts.size() == 1);
        return *acts.begin();
    }
    template <class Domain, class Row>
    void rows() {
        world::TablePage<Row> page;
        for (auto const& [id, row] :
             server.stores.of<Domain>().state.world.template table<Row>().all())
            page.rows.push_back(row);
        page.total = static_cast<std::int64_t>(page.rows.size());
        answers.give<world::ListTable<Domain, Row>>(page);
    }
    void file(std::string const& bytes, std::string const& name = "channels.csv") {
        REQUIRE(tab.give_file);
        tab.give_file({name, bytes, false});
        settle();
    }
    // Names are looked up first, and then keys.
    void check(std::string const& button = "Check") {
        press(button);
        settle();
        settle();
    }
    bool says(std::string const& text) const {
        return stage->described().find(text) != std::string::npos;
    }
    std::set<std::string> titles() const {
        std::set<std::string> all;
        for (auto const& [id, row] : server.channels.state.world.table<messaging::Channel>().all())
            all.insert(row.title);
        return all;
    }
};

std::string const route = "/tables/messaging/channel/import";
std::string const new_rows = "Title;About;Made by\nДвор;снег;Anna\nСклад;;Boris\n";

}  // namespace

TEST_CASE("a table leads to its import, and one of which nothing is edited says why not") {
    Boss boss("/tables/messaging/channel");
    boss.press("Import a file");
    CHECK(boss.tab.place == route);
    CHECK(boss.stage->sees(Role::heading, "Import: Channels"));
    boss.press("Choose a file");
    CHECK(boss.tab.chooser.find(".csv") != std::string::npos);
    boss.press("Back");
    CHECK(boss.tab.place == "/tables/messaging/channel");
    boss.screens->go("/tables/messaging/mark");
    boss.settle();
    CHECK(boss.stage->find(Role::button, "Import a file").description ==
          "Rows of this table follow from other things, so nobody changes them by hand.");
}

TEST_CASE("what was recognised is said, and a column that nobody knows is mapped by hand") {
    Boss boss(route);
    boss.file("Title;Worüber\nДвор;снег\n");
    CHECK(boss.says("channels.csv: 1 row · UTF-8 · semicolons"));
    CHECK(boss.stage->sees(Role::button, "Title → Title"));
    boss.press("Worüber → left out");
    boss.stage->click(Role::menuitem, "About");
    boss.settle();
    CHECK(boss.stage->sees(Role::button, "Worüber → About"));
    boss.press("Title → Title");
    boss.stage->click(Role::menuitem, "About");
    boss.settle();
    CHECK(boss.says("This is given twice"));
    CHECK(boss.stage->find(Role::button, "Check").description == "Something is not right yet.");
}

TEST_CASE("all that is wrong is said at once, is put right in place, and then all comes in") {
    Boss boss(route);
    boss.file("Title;About;Made by\nДвор;снег;Anna\n;пусто;Boris\nСклад;;Nobody\n");
    boss.check();
    INFO(boss.stage->described());
    CHECK(boss.says("1 row will be added"));
    CHECK(boss.says("2 rows have mistakes and are left out"));
    CHECK(boss.stage->sees(Role::cell, "No row is called so"));
    CHECK(boss.stage->sees(Role::cell, "Nobody"));
    boss.press("Column: all");
    boss.stage->click(Role::menuitem, "Title");
    boss.settle();
    CHECK_FALSE(boss.stage->sees(Role::cell, "No row is called so"));
    boss.stage->click(Role::row, "3");
    boss.settle();
    boss.stage->fill("Value", "Контора");
    boss.press("Put it right");
    CHECK(boss.says("1 row has mistakes and is left out"));
    boss.press("Column: Title");
    boss.stage->click(Role::menuitem, "all");
    boss.settle();
    boss.stage->click(Role::row, "4");
    boss.settle();
    boss.stage->fill("Value", "Boris");
    boss.press("Put it right");
    boss.settle();
    CHECK(boss.says("0 rows have mistakes"));
    boss.press("Import");
    boss.settle();
    CHECK(boss.titles() == std::set<std::string>{"Цех", "Двор", "Контора", "Склад"});
    CHECK(boss.says("3 rows were imported"));
}

TEST_CASE("what the server would refuse is among the mistakes before anything is imported") {
    std::string const path = "/api/v1/admin/tables/messaging.channel/imports";
    Boss boss(route);
    tables::Imported said;
    auto const answer = [&] {
        boss.answers.by_path[path] = {
            200, {{"content-type", "application/json"}}, wire::json::text(said)};
    };
    auto const asked = [&] {
        return std::count_if(boss.answers.asked.begin(), boss.answers.asked.end(),
                             [&](auto const& each) { return each.path == path + "?dry_run=true"; });
    };
    said.problems.resize(1);
    said.problems[0].row = said.problems[0].line = 2;
    said.problems[0].column = 1;
    said.problems[0].name = "title";
    said.problems[0].rule = "person-unknown";
    said.there_are = 1;
    answer();
    boss.file(new_rows);
    boss.check();
    boss.settle();
    CHECK(asked() == 1);
    auto const lines = boss.answers.last_to(path);
    CHECK(std::count(lines.begin(), lines.end(), '\n') == 2);
    CHECK(lines.find("\"title\":\"Двор\"") < lines.find("\"title\":\"Склад\""));
    CHECK(boss.says("1 row will be added"));
    CHECK(boss.says("1 row has mistakes and is left out"));
    CHECK(boss.stage->sees(Role::cell, "Склад"));
    CHECK_FALSE(boss.says("could not be asked now"));
    SUBCASE("and the rest comes in") {
        boss.press("Import");
        boss.settle();
        CHECK(boss.titles() == std::set<std::string>{"Цех", "Двор"});
    }
    SUBCASE("and what was put right is asked about again") {
        said = {};
        answer();
        boss.stage->click(Role::row, "3");
        boss.settle();
        boss.stage->fill("Value", "Контора");
        boss.press("Put it right");
        boss.settle();
        CHECK(asked() == 2);
        CHECK(boss.says("2 rows will be added"));
        CHECK(boss.says("0 rows have mistakes"));
    }
    SUBCASE("and where it cannot be asked that is said") {
        boss.answers.by_path.erase(path);
        boss.press("Columns");
        boss.check();
        boss.settle();
        CHECK(boss.says("2 rows will be added"));
        CHECK(boss.says("could not be asked now"));
    }
}

TEST_CASE("the same file again makes nothing twice, whether it was done or only sent") {
    Boss boss(route);
    boss.file(new_rows);
    boss.check();
    CHECK(boss.says("2 rows will be added"));
    boss.press("Import");
    boss.settle();
    auto const all = std::set<std::string>{"Цех", "Двор", "Склад"};
    CHECK(boss.titles() == all);
    // As if the page had gone before anything was answered.
    boss.press("Another file");
    boss.file(new_rows);
    boss.check();
    CHECK(boss.says("2 rows will be added"));
    boss.press("Import");
    boss.settle();
    CHECK(boss.says("2 rows were imported"));
    CHECK(boss.server.channels.state.world.table<messaging::Channel>().size() == 3);
    boss.give();
    boss.check("Check again");
    CHECK(boss.says("2 rows are there already"));
    CHECK(boss.stage->find(Role::button, "Import").description ==
          "There is nothing to add or to change.");
    // Two rows that say the same are two rows.
    boss.press("Another file");
    boss.file("Title\nДвор\nДвор\n");
    boss.check();
    boss.press("Import");
    boss.settle();
    CHECK(boss.server.channels.state.world.table<messaging::Channel>().size() == 5);
}

TEST_CASE("a row that is refused is told with its number, and the rest comes in") {
    Boss boss(route);
    base::Id<messaging::Channel> const hidden{{5, 9}};
    boss.server.carry_out(messaging::CreateChannel{hidden, {{5, 3}}, boss.boris, "Тайна", ""},
                          boss.boris);
    boss.settle();
    boss.file("Id;Title\n;Двор\n" + base::to_text(hidden) + ";Не тайна\n" +
              base::to_text(base::Id128{5, 10}) + ";Склад\n");
    boss.check();
    CHECK(boss.says("3 rows will be added"));
    boss.press("Import");
    boss.settle();
    boss.settle();
    INFO(boss.stage->described());
    CHECK(boss.titles() == std::set<std::string>{"Цех", "Двор", "Тайна", "Склад"});
    CHECK(boss.says("2 rows were imported"));
    CHECK(boss.says("1 row was not taken"));
    CHECK(boss.stage->sees(Role::row, "3"));
    CHECK(boss.account->status().refused == 0);  // it stands here instead
}

TEST_CASE("an import is one act, which the server takes back as one") {
    Boss boss(route);
    boss.file("Id;Title;About\n" + base::to_text(base::Id128{5, 1}) + ";Цех;тихо\n;Склад;пусто\n");
    boss.check();
    boss.press("Import");
    boss.settle();
    CHECK(boss.titles() == std::set<std::string>{"Цех", "Склад"});
    auto const act = boss.act();
    CHECK(boss.tab.place == route + "?act=" + base::to_text(act));
    boss.give();
    boss.answers.give<Undo>({2, 0});
    boss.press("Take all back");
    boss.settle();  // how much belongs to it is asked first
    CHECK(boss.says("2 rows were changed in one go"));
    boss.press("Cancel");
    CHECK(boss.answers.last<Undo>().empty());
    boss.press("Take all back");
    boss.settle();
    boss.stage->click(Role::button, "Take all back", "Take all of it back?");
    boss.settle();
    CHECK(boss.answers.last<Undo>().find("\"act\":\"" + base::to_text(act)) != std::string::npos);
    CHECK(boss.says("2 rows are as they were"));
    CHECK(boss.says("All of it was taken back."));
    CHECK_FALSE(boss.stage->sees(Role::button, "Take all back"));
    // The same file again is another act.
    boss.check("Check again");
    boss.press("Another file");
    CHECK(boss.tab.place == route);
    CHECK_FALSE(boss.says("All of it was taken back."));
}

TEST_CASE("an import is taken back after a reload, and says what stands on it") {
    base::Id128 const act{8, 1}, row{5, 1};
    Boss boss(route + "?act=" + base::to_text(act));
    CHECK(boss.says("What was imported here can be taken back"));
    boss.answers.by_path[std::string(Undo::path)] = {
        409,
        {{"content-type", "application/problem+json"}},
        R"({"type":"urn:kontor:problem:edited-later","problems":[{"path":"/messaging.channel/)" +
            base::to_text(row) + R"(/title","rule":"edited-later","arguments":{"by":")" +
            base::to_text(boss.anna) + R"(","at":"2026-11-20T08:00:00.000000Z","act":")" +
            base::to_text(base::Id128{8, 2}) + R"("}}]})"};
    boss.press("Take all back");
    boss.settle();
    boss.settle();  // and then who it was
    CHECK(boss.answers.last<Undo>().find(base::to_text(act)) != std::string::npos);
    REQUIRE(boss.stage->sees(Role::dialog, "It cannot be taken back"));
    CHECK(boss.says("Later changes stand on this."));
    CHECK(boss.says("Anna"));
    boss.stage->click(Role::link, "Цех (Channels): Title");
    boss.settle();
    CHECK(boss.tab.place == "/tables/messaging/channel/" + base::to_text(row));
    // Another table's rows were not imported with it.
    boss.screens->go("/tables/accounts/person/import");
    boss.settle();
    CHECK_FALSE(boss.stage->sees(Role::button, "Take all back"));
}

TEST_CASE("what waits to be sent of an import is not taken back before it is there") {
    Boss boss(route);
    boss.file(new_rows);
    boss.check();
    boss.server.reachable = false;
    boss.press("Import");
    auto const place = boss.tab.place;
    boss.press("Stop");
    CHECK_FALSE(boss.stage->sees(Role::button, "Take all back"));
    // Elsewhere, and back: what is in the outbox is of that act.
    boss.screens->go("/tables/accounts/person/import");
    boss.settle();
    boss.screens->go(place);
    boss.settle();
    CHECK(boss.stage->find(Role::button, "Take all back").description ==
          "Rows are on their way: wait until they are there.");
    boss.server.reachable = true;
    boss.settle(20'000);
    CHECK(boss.stage->find(Role::button, "Take all back").description.empty());
}

TEST_CASE("more rows than one command takes go in several, and wait while it is stopped") {
    Boss boss(route);
    std::string file = "Title\n";
    for (int i = 0; i < 950; ++i) file += "Двор " + std::to_string(i) + "\n";
    boss.file(file);
    boss.check();
    CHECK(boss.says("950 rows will be added"));
    boss.server.reachable = false;
    boss.press("Import");
    boss.press("Stop");
    CHECK(boss.says("0 of 950 rows"));
    boss.server.reachable = true;
    boss.settle(20'000);
    CHECK(boss.titles().size() == 401);  // four commands were on their way
    boss.press("Go on");
    boss.settle(20'000);
    boss.settle(20'000);
    CHECK(boss.titles().size() == 951);
    CHECK(boss.says("950 rows were imported"));
}

TEST_CASE("rows are pasted as well, and a file that is none is refused") {
    Boss boss(route);
    boss.stage->fill("Or paste rows here, with the names of the columns first",
                     "Title,About\nДвор,снег");
    boss.press("Read these rows");
    CHECK(boss.says("Pasted: 1 row · commas"));
    boss.press("Another file");
    boss.file("PK\x03\x04 and so on", "book.xlsx");
    CHECK(boss.says("This is a whole workbook"));
    CHECK(boss.stage->find(Role::button, "Check").description == "Something is not right yet.");
}

}  // namespace app_tables_import_test
