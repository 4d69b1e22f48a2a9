#include "server/database/rows.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>

#include "server/database/failure.hpp"
#include "server/database/transaction.hpp"
#include "shared/base/check.hpp"
#include "tests/support/table_match.hpp"
#include "tests/support/throwaway.hpp"

namespace rows_test {
namespace {

using base::field;

enum class Colour : std::uint8_t { red, dark_green };
constexpr std::array<std::string_view, 2> names_of(Colour) { return {"red", "dark-green"}; }

// One field of every type that a column can have.
struct Sample {
    static constexpr std::string_view type_name = "trial.sample";
    base::Id<Sample> id;
    base::Id<Sample> parent;
    std::string name;
    std::string note;
    std::string email;
    std::optional<std::string> nick;
    std::optional<base::Id<Sample>> friend_of;
    bool on = false;
    std::int64_t big = 0;
    std::int32_t middle = 0;
    std::uint8_t small = 0;
    std::optional<std::int64_t> maybe;
    Colour colour = Colour::red;
    base::Instant made;
    base::Day due;

    static constexpr auto fields() {
        return base::Pack{field("id", &Sample::id).required().fixed(),
                          field("parent", &Sample::parent).fixed(),
                          field("name", &Sample::name).required().line().at_most(5).unique(),
                          field("note", &Sample::note).at_most(20),
                          field("email", &Sample::email).email(),
                          field("nick", &Sample::nick).line().at_most(3),
                          field("friend_of", &Sample::friend_of),
                          field("on", &Sample::on),
                          field("big", &Sample::big).within(-5, 9'007'199'254'740'993),
                          field("middle", &Sample::middle),
                          field("small", &Sample::small),
                          field("maybe", &Sample::maybe).within(0, 10),
                          field("colour", &Sample::colour),
                          field("made", &Sample::made).fixed(),
                          field("due", &Sample::due)};
    }
};

Sample sample(std::uint64_t number) {
    Sample row;
    row.id.value = {7, number};
    row.name = "n" + std::to_string(number);
    return row;
}

bool equal(Sample const& a, Sample const& b) {
    bool same = true;
    base::each_field<Sample>([&](auto const& f) { same = same && a.*f.member == b.*f.member; });
    return same;
}

struct Stage {
    support::Throwaway base;
    database::Connection connection = database::open(base.url());
    std::unique_ptr<pqxx::transaction_base> transaction =
        database::begin(*connection, database::Isolation::read_committed);

