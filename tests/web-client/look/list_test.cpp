#include <doctest/doctest.h>

#include "tests/support/stage.hpp"
#include "web-client/look/widgets.hpp"

namespace list_test {

using look::Role;
using support::Stage;

namespace {

struct Rows {
    int count = 10'000;
    int drawn = 0;
    int pressed = -1;
};

Stage::Frame list_frame(Rows& rows) {
    return [&rows](look::Ui& ui, look::Rect window) {
        rows.drawn = 0;
        look::Scroll scroll;
        scroll.id = "rows";
        look::begin_scroll(ui, scroll, window);
        look::List list;
        list.label = "Numbers";
        list.count = rows.count;
        look::list(ui, list, [&](int i) {
            ++rows.drawn;
            std::string const label = "row " + std::to_string(i);
            look::Row row;
            row.id = label;
            row.label = label;
            if (look::row(ui, row)) rows.pressed = i;
        });
        look::end_scroll(ui);
    };
}

struct Talk {
    std::vector<std::string> ids;
    look::TallList list;
    bool at_top = false;
};

Stage::Frame talk_frame(Talk& talk) {
    return [&talk](look::Ui& ui, look::Rect window) {
        look::Scroll scroll;
        scroll.id = "talk";
        scroll.padding_x = scroll.padding_y = 0;
        look::begin_scroll(ui, scroll, window);
        talk.at_top = talk.list.draw(
            ui, "Messages", Role::log, static_cast<int>(talk.ids.size()),
            [&](int i) { return std::string_view(talk.ids[static_cast<std::size_t>(i)]); },
            [&](int i) {
                look::text(ui, talk.ids[static_cast<std::size_t>(i)]);
                look::gap(ui, static_cast<float>(5 + talk.ids[static_cast<std::size_t>(i)].back() *
                                                         7 % 40));
            });
        look::end_scroll(ui);
    };
}

std::vector<std::string> numbered(int from, int to) {
    std::vector<std::string> ids;
    for (int i = from; i < to; ++i) ids.push_back("message " + std::to_string(i));
    return ids;
}

}  // namespace

TEST_CASE("of ten thousand rows only those in sight are drawn, and each knows its place") {
    Rows rows;
    Stage stage(list_frame(rows));
    CHECK(rows.drawn < 40);
    std::uint32_t const item = stage.find(Role::link, "row 3", "Numbers").parent;
    look::Node const row = *stage.ui().nodes.find(item);
    CHECK(row.role == Role::listitem);
    CHECK(row.position == 4);
    CHECK(row.set_size == 10'000);
    CHECK_FALSE(stage.sees(Role::link, "row 5000"));
}

TEST_CASE("the wheel scrolls to other rows, and the scroll bar to the last ones") {
    Rows rows;
    Stage stage(list_frame(rows));
    stage.wheel(400, 400, -20);
    CHECK_FALSE(stage.sees(Role::link, "row 0"));
    stage.wheel(400, 400, 1000);
    CHECK(stage.sees(Role::link, "row 0"));
    stage.drag(1276, 10, 1276, 799);
    CHECK(stage.sees(Role::link, "row 9999"));
    CHECK(rows.drawn < 40);
}

TEST_CASE("arrow keys walk beyond what is in sight") {
    Rows rows;
    Stage stage(list_frame(rows));
    stage.click(Role::link, "row 20");
    CHECK(rows.pressed == 20);
    for (int i = 0; i < 10; ++i) stage.press(ImGuiKey_DownArrow);
    CHECK(stage.focused() == "row 30");
    stage.press(ImGuiKey_Enter);
    CHECK(rows.pressed == 30);
}

TEST_CASE("a talk opens at its end, and stays there when more is said") {
    Talk talk;
    talk.ids = numbered(0, 500);
    Stage stage(talk_frame(talk));
    stage.run(4);
    CHECK(stage.sees(Role::text, "message 499"));
    CHECK(talk.list.at_end());
    CHECK(talk.list.last_seen() == 499);
    talk.ids = numbered(0, 505);
    stage.run(4);
    CHECK(talk.list.last_seen() == 504);
}

TEST_CASE("whoever scrolled up is left in peace when more is said below or loaded above") {
    Talk talk;
    talk.ids = numbered(100, 400);
    Stage stage(talk_frame(talk));
    stage.run(4);
    stage.wheel(400, 400, 30);
    stage.run(4);
    CHECK_FALSE(talk.list.at_end());
    look::Node const before = stage.all(Role::text).at(5);
    talk.ids = numbered(100, 420);
    stage.run(4);
    CHECK(stage.find(Role::text, before.name).rect.y == before.rect.y);
    talk.ids = numbered(0, 420);
    stage.run(4);
    CHECK(std::abs(stage.find(Role::text, before.name).rect.y - before.rect.y) <= 1);
}

TEST_CASE("the first short swipe up is not undone by what is said then") {
    for (float const turns : {0.3f, 0.5f, 1.0f, 2.0f}) {
        CAPTURE(turns);
        Talk talk;
        talk.ids = numbered(0, 300);
        Stage stage(talk_frame(talk));
        stage.resize(390, 700);
        stage.run(6);
        REQUIRE(talk.list.at_end());
        stage.wheel(200, 300, turns);
        stage.run(6);
        CHECK_FALSE(talk.list.at_end());
        auto const before = stage.all(Role::text).at(8);
        talk.ids = numbered(0, 301);
        stage.run(6);
        CHECK_FALSE(talk.list.at_end());
        CHECK(std::abs(stage.find(Role::text, before.name).rect.y - before.rect.y) <= 1);
    }
}

TEST_CASE("a talk is scrolled up to its first message, in however many steps") {
    Talk talk;
    talk.ids = numbered(0, 300);
    Stage stage(talk_frame(talk));
    for (int i = 0; i < 100 && !stage.sees(Role::text, "message 0"); ++i) stage.wheel(400, 400, 20);
    CHECK(stage.sees(Role::text, "message 0"));
    stage.wheel(400, 400, 20);
    stage.run(4);
    CHECK(talk.at_top);
}

TEST_CASE("a few messages stand at the lower edge") {
    Talk talk;
    talk.ids = numbered(0, 2);
    Stage stage(talk_frame(talk));
    stage.run(4);
    CHECK(stage.find(Role::text, "message 1").rect.y > 700);
    CHECK(stage.ui().redraw_in_s > 1);
}

TEST_CASE("a talk can be opened at any message") {
    Talk talk;
    talk.ids = numbered(0, 500);
    talk.list.show(250);
    Stage stage(talk_frame(talk));
    stage.run(6);
    CHECK(stage.sees(Role::text, "message 250"));
    CHECK(stage.find(Role::text, "message 250").rect.y > 0);
    CHECK_FALSE(stage.sees(Role::text, "message 499"));
}

}  // namespace list_test
