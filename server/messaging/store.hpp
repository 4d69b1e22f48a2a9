// Where messaging's rows are found in PostgreSQL.
#pragma once

#include "server/sync/postgres_store.hpp"
#include "shared/messaging/api.hpp"

namespace messaging {

using Store = syncing::PostgresStore<Domain>;

// Messages of a channel with a smaller number, newest first; refused to whoever is not a member.
base::Result<std::vector<Message>> messages_before(database::Pool& pool, PersonId reader,
                                                   ListMessages::Request const& request);

// Refused to whoever is not a member, and of a message that was never written.
base::Result<std::vector<PersonId>> readers_of(database::Pool& pool, PersonId asker,
                                               ListReaders::Request const& request);

}  // namespace messaging
