// A domain's rows, log and answers in PostgreSQL, as take and news want them.
#pragma once

#include <map>

#include "server/database/rows.hpp"
#include "server/database/transaction.hpp"
#include "server/sync/published_sql.hpp"
#include "server/sync/store.hpp"
#include "shared/wire/json.hpp"
#include "shared/world/domains.hpp"
#include "shared/world/tables.hpp"

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
std::int64_t next_version(pqxx::transaction_base&, std::string_view schema,
                          world::Space const& space);
void log(pqxx::transaction_base&, std::string_view schema, world::Space const& space,
         LogEntry const& entry);
void notify(pqxx::transaction_base&, std::vector<world::Space> const& spaces);
std::int64_t answered(pqxx::transaction_base&, std::string_view schema, base::Id128 client);
std::vector<std::int64_t> versions(pqxx::transaction_base&, std::string_view schema,
                                   std::vector<world::Space> const& spaces);
std::optional<std::vector<LogEntry>> log_after(pqxx::transaction_base&, std::string_view schema,
                                               world::Space const& space, std::int64_t version,
                                               std::size_t most);
// What is stored of people has grown, or shrunk, by so many bytes.
void count_stored(pqxx::transaction_base&, std::string_view schema,
                  std::map<base::Id128, std::int64_t> const& bytes);
// Runs `act` so that a broken constraint leaves the transaction usable; the constraint's name, if
// one broke.
std::optional<std::string> within_savepoint(pqxx::transaction_base&,
                                            std::function<void()> const& act);
}  // namespace sync_sql

// Rows that count as stored say by whom, and how many bytes.
template <class Row>
concept Counted = requires(Row const& row) {
    { row.stored_by() } -> std::same_as<base::Id128>;
    { row.stored_bytes() } -> std::same_as<std::int64_t>;
};

// Whether the session, or the script's token, of who asks is there, held until the transaction
// ends.
using IsOpen = std::function<bool(pqxx::transaction_base&, Actor const&)>;

template <class Domain>
class PostgresUnit : public Unit<Domain> {
public:
    using Row = typename Domain::Row;
    using Edit = typename Domain::World::Edit;

    PostgresUnit(pqxx::transaction_base& transaction, IsOpen const& is_open)
        : transaction_(transaction), is_open_(is_open) {}
    pqxx::transaction_base& transaction() { return transaction_; }

    bool is_open(Actor const& actor) override { return !is_open_ || is_open_(transaction_, actor); }

