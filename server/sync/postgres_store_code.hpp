// What postgres_store.hpp declares. Included by the one file of each domain that instantiates it
// (server/<domain>/sync.cpp), so that nobody else compiles it:
//
//   template class syncing::PostgresUnit<Domain>;
//   template class syncing::PostgresGlance<Domain>;
//   template class syncing::PostgresStore<Domain>;
#pragma once

#include "server/database/rows.hpp"
#include "server/sync/postgres_store.hpp"
#include "server/sync/published_sql.hpp"
#include "shared/world/domains.hpp"
#include "shared/world/tables.hpp"

namespace syncing {

// Rows that count as stored say by whom, and how many bytes.
template <class Row>
concept Counted = requires(Row const& row) {
    { row.stored_by() } -> std::same_as<base::Id128>;
    { row.stored_bytes() } -> std::same_as<std::int64_t>;
};

namespace detail {

template <class R, class Row>
void keep(std::vector<R> found, std::map<world::RowKey, Row>& rows) {
    for (auto& row : found)
        rows.insert_or_assign({std::string(R::type_name), row.id.value}, std::move(row));
}

template <class R, class Row>
void load_table(pqxx::transaction_base& transaction, world::Reads const& reads,
                std::map<world::RowKey, Row>& rows) {
    std::vector<base::Id<R>> ids;
    for (auto const& row : reads.rows)
        if (row.type_name == R::type_name) ids.push_back({row.id});
    if (!ids.empty()) keep(database::find_all<R>(transaction, ids), rows);
    for (auto const& range : reads.ranges) {
        if (range.type_name != R::type_name) continue;
        database::Params params;
        auto const where = sync_sql::condition_of(range, params);
        std::vector<R> found;
        for (auto const& cells : database::run(
                 transaction, database::select_sql(database::shape_of<R>()) + " " + where, params))
            found.push_back(database::read_row<R>(cells));
        keep(std::move(found), rows);
    }
}

// Carries out edits, and counts by how much more, or less, is stored of whom.
class Writing {
public:
    explicit Writing(pqxx::transaction_base& transaction) : transaction_(transaction) {}
    std::map<base::Id128, std::int64_t> const& stored() const { return stored_; }

    template <class R>
    void operator()(world::Add<R> const& edit) {
        if constexpr (Counted<R>) add(edit.row);
        database::insert(transaction_, edit.row);
    }
    template <class R>
    void operator()(world::Put<R> const& edit) {
        if constexpr (Counted<R>) {
            remove(edit.row.id);
            add(edit.row);
        }
        database::update(transaction_, edit.row);
    }
    template <class R>
    void operator()(world::Erase<R> const& edit) {
        if constexpr (Counted<R>) remove(edit.id);
        database::erase(transaction_, edit.id);
    }

private:
    template <class R>
    void add(R const& row) {
        stored_[row.stored_by()] += row.stored_bytes();
    }
    template <class R>
    void remove(base::Id<R> id) {
        if (auto const before = database::find<R>(transaction_, id))
            stored_[before->stored_by()] -= before->stored_bytes();
    }

