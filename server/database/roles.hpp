// Two roles: the owner of all tables, who brings them up to date, and the one that requests are
// answered as. Whoever gets SQL of their own into a request can neither change the tables nor take
// the triggers off that keep the audit log.
#pragma once

#include <string>

#include "server/log.hpp"

namespace database {

// Gives the role that `url` signs in as just what requests need, on the connection of the owner.
// To be called after each migration, since what is new is nobody's. Where both are one role
// nothing is done, and the log says so. Throws as migrate() does.
void give_rights(std::string const& owner_url, std::string const& url, server::Log const& log);

}  // namespace database
