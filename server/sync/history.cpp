#include "server/sync/history.hpp"

#include "server/sync/postgres_store.hpp"

namespace syncing {

base::Id128 history(database::Pool& pool) {
    return database::with_transaction(
        pool, database::Isolation::read_committed,
        [](pqxx::transaction_base& transaction) { return sync_sql::history(transaction); });
}

}  // namespace syncing