    pqxx::transaction_base& transaction_;
    std::map<base::Id128, std::int64_t> stored_;
};

template <class R, class Domain, class... Values>
void add_rows(pqxx::transaction_base& transaction, std::vector<world::Told<Domain>>& list,
              std::string const& rest, Values const&... values) {
    auto const shape = database::shape_of<R>();
    std::string const sql = "select r.revision, " + database::column_list(shape, "r") + " from " +
                            shape.name() + " as r " + rest;
    for (auto const& cells : database::run(transaction, sql, values...))
        list.push_back({database::read<std::int64_t>(cells[0]), database::read_row<R>(cells, 1)});
}

}  // namespace detail

// ---- a unit

template <class Domain>
PostgresUnit<Domain>::PostgresUnit(pqxx::transaction_base& transaction, IsOpen const& is_open)
    : transaction_(transaction), is_open_(is_open) {}

template <class Domain>
bool PostgresUnit<Domain>::is_open(Actor const& actor) {
    return !is_open_ || is_open_(transaction_, actor);
}

template <class Domain>
Client PostgresUnit<Domain>::client(base::Id128 client, base::Id128 person) {
    return sync_sql::client(transaction_, Domain::name, client, person);
}

template <class Domain>
std::optional<Remembered> PostgresUnit<Domain>::remembered(base::Id128 client,
                                                           std::int64_t number) {
    return sync_sql::remembered(transaction_, Domain::name, client, number);
}

template <class Domain>
void PostgresUnit<Domain>::remember(base::Id128 client, std::string const& hash,
                                    world::Answer const& answer) {
    sync_sql::remember(transaction_, Domain::name, client, hash, answer);
}

template <class Domain>
void PostgresUnit<Domain>::lock(std::vector<world::SpaceLock> const& spaces) {
    sync_sql::lock(transaction_, Domain::name, spaces);
}

template <class Domain>
std::vector<typename Domain::Row> PostgresUnit<Domain>::load(world::Reads const& reads) {
    std::map<world::RowKey, Row> rows;
    world::each_row<Domain>(
        [&]<class R>(std::type_identity<R>) { detail::load_table<R>(transaction_, reads, rows); });
    std::vector<Row> list;
    for (auto& [key, row] : rows) list.push_back(std::move(row));
    return list;
}

template <class Domain>
std::optional<base::Refusal> PostgresUnit<Domain>::write(std::vector<Edit> const& edits) {
    detail::Writing writing(transaction_);
    auto const broken = sync_sql::within_savepoint(transaction_, [&] {
        for (auto const& edit : edits) std::visit(writing, edit);
    });
    if (!broken) {
        sync_sql::count_stored(transaction_, Domain::name, writing.stored());
        return std::nullopt;
    }
    if (auto refusal = DomainSql<Domain>::meaning_of(*broken)) return refusal;
    throw std::logic_error("a decision broke the constraint " + *broken);
}

template <class Domain>
std::int64_t PostgresUnit<Domain>::next_version(world::Space const& space) {
    changed_.push_back(space);
    return sync_sql::next_version(transaction_, Domain::name, space);
}

template <class Domain>
void PostgresUnit<Domain>::log(world::Space const& space, LogEntry const& entry) {
    sync_sql::log(transaction_, Domain::name, space, entry);
}

template <class Domain>
void PostgresUnit<Domain>::carried_out(typename Domain::Command const& command,
                                       typename Domain::Context const& context) {
    DomainSql<Domain>::carried_out(transaction_, command, context);
}

template <class Domain>
void PostgresUnit<Domain>::finish() {
    sync_sql::notify(transaction_, Domain::name, changed_);
}

// ---- a glance

template <class Domain>
PostgresGlance<Domain>::PostgresGlance(pqxx::transaction_base& transaction)
    : transaction_(transaction) {}

template <class Domain>
base::Id128 PostgresGlance<Domain>::history() {
    return sync_sql::history(transaction_, Domain::name);
}

template <class Domain>
std::int64_t PostgresGlance<Domain>::answered(base::Id128 client) {
    return sync_sql::answered(transaction_, Domain::name, client);
}

template <class Domain>
std::vector<world::Space> PostgresGlance<Domain>::spaces_of(base::Id128 person,
                                                            world::Wanted const& wanted) {
    return followed_by<Domain>(transaction_, person, wanted);
}

template <class Domain>
std::vector<std::int64_t> PostgresGlance<Domain>::versions(
    std::vector<world::Space> const& spaces) {
    return sync_sql::versions(transaction_, Domain::name, spaces);
}

template <class Domain>
std::optional<std::vector<LogEntry>> PostgresGlance<Domain>::log_after(world::Space const& space,
                                                                       std::int64_t version,
                                                                       std::size_t most) {
    return sync_sql::log_after(transaction_, Domain::name, space, version, most);
}

template <class Domain>
std::vector<world::Told<Domain>> PostgresGlance<Domain>::rows(
    world::Space const& space, std::vector<world::RowKey> const& keys) {
    std::vector<Told> list;
    world::each_row<Domain>([&]<class R>(std::type_identity<R>) {
        std::vector<base::Id<R>> ids;
        for (auto const& key : keys)
            if (key.type == R::type_name) ids.push_back({key.id});
        auto const where = in_space<R>(space.kind);
        if (ids.empty() || !where) return;
        detail::add_rows<R>(
            transaction_, list,
            "where $1::uuid is not null and (" + *where + ") and r.id = any($2::uuid[])", space.id,
            database::id_array(ids));
    });
    return list;
}

template <class Domain>
std::vector<world::Told<Domain>> PostgresGlance<Domain>::page(
    world::Space const& space, std::optional<world::RowKey> const& from, std::size_t most) {
    std::map<std::string_view, std::function<void()>> tables;  // in the order of the keys
    std::vector<Told> list;
    world::each_row<Domain>([&]<class R>(std::type_identity<R>) {
        auto const condition = in_space<R>(space.kind);
        if (!condition || (from && R::type_name < from->type)) return;
        base::Id128 const after = from && from->type == R::type_name ? from->id : base::Id128{};
        tables[R::type_name] = [this, &list, &space, most, after, where = *condition] {
            detail::add_rows<R>(transaction_, list,
                                "where $1::uuid is not null and (" + where +
                                    ") and r.id > $2 order by r.id limit $3",
                                space.id, after, static_cast<std::int64_t>(most - list.size()));
        };
    });
    for (auto const& [name, add] : tables)
        if (list.size() < most) add();
    return list;
}

// ---- the store

template <class Domain>
PostgresStore<Domain>::PostgresStore(database::Pool& pool, IsOpen is_open)
    : pool_(pool), is_open_(std::move(is_open)) {}

template <class Domain>
void PostgresStore<Domain>::write(std::function<void(Unit<Domain>&)> const& act) {
    write_with([&](PostgresUnit<Domain>& unit) { act(unit); });
}

template <class Domain>
void PostgresStore<Domain>::write_with(std::function<void(PostgresUnit<Domain>&)> const& act) {
    database::with_transaction(pool_, database::Isolation::read_committed,
                               [&](pqxx::transaction_base& transaction) {
                                   PostgresUnit<Domain> unit(transaction, is_open_);
                                   act(unit);
                                   unit.finish();
                               });
}

template <class Domain>
void PostgresStore<Domain>::look(std::function<void(Glance<Domain>&)> const& act) {
    database::with_transaction(pool_, database::Isolation::snapshot,
                               [&](pqxx::transaction_base& transaction) {
                                   PostgresGlance<Domain> glance(transaction);
                                   act(glance);
                               });
}

}  // namespace syncing
