#include "server/sync/history.hpp"

#include "server/database/table_shape.hpp"
#include "server/sync/postgres_store.hpp"

namespace syncing {

base::Id128 history(database::Pool& pool, std::string_view domain) {
    return database::with_transaction(
        pool, database::Isolation::read_committed,
        [&](pqxx::transaction_base& t) { return sync_sql::history(t, domain); });
}

// The first one has no place until the first start. Two servers that start together take turns; who
// may only read the table may still find that there is nothing to do.
void settle_history(database::Pool& pool, std::string_view domain) {
    auto const table = database::quoted_name(domain) + ".history";
    database::with_transaction(
        pool, database::Isolation::read_committed, [&](pqxx::transaction_base& t) {
            auto const place = database::read<std::string>(
                database::run(t,
                              "select system_identifier || '/' || oid || '/' || "
                              "$1::regclass::oid from pg_control_system(), pg_database where "
                              "datname = current_database()",
                              table)
                    .at(0)[0]);
            auto const known = [&] {
                return database::read<std::optional<std::string>>(
                    database::run(t,
                                  "select place from " + table + " order by began desc, id limit 1")
                        .at(0)[0]);
            };
            if (known() == place) return;
            database::run(t, "lock table " + table + " in exclusive mode");
            database::run(t, "update " + table + " set place = $1 where place is null", place);
            if (known() != place)
                database::run(t, "insert into " + table + " (place) values ($1)", place);
        });
}

}  // namespace syncing
