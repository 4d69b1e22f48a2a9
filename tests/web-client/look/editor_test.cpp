#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "shared/base/unicode.hpp"
#include "tests/support/stage.hpp"
#include "web-client/look/typing.hpp"
#include "web-client/look/widgets.hpp"

namespace editor_test {

using look::Role;
using support::Stage;

namespace {

struct Desk {
    look::EditorState state;
    int sent = 0;
    std::string grey;
    float height = 0;
    float width = 300;
};

Stage::Frame desk_frame(Desk& desk) {
    return [&desk](look::Ui& ui, look::Rect) {
        look::Editor editor;
        editor.label = "Write";
        editor.grey = desk.grey;
        editor.width = desk.width;
        look::Written const written = look::editor(ui, editor, desk.state);
        if (written.sent) ++desk.sent;
        desk.height = written.height;
    };
}

}  // namespace

TEST_CASE("Enter sends and Shift+Enter makes a new line") {
    Desk desk;
    Stage stage(desk_frame(desk));
    stage.click(Role::textbox, "Write");
    stage.type("Успеем");
    stage.press(ImGuiMod_Shift, ImGuiKey_Enter);
    stage.type("если печь свободна");
    CHECK(desk.state.text == "Успеем\nесли печь свободна");
    CHECK(desk.sent == 0);
    stage.press(ImGuiKey_Enter);
    CHECK(desk.sent == 1);
    CHECK(desk.state.text == "Успеем\nесли печь свободна");
}

TEST_CASE("arrows move by letters, not by bytes; with Ctrl by words; Home and End by lines") {
    Desk desk;
    Stage stage(desk_frame(desk));
    stage.click(Role::textbox, "Write");
    stage.type("печь № два");
    stage.press(ImGuiKey_LeftArrow);
    stage.type("_");
    CHECK(desk.state.text == "печь № дв_а");
    stage.press(ImGuiMod_Ctrl, ImGuiKey_LeftArrow);
    stage.press(ImGuiMod_Ctrl, ImGuiKey_LeftArrow);
    stage.type("!");
    CHECK(desk.state.text == "печь !№ дв_а");
    stage.press(ImGuiKey_Home);
    stage.type("(");
    stage.press(ImGuiKey_End);
    stage.type(")");
    CHECK(desk.state.text == "(печь !№ дв_а)");
}

TEST_CASE("what is written from the right goes on to the left, and back to the right") {
    Desk desk;
    Stage stage(desk_frame(desk));
    stage.click(Role::textbox, "Write");
    stage.type("שלום abc");
    stage.press(ImGuiKey_Home);
    CHECK(desk.state.caret == 0);
    stage.press(ImGuiKey_LeftArrow);
    CHECK(desk.state.caret == 2);  // bytes
    stage.press(ImGuiMod_Ctrl, ImGuiKey_LeftArrow);
    CHECK(desk.state.caret == 9);
    stage.press(ImGuiKey_RightArrow);
    CHECK(desk.state.caret == 8);
    stage.press(ImGuiMod_Ctrl, ImGuiKey_A);
    stage.press(ImGuiKey_RightArrow);  // to the beginning, which is at the right
    CHECK(desk.state.caret == 0);
}

TEST_CASE("Backspace and Delete take whole letters, and what is selected") {
    Desk desk;
    Stage stage(desk_frame(desk));
    stage.click(Role::textbox, "Write");
    stage.type("ёж и лис");
    stage.press(ImGuiKey_Backspace);
    CHECK(desk.state.text == "ёж и ли");
    stage.press(ImGuiMod_Ctrl, ImGuiKey_Backspace);
    CHECK(desk.state.text == "ёж и ");
    stage.press(ImGuiKey_Home);
    stage.press(ImGuiKey_Delete);
    CHECK(desk.state.text == "ж и ");
    stage.press(ImGuiMod_Ctrl, ImGuiKey_A);
    stage.press(ImGuiKey_Backspace);
    CHECK(desk.state.text.empty());
}

TEST_CASE("text is cut, copied and pasted, with its line breaks") {
    Desk desk;
    Stage stage(desk_frame(desk));
    stage.click(Role::textbox, "Write");
    stage.type("one");
    stage.press(ImGuiMod_Ctrl, ImGuiKey_A);
    stage.press(ImGuiMod_Ctrl, ImGuiKey_C);
    CHECK(stage.clipboard == "one");
    stage.press(ImGuiMod_Ctrl, ImGuiKey_X);
    CHECK(desk.state.text.empty());
    stage.clipboard = "two\r\nthree\rfour\ffive\u2028six";
    stage.press(ImGuiMod_Ctrl, ImGuiKey_V);
    CHECK(desk.state.text == "two\nthree\nfour\nfive\nsix");
}

TEST_CASE("what no text may hold is shown when it is pasted, and not dropped") {
    Desk desk;
    Stage stage(desk_frame(desk));
    stage.click(Role::textbox, "Write");
    stage.clipboard = "a\x01\x1B[0m\x7F\u0090b\tc и\u0306";
    stage.press(ImGuiMod_Ctrl, ImGuiKey_V);
    CHECK(desk.state.text == "a␁␛[0m␡\uFFFDb\tc й");
}

TEST_CASE("what a reader takes for one sign is passed over and erased as one") {
    for (std::string const sign : {"👨‍👩‍👧‍👦", "👍🏽", "🇷🇺", "❤️",
                                   "1️⃣", "e\u0301\u0323", "й", "क्षि"}) {
        CAPTURE(sign);
        Desk desk;
        Stage stage(desk_frame(desk));
        stage.click(Role::textbox, "Write");
        stage.type("x" + sign);
        stage.press(ImGuiKey_LeftArrow);
        CHECK(desk.state.caret == base::cluster_begin(desk.state.text, desk.state.text.size()));
        stage.type("y");
        stage.press(ImGuiKey_RightArrow);
        CHECK(desk.state.caret == desk.state.text.size());
        stage.press(ImGuiKey_Backspace);
        auto const left = desk.state.text;
        CHECK(left.substr(left.size() - 1) == "y");
    }
}

TEST_CASE("words of every script are passed over whole, and what stands between them, too") {
    Desk desk;
    Stage stage(desk_frame(desk));
    stage.click(Role::textbox, "Write");
    stage.type("привет, мир\u00A0हिन्दी👍");
    auto const& text = desk.state.text;
    std::vector<std::size_t> stops;
    while (desk.state.caret > 0) {
        stage.press(ImGuiMod_Ctrl, ImGuiKey_LeftArrow);
        stops.push_back(desk.state.caret);
    }
    CHECK(stops == std::vector<std::size_t>{text.find("👍"), text.find("हि"), text.find("мир"),
                                            text.find(","), 0});
}

TEST_CASE("what was done is undone, and done again") {
    Desk desk;
    Stage stage(desk_frame(desk));
    stage.click(Role::textbox, "Write");
    stage.type("one");
    stage.type(" two");
    stage.press(ImGuiMod_Ctrl, ImGuiKey_Z);
    CHECK(desk.state.text == "one");
    stage.press(ImGuiMod_Ctrl, ImGuiKey_Y);
    CHECK(desk.state.text == "one two");
    stage.press(ImGuiMod_Ctrl, ImGuiKey_Z);
    stage.press(ImGuiMod_Ctrl, ImGuiKey_Z);
    CHECK(desk.state.text.empty());
    stage.press(ImGuiMod_Ctrl, ImGuiKey_Z);
    CHECK(desk.state.text.empty());
}

TEST_CASE("the field grows with its text up to a limit, and then scrolls to the caret") {
    Desk desk;
    Stage stage(desk_frame(desk));
    float const one_line = desk.height;
    stage.click(Role::textbox, "Write");
    stage.press(ImGuiMod_Shift, ImGuiKey_Enter);
    CHECK(desk.height > one_line);
    for (int i = 0; i < 20; ++i) stage.press(ImGuiMod_Shift, ImGuiKey_Enter);
    CHECK(desk.height == 160);
    CHECK(desk.state.scroll > 0);
    stage.press(ImGuiMod_Ctrl, ImGuiKey_Home);
    CHECK(desk.state.scroll == 0);
}

TEST_CASE("Up and Down go through wrapped lines and keep their column") {
    Desk desk;
    desk.width = 160;
    Stage stage(desk_frame(desk));
    stage.click(Role::textbox, "Write");
    stage.type("aaaa bbbb cccc dddd eeee ffff gggg hhhh");
    std::size_t const end = desk.state.caret;
    stage.press(ImGuiKey_UpArrow);
    CHECK(desk.state.caret < end);
    stage.press(ImGuiKey_UpArrow);
    std::size_t const higher = desk.state.caret;
    stage.press(ImGuiKey_DownArrow);
    stage.press(ImGuiKey_UpArrow);
    CHECK(desk.state.caret == higher);
    CHECK(stage.focused() == "Write");
}

TEST_CASE("the mouse sets the caret and selects; a double click takes a word") {
    Desk desk;
    Stage stage(desk_frame(desk));
    stage.click(Role::textbox, "Write");
    stage.type("alpha beta");
    look::Rect const rect = stage.find(Role::textbox, "Write").rect;
    stage.click_at(rect.x + 14, rect.y + 18);
    CHECK(desk.state.caret <= 1);
    stage.wait(2);
    stage.run(60);
    stage.click_at(rect.x + 20, rect.y + 18, 2);
    CHECK(desk.state.anchor == 0);
    CHECK(desk.state.caret == 5);
    stage.type("gamma");
    CHECK(desk.state.text == "gamma beta");
}

TEST_CASE("a grey field takes nothing and says why") {
    Desk desk;
    desk.grey = "You are not in the channel";
    Stage stage(desk_frame(desk));
    stage.click(Role::textbox, "Write");
    stage.type("text");
    CHECK(desk.state.text.empty());
    CHECK(stage.find(Role::textbox, "Write").description == "You are not in the channel");
}

TEST_CASE("all of a text goes in, or nothing of it when it is beyond all measure") {
    look::EditorState state;
    std::string const log(300'000, 'x');
    CHECK(look::typing::insert(state, log));
    CHECK(state.text == log);
    look::typing::select_all(state);
    CHECK_FALSE(look::typing::insert(state, std::string(look::most_in_field + 1, 'y')));
    CHECK(state.text == log);
    CHECK(state.refused_paste);
    CHECK(look::typing::insert(state, "ж"));
    CHECK(state.text == "ж");
    CHECK_FALSE(state.refused_paste);
}

TEST_CASE("line breaks of every kind stay line breaks") {
    look::EditorState state;
    CHECK(look::typing::insert(state, "a\r\nb\rc\nd"));
    CHECK(state.text == "a\nb\nc\nd");
}

}  // namespace editor_test