    Client client(base::Id128 client, base::Id128 person) override {
        return sync_sql::client(transaction_, Domain::name, client, person);
    }
    std::optional<Remembered> remembered(base::Id128 client, std::int64_t number) override {
        return sync_sql::remembered(transaction_, Domain::name, client, number);
    }
    void remember(base::Id128 client, std::string const& hash,
                  world::Answer const& answer) override {
        sync_sql::remember(transaction_, Domain::name, client, hash, answer);
    }
    void lock(std::vector<world::SpaceLock> const& spaces) override {
        sync_sql::lock(transaction_, Domain::name, spaces);
    }
    std::vector<Row> load(world::Reads const& reads) override {
        std::map<world::RowKey, Row> rows;
        world::each_row<Domain>(
            [&]<class R>(std::type_identity<R>) { load_table<R>(reads, rows); });
        std::vector<Row> list;
        for (auto& [key, row] : rows) list.push_back(std::move(row));
        return list;
    }
    std::optional<base::Refusal> write(std::vector<Edit> const& edits) override {
        std::map<base::Id128, std::int64_t> stored;
        auto const broken = sync_sql::within_savepoint(transaction_, [&] {
            for (auto const& edit : edits)
                std::visit(
                    [&](auto const& e) {
                        count(e, stored);
                        one(e);
                    },
                    edit);
        });
        if (!broken) {
            sync_sql::count_stored(transaction_, Domain::name, stored);
            return std::nullopt;
        }
        if (auto refusal = DomainSql<Domain>::meaning_of(*broken)) return refusal;
        throw std::logic_error("a decision broke the constraint " + *broken);
    }
    std::int64_t next_version(world::Space const& space) override {
        changed_.push_back(space);
        return sync_sql::next_version(transaction_, Domain::name, space);
    }
    void log(world::Space const& space, LogEntry const& entry) override {
        sync_sql::log(transaction_, Domain::name, space, entry);
    }
    void carried_out(typename Domain::Command const& command,
                     typename Domain::Context const& context) override {
        DomainSql<Domain>::carried_out(transaction_, command, context);
    }
    // The last statement: other servers on this database hear of it when it is committed.
    void finish() { sync_sql::notify(transaction_, changed_); }

private:
    using Stored = std::map<base::Id128, std::int64_t>;
    template <class R>
    void count(world::Add<R> const& edit, Stored& stored) {
        if constexpr (Counted<R>) stored[edit.row.stored_by()] += edit.row.stored_bytes();
    }
    template <class R>
    void count(world::Put<R> const& edit, Stored& stored) {
        if constexpr (Counted<R>) {
            count(world::Erase<R>{edit.row.id}, stored);
            stored[edit.row.stored_by()] += edit.row.stored_bytes();
        }
    }
    template <class R>
    void count(world::Erase<R> const& edit, Stored& stored) {
        if constexpr (Counted<R>)
            if (auto const before = database::find<R>(transaction_, edit.id))
                stored[before->stored_by()] -= before->stored_bytes();
    }
    template <class R>
    void load_table(world::Reads const& reads, std::map<world::RowKey, Row>& rows) {
        std::vector<base::Id<R>> ids;
        for (auto const& row : reads.rows)
            if (row.type_name == R::type_name) ids.push_back({row.id});
        if (!ids.empty()) keep(database::find_all<R>(transaction_, ids), rows);
        for (auto const& range : reads.ranges) {
            if (range.type_name != R::type_name) continue;
            std::string where = "where ";
            database::Params params;
            for (std::size_t i = 0; i < range.fields.size(); ++i) {
                where += (i ? " and r." : "r.") + database::quoted_name(range.fields[i]) + " = $" +
                         std::to_string(i + 1);
                database::bind_value(params, range.values[i]);
            }
            if (range.between) {
                auto const next = range.fields.size() + 1;
                where += (range.fields.empty() ? "r." : " and r.") +
                         database::quoted_name(range.between->field) + " between $" +
                         std::to_string(next) + " and $" + std::to_string(next + 1);
                database::bind_value(params, range.between->from);
                database::bind_value(params, range.between->to);
            }
            std::vector<R> found;
            for (auto const& cells :
                 database::run(transaction_,
                               database::select_sql(database::shape_of<R>()) + " " + where, params))
                found.push_back(database::read_row<R>(cells));
            keep(std::move(found), rows);
        }
    }
    template <class R>
    static void keep(std::vector<R> found, std::map<world::RowKey, Row>& rows) {
        for (auto& row : found)
            rows.insert_or_assign({std::string(R::type_name), row.id.value}, std::move(row));
    }
    template <class R>
    void one(world::Add<R> const& edit) {
        database::insert(transaction_, edit.row);
    }
    template <class R>
    void one(world::Put<R> const& edit) {
        database::update(transaction_, edit.row);
    }
    template <class R>
    void one(world::Erase<R> const& edit) {
        database::erase(transaction_, edit.id);
    }

    pqxx::transaction_base& transaction_;
    IsOpen const& is_open_;
    std::vector<world::Space> changed_;
};

template <class Domain>
class PostgresGlance : public Glance<Domain> {
public:
    using Row = typename Domain::Row;
    using Told = world::Told<Domain>;

    explicit PostgresGlance(pqxx::transaction_base& transaction) : transaction_(transaction) {}

