// A domain's rows, log and answers in PostgreSQL, as take and news want them. What is declared here
// is compiled once for each domain, by the file of the domain that instantiates
// postgres_store_code.hpp.
#pragma once

#include <map>

#include "server/database/table_shape.hpp"
#include "server/database/transaction.hpp"
#include "server/sync/store.hpp"

namespace syncing {

// For each domain: the refusal that a broken constraint means.
template <class Domain>
struct DomainSql {
    static std::optional<base::Refusal> meaning_of(std::string const& constraint);
    // What is kept of a command beside its rows; most domains keep nothing.
    static void carried_out(pqxx::transaction_base&, typename Domain::Command const&,
                            typename Domain::Context const&) {}
};

namespace sync_sql {
// The newest history of the domain.
base::Id128 history(pqxx::transaction_base&, std::string_view schema);
Client client(pqxx::transaction_base&, std::string_view schema, base::Id128 client,
              base::Id128 person);
std::optional<Remembered> remembered(pqxx::transaction_base&, std::string_view schema,
                                     base::Id128 client, std::int64_t number);
void remember(pqxx::transaction_base&, std::string_view schema, base::Id128 client,
              std::string const& hash, world::Answer const&);
void lock(pqxx::transaction_base&, std::string_view schema,
          std::vector<world::SpaceLock> const& spaces);
void publish(pqxx::transaction_base&, std::string_view schema,
             std::vector<SpaceChange> const& changes);
// To all servers on the database, as Hub::heard reads it.
void notify(pqxx::transaction_base&, std::string_view domain,
            std::vector<world::Space> const& spaces);
std::int64_t answered(pqxx::transaction_base&, std::string_view schema, base::Id128 client);
std::vector<std::int64_t> versions(pqxx::transaction_base&, std::string_view schema,
                                   std::vector<world::Space> const& spaces);
std::optional<std::vector<LogEntry>> log_after(pqxx::transaction_base&, std::string_view schema,
                                               world::Space const& space, std::int64_t version,
                                               std::size_t most);
// What is stored of people has grown, or shrunk, by so many bytes.
void count_stored(pqxx::transaction_base&, std::string_view schema,
                  std::map<base::Id128, std::int64_t> const& bytes);
// What follows "select … from … as r": "where r.channel = $1 and r.number between $2 and $3", with
// the values as parameters; or, of several ranges of the same fields, a join with all of these. A
// row that is in several of them is found as often.
using Ranges = std::vector<world::RangeRead const*>;
std::string condition_of(Ranges const& ranges, database::TableShape const& shape,
                         database::Params& params);
// Runs `act` so that a broken constraint leaves the transaction usable; the constraint's name, if
// one broke.
std::optional<std::string> within_savepoint(pqxx::transaction_base&,
                                            std::function<void()> const& act);
}  // namespace sync_sql

// Whether the session, or the script's token, of who asks is there, held until the transaction
// ends.
using IsOpen = std::function<bool(pqxx::transaction_base&, Actor const&)>;

template <class Domain>
class PostgresUnit : public Unit<Domain> {
public:
    using Row = typename Domain::Row;
    using Edit = typename Domain::World::Edit;

    PostgresUnit(pqxx::transaction_base& transaction, IsOpen const& is_open);
    pqxx::transaction_base& transaction() { return transaction_; }

    bool is_open(Actor const& actor) override;
    Client client(base::Id128 client, base::Id128 person) override;
    std::optional<Remembered> remembered(base::Id128 client, std::int64_t number) override;
    void remember(base::Id128 client, std::string const& hash,
                  world::Answer const& answer) override;
    void lock(std::vector<world::SpaceLock> const& spaces) override;
    std::vector<Row> load(world::Reads const& reads) override;
    std::optional<base::Refusal> write(std::vector<Edit> const& edits) override;
    void publish(std::vector<SpaceChange> const& changes) override;
    void carried_out(typename Domain::Command const& command,
                     typename Domain::Context const& context) override;
    // The last statement: other servers on this database hear of it when it is committed.
    void finish();

private:
    // The edits by the places that they have, some at once by one statement each: the constraint
    // that broke, if one did, and then nothing was written.
    using Batch = std::vector<std::size_t>;
    std::optional<std::string> write_in(std::vector<Batch> const& batches,
                                        std::vector<Edit> const& edits);

    pqxx::transaction_base& transaction_;
    IsOpen const& is_open_;
    std::vector<world::Space> changed_;
};

template <class Domain>
class PostgresGlance : public Glance<Domain> {
public:
    using Told = world::Told<Domain>;

    explicit PostgresGlance(pqxx::transaction_base& transaction);

    base::Id128 history() override;
    std::int64_t answered(base::Id128 client) override;
    std::vector<world::Space> spaces_of(base::Id128 person, world::Wanted const& wanted) override;
    std::vector<std::int64_t> versions(std::vector<world::Space> const& spaces) override;
    std::optional<std::vector<LogEntry>> log_after(world::Space const& space, std::int64_t version,
                                                   std::size_t most) override;
    std::vector<Told> rows(world::Space const& space,
                           std::vector<world::RowKey> const& keys) override;
    std::vector<Told> page(world::Space const& space, std::optional<world::RowKey> const& from,
                           std::size_t most) override;
    bool has_more_than(world::Space const& space, std::int64_t most) override;

private:
    pqxx::transaction_base& transaction_;
};

template <class Domain>
class PostgresStore : public Store<Domain> {
public:
    // Without `is_open` whoever asks is believed: for what only the server itself asks.
    explicit PostgresStore(database::Pool& pool, IsOpen is_open = {});

    void write(std::function<void(Unit<Domain>&)> const& act) override;
    // The same, for those who write rows of the server's own in the same transaction.
    void write_with(std::function<void(PostgresUnit<Domain>&)> const& act);
    void look(std::function<void(Glance<Domain>&)> const& act) override;
    // As of one instant, with a unit that can only load.
    void look_with(std::function<void(PostgresUnit<Domain>&)> const& act);

private:
    database::Pool& pool_;
    IsOpen const is_open_;
};

}  // namespace syncing
