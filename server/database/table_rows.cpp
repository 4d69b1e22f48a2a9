#include "server/database/table_rows.hpp"

#include <algorithm>
#include <limits>

#include "server/database/transaction.hpp"

namespace database {

std::size_t TableRows::rows_at_once(base::TypeInfo const& row) {
    return std::clamp<std::size_t>(most_bytes_at_once / most_json_bytes(row, {}), 1, most_at_once);
}

template <class Act>
auto TableRows::guarded(Act act) {
    try {
        return act();
    } catch (...) {
        auto const failed = caught((*lease_)->is_open());
        if (failed.failure == Failure::lost) lease_->discard();
        throw_as(failed);
    }
}

// As with_transaction does; once rows were handed on, nothing is tried again.
TableRows::TableRows(Pool& pool, base::TypeInfo const& row, ListFields const& fields,
                     ListTerms terms, std::optional<std::int64_t> limit)
    : row_(row),
      at_once_(rows_at_once(row)),
      left_(limit.value_or(std::numeric_limits<std::int64_t>::max() - 1)) {
    terms.limit = left_;
    Attempts attempts(pool.options());
    for (;;) {
        Caught failed;
        try {
            lease_.emplace(pool.take());
            try {
                begin(fields, terms);
                return;
            } catch (...) {
                failed = caught((*lease_)->is_open());
                if (failed.failure == Failure::lost) lease_->discard();
                end();
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

void TableRows::begin(ListFields const& fields, ListTerms const& terms) {
    transaction_ = database::begin(**lease_, Isolation::snapshot);
    auto const sql = page_sql(fields, terms, {});
    run(*transaction_,
        "declare rows no scroll cursor for " + select_sql(shape_of(row_)) + sql.where + sql.order +
            sql.limit,
        sql.params);
}

void TableRows::end() {
    transaction_.reset();
    lease_.reset();
}

void TableRows::may_pause(std::chrono::milliseconds most) {
    guarded([&] {
        run(*transaction_,
            "set local idle_in_transaction_session_timeout = " + std::to_string(most.count()));
    });
}

bool TableRows::next(std::function<void*()> const& fresh, Take const& take) {
    if (!transaction_) return false;
    auto const wanted = std::min(left_, static_cast<std::int64_t>(at_once_));
    auto const found = guarded(
        [&] { return run(*transaction_, "fetch " + std::to_string(wanted) + " from rows"); });
    left_ -= static_cast<std::int64_t>(found.size());
    most_read_ = std::max<std::size_t>(most_read_, found.size());
    bool const was_last = left_ == 0 || static_cast<std::int64_t>(found.size()) < wanted;
    if (was_last) {
        guarded([&] { transaction_->commit(); });
        end();
    }
    for (auto const& cells : found) {
        read_record(cells, 0, row_, fresh());
        if (!take()) return false;
    }
    return !was_last;
}

}  // namespace database
