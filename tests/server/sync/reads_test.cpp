// What a command declares that it reads is, in PostgreSQL, what it is in memory: the rows that
// world::is_in_range says. Texts, cases, signs and both ends of what a column holds included.
#include "shared/world/reads.hpp"

#include <doctest/doctest.h>

#include <random>

#include "server/sync/postgres_store_code.hpp"
#include "tests/support/throwaway.hpp"

namespace reads_test {
namespace {

enum class Colour : std::uint8_t { red, green, dark_blue };
constexpr std::array<std::string_view, 3> names_of(Colour) { return {"red", "green", "dark-blue"}; }

struct Thing {
    [[maybe_unused]] static constexpr std::string_view type_name = "reads_test.thing";
    base::Id<Thing> id;
    base::Id128 shelf;
    std::string name;
    std::int64_t number = 0;
    std::int32_t small = 0;
    bool is_old = false;
    Colour colour = Colour::red;
    base::Day due{};
    base::Instant at{};
    static constexpr auto fields() {
        return base::Pack{base::field("id", &Thing::id).required(),
                          base::field("shelf", &Thing::shelf).required(),
                          base::field("name", &Thing::name).at_most(20),
                          base::field("number", &Thing::number),
                          base::field("small", &Thing::small),
                          base::field("is_old", &Thing::is_old),
                          base::field("colour", &Thing::colour),
                          base::field("due", &Thing::due),
                          base::field("at", &Thing::at)};
    }
};
using Things = std::vector<Thing>;

// Few of each, so that rows are alike in some of their fields, and nearly alike in others.
std::vector<std::string> const names{"",   " ",  "a", "A", "a ",     "ä",         "a\u0308", "ё",
                                     "\\", "''", "%", "_", "O'Hara", "{1,\"b\"}", "null",    "1"};
std::vector<std::int64_t> const numbers{std::numeric_limits<std::int64_t>::min(), -10, -9, 0, 9, 10,
                                        std::numeric_limits<std::int64_t>::max()};
std::vector<std::int32_t> const smalls{std::numeric_limits<std::int32_t>::min(), -1, 0, 1,
                                       std::numeric_limits<std::int32_t>::max()};
std::vector<base::Day> const days{base::earliest_day, {-1}, {0}, {9}, {10}, {20'778},
                                  base::latest_day};
std::vector<base::Instant> const instants{{base::earliest_us}, {-1},        {0},
                                          {999'999},           {1'000'000}, {1'795'000'000'000'000},
                                          {base::latest_us}};

struct Dice {
    std::mt19937_64 random{20'261'121};
    std::size_t roll(std::size_t sides) { return random() % sides; }
    template <class Value>
    Value const& any_of(std::vector<Value> const& values) {
        return values[roll(values.size())];
    }
    Thing thing(std::uint64_t number) {
        return {{{number, 1}},
                {7, 1 + roll(3)},
                any_of(names),
                any_of(numbers),
                any_of(smalls),
                roll(2) == 0,
                static_cast<Colour>(roll(3)),
                any_of(days),
                any_of(instants)};
    }
};

// By some of a row's values, and one that lies between those of two rows, whichever is the larger.
world::RangeRead some_range(Things const& things, Dice& dice) {
    auto const &like = dice.any_of(things), &other = dice.any_of(things);
    world::RangeRead range{Thing::type_name, {}, {}};
    base::each_field<Thing>([&](auto const& field) {
        using Value = typename std::remove_cvref_t<decltype(field)>::value_type;
        static_assert(world::Searchable<Value>);
        auto const &from = like.*field.member, &to = other.*field.member;
        if constexpr (world::Ordered<Value>)
            if (!range.between && dice.roll(5) == 0) {
                range.between = {field.name, world::key_text(from), world::key_text(to),
                                 world::key_order(from), world::key_order(to)};
                return;
            }
        if (dice.roll(6) != 0) return;
        range.fields.push_back(field.name);
        range.values.push_back(world::key_text(from));
    });
    return range;
}

using Ranges = std::set<world::RangeRead>;

std::set<base::Id128> found(pqxx::transaction_base& transaction, Ranges const& ranges) {
    world::Reads reads;
    reads.ranges = ranges;
    std::map<world::RowKey, Thing> rows;
    syncing::detail::load_table<Thing>(transaction, reads, rows);
    std::set<base::Id128> ids;
    for (auto const& [key, row] : rows) ids.insert(row.id.value);
    return ids;
}

std::string said(world::RangeRead const& range) {
    std::string text;
    for (std::size_t i = 0; i < range.fields.size(); ++i)
        text += std::string(range.fields[i]) + " = '" + range.values[i] + "' ";
    if (range.between)
        text += std::string(range.between->field) + " from " + range.between->from + " to " +
                range.between->to;
    return text;
}

std::set<base::Id128> in_memory(Things const& things, Ranges const& ranges) {
    std::set<base::Id128> ids;
    for (auto const& thing : things)
        for (auto const& range : ranges)
            if (world::is_in_range(thing, range)) ids.insert(thing.id.value);
    return ids;
}

struct Stage {
    support::Throwaway const base;
    database::Connection const connection = database::open(base.owner_url());
    std::unique_ptr<pqxx::transaction_base> const transaction =
        database::begin(*connection, database::Isolation::read_committed);
    Dice dice;
    Things things;
    Stage() {
        transaction->exec("create schema reads_test");
        transaction->exec(database::create_table_sql(database::shape_of<Thing>()));
        for (std::uint64_t number = 1; number <= 300; ++number)
            things.push_back(dice.thing(number));
        database::insert(*transaction, things);
    }
};

TEST_CASE("PostgreSQL finds in many ranges at once the rows that are in any of them in memory") {
    Stage stage;
    std::size_t alike = 0, with_some = 0;
    for (int asked = 0; asked < 300; ++asked) {
        // The same fields, with the values of other rows; and some of other fields.
        Ranges ranges;
        while (ranges.size() < 2) ranges.insert(some_range(stage.things, stage.dice));
        for (int more = 0; more < 200; ++more) {
            auto const range = some_range(stage.things, stage.dice);
            bool const is_alike = std::any_of(ranges.begin(), ranges.end(), [&](auto const& one) {
                return one.fields == range.fields &&
                       one.between.has_value() == range.between.has_value() &&
                       (!one.between || one.between->field == range.between->field);
            });
            if (is_alike && ranges.insert(range).second) ++alike;
        }
        // The whole table would answer for all of them.
        std::erase_if(ranges, [](auto const& one) { return one.fields.empty() && !one.between; });
        auto const expected = in_memory(stage.things, ranges);
        if (!expected.empty()) ++with_some;
        std::string said_all;
        for (auto const& range : ranges) said_all += said(range) + "\n";
        REQUIRE_MESSAGE(found(*stage.transaction, ranges) == expected, said_all);
    }
    CHECK(alike > 300);
    CHECK(with_some > 200);
}

TEST_CASE("PostgreSQL finds in a range the rows that are in it in memory") {
    Stage stage;
    auto& things = stage.things;
    std::set<std::string_view> equal, between;
    std::size_t asked = 0, with_some = 0, with_none = 0;
    while (asked < 2'000) {
        auto const range = some_range(things, stage.dice);
        if (range.fields.empty() && !range.between) continue;
        ++asked;
        auto const expected = in_memory(things, {range});
        ++(expected.empty() ? with_none : with_some);
        equal.insert(range.fields.begin(), range.fields.end());
        if (range.between) between.insert(range.between->field);
        REQUIRE_MESSAGE(found(*stage.transaction, {range}) == expected, said(range));
    }
    CHECK(with_some > 500);
    CHECK(with_none > 100);
    CHECK(equal.size() == 9);
    CHECK(between.size() == 4);
}

}  // namespace
}  // namespace reads_test
