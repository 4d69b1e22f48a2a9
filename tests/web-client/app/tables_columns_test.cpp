// What of a table is shown and saved: its columns, and the forms of a file.
#include <doctest/doctest.h>

#include "tests/web-client/app/boss.hpp"

namespace app_tables_columns_test {

using look::Role;
using visit::Boss;

TEST_CASE("all rows of a table are saved as a file, in the form that is wanted") {
    Boss boss("/tables/messaging/channel");
    boss.saves_as("CSV for a spreadsheet");
    REQUIRE(boss.tab.saved.count("messaging.channel.csv") == 1);
    auto const& file = boss.tab.saved["messaging.channel.csv"];
    CHECK(file.substr(0, 9) == "\xEF\xBB\xBFid,tit");
    CHECK(file.find("Цех") != std::string::npos);
    boss.saves_as("JSON lines");
    auto const& lines = boss.tab.saved["messaging.channel.jsonl"];
    messaging::Channel channel;
    REQUIRE(wire::json::parse(lines.substr(0, lines.find('\n')), channel).empty());
    CHECK(channel.title == "Цех");
    boss.saves_as("Another CSV…");
    boss.stage->click(Role::option, "tabs");
    boss.stage->click(Role::option, "as programs write");
    boss.stage->click(Role::option, "without it");
    boss.press("Save");
    REQUIRE(boss.tab.saved.count("messaging.channel.tsv") == 1);
    CHECK(boss.tab.saved["messaging.channel.tsv"].substr(0, 9) == "id\ttitle\t");
}

TEST_CASE("columns are chosen and ordered, the address says so, and a file has the same") {
    Boss boss("/tables/messaging/channel");
    using List = world::ListTable<messaging::Domain, messaging::Channel>;
    auto const asked = boss.answers.asked.size();
    boss.press("Columns");
    CHECK(boss.stage->find(Role::checkbox, "Title").state.disabled);
    CHECK(boss.stage->find(Role::checkbox, "Title").description == "It is always shown.");
    boss.stage->click(Role::checkbox, "About");
    boss.settle();
    CHECK_FALSE(boss.stage->sees(Role::columnheader, "About"));
    CHECK(boss.stage->sees(Role::columnheader, "Title"));
    CHECK(boss.tab.place.find("columns=title,created_by,") != std::string::npos);
    // By the keyboard, too, and the dialog stays.
    REQUIRE(boss.stage->sees(Role::dialog, "Columns"));
    boss.press("Move Made by to the front");
    CHECK(boss.tab.place.find("columns=created_by,title,") != std::string::npos);
    CHECK(boss.stage->find(Role::button, "Move Made by to the front").description ==
          "It is the first one.");
    for (int i = 0; i < 60 && boss.stage->focused() != "Last number"; ++i)
        boss.stage->press(ImGuiKey_Tab);
    REQUIRE(boss.stage->focused() == "Last number");
    boss.stage->press(ImGuiKey_Space);
    boss.settle();
    CHECK(boss.tab.place.find("last_number") == std::string::npos);
    boss.press("Done");
    // The server was asked for nothing again.
    std::size_t again = 0;
    for (auto i = asked; i < boss.answers.asked.size(); ++i)
        again += boss.answers.asked[i].path.find(List::path) != std::string::npos ? 1u : 0u;
    CHECK(again == 0);
    auto const headers = boss.stage->all(Role::columnheader);
    REQUIRE(headers.size() >= 2);
    CHECK(headers[0].name == "Made by");
    boss.saves_as("CSV for programs");
    auto const& file = boss.tab.saved["messaging.channel.csv"];
    CHECK(file.substr(0, 17) == "created_by,title,");
    CHECK(file.find("about") == std::string::npos);
    boss.saves_as("JSON lines");
    auto const& lines = boss.tab.saved["messaging.channel.jsonl"];
    CHECK(lines.find("\"created_by\"") < lines.find("\"title\""));
    CHECK(lines.find("\"about\"") == std::string::npos);
    boss.press("Columns");
    boss.press("As usual");
    boss.press("Done");
    CHECK(boss.tab.place == "/tables/messaging/channel");
    CHECK(boss.stage->sees(Role::columnheader, "About"));
}

TEST_CASE("the columns of an address are those, whatever else stands in it") {
    Boss boss("/tables/messaging/channel?columns=id,nothing,title,title");
    auto const headers = boss.stage->all(Role::columnheader);
    REQUIRE(headers.size() == 2);
    CHECK(headers[0].name == "Id");
    CHECK(headers[1].name == "Title");
    CHECK(boss.stage->sees(Role::cell, base::to_text(boss.channel).substr(0, 8)));
}

TEST_CASE("rows are sorted by several columns, and the address says in which order") {
    Boss boss("/tables/messaging/channel?sort=-created");
    using List = world::ListTable<messaging::Domain, messaging::Channel>;
    auto const asked = [&](std::string const& sort) {
        return (boss.answers.last<List>() + "&").find("sort=" + sort + "&") != std::string::npos;
    };
    boss.stage->click(ImGuiMod_Shift, Role::columnheader, "Title");
    boss.settle();
    CHECK(boss.tab.place == "/tables/messaging/channel?sort=-created,title");
    CHECK(asked("-created%2Ctitle"));
    CHECK(boss.stage->find(Role::columnheader, "Title").description == "sort key 2");
    // The same for fingers and keys, of columns that there is no room for as well.
    boss.press("Also sort by…");
    CHECK(boss.stage->find(Role::menuitem, "Title, sort key 2").state.checked);
    boss.stage->click(Role::menuitem, "Title, sort key 2");
    boss.settle();
    CHECK(boss.tab.place == "/tables/messaging/channel?sort=-created,-title");
    boss.press("Also sort by…");
    boss.stage->click(Role::menuitem, "About");
    boss.settle();
    CHECK(boss.tab.place == "/tables/messaging/channel?sort=-created,-title,about");
    boss.press("Also sort by…");
    boss.stage->click(Role::menuitem, "Made, sort key 1");
    boss.settle();
    CHECK(boss.tab.place == "/tables/messaging/channel?sort=-title,about");
    boss.stage->click(Role::columnheader, "About");
    boss.settle();
    CHECK(boss.tab.place == "/tables/messaging/channel?sort=about");
    CHECK(asked("about"));
}

TEST_CASE("more columns than the server sorts by are not offered") {
    std::string sort = "title";
    while (sort.size() < 195) sort += ",x" + std::to_string(sort.size());
    Boss boss("/tables/messaging/channel?sort=" + sort);
    auto const before = boss.tab.place;
    boss.press("Also sort by…");
    CHECK(boss.stage->find(Role::menuitem, "About").description ==
          "The server sorts by no more columns than these.");
    CHECK_FALSE(boss.stage->find(Role::menuitem, "Title, sort key 1").state.disabled);
    boss.stage->press(ImGuiKey_Escape);
    boss.settle();
    boss.stage->click(ImGuiMod_Shift, Role::columnheader, "About");
    boss.settle();
    CHECK(boss.tab.place == before);
    CHECK(boss.stage->described().find("The server sorts by no more") != std::string::npos);
}

}  // namespace app_tables_columns_test