    Stage() {
        transaction->exec("create schema trial");
        transaction->exec(database::create_table_sql(database::shape_of<Sample>()));
    }
    // The constraint that refuses the row; empty when it is accepted. The row is gone afterwards.
    std::string refusal_of(Sample const& row) {
        transaction->exec("savepoint part");
        std::string name;
        try {
            database::insert(*transaction, row);
        } catch (...) {
            name = database::caught(true).constraint;
            if (name.empty()) throw;
        }
        transaction->exec("rollback to savepoint part");
        return name;
    }
};

TEST_CASE("a row is read back as it was written, with every type and at its limits") {
    Stage stage;
    auto full = sample(1);
    full.parent.value = {1, 2};
    full.name = "ё😀'\\\"";
    full.note = "two\nlines\t%s $1 {}";
    full.email = "o'hara@example.org";
    full.nick = "";
    full.friend_of = base::Id<Sample>{{~0ull, ~0ull}};
    full.on = true;
    full.big = 9'007'199'254'740'993;
    full.middle = std::numeric_limits<std::int32_t>::min();
    full.small = 255;
    full.maybe = 10;
    full.colour = Colour::dark_green;
    full.made.us = base::latest_us;
    full.due = *base::day_from_civil(9999, 12, 31);
    auto bare = sample(2);
    bare.made.us = base::earliest_us;
    bare.due = *base::day_from_civil(1, 1, 1);
    REQUIRE(base::check(full).empty());
    database::insert(*stage.transaction, std::vector<Sample>{full, bare});
    CHECK(equal(*database::find(*stage.transaction, full.id), full));
    CHECK(equal(*database::find(*stage.transaction, bare.id), bare));
    CHECK_FALSE(database::find(*stage.transaction, sample(3).id));
    CHECK(database::find_all(*stage.transaction, std::vector{full.id, bare.id, sample(3).id})
              .size() == 2);
    CHECK(database::find_all(*stage.transaction, std::vector<base::Id<Sample>>{}).empty());
    auto const found = database::select<Sample>(
        *stage.transaction, "where r.big > $1 and r.colour = $2", 5, Colour::dark_green);
    REQUIRE(found.size() == 1);
    CHECK(equal(found[0], full));
}

TEST_CASE("many rows are inserted, changed and erased by one statement each, whatever they hold") {
    Stage stage;
    std::vector<std::string> const texts{"",  "NULL", "null", "a,b", "{a}", "\"",  "\\",
                                         "'", " a ",  "a\nb", "{",   "ё",   "\\\""};
    std::vector<Sample> rows;
    for (std::uint64_t i = 1; i <= 5'000; ++i) rows.push_back(sample(i));
    for (auto& row : rows) {
        auto const number = row.id.value.low;
        row.name = std::to_string(number);
        row.note = texts[number % texts.size()];
        if (number % 3 == 0) row.maybe = 3;
        if (number % 5 == 0) row.nick = "";
    }
    auto const check_all = [&] {
        std::vector<base::Id<Sample>> ids;
        for (auto const& row : rows) ids.push_back(row.id);
        auto found = database::find_all(*stage.transaction, ids);
        std::sort(found.begin(), found.end(),
                  [](auto const& a, auto const& b) { return a.id.value < b.id.value; });
        REQUIRE(found.size() == rows.size());
        std::size_t same = 0;
        for (std::size_t i = 0; i < rows.size(); ++i) same += equal(found[i], rows[i]) ? 1 : 0;
        CHECK(same == rows.size());
    };
    database::insert(*stage.transaction, rows);
    check_all();
    for (auto& row : rows) {
        row.note = texts[(row.id.value.low + 1) % texts.size()];
        row.nick = std::nullopt;
        row.maybe = 1;
    }
    database::update(*stage.transaction, rows);
    check_all();
    auto moved = rows;
    moved[77].made.us += 1;
    CHECK_THROWS_AS(database::update(*stage.transaction, moved), database::RowRefused);
    moved = {rows[0], rows[1], sample(6'000)};
    CHECK_THROWS_AS(database::update(*stage.transaction, moved), database::RowRefused);
    database::erase(*stage.transaction, std::vector{rows[0].id, rows[7].id, sample(6'000).id});
    CHECK(stage.transaction->exec("select count(*) from trial.sample")[0][0].as<int>() == 4'998);
    database::insert(*stage.transaction, std::vector<Sample>());
    database::update(*stage.transaction, std::vector<Sample>());
}

TEST_CASE(
    "update and upsert change what may change; a fixed field stays, a missing row is a mistake") {
    Stage stage;
    auto row = sample(1);
    CHECK_THROWS_AS(database::update(*stage.transaction, row), database::RowRefused);
    database::upsert(*stage.transaction, row);
    row.name = "new";
    row.nick = "n";
    database::update(*stage.transaction, row);
    CHECK(equal(*database::find(*stage.transaction, row.id), row));
    row.maybe = 3;
    row.nick = std::nullopt;
    database::upsert(*stage.transaction, row);
    CHECK(equal(*database::find(*stage.transaction, row.id), row));
    auto moved = row;
    moved.made.us = 5;
    CHECK_THROWS_AS(database::update(*stage.transaction, moved), database::RowRefused);
    CHECK_THROWS_AS(database::upsert(*stage.transaction, moved), database::RowRefused);
    CHECK(equal(*database::find(*stage.transaction, row.id), row));
    CHECK(database::erase(*stage.transaction, row.id));
    CHECK_FALSE(database::erase(*stage.transaction, row.id));
}

TEST_CASE("an id that exists, and a unique text in another case, are refused by name") {
    Stage stage;
    auto row = sample(1);
    row.name = "Ёлка";
    database::insert(*stage.transaction, row);
    CHECK(stage.refusal_of(row) == "sample_id_key");
    auto other = sample(2);
    other.name = "ёЛКА";
    CHECK(stage.refusal_of(other) == "sample_name_unique");
    other.name = "Елка";
    CHECK(stage.refusal_of(other).empty());
}

TEST_CASE("the checks in SQL judge every value as base::check does") {
    Stage stage;
    auto const judge = [&](Sample const& row, std::string const& field) {
        auto const problems = base::check(row);
        auto const refusal = stage.refusal_of(row);
        INFO(field << " refused as \"" << refusal << "\"");
        CHECK(problems.empty() == refusal.empty());
        if (!refusal.empty()) CHECK(refusal == "sample_" + field + "_rules");
    };
    for (std::string const text :
         {"",      " ",      "a",      "ab\tc",  "a\nb",    "12345",  "123456", "ёёёёё",  "ёёёёёё",
          "😀😀😀😀😀", "😀😀😀😀😀😀", "\u00a0", "\u2028", "a\u2028", "\u0085", "\ufeff", "\u200b", "\u3000",
          "\x01",  "\x1f",   "\x7f",   "a\r",    "'",       "\\",     "e\u0301"}) {
        auto row = sample(1);
        row.name = text;
        judge(row, "name");
        row = sample(1);
        row.note = text;
        judge(row, "note");
        row = sample(1);
        row.nick = text;
        judge(row, "nick");
    }
    for (std::string const text : {"a@b.c", "a@b", "@b.c", "a b@c.d", "a.b@c.d", ".a@b.c",
                                   "a..b@c.d", "ё@b.c", "a@ё.рф", "a@-b.c", "a@b.c\n"}) {
        auto row = sample(1);
        row.email = text;
        judge(row, "email");
    }
    for (std::int64_t const number :
         {std::numeric_limits<std::int64_t>::min(), std::int64_t{-6}, std::int64_t{-5},
          std::int64_t{0}, std::int64_t{9'007'199'254'740'993}, std::int64_t{9'007'199'254'740'994},
          std::numeric_limits<std::int64_t>::max()}) {
        auto row = sample(1);
        row.big = number;
        judge(row, "big");
        row = sample(1);
        row.maybe = number;
        judge(row, "maybe");
        row = sample(1);
        row.made.us = number;
        judge(row, "made");
    }
    for (auto const us :
         {base::earliest_us - 1, base::earliest_us, base::latest_us, base::latest_us + 1}) {
        auto row = sample(1);
        row.made.us = us;
        judge(row, "made");
    }
    auto row = sample(1);
    row.id = {};
    judge(row, "id");
}

TEST_CASE("what SQL refuses that C++ cannot say is refused as well") {
    Stage stage;
    database::insert(*stage.transaction, sample(1));
    for (std::string const change :
         {"small = 256", "small = -1", "colour = 'blue'", "\"on\" = null", "name = null"}) {
        stage.transaction->exec("savepoint part");
        CHECK_THROWS_AS(database::run(*stage.transaction, "update trial.sample set " + change),
                        pqxx::integrity_constraint_violation);
        stage.transaction->exec("rollback to savepoint part");
    }
}

TEST_CASE("a column that holds what no rule allows is not read as something else") {
    Stage stage;
    database::insert(*stage.transaction, sample(1));
    stage.transaction->exec(
        "alter table trial.sample drop constraint sample_colour_rules, drop constraint "
        "sample_small_rules");
    for (std::string const change : {"colour = 'blue'", "colour = 'red', small = 256"}) {
        stage.transaction->exec("update trial.sample set " + change);
        CHECK_THROWS_AS(database::find(*stage.transaction, sample(1).id), database::Unreadable);
    }
}

TEST_CASE("a table that differs from its record is found out") {
    Stage stage;
    stage.transaction->commit();
    stage.transaction.reset();
    CHECK(support::differences(*stage.connection, database::shape_of<Sample>()).empty());
    auto const differences_after = [&](std::string const& change) {
        {
            auto const transaction =
                database::begin(*stage.connection, database::Isolation::read_committed);
            transaction->exec(change);
            transaction->commit();
        }
        return support::differences(*stage.connection, database::shape_of<Sample>()).size();
    };
    CHECK(differences_after("create index more on trial.sample (big)") == 0);
    CHECK(differences_after("alter table trial.sample alter column note drop not null") == 2);
    CHECK(differences_after("drop index trial.sample_name_unique") == 3);
    CHECK(differences_after("alter table trial.sample drop constraint sample_big_rules") == 4);
    CHECK(differences_after("alter table trial.sample add column extra int") == 5);
}

TEST_CASE("the table of a record, as a migration has it") {
    CHECK(database::create_table_sql({"s",
                                      "t",
                                      {{"id", "uuid", "", false, true, false},
                                       {"a\"b", "text", "x", true, false, true}}}) ==
          "create table \"s\".\"t\" (\n"
          "    \"id\" uuid not null constraint \"t_id_key\" primary key,\n"
          "    \"a\"\"b\" text\n"
          "        constraint \"t_a\"\"b_rules\"\n"
          "        check (x)\n"
          ");\n"
          "create unique index \"t_a\"\"b_unique\" on \"s\".\"t\" (lower(\"a\"\"b\" collate "
          "\"und-x-icu\"));\n");
    CHECK(database::update_sql(database::shape_of<Sample>()).substr(0, 60) ==
          "update \"trial\".\"sample\" set \"name\" = $3, \"note\" = $4, \"email");
}

}  // namespace
}  // namespace rows_test
