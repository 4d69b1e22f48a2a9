#include <doctest/doctest.h>

#include "tests/support/stage.hpp"
#include "web-client/look/widgets.hpp"

namespace above_test {

using look::Role;
using support::Stage;

namespace {

struct Room {
    bool open = false;
    int deleted = 0, chosen = 0;
    std::string name;
    std::string title = "Delete?";
};

Stage::Frame room_frame(Room& room) {
    return [&room](look::Ui& ui, look::Rect) {
        look::Button ask;
        ask.label = "Delete…";
        if (look::button(ui, ask)) room.open = true;
        look::Button other;
        other.label = "Other";
        look::button(ui, other);
        look::Dialog dialog;
        dialog.title = room.title;
        if (look::begin_dialog(ui, dialog, room.open)) {
            look::Field field;
            field.label = "Name";
            look::field(ui, field, room.name);
            look::DialogButtons buttons;
            buttons.main.label = "Delete";
            buttons.other = "Cancel";
            look::Answer const answer = look::dialog_buttons(ui, buttons);
            if (answer == look::Answer::main) ++room.deleted;
            if (answer != look::Answer::none) room.open = false;
            look::end_dialog(ui);
        }
    };
}

Stage::Frame menu_frame(int& chosen) {
    return [&chosen](look::Ui& ui, look::Rect) {
        look::Button me;
        me.label = "Me";
        bool const pressed = look::button(ui, me);
        if (pressed) look::open_menu(ui, "mine");
        if (!look::begin_menu(ui, "mine", "My menu", {0, 0, 40, 32})) return;
        look::MenuItem item;
        item.label = "Sessions";
        if (look::menu_item(ui, item)) chosen = 1;
        item.label = "Sign out";
        if (look::menu_item(ui, item)) chosen = 2;
        look::end_menu(ui);
    };
}

}  // namespace

TEST_CASE("a title that is longer than a line is shown whole, in four lines at most") {
    auto const height_of = [](std::string const& title) {
        Room room;
        room.open = true;
        room.title = title;
        Stage stage(room_frame(room));
        stage.run(3);
        auto const heading = stage.find(Role::heading, title).rect;
        auto const field = stage.find(Role::textbox, "Name").rect;
        CHECK(heading.y + heading.height <= field.y);
        return heading.height;
    };
    float const one = height_of("Delete?");
    CHECK(height_of("Take the administrator's right from Anna Petrova?") > one);
    std::string longer;
    for (int i = 0; i < 100; ++i) longer += "long ";
    float const most = height_of(longer);
    CHECK(most > one);
    CHECK(height_of(longer + longer) == most);
    CHECK(height_of(std::string(200, 'x')) > one);  // without a place to break
}

TEST_CASE("a dialog takes the keyboard, keeps it, and gives it back") {
    Room room;
    Stage stage(room_frame(room));
    stage.click(Role::button, "Delete…");
    stage.run(3);
    look::Node const dialog = stage.find(Role::dialog, "Delete?");
    CHECK(dialog.state.modal);
    CHECK(dialog.parent == stage.tree().nodes.front().id);
    for (int i = 0; i < 8; ++i) {
        stage.press(ImGuiKey_Tab);
        CHECK(stage.focused() != "Other");
        CHECK(stage.focused() != "Delete…");
    }
    stage.press(ImGuiKey_Escape);
    stage.run(3);
    CHECK_FALSE(room.open);
    CHECK_FALSE(stage.sees(Role::dialog, "Delete?"));
    CHECK(stage.focused() == "Delete…");
    CHECK(room.deleted == 0);
}

TEST_CASE("Escape closes a dialog at once, also out of a field") {
    Room room;
    Stage stage(room_frame(room));
    stage.click(Role::button, "Delete…");
    stage.run(3);
    stage.click(Role::textbox, "Name");
    stage.type("x");
    stage.press(ImGuiKey_Escape);
    CHECK_FALSE(room.open);
}

TEST_CASE("what lies under a dialog cannot be pressed") {
    Room room;
    Stage stage(room_frame(room));
    look::Rect const other = stage.find(Role::button, "Other").rect;
    stage.click(Role::button, "Delete…");
    stage.run(3);
    stage.click_at(other.x + 5, other.y + 5);
    CHECK(room.open);
    stage.click(Role::button, "Delete", "Delete?");
    CHECK(room.deleted == 1);
    CHECK_FALSE(room.open);
}

TEST_CASE("a dialog fits a phone") {
    Room room;
    Stage stage({words::Language::english, true, 390, 780, false}, room_frame(room));
    stage.click(Role::button, "Delete…");
    stage.run(3);
    look::Rect const rect = stage.find(Role::dialog, "Delete?").rect;
    CHECK(rect.x >= 0);
    CHECK(rect.x + rect.width <= 390);
}

TEST_CASE("a menu is walked with arrows, chosen with Enter, and closed with Escape") {
    int chosen = 0;
    Stage stage(menu_frame(chosen));
    CHECK_FALSE(stage.sees(Role::menu, "My menu"));
    stage.click(Role::button, "Me");
    stage.run(3);
    CHECK(stage.sees(Role::menuitem, "Sign out", "My menu"));
    stage.press(ImGuiKey_Escape);
    stage.run(3);
    CHECK_FALSE(stage.sees(Role::menu, "My menu"));
    CHECK(chosen == 0);
    stage.click(Role::button, "Me");
    stage.run(3);
    while (stage.focused() != "Sign out") stage.press(ImGuiKey_DownArrow);
    stage.press(ImGuiKey_Enter);
    stage.run(3);
    CHECK(chosen == 2);
    CHECK_FALSE(stage.sees(Role::menu, "My menu"));
}

TEST_CASE("a press beside a menu closes it") {
    int chosen = 0;
    Stage stage(menu_frame(chosen));
    stage.click(Role::button, "Me");
    stage.run(3);
    stage.click_at(900, 700);
    stage.run(3);
    CHECK_FALSE(stage.sees(Role::menu, "My menu"));
}

TEST_CASE("a notice is said, goes by itself when its time is over, or by its cross") {
    std::vector<look::Toast> toasts(2);
    toasts[0].text = "Saved";
    toasts[1].text = "Broken";
    toasts[1].tone = look::Tone::bad;
    toasts[1].action = "Undo";
    toasts[1].id = 7;
    toasts[1].seconds = 60;
    std::uint64_t pressed = 0;
    Stage stage([&](look::Ui& ui, look::Rect) {
        std::uint64_t const id = look::toasts(ui, toasts);
        if (id != 0) pressed = id;
    });
    CHECK(stage.sees(Role::status, "Saved"));
    CHECK(stage.sees(Role::alert, "Broken"));
    CHECK(stage.ui().redraw_in_s <= 6);
    stage.wait(7);
    CHECK_FALSE(stage.sees(Role::status, "Saved"));
    CHECK(toasts.size() == 1);
    stage.click(Role::button, "Undo");
    CHECK(pressed == 7);
    CHECK(toasts.empty());
    CHECK(stage.ui().redraw_in_s > 1000);
}

}  // namespace above_test
