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
    auto const rows = run(transaction, "select pg_current_xact_id_if_assigned()::text");
    if (!rows[0][0].is_null()) number_ = rows[0][0].c_str();
}

Commit::Fate Commit::fate(pqxx::connection& connection) const {
    if (number_.empty()) return Fate::none;
    pqxx::nontransaction asking(connection);
    auto const rows = run(asking, "select pg_xact_status($1::text::xid8)", number_);
    // Nothing is known of one that is too old to matter: then it was not ours that failed just now.
    std::string_view const status = rows[0][0].is_null() ? "" : rows[0][0].c_str();
    if (status == "committed") return Fate::committed;
    return status == "in progress" ? Fate::undecided : Fate::none;
}

}  // namespace database
