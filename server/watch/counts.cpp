#include "server/watch/counts.hpp"

#include "server/database/transaction.hpp"

namespace watch {

void Counts::ask(database::Pool& pool) {
    auto const row = database::with_transaction(
        pool, database::Isolation::read_committed, [](pqxx::transaction_base& transaction) {
            return database::run(
                transaction,
                "select (select count(*) from accounts.session), "
                "(select count(*) from jobs.job where state in ('waiting', 'running')), "
                "(select count(*) from jobs.job where state = 'dead'), "
                "(select count(*) from accounts.letter where state = 'waiting'), "
                "(select count(*) from accounts.letter where state = 'dead')");
        });
    int column = 0;
    for (auto* count : {&sessions_, &jobs_waiting_, &jobs_dead_, &letters_waiting_, &letters_dead_})
        *count = row[0][column++].as<std::int64_t>();
}

void Counts::add_to(Metrics& metrics, void const* owner) const {
    auto const add = [&](char const* name, char const* help, char const* labels,
                         std::atomic<std::int64_t> const& count) {
        metrics.add({name, help, Metrics::Kind::gauge, labels,
                     [&count] { return static_cast<double>(count.load()); }, owner});
    };
    constexpr auto waiting = R"(state="waiting")";
    constexpr auto dead = R"(state="dead")";
    add("kontor_sessions", "Sessions that are open, of everybody.", "", sessions_);
    add("kontor_jobs", "Work that is done later.", waiting, jobs_waiting_);
    add("kontor_jobs", "Work that is done later.", dead, jobs_dead_);
    add("kontor_letters", "Letters that were not sent.", waiting, letters_waiting_);
    add("kontor_letters", "Letters that were not sent.", dead, letters_dead_);
}

}  // namespace watch
