// The connection breaks after the database has committed, and before it could say so: between the
// two stands a wire that is cut at that moment.
#include <doctest/doctest.h>

#include <atomic>
#include <memory>
#include <string>
#include <string_view>

#include "server/database/transaction.hpp"
#include "tests/server/database/wire.hpp"
#include "tests/support/throwaway.hpp"

namespace lost_answer_test {
namespace {

using database::Isolation;
using database::run;

// Loses the answers to commits when it is asked to.
class LossyWire {
public:
    explicit LossyWire(std::string const& url) : wire_(url, [this] { return passing(); }) {}
    std::string url() const { return wire_.url(); }
    // The answers to so many commits are lost from now on.
    void lose(int answers) { to_lose_ = answers; }
    int lost() const { return lost_; }

private:
    db_test::Passing passing() {
        auto const is_committing = std::make_shared<bool>(false);
        return {[is_committing](std::string_view sent) {
                    *is_committing = sent.find("COMMIT") != std::string_view::npos;
                },
                // It has committed once it answers.
                [this, is_committing] {
                    if (!*is_committing || to_lose_ == 0) return true;
                    --to_lose_;
                    ++lost_;
                    return false;
                }};
    }

    std::atomic<int> to_lose_{0}, lost_{0};
    db_test::Wire wire_;
};

struct Stage {
    support::Throwaway base;
    LossyWire wire{base.url()};
    database::Pool pool{options()};

    database::PoolOptions options() const {
        database::PoolOptions options;
        options.url = wire.url();
        options.attempts = 4;
        options.first_wait = std::chrono::milliseconds(1);
        return options;
    }
    int count() {
        return database::with_transaction(pool, Isolation::snapshot, [](auto& t) {
            return run(t, "select count(*) from t")[0][0].template as<int>();
        });
    }
};

TEST_CASE("what was committed is not done again when the answer was lost") {
    Stage stage;
    database::with_transaction(stage.pool, Isolation::read_committed,
                               [](auto& t) { run(t, "create table t (x int)"); });
    int runs = 0;
    stage.wire.lose(1);
    auto const said =
        database::with_transaction(stage.pool, Isolation::read_committed, [&](auto& t) {
            run(t, "insert into t values (1)");
            return ++runs;
        });
    CHECK(stage.wire.lost() == 1);
    CHECK(said == 1);
    CHECK(runs == 1);
    CHECK(stage.count() == 1);
}

TEST_CASE("what only read is read again when the answer was lost") {
    Stage stage;
    database::with_transaction(stage.pool, Isolation::read_committed,
                               [](auto& t) { run(t, "create table t (x int)"); });
    stage.wire.lose(1);
    int runs = 0;
    database::with_transaction(stage.pool, Isolation::read_committed, [&](auto& t) {
        ++runs;
        run(t, "select 1");
    });
    CHECK(stage.wire.lost() == 1);
    CHECK(runs == 2);
}

TEST_CASE("a commit that failed is done again") {
    Stage stage;
    database::with_transaction(stage.pool, Isolation::read_committed,
                               [](auto& t) { run(t, "create table t (x int)"); });
    int runs = 0;
    database::with_transaction(stage.pool, Isolation::read_committed, [&](auto& t) {
        run(t, "insert into t values (1)");
        // Ends the connection before it can be asked to commit.
        if (++runs == 1) run(t, "select pg_terminate_backend(pg_backend_pid())");
    });
    CHECK(runs == 2);
    CHECK(stage.count() == 1);
}

}  // namespace
}  // namespace lost_answer_test
