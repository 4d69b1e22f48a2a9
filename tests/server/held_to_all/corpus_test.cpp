// SQL as a judge of the corpus: the checks of the tables that follow from the records.
#include <doctest/doctest.h>

#include "server/database/failure.hpp"
#include "server/database/rows.hpp"
#include "server/database/transaction.hpp"
#include "shared/base/take_in.hpp"
#include "shared/wire/json.hpp"
#include "tests/corpus/corpus.hpp"
#include "tests/support/throwaway.hpp"

namespace held_to_all_corpus_test {
namespace {

// Whether the table takes the row.
template <class Row>
bool takes(pqxx::transaction_base& transaction, Row const& row) {
    transaction.exec("savepoint part");
    bool taken = true;
    try {
        database::insert(transaction, row);
    } catch (std::invalid_argument const&) {
        taken = false;  // a NUL, which no text of PostgreSQL holds
    } catch (...) {
        if (database::caught(true).constraint.empty()) throw;
        taken = false;
    }
    transaction.exec("rollback to savepoint part");
    return taken;
}

}  // namespace

TEST_CASE("SQL judges every value of the corpus as it is written there") {
    support::Throwaway base;
    auto const connection = database::open(base.url());
    auto const transaction = database::begin(*connection, database::Isolation::read_committed);
    transaction->exec("create schema corpus");
    Domains::each([&]<class Domain>(std::type_identity<Domain>) {
        transaction->exec("create schema " + std::string(Domain::name));
    });
    corpus::each_row([&](auto row) {
        transaction->exec(database::create_table_sql(database::shape_of<decltype(row)>()));
    });
    int asked = 0, refused = 0;
    for (auto const& one : corpus::cases()) {
        corpus::each_row([&](auto row) {
            if (one.row != decltype(row)::type_name) return;
            rapidjson::Document document;
            REQUIRE(wire::json::parse_document(one.json, document).empty());
            wire::json::Reader reader;
            wire::json::read(reader, document, row, "");
            base::take_in(row);
            // What no value of C++ can be never comes as far as a statement.
            if (!reader.problems.empty()) {
                CHECK_MESSAGE(!one.accepted, "JSON and values.json disagree about " << one.name);
                return;
            }
            // Items of a list are judged by C++ alone: SQL sees how many there are, and their size.
            bool const expected = one.accepted || one.within;
            CHECK_MESSAGE(takes(*transaction, row) == expected,
                          "SQL and values.json disagree about " << one.name);
            ++asked;
            refused += !expected;
        });
    }
    CHECK(asked > 200);
    CHECK(refused > 80);
}

}  // namespace held_to_all_corpus_test
