#include "server/house/stored.hpp"

#include "server/database/table_shape.hpp"
#include "server/database/transaction.hpp"
#include "server/database/values.hpp"
#include "server/house/told.hpp"
#include "server/sync/inbox.hpp"

namespace server {

// Of two servers that tell at one moment each tells of others.
bool tell_stored(database::Pool& pool, std::string_view domain, std::string_view overview) {
    auto const table = database::quoted_name(domain) + ".stored";
    return database::with_transaction(
        pool, database::Isolation::read_committed, [&](pqxx::transaction_base& t) {
            told::Stored stored{std::string(domain), {}};
            for (auto const& row :
                 database::run(t,
                               "update " + table +
                                   " as s set told = s.bytes from (select person from " + table +
                                   " where told is distinct from bytes limit $1 for update skip "
                                   "locked) as n where s.person = n.person returning s.person, "
                                   "s.bytes",
                               static_cast<std::int64_t>(told::Stored::most)))
                stored.people.push_back(
                    {database::read<base::Id128>(row[0]), database::read<std::int64_t>(row[1])});
            if (stored.people.empty()) return false;
            syncing::tell(t, overview, domain, stored);
            return true;
        });
}

}  // namespace server
