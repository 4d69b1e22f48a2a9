// Views of a table: saved, chosen, renamed, shared and removed, by their owner and by others.
#include <doctest/doctest.h>

#include "tests/web-client/app/boss.hpp"

namespace app_tables_views_test {

using accounts::View;
using look::Role;
using visit::Boss, visit::give_rows;

namespace {

using List = world::ListTable<accounts::Domain, View>;
std::string const narrowed = "/tables/messaging/channel?sort=-created&filter[title][starts]=A";

struct Office : Boss {
    explicit Office(std::string const& route) : Boss(route) {}
    void chooses(std::string const& item) {
        press("Views");
        stage->click(Role::menuitem, item);
        settle();
    }
    void saves(std::string const& name, bool for_all = false) {
        chooses("Save this view…");
        stage->fill("Name", name);
        if (for_all) stage->click(Role::checkbox, "For all administrators");
        press("Save");
    }
    std::vector<View> kept() {
        std::vector<View> all;
        for (auto const& [id, row] :
             server.stores.of<accounts::Domain>().state.world.table<View>().all())
            all.push_back(row);
        return all;
    }
};

}  // namespace

TEST_CASE("what is chosen of a table is saved under a name, and found again by it") {
    Office office(narrowed);
    office.saves("На A");
    REQUIRE(office.kept().size() == 1);
    auto const view = office.kept()[0];
    CHECK(view.name == "На A");
    CHECK(view.table == "messaging.channel");
    CHECK(view.query == "sort=-created&filter[title][starts]=A");
    CHECK_FALSE(view.shared);
    CHECK(view.person.value == office.anna.value);
    CHECK(office.stage->find(Role::button, "На A").state.selected);
    office.screens->go("/tables/messaging/channel");
    office.settle();
    CHECK_FALSE(office.stage->find(Role::button, "На A").state.selected);
    office.press("На A");
    CHECK(office.tab.place == narrowed);
    // Another table has none of it.
    office.screens->go("/tables/accounts/person");
    office.settle();
    CHECK_FALSE(office.stage->sees(Role::button, "На A"));
}

TEST_CASE("a view is renamed, shared, saved anew and removed by its owner") {
    Office office(narrowed);
    office.saves("На A");
    office.press("Views");
    CHECK(office.stage->find(Role::menuitem, "Save the view as it is now").description ==
          "It is so already.");
    office.stage->press(ImGuiKey_Escape);
    office.chooses("Rename the view…");
    office.stage->fill("Name", "Первые");
    office.press("Save");
    REQUIRE(office.kept().size() == 1);
    CHECK(office.kept()[0].name == "Первые");
    office.chooses("Share the view with all administrators");
    CHECK(office.kept()[0].shared);
    office.chooses("Keep the view to myself");
    CHECK_FALSE(office.kept()[0].shared);
    // One goes on from it, and then keeps what came of that.
    office.press("Title begins with A");
    office.chooses("Save the view as it is now");
    CHECK(office.kept()[0].query == "sort=-created");
    CHECK(office.stage->find(Role::button, "Первые").state.selected);
    office.chooses("Remove the view…");
    office.press("Cancel");
    CHECK(office.kept().size() == 1);
    office.chooses("Remove the view…");
    office.press("Yes, remove it");
    CHECK(office.kept().empty());
    CHECK_FALSE(office.stage->sees(Role::button, "Первые"));
}

TEST_CASE("what others share is asked for when a table is opened, and is theirs to change") {
    Office office("/");
    View shared{{{8, 1}}, office.boris, "messaging.channel", "Свежие", "sort=-created", true};
    View mine{{{8, 2}}, office.anna, "messaging.channel", "Мои", "", true};
    give_rows<accounts::Domain>(office, std::vector{shared, mine});
    CHECK(office.answers.last<List>().empty());
    office.screens->go("/tables/messaging/channel");
    office.settle();
    auto const asked = office.answers.last<List>();
    CAPTURE(asked);
    CHECK(asked.find("filter%5Btable%5D=messaging.channel") != std::string::npos);
    CHECK(asked.find("filter%5Bshared%5D=true") != std::string::npos);
    // What is one's own is known without the answer: there is none of that name by now.
    CHECK_FALSE(office.stage->sees(Role::button, "Мои"));
    office.press("Свежие");
    CHECK(office.tab.place == "/tables/messaging/channel?sort=-created");
    office.press("Views");
    CHECK(office.stage->sees(Role::menuitem, "Свежие (Boris)"));
    CHECK(office.stage->sees(Role::menuitem, "Save this view…"));
    CHECK_FALSE(office.stage->sees(Role::menuitem, "Rename the view…"));
    CHECK_FALSE(office.stage->sees(Role::menuitem, "Remove the view…"));
}

TEST_CASE("a name is asked for by its rules, and a view is for all where that was said") {
    Office office(narrowed);
    office.chooses("Save this view…");
    office.press("Save");
    CHECK(office.kept().empty());
    office.stage->fill("Name", std::string(101, 'x'));
    office.press("Save");
    CHECK(office.kept().empty());
    office.press("Cancel");
    office.saves("Для всех", true);
    REQUIRE(office.kept().size() == 1);
    CHECK(office.kept()[0].shared);
}

TEST_CASE("views are chosen by the keyboard alone, also on a phone") {
    Office office(narrowed);
    office.saves("На A");
    office.stage->resize(390, 844);
    office.screens->go("/tables/messaging/channel");
    office.settle();
    for (auto const& button : office.stage->all(Role::button)) {
        CAPTURE(button.name);
        CHECK(button.rect.x >= 0);
        CHECK(button.rect.x + button.rect.width <= 390);
    }
    for (int i = 0; i < 60 && office.stage->focused() != "Views"; ++i)
        office.stage->press(ImGuiKey_Tab);
    REQUIRE(office.stage->focused() == "Views");
    office.stage->press(ImGuiKey_Enter);
    office.settle();
    REQUIRE(office.stage->sees(Role::menuitem, "На A"));
    for (int i = 0; i < 20 && office.stage->focused() != "На A"; ++i)
        office.stage->press(ImGuiKey_Tab);
    office.stage->press(ImGuiKey_Enter);
    office.settle();
    CHECK(office.tab.place == narrowed);
}

}  // namespace app_tables_views_test
