// What the tests of lists share: people and things at random in a database of their own.
#pragma once

#include <doctest/doctest.h>

#include <array>
#include <random>
#include <string>
#include <vector>

#include "server/database/list_query.hpp"
#include "shared/accounts/rows.hpp"
#include "tests/shared/said.hpp"
#include "tests/support/throwaway.hpp"

namespace lists {

using accounts::Person;
using base::field;
using database::QueryPairs;

enum class Mood : std::uint8_t { sunny, cloudy };
constexpr std::array<std::string_view, 2> names_of(Mood) { return {"sunny", "cloudy"}; }

constexpr auto roubles = base::Currency::of("RUB"), yen = base::Currency::of("JPY");

// Fields of every type that a list knows, some of which a row may lack.
struct Thing {
    static constexpr std::string_view type_name = "trial.thing";
    base::Id<Thing> id;
    std::optional<std::string> note;
    std::optional<std::int32_t> size;
    std::int64_t weight = 0;
    std::optional<base::Instant> seen;
    std::optional<base::Id<Thing>> part_of;
    base::Day due;
    bool done = false;
    Mood mood = Mood::sunny;
    std::string password;
    std::string hidden;
    std::string plain;
    std::optional<base::Money> price;
    base::Money paid;
    std::optional<base::Quantity> amount;
    base::Names title;
    std::optional<base::Names> other;
    base::Id128 owner;
    static constexpr auto fields() {
        return base::Pack{field("id", &Thing::id).required().fixed(),
                          field("note", &Thing::note).at_most(50).sortable().filterable(),
                          field("size", &Thing::size).sortable().filterable(),
                          field("weight", &Thing::weight).sortable().filterable(),
                          field("seen", &Thing::seen).sortable().filterable(),
                          field("part_of", &Thing::part_of).sortable().filterable(),
                          field("due", &Thing::due).sortable().filterable(),
                          field("done", &Thing::done).sortable().filterable(),
                          field("mood", &Thing::mood).sortable().filterable(),
                          field("password", &Thing::password).secret().sortable().filterable(),
                          field("hidden", &Thing::hidden).server_only().sortable().filterable(),
                          field("plain", &Thing::plain),
                          field("price", &Thing::price).filterable(),
                          field("paid", &Thing::paid).currency(roubles).filterable(),
                          field("amount", &Thing::amount).filterable(),
                          field("title", &Thing::title).line().at_most(50).filterable(),
                          field("other", &Thing::other).line().at_most(50).filterable(),
                          field("owner", &Thing::owner).filterable()};
    }
};

struct Dice {
    std::mt19937_64 random{20'261'121};
    std::size_t roll(std::size_t sides) { return random() % sides; }
    template <class List>
    auto const& any(List const& list) {
        return list[roll(list.size())];
    }
    base::Id128 id() { return {random(), random() | 1}; }
};

inline std::vector<std::string> const first_names = {"Анна", "анна",   "Ёж",   "Ежи", "Елена",
                                                     "Zoe",  "O'Neil", "100%", "1_0", "a,b",
                                                     "\\d",  "Émile",  "Emily"};

inline std::vector<Person> people(std::size_t count, Dice& dice) {
    std::vector<Person> all;
    for (std::size_t i = 0; i < count; ++i) {
        Person person;
        person.id.value = dice.id();
        person.name = dice.any(first_names) + " " + dice.any(first_names);
        person.email = "p" + std::to_string(i) + "@example.org";
        person.administrator = dice.roll(4) == 0;
        person.registered.us = static_cast<std::int64_t>(dice.roll(20)) * 1'000'000;
        all.push_back(person);
    }
    return all;
}

// Names of which one, both or none may be there.
inline base::Names any_names(Dice& dice) {
    auto const one = [&] { return dice.roll(3) ? dice.any(first_names) : std::string(); };
    auto ru = one();
    return {std::move(ru), one()};
}

inline void fill_values(Thing& thing, Dice& dice) {
    auto const number = [&](std::size_t sides) {
        return static_cast<std::int64_t>(dice.roll(sides)) - 2;
    };
    if (dice.roll(3)) thing.price = {number(6) * 50, dice.roll(2) ? roubles : yen};
    thing.paid = {number(6) * 50, roubles};
    if (dice.roll(3)) thing.amount = base::Quantity{number(6) * 250};
    thing.title = any_names(dice);
    if (dice.roll(3)) thing.other = any_names(dice);
    if (dice.roll(3)) thing.owner = {1, dice.roll(3)};
}

inline std::vector<Thing> things(std::size_t count, Dice& dice) {
    std::vector<Thing> all;
    for (std::size_t i = 0; i < count; ++i) {
        Thing thing;
        thing.id.value = dice.id();
        if (dice.roll(3)) thing.note = dice.roll(9) ? dice.any(first_names) : "";
        if (dice.roll(3)) thing.size = static_cast<std::int32_t>(dice.roll(5)) - 2;
        thing.weight = static_cast<std::int64_t>(dice.roll(4)) << 40;
        if (dice.roll(3)) thing.seen = base::Instant{static_cast<std::int64_t>(dice.roll(3))};
        if (dice.roll(3)) thing.part_of = base::Id<Thing>{{1, dice.roll(3)}};
        thing.due.days = static_cast<std::int32_t>(dice.roll(4)) - 1;
        thing.done = dice.roll(2) == 0;
        thing.mood = static_cast<Mood>(dice.roll(2));
        fill_values(thing, dice);
        all.push_back(thing);
    }
    return all;
}

struct Stage {
    support::Throwaway base{support::Throwaway::Start::migrated};
    database::Connection connection = database::open(base.owner_url());
    std::unique_ptr<pqxx::transaction_base> transaction =
        database::begin(*connection, database::Isolation::read_committed);
    Dice dice;

    void fill_things(std::size_t count) {
        transaction->exec("create schema trial");
        transaction->exec(database::create_table_sql(database::shape_of<Thing>()));
        database::insert(*transaction, things(count, dice));
    }
};

inline database::ListOptions const people_options{{"team"}, {"name", "email"}, "name"};

using samples::Said;

inline Said wrong_with(QueryPairs const& pairs) {
    return Said(database::parse<Person>(pairs, people_options).problems);
}

}  // namespace lists
