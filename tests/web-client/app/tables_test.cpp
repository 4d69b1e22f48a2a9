// Every table on the headless stage: how an administrator finds, narrows and changes rows, and what
// the server is asked.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "tests/web-client/app/boss.hpp"

namespace app_tables_test {

using look::Role;
using visit::Boss, visit::give_rows, visit::route_of_row;
using Undo = world::UndoAct<messaging::Domain>;

TEST_CASE("only administrators find the tables, and nobody else asks the server for them") {
    visit::Member anna("/tables");
    CHECK_FALSE(anna.stage->sees(Role::link, "Tables"));
    CHECK(anna.stage->sees(Role::heading, "Only administrators may do this."));
    CHECK(anna.answers.last<tables::ListTables>().empty());
    Boss boss("/");
    boss.stage->click(Role::link, "Tables");
    boss.settle();
    CHECK(boss.tab.place == "/tables");
    CHECK(boss.stage->sees(Role::link, "Messages, more than 10,000"));
}

TEST_CASE("a table is searched, sorted and narrowed, and the address says so") {
    Boss boss("/tables");
    boss.stage->click(Role::link, "Channels, 1 entry");
    boss.settle();
    boss.settle();  // and then what rows are called that others refer to
    CHECK(boss.tab.place == "/tables/messaging/channel");
    CHECK(boss.stage->sees(Role::cell, "Цех"));
    CHECK(boss.stage->sees(Role::cell, "Anna"));  // who made it, by name
    using List = world::ListTable<messaging::Domain, messaging::Channel>;
    boss.stage->fill("Search in texts", "цех");
    boss.settle();
    CHECK(boss.answers.last<List>().find("search=%D1%86%D0%B5%D1%85") != std::string::npos);
    CHECK(boss.tab.place == "/tables/messaging/channel?search=%D1%86%D0%B5%D1%85");
    boss.stage->click(Role::columnheader, "Title");
    boss.settle();
    CHECK(boss.answers.last<List>().find("sort=title") != std::string::npos);
    boss.press("Filter");
    boss.stage->click(Role::menuitem, "Title");
    boss.settle();
    boss.stage->fill("Value", "Ц");
    boss.press("Show these");
    CHECK(boss.answers.last<List>().find("filter%5Btitle%5D%5Bstarts%5D=%D0%A6") !=
          std::string::npos);
    CHECK(boss.tab.place.find("filter[title][starts]=%D0%A6") != std::string::npos);
    boss.press("Title begins with Ц");
    CHECK(boss.tab.place.find("filter") == std::string::npos);
}

TEST_CASE("who scrolls down a long table meets no end, and each page is asked for once") {
    Boss boss("/tables/messaging/channel");
    using List = world::ListTable<messaging::Domain, messaging::Channel>;
    world::TablePage<messaging::Channel> page;
    for (std::uint64_t i = 0; i < 50; ++i) {
        page.rows.push_back(boss.kept());
        page.rows.back().id = {{6, i}};
    }
    page.total = world::most_counted;
    page.there_are_more = true;
    page.next = "cursor";
    boss.answers.give<List>(page);
    boss.stage->click(Role::button, "Load again");
    boss.settle();
    auto const asked = [&] {
        return std::count_if(
            boss.answers.asked.begin(), boss.answers.asked.end(),
            [](auto const& each) { return each.path.find("after=cursor") != std::string::npos; });
    };
    CHECK(asked() == 0);
    boss.stage->wheel(600, 500, -3);
    boss.settle();
    CHECK(asked() == 0);  // there is enough below
    boss.stage->wheel(600, 500, -40);
    boss.settle();
    CHECK(asked() == 1);
    CHECK(boss.answers.last<List>().find("limit=200") != std::string::npos);
    boss.stage->run(20);
    CHECK(asked() == 1);
    boss.stage->wheel(600, 500, -400);
    boss.settle();
    CHECK(asked() == 2);
}

TEST_CASE("what is empty is found, and what is not, without a value") {
    Boss boss("/tables/messaging/channel");
    using List = world::ListTable<messaging::Domain, messaging::Channel>;
    boss.press("Filter");
    boss.stage->click(Role::menuitem, "About");
    boss.settle();
    CHECK(boss.stage->sees(Role::textbox, "Value"));
    boss.stage->click(Role::option, "Nothing");
    boss.settle();
    CHECK_FALSE(boss.stage->sees(Role::textbox, "Value"));
    boss.press("Show these");
    CHECK(boss.answers.last<List>().find("filter%5Babout%5D%5Bempty%5D=true") != std::string::npos);
    CHECK(boss.stage->sees(Role::button, "About is empty"));
    // Of what every row has, it is not asked.
    boss.press("Filter");
    boss.stage->click(Role::menuitem, "Title");
    boss.settle();
    CHECK_FALSE(boss.stage->sees(Role::option, "Nothing"));
    CHECK(boss.stage->sees(Role::option, "begins with"));
}

TEST_CASE("an address with what was chosen shows the same again") {
    Boss boss("/tables/messaging/channel?sort=-created&filter[title][starts]=A");
    using List = world::ListTable<messaging::Domain, messaging::Channel>;
    auto const asked = boss.answers.last<List>();
    CAPTURE(asked);
    CHECK(asked.find("sort=-created") != std::string::npos);
    CHECK(asked.find("filter%5Btitle%5D%5Bstarts%5D=A") != std::string::npos);
    CHECK(boss.stage->sees(Role::button, "Title begins with A"));
}

TEST_CASE("a row says what it refers to and what refers to it, and leads there") {
    Boss boss("/tables/messaging/channel");
    boss.stage->click(Role::row, "Цех");
    boss.settle();
    CHECK(boss.tab.place == route_of_row);
    CHECK(boss.stage->described().find("про станки") != std::string::npos);
    boss.stage->click(Role::link, "Messages (Channel)");
    boss.settle();
    CHECK(boss.tab.place ==
          "/tables/messaging/message?filter[channel]=" + base::to_text(boss.channel));
    boss.screens->go(route_of_row);
    boss.settle();
    boss.stage->click(Role::link, "Anna");
    boss.settle();
    CHECK(boss.tab.place == "/tables/accounts/person/" + base::to_text(boss.anna));
}

TEST_CASE("a row is changed by hand, and the change can be taken back") {
    Boss boss(route_of_row);
    boss.press("Change");
    boss.stage->fill("Title", "Склад");
    boss.press("Save");
    CHECK(boss.kept().title == "Склад");
    CHECK(boss.kept().about == "про станки");
    boss.give();
    boss.press("Load again");
    CHECK(boss.stage->described().find("Title: Цех → Склад") != std::string::npos);
    CHECK(boss.stage->find(Role::button, "Take back").description == "");
    boss.answers.give<Undo>({1, 0});
    boss.press("Take back");
    boss.settle();  // what else belongs to the act is asked first
    auto const& edits = boss.world().table<messaging::Edit>().all();
    REQUIRE(edits.size() == 1);
    CHECK(boss.answers.last<Undo>().find(base::to_text(edits.begin()->second.act)) !=
          std::string::npos);
}

TEST_CASE("what breaks a rule is said while it is typed, and is not saved") {
    Boss boss(route_of_row);
    boss.press("Change");
    auto const drawn = boss.stage->described();
    CHECK(drawn.find("Made: It stays as it was made.") != std::string::npos);
    CHECK(drawn.find("It is counted, or follows from other rows.") != std::string::npos);
    boss.stage->fill("Title", "");
    boss.stage->press(ImGuiKey_Tab);
    CHECK(boss.stage->find(Role::button, "Save").description == "Something is not right yet.");
    CHECK(boss.kept().title == "Цех");
}

TEST_CASE("a row is added, and what it refers to is found by its name") {
    Boss boss("/tables/messaging/channel");
    boss.press("Add");
    CHECK(boss.tab.place == "/tables/messaging/channel/new");
    CHECK(boss.stage->described().find("Last number") == std::string::npos);
    boss.stage->fill("Title", "Двор");
    boss.press("Choose…");
    boss.stage->click(Role::option, "Anna");
    boss.settle();
    boss.press("Save");
    boss.give();
    boss.settle();
    REQUIRE(boss.world().table<messaging::Channel>().size() == 2);
    for (auto const& [id, channel] : boss.world().table<messaging::Channel>().all()) {
        if (id == boss.channel) continue;
        CHECK(channel.title == "Двор");
        CHECK(channel.created_by.value == boss.anna.value);
        CHECK(boss.tab.place == "/tables/messaging/channel/" + base::to_text(id));
    }
}

TEST_CASE("a row is copied, erased when that was meant, and comes back") {
    Boss boss(route_of_row);
    boss.press("Copy as a new row");
    boss.stage->fill("Title", "Двор");
    boss.press("Save");
    CHECK(boss.world().table<messaging::Channel>().size() == 2);
    base::Id<messaging::Channel> copied;
    for (auto const& [id, channel] : boss.world().table<messaging::Channel>().all())
        if (id != boss.channel) copied = id;
    CHECK(boss.kept().title == "Цех");
    // The copy has its maker in it, who goes first.
    auto const members = boss.world().by<&messaging::Member::channel>(copied);
    REQUIRE_FALSE(members.empty());
    auto const member = *members.begin();
    give_rows<messaging::Domain>(boss, std::vector{member});
    boss.screens->go("/tables/messaging/member/" + base::to_text(member.id));
    boss.settle();
    boss.press("Erase");
    boss.press("Cancel");
    CHECK(boss.world().find(member.id));
    boss.press("Erase");
    boss.press("Yes, erase");
    CHECK_FALSE(boss.world().find(member.id));
    give_rows<messaging::Domain>(boss, std::vector<messaging::Member>{});
    boss.edits();
    boss.press("Load again");
    CHECK(boss.stage->described().find("Erased") != std::string::npos);
}

TEST_CASE("several rows are given one value, or erased, in one act") {
    Boss boss("/");
    base::Id<messaging::Channel> const other{{5, 9}};
    boss.server.carry_out(messaging::CreateChannel{other, {{5, 3}}, boss.anna, "Двор", ""},
                          boss.anna);
    boss.settle();
    boss.give();
    boss.screens->go("/tables/messaging/channel");
    boss.settle();
    boss.press("Choose several");
    CHECK(boss.stage->find(Role::button, "Erase").description == "Choose rows first.");
    boss.stage->click(Role::row, "Цех");
    boss.stage->click(Role::row, "Двор");
    boss.settle();
    boss.press("Give a value");
    boss.stage->click(Role::menuitem, "About");
    boss.settle();
    boss.stage->fill("About", "всё здесь");
    boss.press("Save");
    CHECK(boss.kept().about == "всё здесь");
    CHECK(boss.world().find(other)->about == "всё здесь");
    std::set<base::Id128> acts;
    for (auto const& [id, edit] : boss.world().table<messaging::Edit>().all())
        acts.insert(edit.act);
    CHECK(boss.world().table<messaging::Edit>().size() == 2);
    CHECK(acts.size() == 1);
    // Whoever takes it back at one of them is asked about both.
    boss.give();
    boss.edits(boss.channel.value);
    boss.screens->go(route_of_row);
    boss.settle();
    boss.edits();
    boss.press("Take back");
    boss.settle();
    CHECK(boss.stage->described().find("2 rows were changed in one go") != std::string::npos);
    boss.answers.give<Undo>({2, 0});
    boss.press("Take all back");
    CHECK(boss.answers.last<Undo>().find(base::to_text(*acts.begin())) != std::string::npos);
    CHECK(boss.stage->described().find("2 rows are as they were") != std::string::npos);
}

TEST_CASE("why rows of a table are not changed by hand is said at the button") {
    Boss boss("/");
    messaging::Mark const mark{{{6, 1}}, boss.channel, boss.anna, 3};
    give_rows<messaging::Domain>(boss, std::vector{mark});
    boss.screens->go("/tables/messaging/mark/" + base::to_text(mark.id));
    boss.settle();
    CHECK(boss.stage->find(Role::button, "Change").description ==
          "Rows of this table follow from other things, so nobody changes them by hand.");
}

TEST_CASE("what the server keeps for itself is looked at and saved, and says why it is kept") {
    Boss boss("/");
    accounts::AuditEntry entry;
    entry.id = {{7, 1}};
    entry.actor = boss.anna.value;
    entry.subject = boss.boris.value;
    entry.action = "signed-in";
    give_rows<tables::Server>(boss, std::vector{entry});
    tables::ListTables::Response all;
    all.tables = {{"server.audit", 1, false, "audit-kept"}};
    boss.answers.give<tables::ListTables>(all);
    boss.stage->click(Role::link, "Tables");
    boss.settle();
    CHECK(boss.stage->sees(Role::heading, "Server"));
    CHECK(boss.stage->sees(Role::link, "Work that is done later"));
    CHECK(boss.stage->sees(Role::link, "Log of changes: messages"));
    boss.stage->click(Role::link, "Who did what to whom, 1 entry");
    boss.settle();
    boss.settle();  // and then who it was
    CHECK(boss.tab.place == "/tables/server/audit");
    CHECK(boss.stage->sees(Role::cell, "Anna"));
    std::string const why = "This log is only added to, so that nobody can wipe out what they did.";
    CHECK(boss.stage->find(Role::button, "Add").description == why);
    CHECK(boss.stage->find(Role::button, "Choose several").description == why);
    boss.saves_as("CSV for a spreadsheet");
    auto const& file = boss.tab.saved["server.audit.csv"];
    CHECK(file.find("signed-in") != std::string::npos);
    CHECK(file.find("detail") != std::string::npos);
    boss.screens->go("/tables/server/audit/" + base::to_text(entry.id));
    boss.settle();
    boss.settle();
    CHECK(boss.stage->find(Role::button, "Change").description == why);
    CHECK_FALSE(boss.stage->sees(Role::heading, "Who changed it"));
    CHECK(boss.answers.last<world::ListTable<accounts::Domain, accounts::Edit>>().empty());
    boss.stage->click(Role::link, "Anna");
    boss.settle();
    CHECK(boss.tab.place == "/tables/accounts/person/" + base::to_text(boss.anna));
}

}  // namespace app_tables_test
