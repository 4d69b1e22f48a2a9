#include "server/database/migrate.hpp"

#include <map>

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
    " part text not null,"
    " number integer not null,"
    " name text not null,"
    " fingerprint text not null,"
    " applied_at timestamptz not null default now(),"
    " primary key (part, number))";

struct Applied {
    int number;
    std::string name, fingerprint;
};
using History = std::map<std::string, std::vector<Applied>>;  // by part
using Parts = std::map<std::string, std::vector<Migration const*>>;

Parts parts_of(std::span<Migration const> migrations) {
    Parts parts;
    for (auto const& migration : migrations) parts[migration.part].push_back(&migration);
    return parts;
}

void refuse_one_numbering(pqxx::transaction_base& transaction) {
    if (transaction
            .exec("select 1 from pg_attribute where attrelid = 'server.migration'::regclass and "
                  "attname = 'part'")
            .empty())
        throw MigrationRefused(
            "The database is from before each domain had migrations of its own, and cannot be "
            "brought forward. Start with a new one.");
}

History read_history(pqxx::transaction_base& transaction) {
    refuse_one_numbering(transaction);
    History history;
    for (auto const& row : run(transaction,
                               "select part, number, name, fingerprint from server.migration "
                               "order by part, number")) {
        history[row[0].as<std::string>()].push_back(
            {row[1].as<int>(), row[2].as<std::string>(), row[3].as<std::string>()});
    }
    return history;
}

std::string named(int number, std::string const& name) {
    return std::to_string(number) + " (" + name + ")";
}

void check_numbers(std::span<Migration const> migrations) {
    std::map<std::string, int> last;
    for (auto const& migration : migrations) {
        auto const expected = ++last[migration.part];
        if (migration.number != expected) {
            throw MigrationRefused("The migrations of " + migration.part +
                                   " must be numbered 1, 2, 3, … without gaps: number " +
                                   std::to_string(expected) + " is missing or there twice.");
        }
    }
}

void check_history(std::string const& part, std::vector<Applied> const& history,
                   std::vector<Migration const*> const& migrations) {
    int expected = 1;
    for (auto const& applied : history) {
        if (applied.number != expected++) {
            throw MigrationRefused("The database's list of migrations (server.migration) of " +
                                   part + " lacks number " + std::to_string(expected - 1) +
                                   ": it was changed by hand.");
        }
    }
    if (history.size() > migrations.size()) {
        throw MigrationRefused(
            "The database is newer than this server: it was brought to migration " +
            named(history.back().number, history.back().name) + " of " + part +
            ", and this server knows only " + std::to_string(migrations.size()) +
            ". Start the newer server, or restore a backup from before it.");
    }
    for (std::size_t i = 0; i < history.size(); ++i) {
        if (history[i].fingerprint == fingerprint(migrations[i]->text)) continue;
        throw MigrationRefused(
            "Migration " + named(migrations[i]->number, migrations[i]->name) + " of " + part +
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
        throw MigrationRefused("Migration " + named(migration.number, migration.name) + " of " +
                               migration.part + " failed and was rolled back: " + failed.text);
    }
}

// The first one that has not run yet, of those that fit to what has run.
Migration const* next_of(History const& history, std::span<Migration const> migrations) {
    auto parts = parts_of(migrations);
    for (auto const& [part, applied] : history) check_history(part, applied, parts[part]);
    for (auto const& migration : migrations) {
        auto const ran = history.find(migration.part);
        auto const count = ran == history.end() ? 0 : static_cast<int>(ran->second.size());
        if (migration.number > count) return &migration;
    }
    return nullptr;
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
    auto const* next = next_of(history, migrations);
    if (!next) {
        transaction->commit();
        return false;
    }
    apply(*transaction, *next);
    run(*transaction,
        "insert into server.migration (part, number, name, fingerprint) values ($1, $2, $3, $4)",
        next->part, next->number, next->name, fingerprint(next->text));
    transaction->commit();
    log.info("database.migrated",
             {{"number", next->number}, {"name", next->name}, {"part", next->part}});
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
