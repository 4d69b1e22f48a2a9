#include <doctest/doctest.h>

#include "tests/support/stage.hpp"
#include "web-client/look/widgets.hpp"

namespace writing_test {

using look::Role;
using support::Stage;

namespace {

struct Desk {
    look::EditorState text;
    std::string name;
    int sent = 0, entered = 0;
};

Stage::Frame frame_of(Desk& desk) {
    return [&desk](look::Ui& ui, look::Rect) {
        look::Editor editor;
        editor.label = "Message";
        desk.sent += look::editor(ui, editor, desk.text).sent;
        look::Field name;
        name.label = "Name";
        desk.entered += look::field(ui, name, desk.name).entered;
    };
}

support::StageSettings of_page() {
    support::StageSettings settings;
    settings.real_fields = true;
    return settings;
}

// What the page's field is to be; there is only one while something is edited.
look::RealField shown(Stage& stage) {
    REQUIRE(stage.ui().fields_on_page.size() == 1);
    return stage.ui().fields_on_page.front();
}

void edit(Stage& stage, std::string const& text, std::size_t anchor, std::size_t caret) {
    look::RealEdit edit;
    edit.name = shown(stage).name;
    edit.text = text;
    edit.anchor = anchor;
    edit.caret = caret;
    stage.ui().edits_on_page.push_back(edit);
    stage.run();
}

}  // namespace

TEST_CASE("on a page there is a real field while one writes, and none before and after") {
    Desk desk;
    desk.text.text = "Торт 🎂";
    Stage stage(of_page(), frame_of(desk));
    CHECK(stage.ui().fields_on_page.empty());
    stage.click(Role::textbox, "Message");
    auto const field = shown(stage);
    CHECK(field.label == "Message");
    CHECK(field.value == "Торт 🎂");
    CHECK(field.edited);
    CHECK(field.lines);
    CHECK(field.focused);
    CHECK(field.rect.width > 100);
    CHECK(stage.find(Role::textbox, "Message").state.on_page);
    stage.press(ImGuiKey_Tab);
    CHECK(shown(stage).label == "Name");
    CHECK_FALSE(shown(stage).lines);
    CHECK_FALSE(stage.find(Role::textbox, "Message").state.on_page);
    stage.press(ImGuiKey_Escape);
    CHECK(stage.ui().fields_on_page.empty());
}

TEST_CASE("what is done in the page's field is taken over, and counted as pages count") {
    Desk desk;
    Stage stage(of_page(), frame_of(desk));
    stage.click(Role::textbox, "Message");
    edit(stage, "🎂 торт", 3, 5);
    CHECK(desk.text.text == "🎂 торт");
    CHECK(desk.text.anchor == 5);  // bytes: four of the cake, and a blank
    CHECK(desk.text.caret == 9);
    CHECK(shown(stage).anchor == 3);
    CHECK(shown(stage).caret == 5);
    stage.type("б");  // a letter that came before the page had the focus
    CHECK(desk.text.text == "🎂 брт");
    CHECK(shown(stage).value == "🎂 брт");
    CHECK(shown(stage).caret == 4);
    stage.press(ImGuiKey_Enter);
    CHECK(desk.sent == 1);
}

TEST_CASE("what was written is kept when the press that ends the writing comes in the same frame") {
    Desk desk;
    Stage stage(of_page(), frame_of(desk));
    stage.click(Role::textbox, "Message");
    look::RealEdit last;
    last.name = shown(stage).name;
    last.text = "committed by the press";
    stage.ui().edits_on_page.push_back(last);
    ImGui::GetIO().AddMousePosEvent(600, 500);
    ImGui::GetIO().AddMouseButtonEvent(0, true);
    stage.run(2);
    CHECK(stage.ui().fields_on_page.empty());
    CHECK(desk.text.text == "committed by the press");
}

TEST_CASE("every line end of a page is one, and a blank where there is one line") {
    Desk desk;
    Stage stage(of_page(), frame_of(desk));
    stage.click(Role::textbox, "Message");
    edit(stage, "a\u000Bb\u000Cc\u0085d\u2028e\u2029f", 11, 11);
    CHECK(desk.text.text == "a\nb\nc\nd\ne\nf");
    CHECK(shown(stage).caret == 11);
    stage.run(2);  // it has grown
    stage.click(Role::textbox, "Name");
    edit(stage, "a\u000Bb\u2028c", 5, 5);
    CHECK(desk.name == "a b c");
}

TEST_CASE("what no text may hold is shown by signs, but not while an input method is at work") {
    Desk desk;
    Stage stage(of_page(), frame_of(desk));
    stage.click(Role::textbox, "Message");
    look::RealEdit composed;
    composed.name = shown(stage).name;
    composed.text = "a\x01";
    composed.composing = true;
    stage.ui().edits_on_page.push_back(composed);
    stage.run();
    CHECK(desk.text.text == "a\x01");
    edit(stage, "a\x01", 2, 2);
    CHECK(desk.text.text == "a␁");
    CHECK(shown(stage).caret == 2);
}

TEST_CASE(
    "a field of one line goes by the same rules, and keeps the value that its caller gives it") {
    Desk desk;
    Stage stage(of_page(), frame_of(desk));
    stage.click(Role::textbox, "Name");
    edit(stage, "Анна", 4, 4);
    CHECK(desk.name == "Анна");
    desk.name = "Борис";
    stage.run();
    CHECK(shown(stage).value == "Борис");
    stage.press(ImGuiKey_Enter);
    CHECK(desk.entered == 1);
    CHECK(shown(stage).anchor == 0);  // what is typed next replaces what was wrong
    CHECK(shown(stage).caret == 5);
}

TEST_CASE(
    "a page that takes the focus away ends the writing, and gives it back when it is pressed") {
    Desk desk;
    Stage stage(of_page(), frame_of(desk));
    stage.click(Role::textbox, "Message");
    auto const before = shown(stage);
    stage.ui().left_on_page = before.name;
    stage.run();
    CHECK(stage.ui().fields_on_page.empty());
    stage.click(Role::textbox, "Message");
    CHECK(shown(stage).turn != before.turn);
}

TEST_CASE("a paste that the page refused is said, with its size") {
    Desk desk;
    Stage stage(of_page(), frame_of(desk));
    stage.click(Role::textbox, "Name");
    look::RealEdit refused;
    refused.name = shown(stage).name;
    refused.refused_bytes = 3u << 20;
    stage.ui().edits_on_page.push_back(refused);
    stage.run(2);
    CHECK(stage.sees(Role::text, "This text (3 MB) is too large to be pasted: at most 1 MB"));
    edit(stage, "a", 1, 1);
    stage.run();
    CHECK_FALSE(stage.sees(Role::text, "This text (3 MB) is too large to be pasted: at most 1 MB"));
}

TEST_CASE("a line longer than its field scrolls to the caret, and a password shows dots") {
    Desk desk;
    std::string secret;
    Stage stage([&](look::Ui& ui, look::Rect) {
        look::Field line;
        line.label = "Line";
        line.width = 120;
        look::field(ui, line, desk.name);
        look::Field password;
        password.label = "Password";
        password.password = true;
        look::field(ui, password, secret);
    });
    stage.click(Role::textbox, "Line");
    stage.type("a line that is longer than its field");
    CHECK(stage.ui().line.scroll > 50);
    stage.press(ImGuiKey_Home);
    CHECK(stage.ui().line.scroll == 0);
    stage.clipboard = "two\nlines";
    stage.press(ImGuiMod_Ctrl, ImGuiKey_A);
    stage.press(ImGuiMod_Ctrl, ImGuiKey_V);
    CHECK(desk.name == "two lines");
    stage.click(Role::textbox, "Password");
    stage.type("тай👍🏽на");
    stage.press(ImGuiKey_LeftArrow);
    stage.press(ImGuiKey_LeftArrow);
    stage.press(ImGuiKey_Backspace);  // all of the sign
    CHECK(secret == "тайна");
    stage.press(ImGuiMod_Ctrl, ImGuiKey_A);
    stage.press(ImGuiMod_Ctrl, ImGuiKey_C);
    CHECK(stage.clipboard == "two\nlines");  // no password is copied
}

}  // namespace writing_test
