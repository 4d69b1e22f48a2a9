// The identity of a domain's history: renewed when a backup of it is restored, since then versions
// begin anew.
#pragma once

#include <string_view>

#include "server/database/pool.hpp"
#include "shared/base/id.hpp"

namespace syncing {

base::Id128 history(database::Pool& pool, std::string_view domain);

// To be called at each start, as the owner of the tables. Where the domain's tables are others than
// those that its history was written in, which PostgreSQL's own numbers tell, they were restored,
// with all of the database or by themselves: a new history begins.
void settle_history(database::Pool& pool, std::string_view domain);

}  // namespace syncing
