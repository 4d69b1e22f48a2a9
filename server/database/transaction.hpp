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

// Runs `work(pqxx::transaction_base&)` in a transaction, commits, and returns what
// it returned. `work` may run several times, and after a commit whose answer was
// lost it may even have been done already: it must be idempotent and touch nothing
// but the database. Throws Unavailable, Busy, Contended, ConstraintViolated or
// ResourceExhausted; what `work` itself throws rolls back and passes through.
template <class Work>
auto with_transaction(Pool& pool, Isolation isolation, Work&& work) {
    using Result = std::invoke_result_t<Work&, pqxx::transaction_base&>;
    using Kept = std::conditional_t<std::is_void_v<Result>, bool, std::optional<Result>>;
    Attempts attempts(pool.options());
    for (;;) {
        Caught failed;
        try {
            auto lease = pool.take();
            try {
                auto const transaction = begin(*lease, isolation);
                [[maybe_unused]] Kept kept{};
                if constexpr (std::is_void_v<Result>) {
                    work(*transaction);
                } else {
                    kept.emplace(work(*transaction));
                }
                transaction->commit();
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
