// What postgres_store.hpp declares. Included by the one file of each domain that instantiates it
// (server/<domain>/sync.cpp), so that nobody else compiles it:
//
//   template class syncing::PostgresUnit<Domain>;
//   template class syncing::PostgresGlance<Domain>;
//   template class syncing::PostgresStore<Domain>;
#pragma once

#include <map>
#include <set>

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
// One that says only half of it would be counted by nobody, in silence.
template <class Row>
concept SaysWholly = Counted<Row> || !(
    requires { &Row::stored_by; } || requires { &Row::stored_bytes; });

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
    // Those that ask for the same fields are one statement.
    std::map<std::pair<std::vector<std::string_view>, std::string_view>, sync_sql::Ranges> alike;
    for (auto const& range : reads.ranges)
        if (range.type_name == R::type_name)
            alike[{range.fields, range.between ? range.between->field : std::string_view()}]
                .push_back(&range);
    auto const& shape = database::shape_of<R>();
    for (auto const& [fields, ranges] : alike) {
        database::Params params;
        auto const where = sync_sql::condition_of(ranges, shape, params);
        std::vector<R> found;
        for (auto const& cells :
             database::run(transaction, database::select_sql(shape) + " " + where, params))
            found.push_back(database::read_row<R>(cells));
        keep(std::move(found), rows);
    }
}

// Carries out edits, some of one kind by one statement, and counts by how much more, or less, is
// stored of whom.
class Writing {
public:
    explicit Writing(pqxx::transaction_base& transaction) : transaction_(transaction) {}
    std::map<base::Id128, std::int64_t> const& stored() const { return stored_; }

    template <class R>
    void operator()(std::vector<world::Add<R>> const& edits) {
        static_assert(SaysWholly<R>, "what counts as stored says of whom and how many bytes");
        auto const rows = rows_of<R>(edits);
        if constexpr (Counted<R>) add(rows);
        database::insert(transaction_, rows);
    }
    template <class R>
    void operator()(std::vector<world::Put<R>> const& edits) {
        auto const rows = rows_of<R>(edits);
        if constexpr (Counted<R>) {
            std::vector<base::Id<R>> ids;
            for (auto const& row : rows) ids.push_back(row.id);
            remove(ids);
            add(rows);
        }
        database::update(transaction_, rows);
    }
    template <class R>
    void operator()(std::vector<world::Erase<R>> const& edits) {
        std::vector<base::Id<R>> ids;
        for (auto const& edit : edits) ids.push_back(edit.id);
        if constexpr (Counted<R>) remove(ids);
        database::erase(transaction_, ids);
    }

private:
    template <class R, class Edits>
    static std::vector<R> rows_of(Edits const& edits) {
        std::vector<R> rows;
        for (auto const& edit : edits) rows.push_back(edit.row);
        return rows;
    }
    template <class R>
    void add(std::vector<R> const& rows) {
        for (auto const& row : rows) stored_[row.stored_by()] += row.stored_bytes();
    }
    template <class R>
    void remove(std::vector<base::Id<R>> const& ids) {
        for (auto const& before : database::find_all(transaction_, ids))
            stored_[before.stored_by()] -= before.stored_bytes();
    }

    pqxx::transaction_base& transaction_;
    std::map<base::Id128, std::int64_t> stored_;
};

template <class R>
base::Id128 id_in(world::Erase<R> const& edit) {
    return edit.id.value;
}
template <class E>
base::Id128 id_in(E const& edit) {
    return edit.row.id.value;
}

// The places of edits that one statement can carry out: of one kind and of rows of one table, no
// two of one row, and none of them before another edit of that table that stood before it.
template <class Edit>
std::vector<std::vector<std::size_t>> batches_of(std::vector<Edit> const& edits) {
    constexpr auto tables = std::variant_size_v<Edit> / 3;  // Add…, Put…, Erase…
    struct Last {
        std::size_t kind = 0, batch = 0;
        std::set<base::Id128> ids{};
    };
    std::map<std::size_t, Last> last;  // by table
    std::vector<std::vector<std::size_t>> batches;
    for (std::size_t i = 0; i < edits.size(); ++i) {
        auto const id = std::visit([](auto const& edit) { return id_in(edit); }, edits[i]);
        auto [at, is_first] = last.try_emplace(edits[i].index() % tables);
        auto& before = at->second;
        if (is_first || before.kind != edits[i].index() || before.ids.count(id) != 0) {
            before = {edits[i].index(), batches.size(), {}};
            batches.emplace_back();
        }
        before.ids.insert(id);
        batches[before.batch].push_back(i);
    }
    return batches;
}

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
    if (edits.empty()) return std::nullopt;
    auto batches = detail::batches_of(edits);
    auto broken = write_in(batches, edits);
    // What is unique may go from one row to another, which one statement does in no order.
    if (broken && batches.size() < edits.size()) {
        batches.clear();
        for (std::size_t i = 0; i < edits.size(); ++i) batches.push_back({i});
        broken = write_in(batches, edits);
    }
    if (!broken) return std::nullopt;
    if (auto refusal = DomainSql<Domain>::meaning_of(*broken)) return refusal;
    throw std::logic_error("a decision broke the constraint " + *broken);
}

template <class Domain>
std::optional<std::string> PostgresUnit<Domain>::write_in(std::vector<Batch> const& batches,
                                                          std::vector<Edit> const& edits) {
    detail::Writing writing(transaction_);
    auto broken = sync_sql::within_savepoint(transaction_, [&] {
        for (auto const& batch : batches)
            std::visit(
                [&]<class E>(E const&) {
                    std::vector<E> alike;
                    for (auto const place : batch) alike.push_back(std::get<E>(edits[place]));
                    writing(alike);
                },
                edits[batch.front()]);
    });
    if (!broken) sync_sql::count_stored(transaction_, Domain::name, writing.stored());
    return broken;
}

template <class Domain>
void PostgresUnit<Domain>::publish(std::vector<SpaceChange> const& changes) {
    for (auto const& change : changes) changed_.push_back(change.space);
    sync_sql::publish(transaction_, Domain::name, changes);
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

template <class Domain>
bool PostgresGlance<Domain>::has_more_than(world::Space const& space, std::int64_t most) {
    std::string rows;
    world::each_row<Domain>([&]<class R>(std::type_identity<R>) {
        auto const condition = in_space<R>(space.kind);
        if (!condition) return;
        rows += (rows.empty() ? "" : " union all ") +
                ("select 1 from " + database::shape_of<R>().name() + " as r where " + *condition);
    });
    return !rows.empty() &&
           !database::run(
                transaction_,
                "select 1 from (" + rows + ") as s where $1::uuid is not null offset $2 limit 1",
                space.id, most)
                .empty();
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

template <class Domain>
void PostgresStore<Domain>::look_with(std::function<void(PostgresUnit<Domain>&)> const& act) {
    database::with_transaction(pool_, database::Isolation::snapshot,
                               [&](pqxx::transaction_base& transaction) {
                                   PostgresUnit<Domain> unit(transaction, is_open_);
                                   act(unit);
                               });
}

}  // namespace syncing