    base::Id128 history() override { return sync_sql::history(transaction_, Domain::name); }
    std::int64_t answered(base::Id128 client) override {
        return sync_sql::answered(transaction_, Domain::name, client);
    }
    std::vector<world::Space> spaces_of(base::Id128 person, world::Wanted const& wanted) override {
        return followed_by<Domain>(transaction_, person, wanted);
    }
    std::vector<std::int64_t> versions(std::vector<world::Space> const& spaces) override {
        return sync_sql::versions(transaction_, Domain::name, spaces);
    }
    std::optional<std::vector<LogEntry>> log_after(world::Space const& space, std::int64_t version,
                                                   std::size_t most) override {
        return sync_sql::log_after(transaction_, Domain::name, space, version, most);
    }
    std::vector<Told> rows(world::Space const& space,
                           std::vector<world::RowKey> const& keys) override {
        std::vector<Told> list;
        world::each_row<Domain>([&]<class R>(std::type_identity<R>) {
            std::vector<base::Id<R>> ids;
            for (auto const& key : keys)
                if (key.type == R::type_name) ids.push_back({key.id});
            auto const where = in_space<R>(space.kind);
            if (ids.empty() || !where) return;
            add<R>(list,
                   "where $1::uuid is not null and (" + *where + ") and r.id = any($2::uuid[])",
                   space.id, database::id_array(ids));
        });
        return list;
    }
    std::vector<Told> page(world::Space const& space, std::optional<world::RowKey> const& from,
                           std::size_t most) override {
        std::map<std::string_view, std::function<void()>> tables;  // in the order of the keys
        std::vector<Told> list;
        world::each_row<Domain>(
            [&]<class R>(std::type_identity<R>) { plan_page<R>(space, from, most, list, tables); });
        for (auto const& [name, add] : tables)
            if (list.size() < most) add();
        return list;
    }

private:
    template <class R>
    void plan_page(world::Space const& space, std::optional<world::RowKey> const& from,
                   std::size_t most, std::vector<Told>& list,
                   std::map<std::string_view, std::function<void()>>& tables) {
        auto const condition = in_space<R>(space.kind);
        if (!condition || (from && R::type_name < from->type)) return;
        base::Id128 const after = from && from->type == R::type_name ? from->id : base::Id128{};
        tables[R::type_name] = [this, &list, most, space, after, where = *condition] {
            add<R>(list,
                   "where $1::uuid is not null and (" + where +
                       ") and r.id > $2 order by r.id limit $3",
                   space.id, after, static_cast<std::int64_t>(most - list.size()));
        };
    }
    template <class R, class... Values>
    void add(std::vector<Told>& list, std::string const& rest, Values const&... values) {
        auto const shape = database::shape_of<R>();
        std::string const sql = "select r.revision, " + database::column_list(shape, "r") +
                                " from " + shape.name() + " as r " + rest;
        for (auto const& cells : database::run(transaction_, sql, values...))
            list.push_back(
                {database::read<std::int64_t>(cells[0]), database::read_row<R>(cells, 1)});
    }

    pqxx::transaction_base& transaction_;
};

template <class Domain>
class PostgresStore : public Store<Domain> {
public:
    // Without `is_open` whoever asks is believed: for what only the server itself asks.
    explicit PostgresStore(database::Pool& pool, IsOpen is_open = {})
        : pool_(pool), is_open_(std::move(is_open)) {}

    void write(std::function<void(Unit<Domain>&)> const& act) override {
        write_with([&](PostgresUnit<Domain>& unit) { act(unit); });
    }
    // The same, for those who write rows of the server's own in the same transaction.
    void write_with(std::function<void(PostgresUnit<Domain>&)> const& act) {
        database::with_transaction(pool_, database::Isolation::read_committed,
                                   [&](pqxx::transaction_base& transaction) {
                                       PostgresUnit<Domain> unit(transaction, is_open_);
                                       act(unit);
                                       unit.finish();
                                   });
    }
    void look(std::function<void(Glance<Domain>&)> const& act) override {
        database::with_transaction(pool_, database::Isolation::snapshot,
                                   [&](pqxx::transaction_base& transaction) {
                                       PostgresGlance<Domain> glance(transaction);
                                       act(glance);
                                   });
    }

private:
    database::Pool& pool_;
    IsOpen const is_open_;
};

}  // namespace syncing
