// Forward-only migrations. They lie as NNNN_name.sql in server/database/migrations, which is the
// ground, and in server/<domain>/migrations, each folder numbered by itself; they are compiled into
// the server, and run once each, the ground's first and then the domains' as they are listed, in
// the order of their numbers, each in a transaction of its own. A history that this server does not
// know is refused.
#pragma once

#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "server/log.hpp"

namespace database {

// What servers that start together say first, in a transaction that changes more than rows. The
// key is only a number that nothing else in the database uses.
constexpr auto take_turns = "select pg_advisory_xact_lock(7210001)";

struct Migration {
    int number;  // 1, 2, 3, … without gaps in its part
    std::string name;
    std::string text;
    std::string part = "ground";  // or the domain whose tables it makes
};

// All files of the folders, in the order in which they run; written by embed_migrations.cmake at
// build time.
std::vector<Migration> embedded_migrations();

// The database's history does not fit to this server's; the text says what happened and what helps.
struct MigrationRefused : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Brings the database to the newest migration and returns how many ran. Servers
// that start together take turns. Throws MigrationRefused, or Unavailable when
// the database is lost meanwhile; then it can simply be called again.
int migrate(std::string const& url, std::span<Migration const> migrations, server::Log const& log);

}  // namespace database
