// What a domain stores of people, as it tells it to the one that lists them.
#pragma once

#include <string_view>

#include "server/database/pool.hpp"

namespace server {

// Tells it of those of whom it is another number than when they were last told of, in one
// transaction: up to told::Stored::most of them. Whether there were any.
bool tell_stored(database::Pool& pool, std::string_view domain, std::string_view overview);

}  // namespace server
