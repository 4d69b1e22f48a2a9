#include "server/database/list_query.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "shared/base/unicode.hpp"
#include "tests/server/database/list_stage.hpp"

namespace list_query_test {

using namespace lists;

namespace {

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
                   !base::finds(p.name + "\n" + p.email, wanted);
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
    // The last as it is when nobody has encoded the plus.
    for (auto const* same : {"1970-01-01T00:00:00.000001Z", "1970-01-01t03:00:00.0000019+03:00",
                             "1970-01-01T03:00:00.000001 03:00"})
        finds("filter[seen]", same, [](Thing const& t) { return t.seen && t.seen->us == 1; });
    finds("filter[part_of]", "00000000-0000-0001-0000-000000000002",
          [](Thing const& t) { return t.part_of && t.part_of->value.low == 2; });
    finds("filter[due][at_least]", "1970-01-02", [](Thing const& t) { return t.due.days >= 1; });
    finds("filter[done]", "true", [](Thing const& t) { return t.done; });
    finds("filter[mood]", "cloudy", [](Thing const& t) { return t.mood == Mood::cloudy; });
}

TEST_CASE("a value is the same in every spelling that is kept alike") {
    Stage stage;
    Person person;
    person.id.value = {1, 1};
    person.name = "José Garc\u00EDa";
    person.email = "Jose.Garcia@Example.org";
    database::insert(*stage.transaction, std::vector<Person>{person});
    auto const finds = [&](std::string const& key, std::string const& value) {
        std::int64_t total = 0;
        return all_pages<Person>(stage, {{key, value}}, 50, people_options, total).size() == 1;
    };
    for (auto const* name : {"José García", "Jose\u0301 Garci\u0301a", " José García\u00A0"})
        CHECK_MESSAGE(finds("filter[name]", name), name);
    CHECK(finds("filter[name]", "x, Jose\u0301 García "));
    CHECK(finds("filter[name][starts]", " Jose\u0301"));
    CHECK_FALSE(finds("filter[name]", "jose garcia"));
    // As it is for whoever registers or signs in.
    for (auto const* email : {"Jose.Garcia@Example.org", "jose.garcia@example.org",
                              "JOSE.GARCIA@EXAMPLE.ORG ", " jose.garcia@example.org"}) {
        CHECK_MESSAGE(finds("filter[email]", email), email);
        CHECK_MESSAGE(finds("filter[email][starts]", email), email);
        CHECK_MESSAGE(finds("search", email), email);
    }
    CHECK_FALSE(finds("filter[email]", "jose.garcia@example.or"));
    CHECK(finds("search", "  garcia "));
    CHECK(finds("search", "   "));
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

TEST_CASE("a page of names is found through the index of names") {
    Stage stage;
    database::insert(*stage.transaction, people(300, stage.dice));
    auto const first = database::parse<Person>({{"limit", "10"}}, people_options);
    auto const next = database::page<Person>(*stage.transaction, first.query).next;
    auto const second = database::parse<Person>({{"limit", "10"}, {"after", next}}, people_options);
    auto const sql = database::page_sql(database::list_fields_of<Person>(), second.query, {});
    stage.transaction->exec("set local enable_seqscan = off");
    std::string plan;
    for (auto const& line :
         database::run(*stage.transaction,
                       "explain " + database::select_sql(database::shape_of<Person>()) + sql.where +
                           sql.order + sql.limit,
                       sql.params))
        plan += std::string(line[0].c_str()) + "\n";
    CAPTURE(plan);
    CHECK(plan.find("person_name") != std::string::npos);
    CHECK(plan.find("Index Cond: (ROW(") != std::string::npos);
    CHECK(plan.find("Sort") == std::string::npos);
}

}  // namespace list_query_test
