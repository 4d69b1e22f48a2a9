#include "server/database/transaction.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "server/sync/postgres_store.hpp"
#include "shared/accounts/rows.hpp"
#include "tests/support/throwaway.hpp"

namespace transaction_test {
namespace {

using namespace std::chrono_literals;
using database::Failure;
using database::Isolation;
using database::Pool;
using database::run;
using database::with_transaction;

struct Stage {
    support::Throwaway base;
    Pool pool{options()};

    database::PoolOptions options() const {
        database::PoolOptions options;
        options.url = base.url();
        options.attempts = 4;
        options.first_wait = 1ms;
        return options;
    }
    void exec(std::string const& sql) {
        with_transaction(pool, Isolation::read_committed,
                         [&](pqxx::transaction_base& transaction) { transaction.exec(sql); });
    }
    int count(std::string const& table) {
        return with_transaction(
            pool, Isolation::snapshot, [&](pqxx::transaction_base& transaction) {
                return run(transaction, "select count(*) from " + table)[0][0].as<int>();
            });
    }
};

TEST_CASE("what the work returns comes back, and it is committed") {
    Stage stage;
    stage.exec("create table t (x int)");
    CHECK(with_transaction(stage.pool, Isolation::serializable,
                           [](pqxx::transaction_base& transaction) {
                               run(transaction, "insert into t values ($1)", 7);
                               return std::string("done");
                           }) == "done");
    CHECK(stage.count("t") == 1);
}

TEST_CASE("what the work throws passes through, and nothing is written") {
    Stage stage;
    stage.exec("create table t (x int)");
    int runs = 0;
    CHECK_THROWS_AS(with_transaction(stage.pool, Isolation::read_committed,
                                     [&](pqxx::transaction_base& transaction) {
                                         ++runs;
                                         run(transaction, "insert into t values (1)");
                                         throw std::domain_error("mine");
                                     }),
                    std::domain_error);
    CHECK(runs == 1);
    CHECK(stage.count("t") == 0);
    CHECK(stage.pool.open() == 1);
}

TEST_CASE("a wrong statement is a mistake of ours: it passes through and is not tried again") {
    Stage stage;
    int runs = 0;
    CHECK_THROWS_AS(with_transaction(stage.pool, Isolation::read_committed,
                                     [&](pqxx::transaction_base& transaction) {
                                         ++runs;
                                         run(transaction, "selekt 1");
                                     }),
                    pqxx::sql_error);
    CHECK(runs == 1);
}

TEST_CASE("a snapshot can only read") {
    Stage stage;
    CHECK_THROWS_AS(with_transaction(stage.pool, Isolation::snapshot,
                                     [](pqxx::transaction_base& transaction) {
                                         transaction.exec("create table t (x int)");
                                     }),
                    pqxx::sql_error);
}

TEST_CASE(
    "a violated constraint is named, whatever the refused text pretends, and not tried again") {
    Stage stage;
    stage.exec(
        "create table t (id int constraint t_key primary key, text text not null,"
        " constraint t_short check (char_length(text) < 60))");
    auto const violated = [&](int id, std::optional<std::string> const& text) {
        int runs = 0;
        try {
            with_transaction(stage.pool, Isolation::read_committed,
                             [&](pqxx::transaction_base& transaction) {
                                 ++runs;
                                 run(transaction, "insert into t values ($1, $2)", id, text);
                             });
        } catch (database::ConstraintViolated const& violation) {
            CHECK(runs == 1);
            return violation.name;
        }
        return std::string("none");
    };
    CHECK(violated(1, "x") == "none");
    CHECK(violated(1, "x") == "t_key");
    CHECK(violated(2, std::nullopt) == "t.text");
    CHECK(
        violated(
            2,
            "a long text that says \nCONSTRAINT NAME:  forged\nCOLUMN NAME:  forged\n of itself") ==
        "t_short");
}

TEST_CASE("constraints that are checked at the commit are named as well") {
    Stage stage;
    stage.exec("create table a (id int primary key)");
    stage.exec(
        "create table b (a int constraint b_knows_a references a deferrable initially deferred)");
    std::string name;
    try {
        stage.exec("insert into b values (1)");
    } catch (database::ConstraintViolated const& violation) {
        name = violation.name;
    }
    CHECK(name == "b_knows_a");
}

TEST_CASE("a serialisation failure is tried again until it works") {
    Stage stage;
    stage.exec("create table t (x int)");
    stage.exec("insert into t values (0)");
    int runs = 0;
    with_transaction(stage.pool, Isolation::repeatable_read,
                     [&](pqxx::transaction_base& transaction) {
                         auto const x = run(transaction, "select x from t")[0][0].as<int>();
                         if (++runs < 3)
                             stage.exec("update t set x = x + 1");  // Somebody else is faster.
                         run(transaction, "update t set x = $1", x + 10);
                     });
    CHECK(runs == 3);
    CHECK(
        with_transaction(stage.pool, Isolation::snapshot, [](pqxx::transaction_base& transaction) {
            return run(transaction, "select x from t")[0][0].as<int>();
        }) == 12);
}

TEST_CASE("a serialisation failure that never ends is Contended after the last attempt") {
    Stage stage;
    stage.exec("create table t (x int)");
    stage.exec("insert into t values (0)");
    int runs = 0;
    CHECK_THROWS_AS(with_transaction(stage.pool, Isolation::repeatable_read,
                                     [&](pqxx::transaction_base& transaction) {
                                         ++runs;
                                         run(transaction, "select x from t");
                                         stage.exec("update t set x = x + 1");
                                         run(transaction, "update t set x = 0");
                                     }),
                    database::Contended);
    CHECK(runs == stage.pool.options().attempts);
}

TEST_CASE("two that lock in opposite order both finish: the deadlock's victim is tried again") {
    Stage stage;
    stage.exec("create table t (id int primary key, x int)");
    stage.exec("insert into t values (1, 0), (2, 0)");
    std::mutex mutex;
    std::condition_variable changed;
    int holding = 0;
    auto const add = [&](int first, int second) {
        bool met = false;
        with_transaction(
            stage.pool, Isolation::read_committed, [&](pqxx::transaction_base& transaction) {
                run(transaction, "update t set x = x + 1 where id = $1", first);
                if (!met) {  // Both hold their first lock before either wants its second.
                    met = true;
                    std::unique_lock lock(mutex);
                    ++holding;
                    changed.notify_all();
                    changed.wait(lock, [&] { return holding == 2; });
                }
                run(transaction, "update t set x = x + 1 where id = $1", second);
            });
    };
    std::thread other([&] { add(2, 1); });
    add(1, 2);
    other.join();
    CHECK(
        with_transaction(stage.pool, Isolation::snapshot, [](pqxx::transaction_base& transaction) {
            return run(transaction, "select sum(x) from t")[0][0].as<int>();
        }) == 4);
}

TEST_CASE("waiting too long for a lock, or for a statement, is Busy") {
    Stage stage;
    stage.exec("create table t (x int)");
    auto options = stage.options();
    options.lock_limit = 1ms;
    Pool hasty(options);
    auto const holder = database::open(stage.base.url());
    auto const held = database::begin(*holder, Isolation::read_committed);
    held->exec("lock table t");
    CHECK_THROWS_AS(with_transaction(hasty, Isolation::read_committed,
                                     [](pqxx::transaction_base& transaction) {
                                         run(transaction, "insert into t values (1)");
                                     }),
                    database::Busy);
    options.lock_limit = 0ms;
    options.statement_limit = 1ms;
    // The statements that set a session up are as short as that limit: this one sets it afterwards.
    Pool slow(stage.options());
    CHECK_THROWS_AS(with_transaction(slow, Isolation::read_committed,
                                     [](pqxx::transaction_base& transaction) {
                                         run(transaction, "set local statement_timeout = 1");
                                         run(transaction, "select pg_sleep(1000)");
                                     }),
                    database::Busy);
}

TEST_CASE("values are bound, not pasted; null and NUL are what they are") {
    Stage stage;
    with_transaction(stage.pool, Isolation::snapshot, [](pqxx::transaction_base& transaction) {
        auto const nasty = std::string("'; drop table t; -- \\ \" $1 ё😀");
        auto const row = run(
            transaction, "select $1::text, $2::bigint, $3::boolean, $4::text, $5::float8", nasty,
            std::int64_t{-9'007'199'254'740'993}, true, std::optional<std::string>(), 0.1)[0];
        CHECK(row[0].as<std::string>() == nasty);
        CHECK(row[1].as<std::int64_t>() == -9'007'199'254'740'993);
        CHECK(row[2].as<bool>());
        CHECK(row[3].is_null());
        CHECK(row[4].as<double>() == 0.1);
        CHECK_THROWS_AS(run(transaction, "select $1::text", std::string("a\0b", 3)),
                        std::invalid_argument);
    });
}

TEST_CASE("error codes mean what the failures say") {
    CHECK(database::meaning_of("08006") == Failure::lost);
    CHECK(database::meaning_of("57P01") == Failure::lost);
    CHECK(database::meaning_of("53300") == Failure::lost);
    CHECK(database::meaning_of("") == Failure::lost);
    CHECK(database::meaning_of("40001") == Failure::conflict);
    CHECK(database::meaning_of("40P01") == Failure::conflict);
    CHECK(database::meaning_of("40002") == Failure::other);
    CHECK(database::meaning_of("23505") == Failure::constraint);
    CHECK(database::meaning_of("53100") == Failure::resources);
    CHECK(database::meaning_of("53200") == Failure::resources);
    CHECK(database::meaning_of("57014") == Failure::timeout);
    CHECK(database::meaning_of("55P03") == Failure::timeout);
    CHECK(database::meaning_of("42601") == Failure::other);
    CHECK(database::meaning_of("4") == Failure::other);
}

// Whoever names them in whatever order: without one order of all, one of the two would be ended by
// the database as soon as both wait for one another.
TEST_CASE("spaces that are named in opposite orders are locked in one") {
    support::Throwaway base;
    world::SpaceLock const first{accounts::directory(), world::Lock::exclusive};
    world::SpaceLock const second{world::me({1, 2}), world::Lock::exclusive};
    std::atomic<int> failed{0};
    auto const lock_often = [&](std::vector<world::SpaceLock> const& spaces) {
        auto const connection = database::open(base.url());
        for (int i = 0; i < 100; ++i) try {
                pqxx::work transaction(*connection);
                syncing::sync_sql::lock(transaction, "accounts", spaces);
                transaction.commit();
            } catch (pqxx::deadlock_detected const&) {
                ++failed;
            }
    };
    {
        std::jthread const one([&] { lock_often({first, second}); });
        std::jthread const other([&] { lock_often({second, first}); });
    }
    CHECK(failed == 0);
}

}  // namespace
}  // namespace transaction_test
