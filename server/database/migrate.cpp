#include "server/database/migrate.hpp"

#include "server/database/failure.hpp"
#include "server/database/fingerprint.hpp"
#include "server/database/pool.hpp"

namespace database {
namespace {

// Not named like the user: "$user" leads the search
// path, and migrations would then land in this schema.
constexpr auto make_history =
    "create schema if not exists server;"
    "create table if not exists server.migration ("
    " number integer primary key,"
    " name text not null,"
    " fingerprint text not null,"
    " applied_at timestamptz not null default now())";

struct Applied {
    int number;
    std::string name, fingerprint;
};

std::vector<Applied> read_history(pqxx::transaction_base& transaction) {
    std::vector<Applied> history;
    for (auto const& row :
         run(transaction,
             "select number, name, fingerprint from server.migration order by number")) {
        history.push_back({row[0].as<int>(), row[1].as<std::string>(), row[2].as<std::string>()});
    }
    return history;
}

std::string named(int number, std::string const& name) {
    return std::to_string(number) + " (" + name + ")";
}

void check_numbers(std::span<Migration const> migrations) {
    int expected = 1;
    for (auto const& migration : migrations) {
        if (migration.number != expected) {
            throw MigrationRefused(
                "The migrations must be numbered 1, 2, 3, … without gaps: number " +
                std::to_string(expected) + " is missing or there twice.");
        }
        ++expected;
    }
}

void check_history(std::vector<Applied> const& history, std::span<Migration const> migrations) {
    int expected = 1;
    for (auto const& applied : history) {
        if (applied.number != expected++) {
            throw MigrationRefused(
                "The database's list of migrations (server.migration) lacks number " +
                std::to_string(expected - 1) + ": it was changed by hand.");
        }
    }
    if (history.size() > migrations.size()) {
        throw MigrationRefused(
            "The database is newer than this server: it was brought to migration " +
            named(history.back().number, history.back().name) + ", and this server knows only " +
            std::to_string(migrations.size()) +
            ". Start the newer server, or restore a backup from before it.");
    }
    for (std::size_t i = 0; i < history.size(); ++i) {
        if (history[i].fingerprint == fingerprint(migrations[i].text)) continue;
        throw MigrationRefused(
            "Migration " + named(migrations[i].number, migrations[i].name) +
            " was edited after it had been applied to this database. Restore its text as it was, "
            "and write the change as a new migration.");
    }
}

void apply(pqxx::transaction_base& transaction, Migration const& migration) {
    try {
        transaction.exec(migration.text);
    } catch (...) {
        auto const failed = caught(transaction.conn().is_open());
        if (failed.failure == Failure::lost || failed.failure == Failure::resources)
            throw_as(failed);
        throw MigrationRefused("Migration " + named(migration.number, migration.name) +
                               " failed and was rolled back: " + failed.text);
    }
}

// Runs the next migration, if there is one. The lock is held until this transaction ends, so the
// history that is read below it cannot change meanwhile.
bool run_next(pqxx::connection& connection, std::span<Migration const> migrations,
              server::Log const& log) {
    auto const transaction = begin(connection, Isolation::read_committed);
    run(*transaction, take_turns);
    // Who may only read it may still find that there is nothing to do.
    if (transaction->exec("select to_regclass('server.migration')")[0][0].is_null())
        transaction->exec(make_history);
    auto const history = read_history(*transaction);
    check_history(history, migrations);
    if (history.size() == migrations.size()) {
        transaction->commit();
        return false;
    }
    auto const& next = migrations[history.size()];
    apply(*transaction, next);
    run(*transaction,
        "insert into server.migration (number, name, fingerprint) values ($1, $2, $3)", next.number,
        next.name, fingerprint(next.text));
    transaction->commit();
    log.info("database.migrated", {{"number", next.number}, {"name", next.name}});
    return true;
}

}  // namespace

int migrate(std::string const& url, std::span<Migration const> migrations, server::Log const& log) {
    check_numbers(migrations);
    int ran = 0;
    Connection connection;
    try {
        // Not from the pool: a migration may take longer than any limit of a request.
        connection = open(with_network_limits(url, "kontor-migrate"));
        while (run_next(*connection, migrations, log)) ++ran;
        return ran;
    } catch (MigrationRefused const&) {
        throw;
    } catch (...) {
        throw_as(caught(connection && connection->is_open()));
    }
}

}  // namespace database
