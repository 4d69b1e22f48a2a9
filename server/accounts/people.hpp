// The list of people, narrowed, ordered and paged by the query of its request.
#pragma once

#include "server/database/pool.hpp"
#include "server/http/call.hpp"
#include "shared/accounts/api.hpp"

namespace accounts {

http::Outcome<ListPeople::Response> list_people(database::Pool& pool, http::Call const& call);

}  // namespace accounts
