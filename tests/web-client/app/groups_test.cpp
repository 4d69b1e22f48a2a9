// Groups on the headless stage: made and filled with the keyboard alone, and what people who may
// not change them see of them.
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/web-client/app/visit.hpp"

namespace shown_groups_test {

using accounts::Group;
using accounts::GroupMember;
using look::Role;
using visit::Member;

namespace {

struct Visitor : Member {
    explicit Visitor(bool administrator) : Member("/", administrator) {
        answers.give<accounts::ListPeople>({});
        settle();
    }
    void open(std::string const& route) {
        tab.place = route;
        screens->go(route);
        settle();
    }
    // With the Tab key alone.
    void reach(std::string const& name) {
        for (int i = 0; i < 60 && stage->focused() != name; ++i) stage->press(ImGuiKey_Tab);
        REQUIRE_MESSAGE(stage->focused() == name, stage->described());
    }
    void enter(std::string const& name) {
        reach(name);
        stage->press(ImGuiKey_Enter);
        settle();
    }
    accounts::World const& kept() const { return server.people.state.world; }
    bool sees(std::string const& text) const {
        return stage->described().find(text) != std::string::npos;
    }
    // A group of Boris, made elsewhere.
    void make(std::string const& name) {
        write(accounts::MakeGroup{joiners, name});
        write(accounts::AddToGroup{joiners, boris, {{61, 1}}});
        settle();
    }
    void write(accounts::Command const& command) {
        auto const vera = rules_elsewhere();
        server.people.write([&](syncing::Unit<accounts::Domain>& unit) {
            syncing::decide_and_write<accounts::Domain>(
                unit, command, {vera.value, true, [] { return base::Instant{1}; }, {true}});
        });
        settle();
    }
    base::Id<Group> const joiners{{60, 1}};

private:
    base::Id<accounts::Person> rules_elsewhere() {
        if (vera_.is_none()) vera_ = server.add_person("Vera", true);
        return vera_;
    }
    base::Id<accounts::Person> vera_;
};

}  // namespace

TEST_CASE("a group is made, and somebody added to it, by the keyboard alone") {
    Visitor boss(true);
    boss.open("/people");
    boss.enter("Groups");
    CHECK(boss.tab.place == "/people/groups");
    CHECK(boss.stage->sees(Role::heading, "There are no groups yet"));
    boss.enter("New group…");
    boss.stage->type("Joiners");
    boss.stage->press(ImGuiKey_Enter);
    boss.settle();
    REQUIRE(boss.kept().table<Group>().size() == 1);
    auto const group = boss.kept().table<Group>().all().begin()->second;
    CHECK(group.name == "Joiners");
    CHECK(boss.tab.place == "/people/groups/" + base::to_text(group.id));
    boss.enter("Add people…");
    boss.stage->type("Bor");
    boss.settle();
    boss.reach("Boris");
    boss.stage->press(ImGuiKey_Space);
    boss.enter("Add 1");
    REQUIRE(boss.kept().table<GroupMember>().size() == 1);
    CHECK(boss.kept().table<GroupMember>().all().begin()->second.person == boss.boris);
    CHECK(boss.stage->sees(Role::listitem, "Boris"));
    // The same name is refused while it is typed.
    boss.open("/people/groups");
    CHECK(boss.stage->sees(Role::link, "Joiners"));
    boss.press("New group…");
    boss.stage->type("JOINERS");
    boss.settle();
    CHECK(boss.sees("There is a group with this name already"));
    boss.stage->press(ImGuiKey_Enter);
    boss.settle();
    CHECK(boss.kept().table<Group>().size() == 1);
}

TEST_CASE("people are taken out, and the group removed, after a question") {
    Visitor boss(true);
    boss.make("Joiners");
    boss.open("/people/groups/" + base::to_text(boss.joiners));
    boss.press("Take Boris out of the group");
    CHECK(boss.stage->sees(Role::dialog, "Take Boris out of “Joiners”?"));
    boss.press("Take out");
    CHECK(boss.kept().table<GroupMember>().size() == 0);
    CHECK(boss.sees("Nobody is in this group"));
    boss.press("Rename…");
    boss.stage->fill("Name", "Carpenters");
    boss.press("Save");
    CHECK(boss.kept().find(boss.joiners)->name == "Carpenters");
    boss.press("Remove…");
    boss.press("Remove the group");
    CHECK(boss.kept().table<Group>().size() == 0);
    CHECK(boss.tab.place == "/people/groups");
}

TEST_CASE("who has no right sees the groups, may leave them, and is told why not more") {
    Visitor anna(false);
    anna.make("Joiners");
    anna.write(accounts::AddToGroup{anna.joiners, anna.anna, {{62, 1}}});
    anna.open("/people/groups/" + base::to_text(anna.joiners));
    auto const why = "Only administrators can do this, and whoever has the right to groups.";
    CHECK(anna.stage->find(Role::button, "Add people…").description == why);
    CHECK(anna.stage->find(Role::button, "Take Boris out of the group").description == why);
    anna.press("Leave the group");
    anna.press("Leave the group", "Leave “Joiners”?");
    CHECK(anna.kept().table<GroupMember>().size() == 1);
    // What somebody else does is seen at once, and a group that is gone says so.
    anna.write(accounts::SetManagesGroups{anna.anna, true});
    CHECK(anna.stage->find(Role::button, "Add people…").description.empty());
    anna.write(accounts::RemoveGroup{anna.joiners});
    CHECK(anna.sees("There is no such group any more"));
}

TEST_CASE("somebody's card shows their groups") {
    Visitor anna(false);
    anna.make("Joiners");
    accounts::ListPeople::Response page;
    page.rows.push_back(*anna.kept().find(anna.boris));
    page.total = 1;
    anna.answers.give<accounts::ListPeople>(page);
    anna.open("/people");
    anna.stage->click(Role::row, "Boris");
    anna.settle();
    CHECK(anna.stage->sees(Role::dialog, "Boris"));
    CHECK(anna.sees("Joiners"));
}

}  // namespace shown_groups_test
