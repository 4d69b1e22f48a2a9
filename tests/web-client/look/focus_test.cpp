#include <doctest/doctest.h>

#include "tests/support/stage.hpp"
#include "web-client/look/widgets.hpp"

namespace focus_test {

using look::Role;
using support::Stage;

namespace {

// Two fields, a field of many lines, and a button that may take itself away.
struct Desk {
    std::string name, about;
    look::EditorState text;
    int entered = 0, sent = 0;
    bool way_in = true, goes = false, takes_letters = false, focus = false;
};

Stage::Frame frame_of(Desk& desk) {
    return [&desk](look::Ui& ui, look::Rect) {
        look::Field name;
        name.label = "Name";
        desk.entered += look::field(ui, name, desk.name).entered;
        look::Field about;
        about.label = "About";
        look::field(ui, about, desk.about);
        look::Editor editor;
        editor.label = "Message";
        editor.takes_letters = desk.takes_letters;
        editor.focus = std::exchange(desk.focus, false);
        desk.sent += look::editor(ui, editor, desk.text).sent;
        look::Button other;
        other.label = "Other";
        look::button(ui, other);
        if (!desk.way_in) return;
        look::Button go;
        go.label = "Sign in";
        if (look::button(ui, go) && desk.goes) desk.way_in = false;
    };
}

void tap(ImGuiKey key) {
    ImGui::GetIO().AddKeyEvent(key, true);
    ImGui::GetIO().AddKeyEvent(key, false);
}

}  // namespace

TEST_CASE("no letter is lost after a quick Tab") {
    for (int frames = 0; frames < 3; ++frames) {
        CAPTURE(frames);
        Desk desk;
        Stage stage(frame_of(desk));
        stage.click(Role::textbox, "Name");
        stage.type("Alpha");
        ImGui::GetIO().ConfigInputTrickleEventQueue = true;  // as platforms have it
        tap(ImGuiKey_Tab);
        stage.run(frames);
        for (char const* letter : {"B", "e", "t", "a"}) {
            ImGui::GetIO().AddInputCharactersUTF8(letter);
            stage.run();
        }
        stage.run(6);
        CHECK(desk.name == "Alpha");
        CHECK(desk.about == "Beta");
    }
}

TEST_CASE("after Enter a field is still in use, and what is typed replaces what was wrong") {
    Desk desk;
    Stage stage(frame_of(desk));
    stage.click(Role::textbox, "Name");
    stage.type("wrong");
    stage.press(ImGuiKey_Enter);
    CHECK(desk.entered == 1);
    CHECK(stage.focused() == "Name");
    stage.type("right");
    CHECK(desk.name == "right");
    stage.press(ImGuiKey_Enter);
    CHECK(desk.entered == 2);
}

TEST_CASE("Tab works on when what had the keyboard has gone") {
    Desk desk;
    desk.goes = true;
    Stage stage(frame_of(desk));
    stage.press(ImGuiKey_Tab);
    for (int i = 0; i < 8 && stage.focused() != "Sign in"; ++i) stage.press(ImGuiKey_Tab);
    REQUIRE(stage.focused() == "Sign in");
    stage.press(ImGuiKey_Enter);
    REQUIRE_FALSE(desk.way_in);
    CHECK(stage.focused().empty());
    SUBCASE("forwards") {
        stage.press(ImGuiKey_Tab);
        CHECK(stage.focused() == "Name");
        stage.type("anna");
        CHECK(desk.name == "anna");
    }
    SUBCASE("and back") {
        stage.press(ImGuiMod_Shift, ImGuiKey_Tab);
        CHECK(stage.focused() == "Other");
    }
}

TEST_CASE("Escape does not end writing") {
    Desk desk;
    Stage stage(frame_of(desk));
    stage.click(Role::textbox, "Message");
    stage.type("kept");
    stage.press(ImGuiKey_Escape);
    CHECK(stage.focused() == "Message");
    stage.type(", and more");
    CHECK(desk.text.text == "kept, and more");
    stage.press(ImGuiKey_Tab);  // leads on all the same
    CHECK(stage.focused() == "Other");
}

TEST_CASE("what is typed while nothing has the keyboard goes to the field that asks for it") {
    Desk desk;
    Stage stage(frame_of(desk));
    stage.click(Role::button, "Other");
    stage.type("lost");
    stage.run(6);
    CHECK(desk.text.text.empty());
    desk.takes_letters = true;
    stage.type("Hello");
    CHECK(desk.text.text == "Hello");
    CHECK(stage.focused() == "Message");
    stage.click(Role::textbox, "Name");
    stage.type("Anna");  // who is in use keeps what is typed
    CHECK(desk.name == "Anna");
    CHECK(desk.text.text == "Hello");
}

TEST_CASE("a paste, and a letter that AltGr makes, go there as well") {
    Desk desk;
    desk.takes_letters = true;
    Stage stage(frame_of(desk));
    stage.click(Role::button, "Other");
    ImGui::SetClipboardText("pasted");
    stage.press(ImGuiMod_Ctrl, ImGuiKey_V);
    CHECK(desk.text.text == "pasted");
    stage.click(Role::button, "Other");
    for (ImGuiKey const key : {ImGuiMod_Ctrl, ImGuiMod_Alt}) ImGui::GetIO().AddKeyEvent(key, true);
    stage.type("€");
    for (ImGuiKey const key : {ImGuiMod_Ctrl, ImGuiMod_Alt}) ImGui::GetIO().AddKeyEvent(key, false);
    stage.run();
    CHECK(desk.text.text == "pasted€");
}

TEST_CASE("whoever types on in a line after Escape does so where the caret was") {
    Desk desk;
    Stage stage(frame_of(desk));
    stage.click(Role::textbox, "Name");
    stage.type("Ann");
    stage.press(ImGuiKey_Escape);
    stage.type("a");
    CHECK(desk.name == "Anna");
}

TEST_CASE("the press that leads to a field is no Enter in it") {
    Desk desk;
    desk.text.text = "half a sentence";
    Stage stage(frame_of(desk));
    ImGui::GetIO().AddKeyEvent(ImGuiKey_Enter, true);
    desk.focus = true;  // as a row does it that is opened by Enter
    stage.run();
    ImGui::GetIO().AddKeyEvent(ImGuiKey_Enter, false);
    stage.run(3);
    CHECK(desk.sent == 0);
    CHECK(stage.focused() == "Message");
    stage.press(ImGuiKey_Enter);
    CHECK(desk.sent == 1);
}

namespace {

struct WayIn {
    std::string email, password;
};

// The fields of a page are its own; the rest is drawn.
Stage::Frame page_frame(WayIn& way) {
    return [&way](look::Ui& ui, look::Rect) {
        look::Field email;
        email.label = "E-mail";
        email.real_name = "email";
        look::field(ui, email, way.email);
        look::Field password;
        password.label = "Password";
        password.real_name = "password";
        look::field(ui, password, way.password);
        for (char const* label : {"Sign in", "Create account"}) {
            look::Button button;
            button.label = label;
            look::button(ui, button);
        }
    };
}

std::string in_use(Stage& stage) {
    for (auto const& field : stage.ui().fields_on_page)
        if (field.focused) return field.name;
    return stage.focused();
}

}  // namespace

TEST_CASE("Tab goes through the fields of a page and what is drawn in one round, both ways") {
    WayIn way;
    support::StageSettings settings;
    settings.real_fields = true;
    Stage stage(settings, page_frame(way));
    stage.ui().focused_on_page = "email";  // as the page says when it is pressed
    stage.run();
    std::vector<std::string> const round{"email", "password", "Sign in", "Create account"};
    std::size_t at = 0;
    CHECK(in_use(stage) == round[at]);
    for (int step = 0; step < 9; ++step) {
        stage.press(ImGuiKey_Tab);
        at = (at + 1) % round.size();
        CHECK(in_use(stage) == round[at]);
    }
    for (int step = 0; step < 9; ++step) {
        stage.press(ImGuiMod_Shift, ImGuiKey_Tab);
        at = (at + round.size() - 1) % round.size();
        CHECK(in_use(stage) == round[at]);
    }
    stage.ui().focused_on_page = "password";
    stage.run(2);
    CHECK(in_use(stage) == "password");
    stage.ui().left_on_page = "password";  // something else on the page was pressed
    stage.run();
    CHECK(in_use(stage).empty());
    CHECK(stage.without_node().empty());
}

}  // namespace focus_test
