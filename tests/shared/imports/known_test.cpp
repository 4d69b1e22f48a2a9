#include "shared/imports/known.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "shared/world/refused_item.hpp"
#include "tests/shared/imports/item.hpp"

namespace known_test {
namespace {

using imports::Stage;
using samples::Checked;
using samples::Item;

// As far as it is known by which keys rows are found.
Checked with_keys(std::string text) {
    Checked checked;
    checked.open(std::move(text));
    checked.check = std::make_unique<imports::Check>(checked.sheet, checked.mapping,
                                                     base::type_of<std::vector<Item>>(),
                                                     &checked.scratch, imports::Lookups());
    while (checked.check->stage() != Stage::identities) checked.check->step(100);
    return checked;
}
std::vector<base::Id128> marks_of(Checked const& checked) {
    return imports::marks_of(*checked.check, checked.sheet, checked.mapping);
}

Item item(std::uint64_t id, std::string code) {
    Item item;
    item.id = {base::Id128{1, id}};
    item.code = std::move(code);
    return item;
}

TEST_CASE("a row without a key is known again by what it says, and two alike are two") {
    std::string const file = "code,title,note\n,Oak,x\n,Oak,x\nA1,Oak,x\n,Oak,y\n";
    auto const checked = with_keys(file);
    auto const marks = marks_of(checked);
    REQUIRE(marks.size() == 4);
    CHECK(marks[2].is_none());
    CHECK(marks[0] != marks[1]);
    CHECK(marks[0] != marks[3]);
    for (auto const i : {0, 1, 3})
        CHECK(base::to_text(marks[static_cast<std::size_t>(i)])[14] == '8');
    CHECK(marks_of(with_keys(file)) == marks);
    // What is in no field makes no other row of it.
    CHECK(marks_of(with_keys("code,title,note,colour\n,Oak,x,red\n"))[0] == marks[0]);
    CHECK(marks_of(with_keys("code,title,note\n,Oak,\n"))[0] != marks[0]);
}

TEST_CASE("keys are asked for as they are compared, as they were written, and by marks") {
    auto const checked = with_keys("code,title\nA1,Oak\n,Ash\n");
    auto const marks = marks_of(checked);
    auto const keys = imports::keys_of(base::type_of<Item>());
    REQUIRE(keys.size() == 2);
    auto const wanted = [&](std::int16_t key) {
        return imports::wanted_of(*checked.check, checked.sheet, checked.mapping, key, marks);
    };
    auto const has = [](std::vector<std::string> const& all, std::string const& value) {
        return std::find(all.begin(), all.end(), value) != all.end();
    };
    CHECK(has(wanted(keys[0]), base::to_text(marks[1])));
    CHECK(has(wanted(keys[1]), "a1"));
    CHECK(has(wanted(keys[1]), "A1"));
}

TEST_CASE("what was found is there by its keys, and whoever shares a name is several") {
    auto const& type = base::type_of<std::vector<Item>>();
    std::vector<Item> const rows{item(1, "A1"), item(2, "B")};
    std::vector<Item> const others{item(3, "a1")};
    imports::Known known;
    known.add_rows(type, &rows);
    auto const& fields = base::type_of<Item>().fields;
    CHECK(known.existing(fields[1], "a1") == &rows[0]);
    CHECK(known.existing(fields[0], base::to_text(rows[1].id)) == &rows[1]);
    CHECK(known.existing(fields[1], "c") == nullptr);
    using How = imports::Referred::How;
    CHECK(known.refer("trial.item", "B").how == How::none);
    known.add_called(type, &rows);
    known.add_called(type, &rows);
    CHECK(known.refer("trial.item", "b").id == rows[1].id.value);
    CHECK(known.refer("trial.item", "A1").how == How::one);
    CHECK(known.refer("trial.person", "B").how == How::none);
    known.add_called(type, &others);
    CHECK(known.refer("trial.item", "A1").how == How::several);
    known.clear();
    CHECK(known.existing(fields[1], "a1") == nullptr);
    CHECK(known.refer("trial.item", "b").how == How::none);
    auto const called = imports::called_by(base::type_of<Item>());
    REQUIRE(called.size() == 1);
    CHECK(called[0]->name == "code");
}

TEST_CASE("a refusal names a row of its command, or none") {
    auto const item_of = [](std::string const& value, std::size_t rows) {
        return world::refused_item({"too-long", {{"most", "3"}, {"item", value}}}, rows);
    };
    CHECK(item_of("2", 3) == 1);
    CHECK(item_of("3", 3) == 2);
    for (auto const* other : {"0", "4", "x", "2x", "-1", ""}) CHECK_FALSE(item_of(other, 3));
    CHECK(world::refused_item({"administrators-only", {}}, 1) == 0);
    CHECK_FALSE(world::refused_item({"administrators-only", {}}, 2));
}

}  // namespace
}  // namespace known_test
