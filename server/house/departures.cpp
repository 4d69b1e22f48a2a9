#include "server/house/departures.hpp"

#include "server/database/table_shape.hpp"
#include "server/database/transaction.hpp"
#include "server/database/values.hpp"
#include "server/sync/inbox.hpp"

namespace server {

namespace {

using database::Isolation;
using database::run;
using database::with_transaction;
using Transaction = pqxx::transaction_base;

}  // namespace

void Departures::begin(Transaction& transaction, told::PersonDeparts const& leaves) const {
    jobs::add_next(transaction, job_kind(), wire::json::text(leaves));
}

jobs::Handler Departures::handler() const {
    return {[this](jobs::Attempt const& attempt) {
        told::PersonDeparts leaves;
        auto const problems =
            wire::json::parse(attempt.payload, leaves, wire::json::Reading::tolerant);
        if (!problems.empty()) throw jobs::GiveUp("a job of a departure names nobody");
        if (!step(leaves)) return;
        with_transaction(parts_.pool, Isolation::read_committed,
                         [&](Transaction& t) { begin(t, leaves); });
    }};
}

// The numbers of their clients, and what is counted of them, are kept of all domains alike.
bool Departures::step(told::PersonDeparts const& leaves) const {
    if (parts_.step(leaves.person, leaves.erase_messages)) return true;
    auto const in = database::quoted_name(parts_.domain) + ".";
    with_transaction(parts_.pool, Isolation::read_committed, [&](Transaction& t) {
        run(t, "delete from " + in + "client where person = $1", leaves.person);
        run(t, "delete from " + in + "stored where person = $1", leaves.person);
        syncing::tell(t, leaves.answer_to, parts_.domain,
                      told::Departed{leaves.person, std::string(parts_.domain)});
    });
    parts_.runner.wake();
    return false;
}

}  // namespace server
