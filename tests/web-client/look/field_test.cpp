#include <doctest/doctest.h>

#include <algorithm>

#include "shared/base/text.hpp"
#include "tests/support/stage.hpp"
#include "web-client/look/draw.hpp"
#include "web-client/look/widgets.hpp"

namespace field_test {

using look::Role;
using support::Stage;

namespace {

struct Form {
    std::string email, password;
    std::string problem;
    bool entered = false;
};

Stage::Frame form_frame(Form& form) {
    return [&form](look::Ui& ui, look::Rect) {
        look::Field email;
        email.label = "E-mail";
        email.problem = form.problem;
        email.real_name = "email";
        email.clearable = true;
        email.longest = 20;
        look::field(ui, email, form.email);
        look::Field password;
        password.label = "Password";
        password.password = true;
        if (look::field(ui, password, form.password).entered) form.entered = true;
    };
}

}  // namespace

TEST_CASE("a field takes what is typed, and says its value") {
    Form form;
    Stage stage(form_frame(form));
    stage.click(Role::textbox, "E-mail");
    stage.type("anna@почта.рф");
    CHECK(form.email == "anna@почта.рф");
    CHECK(stage.find(Role::textbox, "E-mail").value == "anna@почта.рф");
    CHECK(stage.focused() == "E-mail");
}

TEST_CASE("Tab leads from field to field, and typing goes on there") {
    Form form;
    Stage stage(form_frame(form));
    stage.click(Role::textbox, "E-mail");
    stage.press(ImGuiKey_Tab);
    if (stage.focused() != "Password")
        stage.press(ImGuiKey_Tab);  // over the cross, when there is one
    stage.type("secret");
    CHECK(form.password == "secret");
    stage.press(ImGuiKey_Enter);
    CHECK(form.entered);
}

TEST_CASE("a password is hidden in the picture and in the tree, until its eye is pressed") {
    Form form;
    form.password = "long secret";
    Stage stage(form_frame(form));
    look::Node const hidden = stage.find(Role::textbox, "Password");
    CHECK(hidden.state.password);
    CHECK(hidden.value.empty());
    stage.click(Role::button, "Show password");
    CHECK_FALSE(stage.find(Role::textbox, "Password").state.password);
    CHECK(stage.find(Role::textbox, "Password").value.empty());
    stage.click(Role::button, "Hide password");
    CHECK(stage.find(Role::textbox, "Password").state.password);
}

TEST_CASE("a problem marks its field and can be read") {
    Form form;
    Stage stage(form_frame(form));
    CHECK_FALSE(stage.find(Role::textbox, "E-mail").state.invalid);
    form.problem = "This is not an e-mail address";
    stage.run();
    look::Node const node = stage.find(Role::textbox, "E-mail");
    CHECK(node.state.invalid);
    CHECK(node.description == "This is not an e-mail address");
    CHECK(stage.sees(Role::text, "This is not an e-mail address"));
}

TEST_CASE("a field takes more than the rules allow, counts letters, and says how many too many") {
    Form form;
    Stage stage(form_frame(form));
    stage.click(Role::textbox, "E-mail");
    for (int i = 0; i < 14; ++i) stage.type("ж");
    CHECK_FALSE(stage.sees(Role::text, "6 characters left"));
    for (int i = 0; i < 5; ++i) stage.type("😀");
    CHECK(stage.sees(Role::text, "1 character left"));
    CHECK_FALSE(stage.find(Role::textbox, "E-mail").state.invalid);
    for (int i = 0; i < 3; ++i) stage.type("ж");
    CHECK(base::code_points(form.email) == 22);
    CHECK(stage.sees(Role::text, "2 characters too many"));
    CHECK(stage.find(Role::textbox, "E-mail").state.invalid);
    CHECK(stage.find(Role::textbox, "E-mail").description == "2 characters too many");
}

TEST_CASE("a field counts what will be kept: composed, and without blanks at its ends") {
    Form form;
    for (int i = 0; i < 15; ++i) form.email += "и\u0306";
    Stage stage(form_frame(form));
    CHECK(stage.sees(Role::text, "5 characters left"));
    form.email += "12345 \u00A0 ";
    stage.run(2);
    CHECK(stage.sees(Role::text, "0 characters left"));
    CHECK_FALSE(stage.find(Role::textbox, "E-mail").state.invalid);
    form.email += "6";
    stage.run(2);
    CHECK(stage.find(Role::textbox, "E-mail").state.invalid);
}

TEST_CASE("a paste into a field is taken as a whole, or refused as a whole with a word") {
    Form form;
    Stage stage(form_frame(form));
    stage.click(Role::textbox, "E-mail");
    stage.type("a");
    stage.clipboard = std::string(30'000, 'x');
    stage.press(ImGuiMod_Ctrl, ImGuiKey_V);
    CHECK(form.email == "a" + stage.clipboard);
    stage.clipboard = std::string(look::most_in_field + 1, 'y');
    stage.press(ImGuiMod_Ctrl, ImGuiKey_V);
    CHECK(form.email == "a" + std::string(30'000, 'x'));
    CHECK(stage.sees(Role::text, "This text (1 MB) is too large to be pasted: at most 1 MB"));
    stage.press(ImGuiKey_Backspace);
    CHECK(form.email.size() == 30'000);
    CHECK_FALSE(stage.sees(Role::text, "This text (1 MB) is too large to be pasted: at most 1 MB"));
}

TEST_CASE("a line that was copied with its end is pasted without it") {
    std::string title;
    Stage stage([&](look::Ui& ui, look::Rect) {
        look::Field field;
        field.label = "Title";
        look::field(ui, field, title);
    });
    stage.click(Role::textbox, "Title");
    ImGui::SetClipboardText("\none\r\ntwo\n");
    stage.press(ImGuiMod_Ctrl, ImGuiKey_V);
    CHECK(title == "one two");
}

TEST_CASE("the cross empties a field") {
    Form form;
    form.email = "anna";
    Stage stage(form_frame(form));
    stage.click(Role::button, "Clear");
    CHECK(form.email.empty());
    CHECK_FALSE(stage.sees(Role::button, "Clear"));
}

TEST_CASE("on a page the field is the page's own, and only its place is ours") {
    Form form;
    form.problem = "required";
    Stage stage({words::Language::english, true, 1280, 800, true}, form_frame(form));
    CHECK_FALSE(stage.sees(Role::textbox, "E-mail"));
    REQUIRE(stage.ui().fields_on_page.size() == 1);
    look::RealField const& real = stage.ui().fields_on_page.front();
    CHECK(real.name == "email");
    CHECK(real.label == "E-mail");
    CHECK(real.problem == "required");
    CHECK(real.rect.width > 100);
    CHECK(stage.sees(Role::textbox, "Password"));
}

TEST_CASE("every field that has the keyboard has the same ring, also one of the page's own") {
    Form form;
    Stage stage({words::Language::english, true, 1280, 800, true}, form_frame(form));
    auto const ring = look::packed(stage.ui().theme.palette.focus);
    // Where it is drawn.
    auto const drawn = [&] {
        look::Rect around{1e6f, 1e6f, 0, 0};
        for (auto const* list : ImGui::GetDrawData()->CmdLists)
            for (auto const& corner : list->VtxBuffer)
                if (corner.col == ring) {
                    around.x = std::min(around.x, corner.pos.x);
                    around.y = std::min(around.y, corner.pos.y);
                }
        return around;
    };
    stage.ui().left_on_page = "email";
    stage.run(2);
    CHECK(drawn().x > 1e5f);               // nowhere
    stage.ui().focused_on_page = "email";  // as the page says when it is pressed
    stage.run(2);
    auto const real = stage.ui().fields_on_page.front().rect;
    auto const first = drawn();
    CHECK(first.y < real.y);
    CHECK(first.y > real.y - 20);
    stage.press(ImGuiKey_Tab);
    stage.run(2);
    auto const second = drawn();
    CHECK(stage.focused() == "Password");
    CHECK(second.y > first.y + 20);
    CHECK(second.x == doctest::Approx(first.x));
}

}  // namespace field_test
