// Groups: who makes them, who is in them, and what two who act at once are told.
#include <doctest/doctest.h>

#include "shared/accounts/group_rules.hpp"
#include "tests/shared/accounts/office.hpp"
#include "tests/shared/samples.hpp"

namespace groups_test {
namespace {

using namespace accounts;
using accounts_office::anna, accounts_office::pyotr, accounts_office::vera;
using samples::id;

base::Id<Group> const joiners{id(60)}, store{id(61)};

// Anna is an administrator, Pyotr has the right to groups, Vera has none.
struct Office : accounts_office::Office {
    unsigned members = 1000, edits = 100;

    Office()
        : accounts_office::Office([](Person& row) {
              row.administrator = row.id == anna;
              row.manages_groups = row.id == pyotr;
          }) {}
    std::string adds(PersonId actor, PersonId person, base::Id<Group> group = joiners) {
        return does(actor, AddToGroup{group, person, {id(members++)}});
    }
    template <class Row>
    std::string by_hand(std::optional<Row> before, std::optional<Row> after) {
        using Any = std::optional<World::Row>;
        EditRows const command{
            id(99), {{{id(edits++)}, before ? Any(*before) : Any(), after ? Any(*after) : Any()}}};
        return does(anna, command);
    }
    std::size_t people_in_groups() const { return world.table<GroupMember>().size(); }
};

TEST_CASE("groups are made by administrators and by whoever has the right, as long as they have") {
    Office office;
    CHECK(office.does(anna, MakeGroup{joiners, "Столяры"}).empty());
    CHECK(office.world.find(joiners)->made.us == 9);
    CHECK(office.does(pyotr, MakeGroup{store, "Склад"}).empty());
    CHECK(office.does(vera, MakeGroup{{id(62)}, "Цех"}) == "group-managers-only");
    CHECK(office.does(vera, RenameGroup{store, "Цех"}) == "group-managers-only");
    CHECK(office.does(vera, RemoveGroup{store}) == "group-managers-only");
    CHECK(office.adds(vera, vera) == "group-managers-only");
    CHECK(office.does(anna, SetManagesGroups{vera, true}).empty());
    CHECK(office.adds(vera, vera).empty());
    CHECK(office.does(anna, SetManagesGroups{vera, false}).empty());
    CHECK(office.adds(vera, pyotr) == "group-managers-only");
    auto blocked = *office.world.find(pyotr);
    blocked.blocked = true;
    office.world.put(blocked);
    CHECK(office.adds(pyotr, pyotr) == "group-managers-only");
}

TEST_CASE("the right to groups is an administrator's to give, and not that of an administrator") {
    Office office;
    CHECK(office.does(pyotr, SetManagesGroups{vera, true}) == "administrators-only");
    CHECK(office.does(pyotr, SetManagesGroups{pyotr, false}) == "administrators-only");
    CHECK(office.does(anna, SetManagesGroups{{id(9)}, true}) == "person-unknown");
    // A script's token may hold less than its owner's rights; the right to groups is in any.
    office.administrator = false;
    CHECK(office.does(anna, SetManagesGroups{vera, true}) == "administrators-only");
    CHECK(office.does(anna, MakeGroup{joiners, "Столяры"}) == "group-managers-only");
    CHECK(office.does(pyotr, MakeGroup{joiners, "Столяры"}).empty());
    office.administrator = true;
    auto blocked = *office.world.find(vera);
    blocked.blocked = true;
    office.world.put(blocked);
    CHECK(office.does(anna, SetManagesGroups{vera, true}) == "person-blocked");
    // It is no field that is changed by hand.
    auto after = *office.world.find(pyotr);
    after.manages_groups = false;
    CHECK(office.by_hand<Person>(*office.world.find(pyotr), after) == "kept-groups-right");
}

TEST_CASE("two groups are never called the same, in whatever case, whoever was first") {
    Office office;
    CHECK(office.does(anna, MakeGroup{joiners, "Столяры"}).empty());
    CHECK(office.does(pyotr, MakeGroup{store, "СТОЛЯРЫ"}) == "group-name-taken");
    CHECK(office.does(pyotr, MakeGroup{store, "Склад"}).empty());
    CHECK(office.does(anna, RenameGroup{store, "столяры"}) == "group-name-taken");
    CHECK(office.does(anna, RenameGroup{joiners, "столяры"}).empty());  // its own
    CHECK(office.world.find(joiners)->name == "столяры");
    CHECK(office.does(anna, RenameGroup{{id(69)}, "Цех"}) == "group-unknown");
    // Asked for again under another number, because the answer was lost; and an id of others.
    CHECK(office.does(pyotr, MakeGroup{store, "Склад"}).empty());
    CHECK(office.does(pyotr, MakeGroup{store, "Цех"}) == "id-taken");
}

TEST_CASE("two who add, take out and remove at once are told what the other has done") {
    Office office;
    CHECK(office.does(anna, MakeGroup{joiners, "Столяры"}).empty());
    CHECK(office.adds(anna, vera).empty());
    CHECK(office.adds(pyotr, vera) == "already-in-group");
    CHECK(office.adds(anna, {id(9)}) == "person-unknown");
    CHECK(office.adds(anna, vera, store) == "group-unknown");
    AddToGroup const again{joiners, pyotr, {id(500)}};
    CHECK(office.does(anna, again).empty());
    CHECK(office.does(anna, again).empty());  // the answer was lost
    CHECK(office.does(anna, AddToGroup{joiners, anna, {id(500)}}) == "id-taken");
    CHECK(office.people_in_groups() == 2);
    CHECK(office.does(anna, TakeFromGroup{joiners, vera}).empty());
    CHECK(office.does(pyotr, TakeFromGroup{joiners, vera}) == "not-in-group");
    CHECK(office.does(pyotr, RemoveGroup{joiners}).empty());
    CHECK(office.people_in_groups() == 0);
    CHECK(office.does(anna, RemoveGroup{joiners}) == "group-unknown");
    CHECK(office.does(anna, TakeFromGroup{joiners, pyotr}) == "group-unknown");
    CHECK(office.adds(anna, vera) == "group-unknown");
}

TEST_CASE("anybody may leave a group, and only that is asked of who is in it") {
    Office office;
    CHECK(office.does(anna, MakeGroup{joiners, "Столяры"}).empty());
    CHECK(office.adds(anna, vera).empty());
    CHECK(office.adds(anna, pyotr).empty());
    CHECK(is_in(office.world, joiners, vera));
    CHECK_FALSE(is_in(office.world, store, vera));
    CHECK(office.does(vera, TakeFromGroup{joiners, pyotr}) == "group-managers-only");
    CHECK(office.does(vera, TakeFromGroup{joiners, vera}).empty());
    CHECK_FALSE(is_in(office.world, joiners, vera));
    // Over just the rows that are declared.
    World slice;
    for (auto const& [key, member] : office.world.table<GroupMember>().all()) slice.put(member);
    world::Reads reads;
    slice.become_slice(reads_whether_in(reads, joiners, pyotr));
    CHECK(is_in(slice, joiners, pyotr));
    CHECK_THROWS_AS(is_in(slice, joiners, vera), world::NotLoaded);
}

TEST_CASE("who is deleted leaves all groups, and who is blocked stays") {
    Office office;
    for (auto const& [group, name] :
         {std::pair{joiners, std::string("Столяры")}, std::pair{store, std::string("Склад")}}) {
        CHECK(office.does(anna, MakeGroup{group, name}).empty());
        CHECK(office.adds(anna, vera, group).empty());
        CHECK(office.adds(anna, pyotr, group).empty());
    }
    CHECK(office.does(anna, SetBlocked{pyotr, true}).empty());
    CHECK(is_in(office.world, joiners, pyotr));
    CHECK(office.does(anna, ErasePerson{vera}).empty());
    CHECK(office.people_in_groups() == 2);
    CHECK(office.world.by<&GroupMember::person>(vera).empty());
}

TEST_CASE("there are so many groups, and so many people in one, and no more") {
    Office office;
    for (unsigned i = 0; i < Group::most; ++i)
        office.world.put(Group{{id(2000 + i)}, "Группа " + std::to_string(i), {1}});
    CHECK(office.does(anna, MakeGroup{joiners, "Столяры"}) == "groups-too-many");
    CHECK(office.by_hand<Group>({}, Group{joiners, "Столяры", {1}}) == "groups-too-many");
    CHECK(office.does(anna, RenameGroup{{id(2000)}, "Столяры"}).empty());
    CHECK(office.does(anna, RemoveGroup{{id(2000)}}).empty());
    CHECK(office.does(anna, MakeGroup{joiners, "Столяры"}).empty());
    for (unsigned i = 1; i < GroupMember::most; ++i)
        office.world.put(GroupMember{{id(10'000 + i)}, joiners, {id(20'000 + i)}});
    CHECK(office.adds(anna, vera).empty());
    CHECK(office.adds(anna, pyotr) == "group-full");
    CHECK(office.by_hand<GroupMember>({}, GroupMember{{id(800)}, joiners, pyotr}) == "group-full");
    CHECK(office.does(vera, TakeFromGroup{joiners, vera}).empty());
    CHECK(office.adds(anna, pyotr).empty());
}

TEST_CASE("by hand the same rules hold, and what could not be put back is not erased") {
    Office office;
    Group const group{joiners, "Столяры", {1}}, other{store, "столяры", {1}};
    GroupMember const member{{id(70)}, joiners, vera};
    CHECK(office.by_hand<GroupMember>({}, member) == "group-unknown");
    CHECK(office.by_hand<Group>({}, group).empty());
    CHECK(office.by_hand<Group>({}, other) == "group-name-taken");
    CHECK(office.by_hand<GroupMember>({}, GroupMember{{id(70)}, joiners, {id(9)}}) ==
          "person-unknown");
    CHECK(office.by_hand<GroupMember>({}, member).empty());
    CHECK(office.by_hand<GroupMember>({}, GroupMember{{id(71)}, joiners, vera}) ==
          "already-in-group");
    CHECK(office.by_hand<Group>(group, {}) == "group-has-members");
    auto renamed = group;
    renamed.name = "Плотники";
    CHECK(office.by_hand<Group>(group, renamed).empty());
    CHECK(office.by_hand<GroupMember>(member, {}).empty());
    CHECK(office.by_hand<Group>(renamed, {}).empty());
    CHECK(office.world.table<Group>().size() == 0);
    CHECK(office.world.table<Edit>().size() == 5);
}

TEST_CASE("a client that does not hold the directory leaves it to the server") {
    World world;
    Person boss{anna, "Имя", "a@example.org", true, {5}};
    world.put(boss);
    for (Command const& command :
         {Command(MakeGroup{joiners, "Столяры"}), Command(RenameGroup{joiners, "Столяры"}),
          Command(RemoveGroup{joiners}), Command(AddToGroup{joiners, vera, {id(70)}}),
          Command(TakeFromGroup{joiners, vera}), Command(SetManagesGroups{vera, true})})
        CHECK(std::holds_alternative<world::ServerDecides>(
            Domain::decide(world, command, {anna.value, true, {9}, {}})));
}

TEST_CASE("whoever becomes a guest leaves all groups and loses the right to them") {
    Office office;
    REQUIRE(office.does(anna, MakeGroup{joiners, "Столяры"}).empty());
    REQUIRE(office.adds(anna, pyotr).empty());
    CHECK(office.does(pyotr, SetPersonKind{vera, PersonKind::guest}) == "administrators-only");
    CHECK(office.does(anna, SetPersonKind{anna, PersonKind::guest}) == "guest-administrator");
    REQUIRE(office.does(anna, SetPersonKind{pyotr, PersonKind::guest}).empty());
    CHECK(office.people_in_groups() == 0);
    CHECK_FALSE(office.world.find(pyotr)->manages_groups);
    CHECK(office.adds(anna, pyotr) == "guest-right");
    CHECK(office.does(anna, SetManagesGroups{pyotr, true}) == "guest-right");
    CHECK(office.does(anna, SetAdministrator{pyotr, true}) == "guest-right");
    GroupMember const member{{id(500)}, joiners, pyotr};
    CHECK(office.by_hand<GroupMember>({}, member) == "guest-right");
    REQUIRE(office.does(anna, SetPersonKind{pyotr, PersonKind::member}).empty());
    CHECK(office.adds(anna, pyotr).empty());
}

}  // namespace
}  // namespace groups_test
