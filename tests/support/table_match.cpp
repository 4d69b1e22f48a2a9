#include "tests/support/table_match.hpp"

#include <algorithm>
#include <iterator>
#include <set>

#include "server/database/pqxx.hpp"

namespace support {
namespace {

constexpr auto columns_of =
    "select 'the column ' || attname || ' ' || format_type(atttypid, atttypmod) || case when "
    "attnotnull then ' not null' "
    "else '' end from pg_attribute where attrelid = $1::regclass and attnum > 0 and not "
    "attisdropped";
constexpr auto constraints_of =
    "select 'the constraint ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint "
    "where conrelid = $1::regclass and contype in ('c', 'p')";
constexpr auto indexes_of =
    "select 'the index ' || c.relname || ' ' || regexp_replace(pg_get_indexdef(i.indexrelid), ' ON "
    "\\S+ ', ' ON it ') "
    "from pg_index i join pg_class c on c.oid = i.indexrelid where i.indrelid = $1::regclass and "
    "i.indisunique";

// Of each index of all rows the columns that it is ordered by; nothing in place of an expression,
// and of a column in another order of texts than its own, which "=" and "<" do not ask for.
constexpr auto orders_of =
    "select string_agg(coalesce(a.attname, ''), ',' order by k.place) || ',' from pg_index i "
    "join pg_class c on c.oid = i.indexrelid join pg_am m on m.oid = c.relam "
    "cross join lateral unnest(i.indkey::int2[], i.indcollation::oid[]) "
    "with ordinality as k (number, texts, place) "
    "left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number "
    "and a.attcollation = k.texts "
    "where i.indrelid = $1::regclass and i.indpred is null and i.indisvalid and m.amname = 'btree' "
    "and k.place <= i.indnkeyatts group by i.indexrelid";

using Facts = std::set<std::string>;

void add(Facts& facts, pqxx::transaction_base& transaction, char const* question,
         std::string const& table) {
    for (auto const& row : database::run(transaction, question, table))
        facts.insert(row[0].as<std::string>());
}

}  // namespace

std::vector<std::string> differences(pqxx::connection& connection,
                                     database::TableShape const& shape,
                                     std::set<std::string> const& besides) {
    auto const transaction = database::begin(connection, database::Isolation::read_committed);
    auto wanted_shape = shape;
    wanted_shape.schema = "wanted_by_test";
    transaction->exec("create schema wanted_by_test");
    transaction->exec(database::create_table_sql(wanted_shape));
    Facts wanted, found, wanted_indexes, found_indexes;
    for (auto const* question : {columns_of, constraints_of}) {
        add(wanted, *transaction, question, wanted_shape.name());
        add(found, *transaction, question, shape.name());
    }
    add(wanted_indexes, *transaction, indexes_of, wanted_shape.name());
    add(found_indexes, *transaction, indexes_of, shape.name());

    std::erase_if(found, [&](std::string const& fact) {
        return std::any_of(besides.begin(), besides.end(), [&](std::string const& column) {
            return fact.rfind("the column " + column + " ", 0) == 0;
        });
    });

    std::vector<std::string> texts;
    auto const report = [&](Facts const& has, Facts const& lacks, std::string const& what) {
        std::vector<std::string> missing;
        std::set_difference(has.begin(), has.end(), lacks.begin(), lacks.end(),
                            std::back_inserter(missing));
        for (auto const& fact : missing) texts.push_back(shape.name() + " " + what + " " + fact);
    };
    report(wanted, found, "lacks");
    report(found, wanted, "has too much:");
    report(wanted_indexes, found_indexes, "lacks");
    return texts;
}

std::vector<std::string> missing_orders(pqxx::connection& connection,
                                        database::TableShape const& shape,
                                        std::set<std::vector<std::string>> const& wanted) {
    auto const transaction = database::begin(connection, database::Isolation::read_committed);
    Facts found;
    add(found, *transaction, orders_of, shape.name());
    std::vector<std::string> texts;
    for (auto const& columns : wanted) {
        std::string order;
        for (auto const& column : columns) order += column + ",";
        auto const at = found.lower_bound(order);
        if (at == found.end() || at->compare(0, order.size(), order) != 0)
            texts.push_back(shape.name() + " has no index of all rows that begins with " + order);
    }
    return texts;
}

}  // namespace support
