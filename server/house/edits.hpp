// What is kept of the rows that administrators changed by hand, in each domain's own schema.
#pragma once

#include <string_view>

#include "server/database/pool.hpp"
#include "shared/base/id.hpp"
#include "shared/base/time.hpp"

namespace server {

// So long it can be looked at who changed a row.
constexpr std::int64_t edits_kept_s = 365 * 24 * 60 * 60;
void forget_old_edits(database::Pool& pool, std::string_view domain, base::Instant now);

// Whatever tells of somebody who leaves, or of what they did; false when nothing was left.
bool forget_edits_of(database::Pool& pool, std::string_view domain, base::Id128 person);

}  // namespace server
