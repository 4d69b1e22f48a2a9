// The identity of the database's history: renewed when a backup is restored, since then versions
// begin anew.
#pragma once

#include "server/database/pool.hpp"
#include "shared/base/id.hpp"

namespace syncing {

base::Id128 history(database::Pool& pool);

}  // namespace syncing
