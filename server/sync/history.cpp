#include "server/sync/history.hpp"

#include "server/database/transaction.hpp"
#include "server/database/values.hpp"

namespace syncing {

base::Id128 history(database::Pool& pool) {
    return database::with_transaction(
        pool, database::Isolation::read_committed, [](pqxx::transaction_base& transaction) {
            auto const rows = database::run(
                transaction, "select id from history order by began desc, id limit 1");
            return database::read<base::Id128>(rows.at(0)[0]);
        });
}

}  // namespace syncing
