#include "server/database/list_query.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <map>
#include <random>
#include <set>

#include "server/database/list_cursor.hpp"
#include "shared/accounts/rows.hpp"
#include "shared/base/check.hpp"
#include "tests/shared/said.hpp"
#include "tests/support/throwaway.hpp"

namespace {

using accounts::Person;
using base::field;
using database::QueryPairs;

enum class Mood : std::uint8_t { sunny, cloudy };
constexpr std::array<std::string_view, 2> names_of(Mood) { return {"sunny", "cloudy"}; }

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
    static constexpr auto fields() {
        return std::tuple{field("id", &Thing::id).required().fixed(),
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
                          field("plain", &Thing::plain)};
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

std::vector<std::string> const first_names = {"Анна", "анна",   "Ёж",   "Ежи", "Елена",
                                              "Zoe",  "O'Neil", "100%", "1_0", "a,b",
                                              "\\d",  "Émile",  "Emily"};

std::vector<Person> people(std::size_t count, Dice& dice) {
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

std::vector<Thing> things(std::size_t count, Dice& dice) {
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
        all.push_back(thing);
    }
    return all;
}

struct Stage {
    support::Throwaway base{support::Throwaway::Start::migrated};
    database::Connection connection = database::open(base.url());
    std::unique_ptr<pqxx::transaction_base> transaction =
        database::begin(*connection, database::Isolation::read_committed);
    Dice dice;

    void fill_things(std::size_t count) {
        transaction->exec("create schema trial");
        transaction->exec(database::create_table_sql(database::shape_of<Thing>()));
        database::insert(*transaction, things(count, dice));
    }
};

database::ListOptions const people_options{{"team"}, {"name", "email"}, "name"};

using samples::Said;

Said wrong_with(QueryPairs const& pairs) {
    return Said(database::parse<Person>(pairs, people_options).problems);
}

template <class Row>
std::vector<std::string> ids(std::vector<Row> const& rows) {
    std::vector<std::string> list;
    for (auto const& row : rows) list.push_back(base::to_text(row.id));
    return list;
}

// Every page, one after the other, by the cursors alone.
template <class Row>
std::vector<Row> all_pages(Stage& stage, QueryPairs const& pairs, std::size_t limit,
                           database::ListOptions const& options, std::int64_t& total) {
    std::vector<Row> rows;
    std::string after;
    do {
        auto asked = pairs;
        asked.emplace_back("limit", std::to_string(limit));
        if (!after.empty()) asked.emplace_back("after", after);
        auto const parsed = database::parse<Row>(asked, options);
        REQUIRE(Said(parsed.problems) == Said{});
        auto const page = database::page<Row>(*stage.transaction, parsed.query);
        REQUIRE(page.rows.size() <= limit);
        REQUIRE((page.next.empty() || page.rows.size() == limit));
        rows.insert(rows.end(), page.rows.begin(), page.rows.end());
        REQUIRE(rows.size() <= 5'000);
        total = page.total;
        after = page.next;
    } while (!after.empty());
    return rows;
}

// ---- what is right, said without keysets: PostgreSQL sorts the whole, C++ picks

template <class Row>
std::vector<Row> sorted_whole(Stage& stage, std::string const& order) {
    return database::select<Row>(*stage.transaction, "order by " + order);
}

struct SortText {
    std::string asked, sql;  // "-name,id" and the same in SQL
};
SortText random_sort(Dice& dice, std::vector<std::pair<std::string, std::string>> const& columns) {
    SortText sort;
    std::set<std::size_t> used;
    for (auto count = dice.roll(4); count > 0; --count) {
        auto const i = dice.roll(columns.size());
        if (!used.insert(i).second) continue;
        bool const down = dice.roll(2) == 0;
        sort.asked +=
            (sort.asked.empty() ? "" : ",") + std::string(down ? "-" : "") + columns[i].first;
        sort.sql += columns[i].second + (down ? " desc nulls first, " : " asc nulls last, ");
    }
    sort.sql += "r.id";
    return sort;
}

}  // namespace

TEST_CASE("the pages of a thousand people, put together, are the whole list in its order") {
    Stage stage;
    database::insert(*stage.transaction, people(1'000, stage.dice));
    std::vector<std::pair<std::string, std::string>> const columns = {
        {"name", "r.name collate \"ru-RU-x-icu\""},
        {"email", "r.email collate \"ru-RU-x-icu\""},
        {"registered", "r.registered"}};
    for (int round = 0; round < 40; ++round) {
        auto const sort = random_sort(stage.dice, columns);
        QueryPairs pairs{{"sort", sort.asked.empty() ? "id" : sort.asked}};
        std::int64_t least = -1;
        std::optional<bool> administrators;
        std::string wanted;
        if (stage.dice.roll(2)) {
            least = static_cast<std::int64_t>(stage.dice.roll(20)) * 1'000'000;
            pairs.emplace_back("filter[registered][at_least]", base::to_text(base::Instant{least}));
        }
        if (stage.dice.roll(2)) {
            administrators = stage.dice.roll(2) == 0;
            pairs.emplace_back("filter[administrator]", *administrators ? "true" : "false");
        }
        if (stage.dice.roll(3) == 0) {
            wanted = stage.dice.any(first_names);
            pairs.emplace_back("search", wanted);
        }
        auto expected = sorted_whole<Person>(stage, sort.sql);
        std::erase_if(expected, [&](Person const& p) {
            return p.registered.us < least ||
                   (administrators && p.administrator != *administrators) ||
                   base::lower(p.name + "\n" + p.email).find(base::lower(wanted)) ==
                       std::string::npos;
        });
        CAPTURE(sort.asked);
        CAPTURE(wanted);
        std::int64_t total = 0;
        auto const found =
            all_pages<Person>(stage, pairs, 10 + stage.dice.roll(190), people_options, total);
        CHECK(ids(found) == ids(expected));
        CHECK(total == static_cast<std::int64_t>(expected.size()));
    }
}

TEST_CASE(
    "rows that lack what they are sorted by have their place, in every mixture of directions") {
    Stage stage;
    stage.fill_things(120);
    std::vector<std::pair<std::string, std::string>> const columns = {
        {"note", "r.note collate \"ru-RU-x-icu\""},
        {"size", "r.size"},
        {"weight", "r.weight"},
        {"seen", "r.seen"},
        {"part_of", "r.part_of"},
        {"due", "r.due"},
        {"done", "r.done"},
        {"mood", "r.mood collate \"C\""}};
    for (int round = 0; round < 60; ++round) {
        auto const sort = random_sort(stage.dice, columns);
        CAPTURE(sort.asked);
        std::int64_t total = 0;
        auto const found =
            all_pages<Thing>(stage, {{"sort", sort.asked}}, 1 + stage.dice.roll(40), {}, total);
        CHECK(ids(found) == ids(sorted_whole<Thing>(stage, sort.sql)));
        CHECK(total == 120);
    }
}

TEST_CASE("a filter finds the rows that C++ would pick") {
    Stage stage;
    stage.fill_things(300);
    auto const all = sorted_whole<Thing>(stage, "r.id");
    auto const finds = [&](std::string const& key, std::string const& value, auto const& picks) {
        std::vector<Thing> expected;
        std::copy_if(all.begin(), all.end(), std::back_inserter(expected), picks);
        std::int64_t total = 0;
        auto const found = all_pages<Thing>(stage, {{key, value}}, 50, {}, total);
        CAPTURE(key);
        CAPTURE(value);
        CHECK(ids(found) == ids(expected));
        CHECK_FALSE(expected.empty());
        CHECK(expected.size() != all.size());
    };
    finds("filter[note]", "", [](Thing const& t) { return !t.note; });
    finds("filter[note]", "Анна,", [](Thing const& t) { return !t.note || *t.note == "Анна"; });
    finds("filter[note]", "a\\,b,\\\\d",
          [](Thing const& t) { return t.note == "a,b" || t.note == "\\d"; });
    finds("filter[note][starts]", "АН",
          [](Thing const& t) { return t.note && base::lower(*t.note).rfind("ан", 0) == 0; });
    finds("filter[note][starts]", "1_", [](Thing const& t) { return t.note == "1_0"; });
    finds("filter[note][starts]", "100%", [](Thing const& t) { return t.note == "100%"; });
    finds("filter[note][at_least]", "Ёж",
          [](Thing const& t) { return t.note && base::compare_for_people(*t.note, "Ёж") >= 0; });
    finds("filter[size]", "-2,2", [](Thing const& t) { return t.size == -2 || t.size == 2; });
    finds("filter[size][at_most]", "99999999999",
          [](Thing const& t) { return t.size.has_value(); });
    finds("filter[weight][at_most]", std::to_string(1ll << 40),
          [](Thing const& t) { return t.weight <= 1ll << 40; });
    finds("filter[seen]", "1970-01-01T00:00:00.000001Z",
          [](Thing const& t) { return t.seen && t.seen->us == 1; });
    finds("filter[part_of]", "00000000-0000-0001-0000-000000000002",
          [](Thing const& t) { return t.part_of && t.part_of->value.low == 2; });
    finds("filter[due][at_least]", "1970-01-02", [](Thing const& t) { return t.due.days >= 1; });
    finds("filter[done]", "true", [](Thing const& t) { return t.done; });
    finds("filter[mood]", "cloudy", [](Thing const& t) { return t.mood == Mood::cloudy; });
}

TEST_CASE("names come from the database in the order of base::compare_for_people") {
    Stage stage;
    std::vector<std::string> names = {"1 цех", "2 цех",  "Анна",  "Евгений", "Ёж",
                                      "Елена", "Жанна",  "Илья",  "Йозеф",   "Яна",
                                      "Anna",  "anna b", "Émile", "Emily",   "Zoe"};
    auto rows = people(names.size(), stage.dice);
    for (std::size_t i = 0; i < names.size(); ++i) rows[i].name = names[names.size() - 1 - i];
    database::insert(*stage.transaction, rows);
    std::int64_t total = 0;
    auto const found = all_pages<Person>(stage, {}, 4, people_options, total);
    std::vector<std::string> order;
    for (auto const& person : found) order.push_back(person.name);
    CHECK(order == names);
    CHECK(std::is_sorted(order.begin(), order.end(), [](auto const& a, auto const& b) {
        return base::compare_for_people(a, b) < 0;
    }));
}

TEST_CASE("a condition of the caller's own narrows the rows and their count") {
    Stage stage;
    stage.fill_things(50);
    auto const parsed = database::parse<Thing>({{"filter[done]", "true"}, {"sort", "-size"}});
    database::Condition condition{"r.weight = $1::bigint or r.weight = $2::bigint", {}};
    condition.params.add("0").add(std::to_string(1ll << 40));
    auto const page = database::page<Thing>(*stage.transaction, parsed.query, condition);
    std::int64_t expected = 0;
    for (auto const& thing : sorted_whole<Thing>(stage, "r.id"))
        expected += thing.done && thing.weight <= 1ll << 40;
    CHECK(page.total == expected);
    CHECK(static_cast<std::int64_t>(page.rows.size()) == expected);
}

TEST_CASE("everything that is wrong with a query is said at once") {
    CHECK(wrong_with({{"filter[nmae]", "x"},
                      {"filter[administrator]", "yes"},
                      {"filter[registered]", "2026-01-01"},
                      {"filter[id]", "1"},
                      {"filter[name][contains]", "x"},
                      {"filter[administrator][at_least]", "true"},
                      {"filter[registered][starts]", "2026"},
                      {"filter[email", "x"},
                      {"filter", "x"},
                      {"sort", "administrator,-name,name,id,"},
                      {"limit", "0"},
                      {"search", std::string(101, 'x')},
                      {"page/~", "2"},
                      {"limit", "5"}}) ==
          Said{"/filter unknown-field", "/filter/administrator not-a-boolean",
               "/filter/administrator unknown-comparison", "/filter/id not-an-id",
               "/filter/name unknown-comparison", "/filter/nmae not-filterable",
               "/filter/registered not-an-instant", "/filter/registered unknown-comparison",
               "/filter[email unknown-field", "/limit given-twice", "/limit too-small",
               "/page~1~0 unknown-field", "/search too-long", "/sort given-twice",
               "/sort not-sortable", "/sort not-sortable"});
    CHECK(wrong_with({{"limit", "201"}}) == Said{"/limit too-large"});
    for (auto bad : {"", " 5", "5 ", "+5", "5.0", "1e1", "0x5", "99999999999999999999"})
        CHECK(wrong_with({{"limit", bad}}) == Said{"/limit not-a-whole-number"});
    CHECK(wrong_with({{"filter[name]", std::string(1'001, 'x')}}) == Said{"/filter/name too-long"});
    CHECK(wrong_with({{"filter[name]", std::string(100, ',')}}) == Said{"/filter/name too-many"});
    CHECK(wrong_with({{"filter[name][starts]", "a"}, {"filter[name][starts]", "b"}}) ==
          Said{"/filter/name/starts given-twice"});
    CHECK(wrong_with({{"sort", ""}, {"after", ""}, {"search", ""}, {"team", "x"}}) == Said{});
    CHECK(Said(database::parse<Thing>({{"search", "x"}, {"team", "x"}}).problems) ==
          Said{"/search unknown-field", "/team unknown-field"});
}

TEST_CASE("what a stranger writes into any place of a query is a value or a problem, never SQL") {
    Stage stage;
    database::insert(*stage.transaction, people(20, stage.dice));
    std::vector<std::string> const hostile = {"'",
                                              "\"",
                                              "\\",
                                              "'; drop table accounts.person; --",
                                              "$1",
                                              "$1::text",
                                              "%",
                                              "_",
                                              "\\%",
                                              "name\" desc; --",
                                              "{\"a\"}",
                                              "\n",
                                              "\xFF",
                                              std::string("a\0b", 3),
                                              "\xED\xA0\x80",
                                              "null",
                                              "name;id",
                                              "(select 1)",
                                              "id,id",
                                              "--",
                                              "/*",
                                              "😀",
                                              std::string(5'000, '\''),
                                              std::string(3'000, ',')};
    std::vector<std::string> const keys = {"filter[name]",
                                           "filter[name][starts]",
                                           "filter[name][at_least]",
                                           "filter[name][at_most]",
                                           "filter[id]",
                                           "filter[registered]",
                                           "filter[administrator]",
                                           "sort",
                                           "after",
                                           "limit",
                                           "search",
                                           "team"};
    int understood = 0;
    auto const ask = [&](std::string const& key, std::string const& value) {
        auto const parsed = database::parse<Person>({{key, value}}, people_options);
        for (auto const& problem : parsed.problems) {
            CHECK(base::is_utf8(problem.path));
            CHECK(problem.path.size() <= 1'000);
            CHECK(base::check(problem).empty());
        }
        if (!parsed.problems.empty()) return;
        ++understood;
        CHECK_NOTHROW(database::page<Person>(*stage.transaction, parsed.query));
    };
    for (auto const& text : hostile) {
        for (auto const& key : keys) ask(key, text);
        for (auto const& key : {text, "filter[" + text + "]", "filter[name][" + text + "]",
                                "filter[" + text, "filter[name]" + text})
            ask(key, "x");
        ask("sort", "-" + text);
        ask("sort", "name," + text);
    }
    CHECK(understood > 60);
    CHECK(stage.transaction->exec("select count(*) from accounts.person")[0][0].as<int>() == 20);
    // A sign of LIKE stands for itself.
    auto const with_percent = database::parse<Person>({{"search", "0%"}}, people_options);
    for (auto const& p : database::page<Person>(*stage.transaction, with_percent.query).rows)
        CHECK(p.name.find("100%") != std::string::npos);
}

TEST_CASE("what is secret can neither be filtered nor sorted by") {
    for (std::string const name : {"password", "hidden", "plain"}) {
        CHECK(Said(database::parse<Thing>({{"filter[" + name + "]", "x"}}).problems) ==
              Said{"/filter/" + name + " not-filterable"});
        CHECK(Said(database::parse<Thing>({{"sort", name}}).problems) ==
              Said{"/sort not-sortable"});
    }
}

TEST_CASE("a cursor goes with its own list only, and a forged one is a problem") {
    Stage stage;
    database::insert(*stage.transaction, people(30, stage.dice));
    QueryPairs const mine{{"sort", "-registered"}, {"filter[administrator]", "false"}};
    auto const first = database::parse<Person>(mine, people_options);
    auto query = first.query;
    query.limit = 2;
    auto const next = database::page<Person>(*stage.transaction, query).next;
    REQUIRE_FALSE(next.empty());
    auto const with = [](QueryPairs pairs, std::string const& cursor) {
        pairs.emplace_back("after", cursor);
        return wrong_with(pairs);
    };
    CHECK(with(mine, next) == Said{});
    CHECK(with({mine[1], mine[0]}, next) == Said{});
    CHECK(with({mine[0], mine[1], {"limit", "7"}}, next) == Said{});
    for (auto const& other :
         std::vector<QueryPairs>{{{"sort", "registered"}, mine[1]},
                                 {mine[0]},
                                 {mine[0], {"filter[administrator]", "true"}},
                                 {mine[0], mine[1], {"search", "a"}},
                                 {mine[0], mine[1], {"team", "a"}},
                                 {mine[0], mine[1], {"filter[name][starts]", "a"}}})
        CHECK(with(other, next) == Said{"/after cursor-of-another-list"});
    for (std::size_t i = 0; i < next.size(); ++i) {
        CHECK_FALSE(with(mine, next.substr(0, i)) == (i == 0 ? Said{"-"} : Said{}));
        for (char const c : {'A', 'z', '_', '=', '+', ' ', '\0', '\xFF'}) {
            auto forged = next;
            if (forged[i] == c) continue;
            forged[i] = c;
            auto const parsed =
                database::parse<Person>({mine[0], mine[1], {"after", forged}}, people_options);
            // Some change only a value: then it is another place of the same list.
            if (parsed.problems.empty())
                CHECK_NOTHROW(database::page<Person>(*stage.transaction, parsed.query));
            else
                CHECK(parsed.problems[0].path == "/after");
        }
    }
    auto cursor = database::cursor_from(next);
    REQUIRE(cursor);
    auto const forged = [&](std::vector<std::optional<std::string>> values) {
        return with(mine, database::to_text({cursor->fingerprint, std::move(values)}));
    };
    auto const id = base::to_text(base::Id128{1, 2});
    CHECK(forged({"5", id}) == Said{});
    for (auto const& values :
         std::vector<std::vector<std::optional<std::string>>>{{},
                                                              {"5"},
                                                              {"5", id, id},
                                                              {"5", "x"},
                                                              {"05", id},
                                                              {"5; --", id},
                                                              {"9223372036854775808", id},
                                                              {std::nullopt, id},
                                                              {"5", std::nullopt}})
        CHECK(forged(values) == Said{"/after not-a-cursor"});
}

TEST_CASE("the cursor of the longest names and addresses fits into its field") {
    Stage stage;
    auto rows = people(2, stage.dice);
    for (auto& row : rows) {
        row.name.clear();
        for (int i = 0; i < 100; ++i) row.name += "😀";
        row.email = std::string(64, row.id == rows[0].id ? 'a' : 'b') + "@" + std::string(63, 'c') +
                    "." + std::string(63, 'd') + "." + std::string(61, 'e');
        REQUIRE(base::check(row).empty());
    }
    database::insert(*stage.transaction, rows);
    auto const parsed = database::parse<Person>(
        {{"sort", "name,-email,registered"}, {"limit", "1"}}, people_options);
    auto const page = database::page<Person>(*stage.transaction, parsed.query);
    CHECK_FALSE(page.next.empty());
    CHECK(page.next.size() <= 1'000);
    CHECK(wrong_with({{"sort", "name,-email,registered"}, {"after", page.next}}) == Said{});
}
