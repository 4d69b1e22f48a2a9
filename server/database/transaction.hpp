// One unit of work on the database: begun, run, committed, and run again when that helps.
#pragma once

#include <optional>
#include <type_traits>
#include <utility>

#include "server/database/failure.hpp"
#include "server/database/pool.hpp"

namespace database {

// How often and how long with_transaction still tries. Lost connections, serialisation failures
// (40001) and deadlocks (40P01) are worth another attempt; nothing else is.
class Attempts {
public:
    explicit Attempts(PoolOptions const& options) : options_(options), wait_(options.first_wait) {}
    // Waits and returns when another attempt makes sense, else throws what the failure means.
    void wait_or_throw(Caught const& caught);

private:
    PoolOptions const& options_;
    std::chrono::milliseconds wait_;
    int made_ = 1;
};

// The transaction whose commit was asked for last. When the connection broke before the answer
// came, the database says on another one what became of it.
class Commit {
public:
    void remember(pqxx::transaction_base& transaction);
    void forget() { number_.clear(); }
    enum class Fate { none, committed, undecided };
    Fate fate(pqxx::connection& connection) const;

private:
    std::string number_;  // empty: there is none, or it wrote nothing
    std::string begun_;   // by the database's clock
};

// Runs `work(pqxx::transaction_base&)` in a transaction, commits, and returns what
// it returned. `work` may run several times and must touch nothing but the database; what it did
// is committed once, also when the answer to a commit was lost, unless the database itself crashed
// at that moment: for that it must be idempotent. Throws Unavailable,
// Busy, Contended, ConstraintViolated or ResourceExhausted; what `work` itself throws rolls back
// and passes through.
template <class Work>
auto with_transaction(Pool& pool, Isolation isolation, Work&& work) {
    using Result = std::invoke_result_t<Work&, pqxx::transaction_base&>;
    using Kept = std::conditional_t<std::is_void_v<Result>, bool, std::optional<Result>>;
    Attempts attempts(pool.options());
    Commit commit;
    [[maybe_unused]] Kept kept{};
    for (;;) {
        Caught failed;
        try {
            auto lease = pool.take();
            try {
                auto const fate = commit.fate(*lease);
                if (fate == Commit::Fate::undecided) throw Unavailable("a commit is undecided");
                if (fate == Commit::Fate::none) {
                    commit.forget();
                    auto const transaction = begin(*lease, isolation);
                    if constexpr (std::is_void_v<Result>) {
                        work(*transaction);
                    } else {
                        kept.emplace(work(*transaction));
                    }
                    if (isolation != Isolation::snapshot && isolation != Isolation::statement)
                        commit.remember(*transaction);
                    transaction->commit();
                }
                if constexpr (std::is_void_v<Result>) {
                    return;
                } else {
                    return std::move(*kept);
                }
            } catch (...) {
                failed = caught(lease->is_open());
                if (failed.failure == Failure::other) throw;
                if (failed.failure == Failure::lost) lease.discard();
                if (failed.failure != Failure::lost && failed.failure != Failure::conflict)
                    throw_as(failed);
            }
        } catch (Unavailable const& error) {
            failed = {Failure::lost, error.what(), {}};
        }
        if (failed.failure == Failure::lost) pool.drop_idle();
        attempts.wait_or_throw(failed);
    }
}

}  // namespace database
