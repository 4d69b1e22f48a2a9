// Money, quantities, days, texts in both languages and lists of records in columns, and asked for
// by lists.
#include <doctest/doctest.h>

#include <algorithm>

#include "server/database/failure.hpp"
#include "server/database/list_query.hpp"
#include "server/database/transaction.hpp"
#include "tests/shared/goods.hpp"
#include "tests/shared/said.hpp"
#include "tests/support/table_match.hpp"
#include "tests/support/throwaway.hpp"

namespace database_values_test {

using samples::Goods;
using samples::Said;

namespace {

struct Stage {
    support::Throwaway base{support::Throwaway::Start::migrated};
    database::Connection connection = database::open(base.owner_url());
    std::unique_ptr<pqxx::transaction_base> transaction =
        database::begin(*connection, database::Isolation::read_committed);
    samples::GoodsDice dice;

    Stage() {
        transaction->exec("create schema trial");
        transaction->exec(database::create_table_sql(database::shape_of<Goods>()));
    }
    std::vector<Goods> filled(int count) {
        std::vector<Goods> rows;
        for (int i = 0; i < count; ++i) rows.push_back(dice.goods());
        database::insert(*transaction, rows);
        return rows;
    }
    // The constraint that refuses what is set in the one row that there is; empty: it is taken.
    std::string refusal_of(std::string const& set) {
        transaction->exec("savepoint part");
        std::string name;
        try {
            database::run(*transaction, "update trial.goods set " + set);
        } catch (...) {
            name = database::caught(true).constraint;
            if (name.empty()) throw;
        }
        transaction->exec("rollback to savepoint part");
        return name;
    }
    std::vector<Goods> asked(database::QueryPairs const& pairs) {
        auto const parsed = database::parse<Goods>(pairs);
        REQUIRE(Said(parsed.problems) == Said{});
        return database::page<Goods>(*transaction, parsed.query).rows;
    }
};

template <class Keep>
std::size_t count_if(std::vector<Goods> const& rows, Keep const& keep) {
    return static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), keep));
}

}  // namespace

TEST_CASE("values of more than one part have columns that say their units") {
    std::string names;
    for (auto const& column : database::shape_of<Goods>().columns)
        names += column.name + " " + column.type + (column.nullable ? " null, " : ", ");
    CHECK(names ==
          "id uuid, names_ru text, names_en text, about_ru text null, about_en text null, "
          "price_minor bigint, price_currency text, fee_minor bigint, fee_currency text, "
          "deposit_minor bigint null, deposit_currency text null, amount_thousandths bigint, "
          "least_thousandths bigint null, made date, until date null, currency text, stage text, "
          "next text null, hot boolean null, note text null, shelf integer null, shown boolean, "
          "parts jsonb, recipe text, ");
}

TEST_CASE("values are read from their columns as they were written, changed and written again") {
    Stage stage;
    auto rows = stage.filled(500);
    for (auto const& row : rows) REQUIRE(same(*database::find(*stage.transaction, row.id), row));
    for (int i = 0; i < 100; ++i) {
        auto changed = stage.dice.goods();
        changed.id = rows[static_cast<std::size_t>(i)].id;
        changed.made = rows[static_cast<std::size_t>(i)].made;
        if (i % 2)
            database::update(*stage.transaction, changed);
        else
            database::upsert(*stage.transaction, changed);
        REQUIRE(same(*database::find(*stage.transaction, changed.id), changed));
    }
    auto moved = rows[0];
    moved.made.days = moved.made.days == 0 ? 1 : 0;
    CHECK_THROWS_AS(database::update(*stage.transaction, moved), database::RowRefused);
}

