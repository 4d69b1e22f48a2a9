#include "web-client/look/form.hpp"

#include <doctest/doctest.h>

#include <array>

#include "tests/support/stage.hpp"
#include "tests/web-client/look/form_desk.hpp"

namespace form_test {

using look::Role;
using support::Stage;

namespace {

enum class Shift : std::uint8_t { morning, evening };
constexpr std::array<std::string_view, 2> names_of(Shift) { return {"morning", "evening"}; }

struct Baker {
    base::Id<Baker> id;
    std::string name;
    std::string email;
    std::string password;
    std::int64_t oven = 1;
    bool apprentice = false;
    Shift shift = Shift::morning;
    std::string note_of_server;
    static constexpr auto fields() {
        return base::Pack{base::field("id", &Baker::id).fixed(),
                          base::field("name", &Baker::name).required().line().at_most(10),
                          base::field("email", &Baker::email).email().fixed(),
                          base::field("password", &Baker::password).secret().at_most(100),
                          base::field("oven", &Baker::oven).within(1, 4),
                          base::field("apprentice", &Baker::apprentice),
                          base::field("shift", &Baker::shift),
                          base::field("note_of_server", &Baker::note_of_server).server_only()};
    }
};

using Desk = support::FormDesk<Baker>;

Stage::Frame form_frame(Desk& desk) {
    return [&desk](look::Ui& ui, look::Rect) {
        desk.last = look::form(ui, desk.texts, desk.record, desk.draft);
    };
}

}  // namespace

TEST_CASE("a form shows what people type, and neither ids nor what is the server's") {
    Desk desk;
    Stage stage(form_frame(desk));
    CHECK(stage.sees(Role::textbox, "name"));
    CHECK(stage.find(Role::textbox, "password").state.password);
    CHECK(stage.sees(Role::checkbox, "apprentice"));
    CHECK(stage.sees(Role::option, "evening", "shift"));
    CHECK_FALSE(stage.sees(Role::textbox, "id"));
    CHECK_FALSE(stage.sees(Role::textbox, "note_of_server"));
    desk.texts.editing = true;
    stage.run(2);
    CHECK_FALSE(stage.sees(Role::textbox, "email"));
    CHECK(stage.without_node().empty());
}

TEST_CASE("problems are known at once, and shown at the fields that were touched") {
    Desk desk;
    Stage stage(form_frame(desk));
    CHECK_FALSE(desk.last.problems.empty());
    CHECK_FALSE(stage.find(Role::textbox, "name").state.invalid);
    stage.fill("name", "Anna Petrova");
    look::Node const name = stage.find(Role::textbox, "name");
    CHECK(name.state.invalid);
    CHECK(name.description == "At most 10 characters. 2 characters too many");
    CHECK_FALSE(stage.find(Role::textbox, "email").state.invalid);
    stage.fill("name", "Anna");
    CHECK_FALSE(stage.find(Role::textbox, "name").state.invalid);
    stage.fill("email", "anna@");
    CHECK(stage.find(Role::textbox, "email").description == "This is not an e-mail address");
    stage.fill("email", "anna@example.org");
    CHECK(desk.last.problems.empty());
    CHECK(desk.record.email == "anna@example.org");
}

TEST_CASE("a form judges what will be kept, and leaves what is typed") {
    Desk desk;
    Stage stage(form_frame(desk));
    stage.fill("name", " Anna Petro  ");
    CHECK_FALSE(stage.find(Role::textbox, "name").state.invalid);
    stage.fill("email", " anna@пример.рф ");
    CHECK_FALSE(stage.find(Role::textbox, "email").state.invalid);
    CHECK(desk.last.problems.empty());
    CHECK(desk.record.name == " Anna Petro  ");
    CHECK(desk.record.email == " anna@пример.рф ");
    stage.fill("name", "  ");
    CHECK(stage.find(Role::textbox, "name").state.invalid);
}

TEST_CASE("Enter is an attempt to send: then every problem is shown") {
    Desk desk;
    Stage stage(form_frame(desk));
    stage.click(Role::textbox, "email");
    stage.press(ImGuiKey_Enter);
    CHECK(stage.find(Role::textbox, "name").description == "This is needed");
}

TEST_CASE("numbers keep to their limits, and what is no number changes nothing") {
    Desk desk;
    desk.record.name = "Anna";
    desk.record.email = "anna@example.org";
    Stage stage(form_frame(desk));
    stage.fill("oven", "3");
    CHECK(desk.record.oven == 3);
    CHECK(desk.last.problems.empty());
    stage.fill("oven", "9");
    CHECK(stage.find(Role::textbox, "oven").description == "At most 4");
    stage.fill("oven", "2");
    CHECK(desk.last.problems.empty());
    stage.fill("oven", "2x");
    CHECK(desk.record.oven == 2);
    CHECK(stage.find(Role::textbox, "oven").description == "This is not a whole number");
    CHECK_FALSE(desk.last.problems.empty());
}

TEST_CASE("flags and choices are set") {
    Desk desk;
    Stage stage(form_frame(desk));
    stage.click(Role::checkbox, "apprentice");
    stage.click(Role::option, "evening");
    CHECK(desk.record.apprentice);
    CHECK(desk.record.shift == Shift::evening);
}

}  // namespace form_test
