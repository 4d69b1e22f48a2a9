// What a list refuses, and what a stranger may write into any place of its query.
#include <doctest/doctest.h>

#include "server/database/list_cursor.hpp"
#include "shared/base/check.hpp"
#include "tests/server/database/list_stage.hpp"

namespace list_refusals_test {

using namespace lists;

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

}  // namespace list_refusals_test
