#include "server/jobs/clean_up.hpp"

#include <algorithm>

#include "server/database/table_shape.hpp"
#include "server/database/transaction.hpp"
#include "server/outside.hpp"

namespace jobs {

namespace {

constexpr std::int64_t step_rows = 5'000;

// Runs the statement, which says how many rows it took, until there is nothing left to take.
std::int64_t in_steps(database::Pool& pool, std::string const& sql, base::Instant before) {
    std::int64_t all = 0;
    for (;;) {
        auto const taken = database::with_transaction(
            pool, database::Isolation::read_committed, [&](pqxx::transaction_base& transaction) {
                auto const rows = database::run(transaction, sql, before.us, step_rows);
                return database::read<std::int64_t>(rows.at(0)[0]);
            });
        all += taken;
        if (taken < step_rows) return all;
    }
}

constexpr char const* old_rows =
    " where at < timestamptz 'epoch' + $1 * interval '1 microsecond' order by at limit $2";

}  // namespace

Forgotten clean_up(database::Pool& pool, std::string_view schema, base::Instant now) {
    auto const in = database::quoted_name(schema) + ".";
    // Whoever is not beyond the last entry that goes can no longer be told of it, and is told so by
    // log_begins, in the same statement.
    std::string const log =
        "with gone as (delete from " + in + "log where ctid = any(array(select ctid from " + in +
        "log" + old_rows + ")) returning space, version), last as (select space, max(version) as " +
        "version from gone group by space), moved as (update " + in +
        "space as s set log_begins = greatest(s.log_begins, last.version) from last where s.name " +
        "= last.space) select count(*) from gone";
    std::string const answers = "with gone as (delete from " + in +
                                "answer where ctid = any(array(select ctid from " + in + "answer" +
                                old_rows + ")) returning 1) select count(*) from gone";
    return {in_steps(pool, log, {now.us - log_kept_us}),
            in_steps(pool, answers, {now.us - answers_kept_us})};
}

Periodically::Periodically(std::chrono::milliseconds period, Job job, server::Log const& log)
    : period_(period), job_(std::move(job)), log_(log), thread_([this] { run(); }) {}

Periodically::~Periodically() {
    {
        std::lock_guard const lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void Periodically::run() {
    std::unique_lock lock(mutex_);
    auto wait = std::min(period_, longest_first_wait);
    while (!changed_.wait_for(lock, wait, [this] { return stopping_; })) {
        wait = period_;
        lock.unlock();
        try {
            job_(server::now());
        } catch (std::exception const& error) {
            log_.warning("job.failed", {{"error", error.what()}});
        }
        lock.lock();
    }
}

}  // namespace jobs