TEST_CASE("a table refuses what no rule allows, also from whoever writes to it by hand") {
    Stage stage;
    stage.filled(1);
    auto const refused = [&](std::string const& set, std::string const& column) {
        CHECK_MESSAGE(stage.refusal_of(set) == "goods_" + column + "_rules", set);
    };
    CHECK(stage.refusal_of("price_minor = 9007199254740991, price_currency = 'JPY'").empty());
    refused("price_minor = 9007199254740992", "price_minor");
    refused("price_currency = 'rub'", "price_currency");
    refused("price_currency = ''", "price_currency");
    refused("price_currency = E'RUB\\n'", "price_currency");
    refused("fee_minor = -1", "fee_minor");
    refused("fee_currency = 'USD'", "fee_currency");
    refused("deposit_minor = 5, deposit_currency = null", "deposit_currency");
    refused("deposit_minor = null, deposit_currency = 'RUB'", "deposit_currency");
    CHECK(stage.refusal_of("deposit_minor = null, deposit_currency = null").empty());
    refused("amount_thousandths = 1000001", "amount_thousandths");
    refused("least_thousandths = -9007199254740992", "least_thousandths");
    refused("until = '10000-01-01'", "until");
    refused("until = 'infinity'", "until");
    refused("until = '0001-12-31 BC'", "until");
    refused("currency = 'РУБ'", "currency");
    refused("names_ru = ' ', names_en = U&'\\200B'", "names_en");
    refused("names_ru = E'a\\nb'", "names_ru");
    refused("names_en = repeat('a', 21)", "names_en");
    refused("about_ru = 'a', about_en = null", "about_en");
    for (auto list : {"'{}'", "'5'", "'null'", "'[1,2,3,4]'", "'\"[]\"'"})
        refused(std::string("parts = ") + list, "parts");
    refused("parts = jsonb_build_array(repeat('a', 10000))", "parts");
    CHECK(stage.refusal_of("parts = '[]'").empty());
}

TEST_CASE("the largest list that its rules allow has room in its column") {
    Stage stage;
    auto goods = stage.dice.goods();
    samples::Part part;
    std::string wide;
    for (int i = 0; i < 20; ++i) wide += "😀";
    part.title = {wide, wide};
    part.amount.thousandths = 1'000'000;
    part.price = base::Money{-base::most_exact, base::Currency::of("RUB")};
    part.stage = samples::Stage::finish;
    part.until = base::latest_day;
    goods.parts = {part, part, part};
    REQUIRE(Said(base::check(goods)) == Said{});
    database::insert(*stage.transaction, goods);
    CHECK(same(*database::find(*stage.transaction, goods.id), goods));
    part.title = {std::string(20, '"'), std::string(20, '\\')};
    goods.parts = {part, part, part};
    database::update(*stage.transaction, goods);
    CHECK(same(*database::find(*stage.transaction, goods.id), goods));
}

TEST_CASE("what a column holds that is no value is said, and never shown as another") {
    Stage stage;
    auto const id = stage.filled(1)[0].id;
    for (auto set : {"price_currency = 'rub'", "parts = '[5]'", "parts = '{}'"}) {
        stage.transaction->exec("savepoint part");
        for (auto const& column : database::shape_of<Goods>().columns)
            if (!column.checks.empty())
                stage.transaction->exec("alter table trial.goods drop constraint goods_" +
                                        column.name + "_rules");
        stage.transaction->exec(std::string("update trial.goods set ") + set);
        CHECK_THROWS_AS(database::find(*stage.transaction, id), database::Unreadable);
        stage.transaction->exec("rollback to savepoint part");
    }
}

