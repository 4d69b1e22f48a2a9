#include "server/accounts/admin/stored.hpp"

#include "server/database/values.hpp"

namespace accounts {

void note_stored(pqxx::transaction_base& transaction, server::told::Stored const& stored) {
    for (auto const& [person, bytes] : stored.people)
        database::run(transaction,
                      "insert into accounts.stored_in (person, domain, bytes) select id, $2, $3 "
                      "from accounts.person where id = $1 for key share on conflict (person, "
                      "domain) do update set bytes = excluded.bytes",
                      person, stored.domain, bytes);
}

}  // namespace accounts
