// Who is in which group, as far as whoever asks may know the people.
#pragma once

#include "server/accounts/admin/known_people.hpp"
#include "server/http/bind.hpp"

namespace accounts {

void bind_group_lists(http::Routes& routes, database::Pool& pool, KnownPeople const& known,
                      server::Log const& log);

}  // namespace accounts
