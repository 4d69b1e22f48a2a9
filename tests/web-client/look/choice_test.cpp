#include <doctest/doctest.h>

#include "tests/support/stage.hpp"
#include "web-client/look/widgets.hpp"

namespace choice_test {

using look::Role;
using support::Stage;

TEST_CASE("one of the tabs is chosen, by mouse or by keys") {
    int chosen = 0, changes = 0;
    std::vector<std::string> const names{"Members", "Files", "About"};
    Stage stage(
        [&](look::Ui& ui, look::Rect) { changes += look::tabs(ui, "Details", names, chosen); });
    CHECK(stage.find(Role::tab, "Members").state.selected);
    stage.click(Role::tab, "Files");
    CHECK(chosen == 1);
    CHECK(changes == 1);
    CHECK_FALSE(stage.find(Role::tab, "Members").state.selected);
    stage.press(ImGuiKey_RightArrow);
    stage.press(ImGuiKey_Enter);
    CHECK(chosen == 2);
    CHECK(stage.find(Role::tab, "About").position == 3);
}

TEST_CASE("one of the segments is chosen") {
    int chosen = 1;
    std::vector<std::string> const names{"Русский", "English"};
    Stage stage([&](look::Ui& ui, look::Rect) { look::segments(ui, "Language", names, chosen); });
    stage.click(Role::option, "Русский", "Language");
    CHECK(chosen == 0);
    CHECK(stage.find(Role::option, "Русский").state.selected);
}

TEST_CASE("a table sorts by its heads, up and then down") {
    look::Sort sort{look::SortKey{"name"}};
    int changes = 0, pressed = -1;
    look::Table table;
    table.label = "People";
    table.columns = {{"name", "Name", 2, false, true, 0},
                     {"email", "E-mail", 2, false, false, 600},
                     {"joined", "Joined", 1, true, true, 0}};
    table.count = 1'000;
    table.total = 5'000;
    Stage stage([&](look::Ui& ui, look::Rect window) {
        look::Scroll scroll;
        scroll.id = "table";
        look::begin_scroll(ui, scroll, window);
        look::TableEvent const event = look::table(ui, table, sort, [](int row) {
            std::vector<look::Cell> cells(3);
            cells[0].text = "person " + std::to_string(row);
            return cells;
        });
        changes += event.sort_changed;
        if (event.pressed >= 0) pressed = event.pressed;
        look::end_scroll(ui);
    });
    CHECK(stage.find(Role::columnheader, "Name").value == "ascending");
    stage.click(Role::columnheader, "Name");
    CHECK(sort == look::Sort{{"name", true}});
    stage.click(Role::columnheader, "Joined");
    CHECK(sort == look::Sort{{"joined", false}});
    CHECK(changes == 2);
    stage.click(Role::row, "person 3");
    CHECK(pressed == 3);
    CHECK(stage.find(Role::row, "person 3").set_size == 5'000);
    CHECK(stage.sees(Role::columnheader, "E-mail"));
    stage.resize(390, 780);
    CHECK_FALSE(stage.sees(Role::columnheader, "E-mail"));
}

TEST_CASE("a table sorts by several columns, each turned and taken out by itself") {
    look::Sort sort{look::SortKey{"name"}};
    look::Table table;
    table.label = "People";
    table.columns = {{"name", "Name", 2, false, true, 0},
                     {"email", "E-mail", 2, false, true, 0},
                     {"joined", "Joined", 1, true, true, 0}};
    Stage stage([&](look::Ui& ui, look::Rect window) {
        look::Scroll scroll;
        scroll.id = "table";
        look::begin_scroll(ui, scroll, window);
        look::table(ui, table, sort, [](int) { return std::vector<look::Cell>(3); });
        look::end_scroll(ui);
    });
    CHECK(stage.find(Role::columnheader, "Name").description.empty());
    stage.click(ImGuiMod_Shift, Role::columnheader, "Joined");
    stage.click(ImGuiMod_Shift, Role::columnheader, "E-mail");
    CHECK(sort == look::Sort{{"name"}, {"joined"}, {"email"}});
    CHECK(stage.find(Role::columnheader, "Name").description == "sort key 1");
    CHECK(stage.find(Role::columnheader, "E-mail").description == "sort key 3");
    stage.click(ImGuiMod_Shift, Role::columnheader, "Joined");
    CHECK(sort == look::Sort{{"name"}, {"joined", true}, {"email"}});
    CHECK(stage.find(Role::columnheader, "Joined").value == "descending");
    stage.click(ImGuiMod_Shift, Role::columnheader, "Joined");
    CHECK(sort == look::Sort{{"name"}, {"email"}});
    CHECK(stage.find(Role::columnheader, "Joined").value.empty());
    // By one alone, which had been the other way as one of several.
    stage.click(ImGuiMod_Shift, Role::columnheader, "Name");
    stage.click(Role::columnheader, "Name");
    CHECK(sort == look::Sort{{"name"}});
    stage.click(ImGuiMod_Shift, Role::columnheader, "Name");
    stage.click(ImGuiMod_Shift, Role::columnheader, "Name");
    CHECK(sort.empty());
}

TEST_CASE("of a hundred thousand rows those in sight are drawn, wherever one scrolled to") {
    look::Sort sort;
    look::Table table;
    table.label = "Rows";
    table.columns = {{"name", "Name", 1, false, true, 0}};
    table.count = table.total = 100'000;
    int drawn = 0, last = 0;
    Stage stage([&](look::Ui& ui, look::Rect window) {
        look::Scroll scroll;
        scroll.id = "table";
        look::begin_scroll(ui, scroll, window);
        drawn = 0;
        look::table(ui, table, sort, [&](int row) {
            ++drawn;
            last = row;
            return std::vector<look::Cell>{{"row " + std::to_string(row), {}, {}, {}, false}};
        });
        look::end_scroll(ui);
    });
    auto const most = static_cast<int>(800 / table.row_height) + 6;
    CHECK(drawn > 10);
    CHECK(drawn <= most);
    for (int turn = 0; turn < 50; ++turn) {
        stage.wheel(300, 300, -1000);
        CHECK(drawn <= most);
    }
    CHECK(last > 1'000);
}

TEST_CASE("text is selected with the mouse and copied") {
    Stage stage([](look::Ui& ui, look::Rect) { look::paragraph(ui, "alpha «beta», gamma"); });
    look::Rect const rect = stage.find(Role::text, "alpha «beta», gamma").rect;
    stage.drag(rect.x, rect.y + 5, rect.x + rect.width + 20, rect.y + 5);
    stage.press(ImGuiMod_Ctrl, ImGuiKey_C);
    CHECK(stage.clipboard == "alpha «beta», gamma");
    stage.run(60);
    stage.click_at(rect.x + rect.width / 2, rect.y + 5, 2);
    stage.press(ImGuiMod_Ctrl, ImGuiKey_C);
    CHECK(stage.clipboard == "beta");  // and not what stands around it
    stage.run(60);
    stage.click_at(700, 700);
    stage.clipboard = "kept";
    stage.press(ImGuiMod_Ctrl, ImGuiKey_C);
    CHECK(stage.clipboard == "kept");
}

TEST_CASE("a link in a text is pressed by mouse, and found by keys") {
    std::string opened;
    Stage stage([&](look::Ui& ui, look::Rect) {
        look::Paragraph how;
        how.marked = true;
        std::string const address = look::paragraph(ui, "see https://example.org/ now", how);
        if (!address.empty()) opened = address;
    });
    stage.click(Role::link, "https://example.org/");
    CHECK(opened == "https://example.org/");
    opened.clear();
    stage.press(ImGuiKey_Tab);
    stage.press(ImGuiKey_Enter);
    CHECK(opened == "https://example.org/");
}

}  // namespace choice_test
