// "@" offers the people of the channel.
#include <doctest/doctest.h>

#include "tests/support/stage.hpp"
#include "tests/web-client/sample_views.hpp"

namespace offers_test {

using look::Role;
using support::Stage;
using words::Language;

namespace {

struct Desk {
    messaging::ChannelView view = samples::channel_view(Language::english);
    messaging::ChannelDraft draft;
    std::vector<std::string> posted;

    std::string const& text() const { return draft.text.text; }
};

Stage::Frame frame_of(Desk& desk) {
    return [&desk](look::Ui& ui, look::Rect window) {
        auto const wishes = messaging::channel(ui, desk.view, desk.draft, window, false, false);
        if (wishes.post) desk.posted.push_back(*wishes.post);
        if (wishes.post) messaging::begin_anew(desk.draft);
    };
}

void set_people(Desk& desk, std::vector<std::string> const& names) {
    std::vector<messaging::Addressee> people;
    for (auto const& name : names) people.push_back({"p" + name, name});
    desk.view.people = std::make_shared<messaging::Addressees const>(std::move(people));
}

std::vector<std::string> offered(Stage const& stage) {
    std::vector<std::string> names;
    for (auto const& node : stage.all(Role::option)) names.push_back(node.name);
    return names;
}
std::string chosen(Stage const& stage) {
    for (auto const& node : stage.all(Role::option))
        if (node.state.selected) return node.name;
    return {};
}

using Names = std::vector<std::string>;
Names const everybody{"Elena Kravets", "Ilya Sokolov", "Oleg Mirny", "Anna Petrova"};

support::StageSettings of_page() {
    support::StageSettings settings;
    settings.real_fields = true;
    return settings;
}

// As the page tells what was typed in its own field.
void edit(Stage& stage, std::string const& text) {
    REQUIRE(stage.ui().fields_on_page.size() == 1);
    look::RealEdit edit;
    edit.name = stage.ui().fields_on_page.front().name;
    edit.text = text;
    edit.anchor = edit.caret = base::code_points(text);
    stage.ui().edits_on_page.push_back(edit);
    stage.run(2);
}

}  // namespace

TEST_CASE("the sign offers everybody in the channel, oneself last, and Enter puts in the chosen") {
    Desk desk;
    Stage stage(frame_of(desk));
    stage.type("Thanks, @");
    CHECK(offered(stage) == everybody);
    CHECK(chosen(stage) == "Elena Kravets");
    CHECK(stage.sees(Role::listbox, "People to mention"));
    auto const option = stage.find(Role::option, "Ilya Sokolov", "People to mention");
    CHECK(option.position == 2);
    CHECK(option.set_size == 4);
    stage.press(ImGuiKey_DownArrow);
    CHECK(chosen(stage) == "Ilya Sokolov");
    stage.press(ImGuiKey_UpArrow);
    stage.press(ImGuiKey_UpArrow);
    CHECK(chosen(stage) == "Anna Petrova");
    stage.press(ImGuiKey_DownArrow);
    stage.press(ImGuiKey_DownArrow);
    stage.press(ImGuiKey_Enter);
    CHECK(desk.text() == "Thanks, @Ilya Sokolov ");
    CHECK(desk.posted.empty());
    CHECK(offered(stage).empty());
    stage.type("for it");
    stage.press(ImGuiKey_Enter);
    CHECK(desk.posted == Names{"Thanks, @Ilya Sokolov for it"});
    CHECK(stage.without_node().empty());
}

TEST_CASE("a part of a name is found as searching finds it, beginnings first") {
    Desk desk;
    set_people(desk, {"Юлианна Ким", "José García", "Анна Алёхина", "Ann-Marie", "Ян"});
    Stage stage(frame_of(desk));
    stage.type("@");
    CHECK(offered(stage).size() == 5);
    stage.type("АНН");
    CHECK(offered(stage) == Names{"Анна Алёхина", "Юлианна Ким"});
    stage.fill("Write to “Workshop”", "(@jose");
    CHECK(offered(stage) == Names{"José García"});
    stage.press(ImGuiKey_Tab);
    CHECK(desk.text() == "(@José García ");
    CHECK(stage.focused() == "Write to “Workshop”");
    stage.fill("Write to “Workshop”", "**@алех");
    CHECK(offered(stage) == Names{"Анна Алёхина"});
    stage.fill("Write to “Workshop”", "@nobody");
    CHECK(offered(stage).empty());
    stage.press(ImGuiKey_Enter);
    CHECK(desk.posted == Names{"@nobody"});
    set_people(desk, {"a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8", "a9"});
    stage.type("@a");
    CHECK(offered(stage).size() == 8);
}

TEST_CASE("only a word that begins with the sign, before the caret, offers anybody") {
    Desk desk;
    Stage stage(frame_of(desk));
    for (auto const* const text :
         {"anna@", "an@el", "@ el", "@Elena Kravets", "/@el", "@el.example/"}) {
        CAPTURE(text);
        stage.fill("Write to “Workshop”", text);
        CHECK(offered(stage).empty());
    }
    stage.fill("Write to “Workshop”", "@elena");
    CHECK(offered(stage) == Names{"Elena Kravets"});
    stage.press(ImGuiKey_LeftArrow);  // within the word
    CHECK(offered(stage).empty());
    stage.press(ImGuiKey_End);
    CHECK(offered(stage).size() == 1);
    desk.view.write_grey = "You are no longer in this channel";
    stage.run();
    CHECK(offered(stage).empty());
    desk.view.write_grey.clear();
    desk.view.people = nullptr;
    stage.run();
    CHECK(offered(stage).empty());
}

TEST_CASE("Escape closes the list and nothing else, until another word begins with the sign") {
    Desk desk;
    Stage stage(frame_of(desk));
    stage.type("@e");
    CHECK_FALSE(offered(stage).empty());
    stage.press(ImGuiKey_Escape);
    CHECK(offered(stage).empty());
    CHECK(stage.focused() == "Write to “Workshop”");
    stage.type("l");
    CHECK(offered(stage).empty());
    CHECK(desk.text() == "@el");
    stage.press(ImGuiKey_UpArrow);  // the text's again
    CHECK(desk.draft.text.caret == 0);
    stage.press(ImGuiKey_End);
    stage.type(" @el");
    CHECK(offered(stage) == Names{"Elena Kravets"});
    stage.press(ImGuiMod_Shift, ImGuiKey_Enter);
    CHECK(desk.text() == "@el @el\n");
}

TEST_CASE("a press puts in the one that was pressed, and one goes on writing") {
    Desk desk;
    Stage stage(frame_of(desk));
    stage.type("@");
    stage.click(Role::option, "Oleg Mirny");
    stage.run(2);
    CHECK(desk.text() == "@Oleg Mirny ");
    CHECK(offered(stage).empty());
    CHECK(stage.focused() == "Write to “Workshop”");
    stage.type("hello");
    CHECK(desk.text() == "@Oleg Mirny hello");
    stage.type(" @");
    CHECK(offered(stage).size() == 4);
    stage.click_at(600, 120);  // beside it
    CHECK(offered(stage).empty());
    CHECK(desk.text() == "@Oleg Mirny hello @");
}

TEST_CASE("what is chosen takes the place of the word, and can be undone") {
    Desk desk;
    Stage stage(frame_of(desk));
    stage.type("@il and more");
    for (int i = 0; i < 9; ++i) stage.press(ImGuiKey_LeftArrow);
    CHECK(offered(stage) == Names{"Ilya Sokolov"});
    stage.press(ImGuiKey_Enter);
    CHECK(desk.text() == "@Ilya Sokolov and more");
    CHECK(desk.draft.text.caret == std::string("@Ilya Sokolov ").size());
    stage.press(ImGuiMod_Ctrl, ImGuiKey_Z);
    CHECK(desk.text() == "@il and more");
}

TEST_CASE("in a page the real field is told of the list, and its keys choose") {
    Desk desk;
    Stage stage(of_page(), frame_of(desk));
    stage.run(2);
    CHECK(stage.ui().fields_on_page.front().option.empty());
    edit(stage, "Привет, @el");
    CHECK(offered(stage) == Names{"Elena Kravets"});
    auto const option = stage.ui().fields_on_page.front().option;
    CHECK(option == "node-" + std::to_string(stage.find(Role::option, "Elena Kravets").id));
    edit(stage, "Привет, @");
    stage.press(ImGuiKey_DownArrow);
    stage.run();
    CHECK(stage.ui().fields_on_page.front().option ==
          "node-" + std::to_string(stage.find(Role::option, "Ilya Sokolov").id));
    stage.press(ImGuiKey_Escape);
    stage.run();
    CHECK(offered(stage).empty());
    REQUIRE(stage.ui().fields_on_page.size() == 1);
    CHECK(stage.ui().fields_on_page.front().option.empty());
    edit(stage, "Привет, @ @o");
    stage.press(ImGuiKey_Enter);
    CHECK(desk.text() == "Привет, @ @Oleg Mirny ");
    CHECK(stage.ui().fields_on_page.front().value == desk.text());
    CHECK(stage.ui().fields_on_page.front().caret == base::code_points(desk.text()));
    edit(stage, "@");
    stage.press(ImGuiKey_Tab);
    CHECK(desk.text() == "@Elena Kravets ");
    CHECK(desk.posted.empty());
}

TEST_CASE("in a page a press chooses, too, and gives the field back") {
    Desk desk;
    Stage stage(of_page(), frame_of(desk));
    stage.run(2);
    edit(stage, "@");
    stage.click(Role::option, "Anna Petrova");
    stage.run(2);
    CHECK(desk.text() == "@Anna Petrova ");
    REQUIRE(stage.ui().fields_on_page.size() == 1);
    CHECK(stage.ui().fields_on_page.front().focused);
    CHECK(stage.ui().fields_on_page.front().value == "@Anna Petrova ");
}

}  // namespace offers_test
