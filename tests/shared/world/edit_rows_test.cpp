// Rows that administrators change by hand: what is put together, and what is refused.
#include <doctest/doctest.h>

#include "shared/tables.hpp"
#include "shared/world/edit_rows.hpp"
#include "tests/shared/samples.hpp"

namespace edit_rows_test {

using namespace messaging;
using samples::id;

namespace {

PersonId const anna{id(1)};
Channel const shop{{id(10)}, "Цех", "про станки", anna, {1}, 3};

World world_with(Channel const& channel) {
    World world;
    world.put(channel);
    world.become_whole();
    return world;
}
Domain::Context by_administrator() { return {anna.value, true, {9}, {}, {}, "::1"}; }

World::Verdict decided(World const& world, EditRows const& edit,
                       Domain::Context const& context = by_administrator()) {
    return Domain::decide(world, edit, context);
}
std::string refused(World::Verdict const& verdict) {
    auto const* refusal = std::get_if<base::Refusal>(&verdict);
    if (!refusal) return {};
    return refusal->reason +
           (refusal->arguments.empty() ? "" : " " + refusal->arguments.front().value);
}
EditRows edit_of(std::optional<World::Row> before, std::optional<World::Row> after) {
    return {id(89), {{{id(90)}, std::move(before), std::move(after)}}};
}
// The channel after the edit, and what is written down of it.
struct Changed {
    Channel channel;
    Edit edit;
};
Changed changed(World world, EditRows const& edit) {
    auto const verdict = decided(world, edit);
    REQUIRE_MESSAGE(std::holds_alternative<World::Change>(verdict), refused(verdict));
    world.apply(std::get<World::Change>(verdict));
    auto const* written = world.find(edit.rows.at(0).edit);
    REQUIRE(written);
    return {*world.find(shop.id), *written};
}

}  // namespace

TEST_CASE("a row becomes what it shall be, and it is written down who made it so") {
    auto after = shop;
    after.title = "Склад";
    auto const done = changed(world_with(shop), edit_of(shop, after));
    CHECK(done.channel.title == "Склад");
    CHECK(done.channel.about == shop.about);
    CHECK(done.edit.table == "messaging.channel");
    CHECK(done.edit.row == shop.id.value);
    CHECK(done.edit.act == id(89));
    CHECK(done.edit.actor == anna.value);
    CHECK(done.edit.at.us == 9);
    CHECK(done.edit.address == "::1");
    CHECK(done.edit.before == wire::json::text(shop));
    CHECK(done.edit.after == wire::json::text(done.channel));
}

TEST_CASE("two who change different fields of one row both have their way") {
    auto one = shop, other = shop;
    one.title = "Склад";
    other.about = "про доски";
    auto const first = changed(world_with(shop), edit_of(shop, one));
    auto const both = changed(world_with(first.channel), edit_of(shop, other));
    CHECK(both.channel.title == "Склад");
    CHECK(both.channel.about == "про доски");
    // What is counted meanwhile is not put back.
    auto counted = shop;
    counted.last_number = 8;
    CHECK(changed(world_with(counted), edit_of(shop, one)).channel.last_number == 8);
}

TEST_CASE("of two who change one field the later one is told which it is") {
    auto one = shop, other = shop;
    one.title = "Склад";
    other.title = "Двор";
    auto const first = changed(world_with(shop), edit_of(shop, one));
    CHECK(refused(decided(world_with(first.channel), edit_of(shop, other))) ==
          "changed-meanwhile title");
    // Who wanted the same has it.
    auto const again = decided(world_with(first.channel), edit_of(shop, one));
    REQUIRE(std::holds_alternative<World::Change>(again));
    CHECK(std::get<World::Change>(again).empty());
}

TEST_CASE("a change is taken back by exchanging the two, unless another stands on it") {
    auto after = shop, later = shop;
    after.title = "Склад";
    auto const first = changed(world_with(shop), edit_of(shop, after));
    CHECK(changed(world_with(first.channel), edit_of(after, shop)).channel.title == "Цех");
    later = first.channel;
    later.title = "Двор";
    CHECK(refused(decided(world_with(later), edit_of(after, shop))) == "changed-meanwhile title");
}

TEST_CASE("what is fixed, counted, or of a table that is kept is refused, and it is said why") {
    auto const world = world_with(shop);
    auto after = shop;
    after.created = {5};
    CHECK(refused(decided(world, edit_of(shop, after))) == "kept-fixed created");
    after = shop;
    after.last_number = 9;
    CHECK(refused(decided(world, edit_of(shop, after))) == "kept-counted last_number");
    Mark const mark{{id(11)}, {id(10)}, anna, 1};
    CHECK(refused(decided(world, edit_of(mark, mark))) == "table-kept");
    Edit const edit{
        {id(91)}, "messaging.channel", shop.id.value, id(89), 1, anna.value, {1}, "", "{}", "{}"};
    CHECK(refused(decided(world, edit_of(edit, edit))) == "table-kept");
}

TEST_CASE("two rows, a row that is gone, a used number, and who is no administrator are refused") {
    auto const world = world_with(shop);
    auto other = shop;
    other.id = {id(12)};
    CHECK(refused(decided(world, edit_of(shop, other))) == "another-row");
    Message const message{{id(10)}, {id(10)}, 1, anna, "a", {1}};
    CHECK(refused(decided(world, edit_of(shop, message))) == "another-row");
    CHECK(refused(decided(world, edit_of(other, other))) == "row-gone");
    auto after = shop;
    after.title = "Склад";
    auto used = world;
    used.put(Edit{{id(90)}, "x", id(1), id(89), 1, id(1), {1}, "", "", ""});
    CHECK(refused(decided(used, edit_of(shop, after))) == "id-taken");
    auto member = by_administrator();
    member.administrator = false;
    CHECK(refused(decided(world, edit_of(shop, after), member)) == "administrators-only");
}

TEST_CASE("a client that does not hold the row leaves it to the server") {
    World const nothing;
    auto after = shop;
    after.title = "Склад";
    CHECK(std::holds_alternative<world::ServerDecides>(decided(nothing, edit_of(shop, after))));
}

TEST_CASE("whoever has lost the right changes nothing, though their session still says so") {
    using namespace accounts;
    accounts::World world;
    Person person{{id(1)}, "Анна", "anna@example.org", false, {1}};
    world.put(person);
    world.become_whole();
    auto after = person;
    after.name = "Аня";
    accounts::EditRows const edit{id(89), {{{id(90)}, person, after}}};
    accounts::Domain::Context const context{id(1), true, {9}, {}};
    auto const verdict = accounts::Domain::decide(world, edit, context);
    REQUIRE(std::holds_alternative<base::Refusal>(verdict));
    CHECK(std::get<base::Refusal>(verdict).reason == "administrators-only");
}

namespace {

struct Shop {
    Channel channel{{id(10)}, "Цех", "", anna, {1}};
    Member owner{{id(11)}, channel.id, anna, Role::owner, {1}};
    World world;
    Shop() {
        world.put(channel);
        world.put(owner);
        world.put(Mark{{id(11)}, channel.id, anna, 0});
        world.become_whole();
    }
    std::string does(EditRows const& edits, bool person_exists = true) {
        auto context = by_administrator();
        context.facts.person_exists = person_exists;
        auto const verdict = decided(world, edits, context);
        if (auto const* change = std::get_if<World::Change>(&verdict)) world.apply(*change);
        return refused(verdict);
    }
    std::string adds(World::Row const& row) {
        return does({id(89), {{{id(next_++)}, std::nullopt, row}}});
    }
    std::string erases(World::Row const& row) {
        return does({id(89), {{{id(next_++)}, row, std::nullopt}}});
    }
    Channel now() const { return *world.find(channel.id); }

private:
    unsigned next_ = 100;
};

}  // namespace

TEST_CASE("a row that is added is there once, however often it is said, and goes again") {
    Shop here;
    Member const boris{{id(12)}, here.channel.id, {id(2)}, Role::member, {1}};
    CHECK(here.adds(boris).empty());
    REQUIRE(here.world.find(boris.id));
    CHECK(here.world.find(base::Id<Mark>{id(12)}));
    auto const edits = here.world.table<Edit>().size();
    CHECK(here.adds(boris).empty());
    CHECK(here.world.table<Edit>().size() == edits);
    auto other = boris;
    other.person = {id(3)};
    CHECK(here.adds(other) == "id-taken");
    other.id = {id(13)};
    other.person = boris.person;
    CHECK(here.adds(other) == "already-member");
    CHECK(here.erases(boris).empty());
    CHECK_FALSE(here.world.find(boris.id));
    CHECK_FALSE(here.world.find(base::Id<Mark>{id(12)}));
    CHECK(here.erases(boris).empty());
    auto const* added = here.world.find(base::Id<Edit>{id(100)});
    REQUIRE(added);
    CHECK(added->before.empty());
    CHECK(added->after == wire::json::text(boris));
}

TEST_CASE("what is added or erased by hand keeps the rules of its domain") {
    Shop here;
    CHECK(here.erases(here.owner).empty());  // the last one there
    CHECK(here.adds(here.owner).empty());
    Member const boris{{id(12)}, here.channel.id, {id(2)}, Role::member, {1}};
    CHECK(here.adds(boris).empty());
    CHECK(here.erases(here.owner) == "last-owner");
    auto no_owner = here.owner;
    no_owner.role = Role::member;
    CHECK(here.does(edit_of(here.owner, no_owner)) == "last-owner");
    CHECK(here.erases(here.channel) == "channel-has-members");
    EditRows const stranger{
        id(89),
        {{{id(95)}, std::nullopt, Member{{id(14)}, here.channel.id, {id(7)}, Role::member, {1}}}}};
    CHECK(here.does(stranger, false) == "person-unknown");
    Member const elsewhere{{id(14)}, {id(77)}, {id(7)}, Role::member, {1}};
    CHECK(here.adds(elsewhere) == "channel-unknown");
    Mark const mark{{id(15)}, here.channel.id, {id(2)}, 0};
    CHECK(here.adds(mark) == "table-kept");
}

TEST_CASE("numbers of messages stay dense, and a message that was erased comes back where it was") {
    Shop here;
    auto const said = [&](unsigned number, PersonId by) {
        return Message{{id(20 + number)}, here.channel.id, number, by, "a", {1}};
    };
    CHECK(here.adds(said(2, anna)) == "message-number 1");
    for (unsigned number = 1; number <= 5; ++number)
        CHECK(here.adds(said(number, {id(1 + number % 2)})).empty());
    CHECK(here.adds(Message{{id(40)}, here.channel.id, 3, anna, "b", {1}}) == "message-number 6");
    auto const before = here.now();
    CHECK(here.erases(said(3, {id(2)})).empty());
    CHECK(here.now().runs != before.runs);
    CHECK(here.adds(said(3, {id(2)})).empty());
    CHECK(here.now().last_number == 5);
    CHECK(here.now().runs == before.runs);
    CHECK(here.erases(here.now()) == "channel-written-in");
}

TEST_CASE("a channel that is begun by hand has an owner") {
    Shop here;
    Channel const yard{{id(30)}, "Двор", "", anna, {5}};
    CHECK(here.adds(yard).empty());
    auto const members = here.world.by<&Member::channel>(yard.id);
    REQUIRE_FALSE(members.empty());
    CHECK(members.begin()->person == anna);
    CHECK(members.begin()->role == Role::owner);
    // The owner goes with it, as it was made and not as anybody says.
    auto other = yard;
    other.created_by = {id(2)};
    CHECK(here.erases(other) == "changed-meanwhile created_by");
    auto const owner = *members.begin();
    here.world.put(Member{owner.id, yard.id, {id(2)}, Role::owner, {1}});
    CHECK(here.erases(yard) == "channel-has-members");
    here.world.put(owner);
    CHECK(here.erases(yard).empty());
    CHECK(here.world.by<&Member::channel>(yard.id).empty());
    CHECK_FALSE(here.world.find(base::Id<Mark>{id(30)}));
    auto counted = yard;
    counted.id = {id(31)};
    counted.last_number = 3;
    CHECK(here.adds(counted) == "kept-counted last_number");
}

TEST_CASE("several rows are done as one, each after the ones before it, or none of them") {
    Shop here;
    Channel const yard{{id(30)}, "Двор", "", anna, {5}};
    Member const boris{{id(12)}, yard.id, {id(2)}, Role::member, {1}};
    Message const first{{id(21)}, yard.id, 1, anna, "a", {1}},
        second{{id(22)}, yard.id, 2, anna, "b", {1}};
    auto renamed = yard;
    renamed.title = "Склад";
    EditRows const all{id(89),
                       {{{id(101)}, {}, yard},
                        {{id(102)}, {}, boris},
                        {{id(103)}, {}, first},
                        {{id(104)}, {}, second},
                        {{id(105)}, yard, renamed}}};
    CHECK(here.does(all).empty());
    REQUIRE(here.world.find(yard.id));
    CHECK(here.world.find(yard.id)->title == "Склад");
    CHECK(here.world.find(yard.id)->last_number == 2);
    CHECK(here.world.table<Edit>().size() == 5);
    // As the store is told: each row once.
    World fresh;
    fresh.become_whole();
    auto context = by_administrator();
    context.facts.person_exists = true;
    auto const verdict = decided(fresh, all, context);
    auto const& change = std::get<World::Change>(verdict);
    CHECK(std::count_if(change.begin(), change.end(), [](auto const& edit) {
              return std::holds_alternative<world::Add<Channel>>(edit) ||
                     std::holds_alternative<world::Put<Channel>>(edit);
          }) == 1);
    // The last one breaks a rule: nothing of the act is done.
    auto broken = all;
    for (auto& edit : broken.rows)
        edit.edit.value = id(150 + static_cast<unsigned>(edit.edit.value.low));
    broken.rows.resize(2);
    std::get<Channel>(*broken.rows[0].after).id = {id(33)};
    std::get<Member>(*broken.rows[1].after).id = {id(14)};
    auto const size = here.world.table<Channel>().size();
    CHECK(here.does(broken) == "already-member 2");
    CHECK(here.world.table<Channel>().size() == size);
}

TEST_CASE("each id in a row says whose it is, and each of those tables is there") {
    std::set<std::string_view> all;
    tables::each_row([&]<class Row>(std::type_identity<Row>) { all.insert(Row::type_name); });
    tables::each_row([&]<class Row>(std::type_identity<Row>) {
        for (auto const& field : base::describe<Row>()) {
            auto const* type = field.type;
            if (type->kind == base::Kind::optional) type = type->inner;
            auto const refers_to = field.rules.refers_to;
            CHECK_MESSAGE((refers_to.empty() || all.count(refers_to) == 1), Row::type_name, ".",
                          field.name);
            if (type->kind != base::Kind::id || field.name == "id") continue;
            // The row of an edit, and of a log, is of the table that it names; an act is no row.
            bool const by_name = (Row::type_name.ends_with(".edit") &&
                                  (field.name == "row" || field.name == "act")) ||
                                 (Row::type_name.ends_with(".log") && field.name == "row");
            CHECK_MESSAGE((by_name || !refers_to.empty()), Row::type_name, ".", field.name);
        }
    });
}

TEST_CASE("what nobody edits says why, and no row of the server's own has a secret") {
    tables::each_row([]<class Row>(std::type_identity<Row>) {
        CHECK((Row::editing == world::Editing::nothing) == !world::why_kept<Row>().empty());
    });
    tables::each_own_row([]<class Row>(std::type_identity<Row>) {
        CHECK(Row::editing == world::Editing::nothing);
        CHECK(world::why_kept<Row>() != "table-kept");
        for (auto const& field : base::describe<Row>()) {
            CHECK_MESSAGE(!field.rules.secret, Row::type_name, ".", field.name);
            CHECK_MESSAGE(field.name != "payload", Row::type_name);
            CHECK_MESSAGE(field.name != "link", Row::type_name);
        }
    });
}

TEST_CASE("no row that is changed by hand has a secret, since its history is JSON") {
    Domains::each_row([]<class Row>(std::type_identity<Row>) {
        if constexpr (Row::editing != world::Editing::nothing)
            for (auto const& field : base::describe<Row>())
                CHECK_MESSAGE(!field.rules.secret, Row::type_name, ".", field.name);
    });
}

}  // namespace edit_rows_test