TEST_CASE("lists are narrowed and sorted by amounts, quantities, days and names") {
    Stage stage;
    auto const rows = stage.filled(150);
    auto const all = [&](database::QueryPairs pairs) {
        pairs.emplace_back("limit", "200");
        return stage.asked(pairs);
    };
    CHECK(all({{"filter[price_currency]", "RUB"}}).size() ==
          count_if(rows, [](Goods const& row) { return row.price.currency.code() == "RUB"; }));
    CHECK(all({{"filter[price_currency]", "RUB,JPY"}, {"filter[price_minor][at_least]", "0"}})
              .size() == count_if(rows, [](Goods const& row) {
              return row.price.minor >= 0 &&
                     (row.price.currency.code() == "RUB" || row.price.currency.code() == "JPY");
          }));
    CHECK(all({{"filter[amount_thousandths][at_most]", "500000"},
               {"filter[amount_thousandths][at_least]", "1000"}})
              .size() == count_if(rows, [](Goods const& row) {
              return row.amount.thousandths >= 1'000 && row.amount.thousandths <= 500'000;
          }));
    CHECK(all({{"filter[until][at_least]", "2000-01-01"}}).size() ==
          count_if(rows, [](Goods const& row) {
              return row.until && *base::day_from_civil(2000, 1, 1) <= *row.until;
          }));
    CHECK(all({{"filter[until]", ""}}).size() ==
          count_if(rows, [](Goods const& row) { return !row.until; }));
    CHECK(all({{"filter[deposit_minor]", ""}}).size() ==
          count_if(rows, [](Goods const& row) { return !row.deposit; }));
    CHECK(all({{"filter[names_ru][starts]", "торт"}}).size() ==
          count_if(rows, [](Goods const& row) { return row.names.ru == "Торт"; }));
    auto const sorted = all({{"sort", "price_currency,-price_minor"}});
    REQUIRE(sorted.size() == rows.size());
    for (std::size_t i = 1; i < sorted.size(); ++i) {
        auto const &a = sorted[i - 1].price, &b = sorted[i].price;
        REQUIRE((a.currency.code() < b.currency.code() ||
                 (a.currency == b.currency && a.minor >= b.minor)));
    }
}

TEST_CASE("pages by values follow one another without a gap or a double") {
    Stage stage;
    auto const rows = stage.filled(60);
    for (std::string const sort :
         {"price_minor", "-deposit_minor,deposit_currency", "until,-amount_thousandths",
          "-names_en", "currency,names_ru", "-until"}) {
        std::vector<base::Id<Goods>> seen;
        std::string after;
        do {
            database::QueryPairs pairs{{"sort", sort}, {"limit", "7"}};
            if (!after.empty()) pairs.emplace_back("after", after);
            auto const parsed = database::parse<Goods>(pairs);
            REQUIRE(Said(parsed.problems) == Said{});
            auto const page = database::page<Goods>(*stage.transaction, parsed.query);
            for (auto const& row : page.rows) seen.push_back(row.id);
            after = page.next;
        } while (!after.empty() && seen.size() <= rows.size());
        std::sort(seen.begin(), seen.end());
        CHECK_MESSAGE(seen.size() == rows.size(), sort);
        CHECK(std::adjacent_find(seen.begin(), seen.end()) == seen.end());
    }
}

TEST_CASE("a list refuses values that are none, and columns that there are not") {
    auto const wrong = [](std::string const& key, std::string const& value) {
        return Said(database::parse<Goods>({{key, value}}).problems);
    };
    CHECK(wrong("filter[price]", "5") == Said{"/filter/price not-an-amount"});
    CHECK(wrong("filter[parts]", "[]") == Said{"/filter/parts not-filterable"});
    CHECK(wrong("filter[fee_minor]", "5") == Said{"/filter/fee_minor not-filterable"});
    CHECK(wrong("filter[price_minor]", "5.0") == Said{"/filter/price_minor not-a-whole-number"});
    CHECK(wrong("filter[price_currency]", "rub") ==
          Said{"/filter/price_currency unknown-currency"});
    CHECK(wrong("filter[until]", "2023-02-29") == Said{"/filter/until not-a-day"});
    CHECK(wrong("filter[until]", "0000-00-00") == Said{"/filter/until not-a-day"});
    CHECK(wrong("filter[price_currency][at_least]", "RUB") ==
          Said{"/filter/price_currency unknown-comparison"});
    CHECK(wrong("sort", "price") == Said{"/sort not-sortable"});
    CHECK(wrong("sort", "parts") == Said{"/sort not-sortable"});
}

TEST_CASE("a table that was made from the record is the one that it asks for") {
    Stage stage;
    stage.transaction->commit();
    stage.transaction.reset();
    CHECK(support::differences(*stage.connection, database::shape_of<Goods>()) ==
          std::vector<std::string>{});
}

}  // namespace database_values_test
