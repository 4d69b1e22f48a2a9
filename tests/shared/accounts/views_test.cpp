// Views of tables: whose they are, how many there may be, and who may do what with one.
#include <doctest/doctest.h>

#include "shared/accounts/view_rules.hpp"
#include "shared/base/check.hpp"
#include "tests/shared/accounts/office.hpp"
#include "tests/shared/samples.hpp"

namespace views_test {
namespace {

using namespace accounts;
using accounts_office::anna, accounts_office::pyotr, accounts_office::vera;
using samples::id;

base::Id<View> const mine{id(80)}, his{id(81)};

// Anna and Pyotr are administrators, Vera is none.
struct Office : accounts_office::Office {
    Office() : accounts_office::Office([](Person& row) { row.administrator = row.id != vera; }) {}
};

SaveView blocked_people(base::Id<View> view = mine) {
    return {view, "accounts.person", "Заблокированные", "filter[blocked]=true", false};
}

TEST_CASE("an administrator saves a view, renames it, shares it and removes it") {
    Office office;
    auto view = blocked_people();
    CHECK(office.does(anna, view).empty());
    REQUIRE(office.world.find(mine));
    CHECK(office.world.find(mine)->person == anna);
    CHECK(office.world.find(mine)->query == "filter[blocked]=true");
    CHECK_FALSE(office.world.find(mine)->shared);
    CHECK(office.does(anna, view).empty());  // once more, as after a lost answer
    CHECK(office.world.table<View>().size() == 1);
    view.name = "Кто не входит";
    view.shared = true;
    view.query = "";
    CHECK(office.does(anna, view).empty());
    CHECK(office.world.find(mine)->name == "Кто не входит");
    CHECK(office.world.find(mine)->shared);
    CHECK(office.world.find(mine)->query.empty());
    CHECK(office.does(anna, RemoveView{mine}).empty());
    CHECK(office.world.table<View>().size() == 0);
    CHECK(office.does(anna, RemoveView{mine}) == "view-unknown");
}

TEST_CASE("a view is its owner's alone, also where others see it") {
    Office office;
    auto shared = blocked_people();
    shared.shared = true;
    CHECK(office.does(anna, shared).empty());
    CHECK(office.does(pyotr, shared) == "id-taken");
    CHECK(office.does(pyotr, RemoveView{mine}) == "view-unknown");
    CHECK(office.does(pyotr, blocked_people(his)).empty());
    CHECK(office.world.table<View>().size() == 2);
    // And it stays with its table.
    shared.table = "accounts.group";
    CHECK(office.does(anna, shared) == "id-taken");
}

TEST_CASE("views are for administrators, as long as they are some") {
    Office office;
    CHECK(office.does(vera, blocked_people()) == "administrators-only");
    CHECK(office.does(vera, RemoveView{mine}) == "administrators-only");
    office.administrator = false;
    CHECK(office.does(anna, blocked_people()) == "administrators-only");
}

TEST_CASE("of one person there are so many views and no more, and others have their own") {
    Office office;
    for (unsigned i = 0; i < View::most; ++i)
        REQUIRE(office.does(anna, blocked_people({id(1'000 + i)})).empty());
    CHECK(office.does(anna, blocked_people()) == "views-too-many");
    CHECK(office.does(anna, blocked_people({id(1'000)})).empty());  // it is there
    CHECK(office.does(pyotr, blocked_people(his)).empty());
    CHECK(office.does(anna, RemoveView{{id(1'005)}}).empty());
    CHECK(office.does(anna, blocked_people()).empty());
}

TEST_CASE("what is too long, or of two lines, is no view") {
    auto const wrong = [](SaveView const& view) { return base::check(view).size(); };
    auto view = blocked_people();
    CHECK(wrong(view) == 0);
    view.query = std::string(View::longest_query, 'x');
    CHECK(wrong(view) == 0);
    view.query += 'x';
    CHECK(wrong(view) == 1);
    view.query = "sort=a\nb";
    view.name = " ";
    view.table = std::string(101, 'x');
    CHECK(wrong(view) == 3);
}

TEST_CASE("who is deleted leaves no views") {
    Office office;
    CHECK(office.does(pyotr, blocked_people(his)).empty());
    CHECK(office.does(anna, blocked_people()).empty());
    Workspace workspace;
    workspace.id = the_workspace;
    workspace.administrators = 2;
    office.world.put(workspace);
    CHECK(office.does(pyotr, ErasePerson{pyotr}).empty());
    CHECK_FALSE(office.world.find(his));
    CHECK(office.world.find(mine));
}

}  // namespace
}  // namespace views_test
