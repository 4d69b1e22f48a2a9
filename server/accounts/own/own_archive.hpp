// Everything of one person, to take along.
#pragma once

#include <functional>

#include "server/accounts/store.hpp"
#include "server/archive/archive.hpp"
#include "server/http/call.hpp"

namespace accounts {

// Adds what else is the person's, here and in the other domains.
using AddToArchive = std::function<void(PersonId, archiving::Archive&)>;
http::Reply archive_of(database::Pool& pool, http::Call const& call, AddToArchive const& add_more);

}  // namespace accounts
