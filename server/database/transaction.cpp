#include "server/database/transaction.hpp"

#include <algorithm>
#include <thread>

namespace database {

void Attempts::wait_or_throw(Caught const& caught) {
    if (made_ >= options_.attempts) throw_as(caught);
    ++made_;
    std::this_thread::sleep_for(wait_);
    wait_ = std::min(wait_ * 2, options_.longest_wait);
}

void Commit::remember(pqxx::transaction_base& transaction) {
    auto const rows =
        run(transaction, "select pg_current_xact_id_if_assigned()::text, now()::text");
    if (rows[0][0].is_null()) return;
    number_ = rows[0][0].c_str();
    begun_ = rows[0][1].c_str();
}

Commit::Fate Commit::fate(pqxx::connection& connection) const {
    if (number_.empty()) return Fate::none;
    pqxx::nontransaction asking(connection);
    // After a crash the number may be another transaction's, or of none yet, which is an error to
    // ask for. That there was one is seen by the statistics, which do not outlive it.
    auto const rows = run(asking,
                          "select case when $2::text::timestamptz > "
                          "greatest(pg_postmaster_start_time(), stats_reset) "
                          "then pg_xact_status($1::text::xid8) end from pg_stat_bgwriter",
                          number_, begun_);
    if (rows[0][0].is_null()) return Fate::none;
    std::string_view const status = rows[0][0].c_str();
    if (status == "committed") return Fate::committed;
    return status == "in progress" ? Fate::undecided : Fate::none;
}

}  // namespace database
