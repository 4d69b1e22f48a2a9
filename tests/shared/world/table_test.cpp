#include "shared/world/table.hpp"

#include <doctest/doctest.h>

#include <map>
#include <random>

#include "shared/world/tables.hpp"
#include "tests/shared/samples.hpp"

namespace table_test {
namespace {

using base::field;

struct Part {
    static constexpr std::string_view type_name = "trial.part";
    base::Id<Part> id;
    std::int64_t shelf = 0;
    std::string name;
    static constexpr auto fields() {
        return base::Pack{field("id", &Part::id), field("shelf", &Part::shelf),
                          field("name", &Part::name)};
    }
    static constexpr auto indexes() {
        return base::Pack{world::index<&Part::shelf, &Part::name>(), world::index<&Part::name>()};
    }
    static constexpr auto published() { return base::Pack<>{}; }
    friend bool operator==(Part const& a, Part const& b) {
        return a.id == b.id && a.shelf == b.shelf && a.name == b.name;
    }
};
struct Tool {
    static constexpr std::string_view type_name = "trial.tool";
    base::Id<Tool> id;
    base::Id<Part> part;
    static constexpr auto fields() {
        return base::Pack{field("id", &Tool::id), field("part", &Tool::part)};
    }
    static constexpr auto indexes() { return base::Pack{world::index<&Tool::part>()}; }
    static constexpr auto published() { return base::Pack<>{}; }
    friend bool operator==(Tool const& a, Tool const& b) {
        return a.id == b.id && a.part == b.part;
    }
};
using Shop = world::Tables<Part, Tool>;

struct Dice {
    std::mt19937_64 random{7};
    std::uint64_t roll(std::uint64_t sides) { return random() % sides; }
    // Few ids, shelves and names, so that everything meets everything.
    Part part() {
        return {{{0, 1 + roll(40)}},
                static_cast<std::int64_t>(roll(4)),
                std::string(1, static_cast<char>('a' + roll(3)))};
    }
    Tool tool() { return {{{0, 1 + roll(40)}}, {{0, 1 + roll(5)}}}; }
};

template <class Range>
auto list(Range const& range) {
    std::vector<std::decay_t<decltype(*range.begin())>> rows;
    for (auto const& row : range) rows.push_back(row);
    return rows;
}

using Model = std::map<base::Id<Part>, Part>;
template <class Wanted, class Less>
std::vector<Part> picked(Model const& model, Wanted const& wanted, Less const& less) {
    std::vector<Part> rows;
    for (auto const& [id, row] : model)
        if (wanted(row)) rows.push_back(row);
    std::stable_sort(rows.begin(), rows.end(), less);
    return rows;
}
bool shelf_then_name(Part const& a, Part const& b) {
    return a.shelf != b.shelf ? a.shelf < b.shelf : a.name < b.name;
}
bool by_name(Part const& a, Part const& b) { return a.name < b.name; }

void same(world::Table<Part> const& table, Model const& model) {
    REQUIRE(table.size() == model.size());
    for (std::uint64_t i = 0; i <= 41; ++i) {
        base::Id<Part> const id{{0, i}};
        auto const* found = table.find(id);
        auto const at = model.find(id);
        REQUIRE((found != nullptr) == (at != model.end()));
        if (found) REQUIRE(*found == at->second);
    }
    auto const all = [](Part const&) { return true; };
    REQUIRE(list(table.by<&Part::shelf>()) == picked(model, all, shelf_then_name));
    REQUIRE(list(table.by<&Part::name>()) == picked(model, all, by_name));
    for (std::int64_t shelf = -1; shelf < 5; ++shelf) {
        auto const on = [&](Part const& p) { return p.shelf == shelf; };
        auto const range = table.by<&Part::shelf>(shelf);
        REQUIRE(list(range) == picked(model, on, shelf_then_name));
        REQUIRE(range.empty() == list(range).empty());
        for (std::string const name : {"a", "b", "z"}) {
            auto const both = [&](Part const& p) { return p.shelf == shelf && p.name == name; };
            REQUIRE(list(table.by<&Part::shelf>(shelf, name)) ==
                    picked(model, both, shelf_then_name));
        }
    }
}

std::vector<Part> parts(Shop const& shop) { return list(shop.table<Part>().by<&Part::name>()); }
std::vector<Tool> tools(Shop const& shop) { return list(shop.table<Tool>().by<&Tool::part>()); }

}  // namespace

TEST_CASE("whatever is put and erased, a table and its indexes agree with a plain map") {
    Dice dice;
    world::Table<Part> table;
    Model model;
    for (int step = 0; step < 3'000; ++step) {
        auto const part = dice.part();
        if (dice.roll(3) != 0) {
            table.put(part);
            model.insert_or_assign(part.id, part);
        } else {
            table.erase(part.id);
            model.erase(part.id);
        }
        if (step % 10 == 0) same(table, model);
    }
    auto const copy = table;
    table.put({{{0, 99}}, 1, "a"});
    table.erase(model.begin()->first);
    same(copy, model);
    auto moved = copy;
    auto const taken = std::move(moved);
    same(taken, model);
}

TEST_CASE("a row can be put from a copy of itself, and stays where it is until it is changed") {
    world::Table<Part> table;
    table.put({{{0, 1}}, 1, "a"});
    auto const* before = table.find({{0, 1}});
    for (std::uint64_t i = 2; i < 2'000; ++i) table.put({{{0, i}}, 1, "b"});
    CHECK(table.find({{0, 1}}) == before);
    table.put(*before);
    CHECK(table.find({{0, 1}})->name == "a");
}

TEST_CASE("the inverse of any change restores exactly what was there") {
    Dice dice;
    Shop shop;
    for (int i = 0; i < 60; ++i) {
        shop.put(dice.part());
        shop.put(dice.tool());
    }
    for (int round = 0; round < 500; ++round) {
        Shop::Change change;
        for (auto count = dice.roll(6); count > 0; --count) {
            switch (dice.roll(6)) {
                case 0:
                    change.push_back(world::Add<Part>{dice.part()});
                    break;
                case 1:
                    change.push_back(world::Put<Part>{dice.part()});
                    break;
                case 2:
                    change.push_back(world::Erase<Part>{dice.part().id});
                    break;
                case 3:
                    change.push_back(world::Add<Tool>{dice.tool()});
                    break;
                case 4:
                    change.push_back(world::Put<Tool>{dice.tool()});
                    break;
                default:
                    change.push_back(world::Erase<Tool>{dice.tool().id});
                    break;
            }
        }
        auto const parts_before = parts(shop);
        auto const tools_before = tools(shop);
        auto const version = shop.version();
        auto const inverse = shop.apply(change);
        CHECK((shop.version() > version) == !change.empty());
        auto const parts_after = parts(shop);
        auto const tools_after = tools(shop);
        auto const again = shop.apply(inverse);
        REQUIRE(parts(shop) == parts_before);
        REQUIRE(tools(shop) == tools_before);
        shop.apply(again);  // and the inverse of the inverse is the change
        REQUIRE(parts(shop) == parts_after);
        REQUIRE(tools(shop) == tools_after);
    }
}

TEST_CASE("a slice answers what was declared, and throws for all else in every build") {
    base::Id<Part> const declared{{0, 1}}, absent{{0, 2}}, loaded{{0, 3}}, hidden{{0, 4}};
    Shop shop;
    shop.put(Part{declared, 1, "a"});
    shop.put(Part{loaded, 1, "b"});
    shop.put(Tool{{{0, 9}}, declared});
    world::Reads reads;
    reads.row(declared).row(absent).range<&Tool::part>(declared);
    shop.become_slice(reads);
    CHECK(shop.find(declared)->name == "a");
    CHECK(shop.find(absent) == nullptr);
    CHECK(shop.find(loaded)->name == "b");  // it came with something that was declared
    CHECK_THROWS_AS(shop.find(hidden), world::NotLoaded);
    CHECK_THROWS_AS(shop.find(base::Id<Tool>{declared.value}), world::NotLoaded);
    CHECK(list(shop.by<&Tool::part>(declared)).size() == 1);
    CHECK_THROWS_AS(shop.by<&Tool::part>(absent), world::NotLoaded);
    CHECK_THROWS_AS((shop.ordered<&Part::shelf>(std::int64_t{1})), world::NotLoaded);
    CHECK(shop.knows(accounts::directory()));
}

TEST_CASE("a client knows the spaces that it was told whole, until they go") {
    Shop shop;
    auto const space = messaging::channel_space(samples::id(1));
    CHECK_FALSE(shop.knows(space));
    shop.know(space);
    CHECK(shop.knows(space));
    CHECK_FALSE(shop.knows(messaging::channel_space(samples::id(2))));
    shop.forget(space);
    CHECK_FALSE(shop.knows(space));
    shop.become_whole();
    CHECK(shop.knows(space));
}

TEST_CASE("a write of one kind of row is no change of another kind") {
    Shop shop;
    auto const parts = shop.version<Part>(), tools = shop.version<Tool>();
    auto const inverse = shop.apply({world::Add<Part>{{{samples::id(1)}, 1, "a"}}});
    CHECK(shop.version<Part>() > parts);
    CHECK(shop.version<Tool>() == tools);
    auto const after = shop.version<Part>();
    shop.apply(inverse);
    CHECK(shop.version<Part>() > after);  // and it never goes back to what it was before
    CHECK(shop.version<Tool>() == tools);
}

}  // namespace table_test
