#include "server/sync/postgres_store.hpp"

#include "server/database/table_shape.hpp"

#include <map>

namespace syncing::sync_sql {

namespace {

// Schemas are named by the program's domains, never from outside.
std::string in_schema(std::string_view schema, std::string_view table) {
    return database::quoted_name(schema) + "." + database::quoted_name(table);
}

std::string text_array(std::vector<world::Space> const& spaces) {
    std::string text = "{";
    for (auto const& space : spaces)
        text += (text.size() == 1 ? "\"" : ",\"") + world::to_text(space) + "\"";
    return text + "}";
}

}  // namespace

base::Id128 history(pqxx::transaction_base& t, std::string_view schema) {
    return database::read<base::Id128>(database::run(t, "select id from " +
                                                            in_schema(schema, "history") +
                                                            " order by began desc, id limit 1")
                                           .at(0)[0]);
}

Client client(pqxx::transaction_base& t, std::string_view schema, base::Id128 client,
              base::Id128 person) {
    auto const table = in_schema(schema, "client");
    database::run(
        t, "insert into " + table + " (id, person) values ($1, $2) on conflict (id) do nothing",
        client, person);
    auto const rows = database::run(
        t, "select person, last_number from " + table + " where id = $1 for update", client);
    return {database::read<base::Id128>(rows.at(0)[0]),
            database::read<std::int64_t>(rows.at(0)[1])};
}

std::optional<Remembered> remembered(pqxx::transaction_base& t, std::string_view schema,
                                     base::Id128 client, std::int64_t number) {
    auto const rows =
        database::run(t,
                      "select encode(hash, 'hex'), answer from " + in_schema(schema, "answer") +
                          " where client = $1 and number = $2",
                      client, number);
    if (rows.empty()) return std::nullopt;
    Remembered before;
    before.hash = database::read<std::string>(rows[0][0]);
    auto const problems = wire::json::parse(database::read<std::string>(rows[0][1]), before.answer,
                                            wire::json::Reading::tolerant);
    if (!problems.empty()) throw database::Unreadable("a remembered answer cannot be read");
    return before;
}

void remember(pqxx::transaction_base& t, std::string_view schema, base::Id128 client,
              std::string const& hash, world::Answer const& answer) {
    database::run(t,
                  "update " + in_schema(schema, "client") +
                      " set last_number = $2, seen = now() where id = $1",
                  client, answer.number);
    database::run(t,
                  "insert into " + in_schema(schema, "answer") +
                      " (client, number, hash, answer) values ($1, $2, decode($3, 'hex'), $4)",
                  client, answer.number, hash, wire::json::text(answer));
}

// Advisory locks, because a space that nobody has written to has no row that could be locked, and a
// forged one shall get none. Two spaces of one hash only wait for one another. They are taken in
// the order of their names, whoever asks: otherwise two transactions could wait for one another.
void lock(pqxx::transaction_base& t, std::string_view schema,
          std::vector<world::SpaceLock> const& spaces) {
    std::map<std::string, bool> exclusive;
    for (auto const& wanted : spaces)
        exclusive[std::string(schema) + " " + world::to_text(wanted.space)] |=
            wanted.lock == world::Lock::exclusive;
    for (auto const& [name, alone] : exclusive) {
        char const* const how = alone ? "pg_advisory_xact_lock" : "pg_advisory_xact_lock_shared";
        database::run(t, std::string("select ") + how + "(hashtextextended($1, 0))", name);
    }
}

std::int64_t next_version(pqxx::transaction_base& t, std::string_view schema,
                          world::Space const& space) {
    auto const rows =
        database::run(t,
                      "insert into " + in_schema(schema, "space") +
                          " as s (name, version) values ($1, 1) on conflict (name) do update "
                          "set version = s.version + 1 "
                          "returning version",
                      world::to_text(space));
    return database::read<std::int64_t>(rows.at(0)[0]);
}

void log(pqxx::transaction_base& t, std::string_view schema, world::Space const& space,
         LogEntry const& entry) {
    database::run(t,
                  "insert into " + in_schema(schema, "log") +
                      " (space, version, row_type, row_id, op) values ($1, $2, $3, $4, $5)",
                  world::to_text(space), entry.version, entry.row.type, entry.row.id,
                  std::string(1, static_cast<char>(entry.op)));
}

void notify(pqxx::transaction_base& t, std::string_view domain,
            std::vector<world::Space> const& spaces) {
    if (spaces.empty()) return;
    std::string names = std::string(domain) + "/";
    for (auto const& space : spaces) names += " " + world::to_text(space);
    // PostgreSQL refuses a payload of 8,000 bytes; "*" means that anything may have changed.
    database::run(t, "select pg_notify('kontor_changed', $1)",
                  names.size() < 7'900 ? names : std::string("*"));
}

std::int64_t answered(pqxx::transaction_base& t, std::string_view schema, base::Id128 client) {
    auto const rows = database::run(
        t, "select last_number from " + in_schema(schema, "client") + " where id = $1", client);
    return rows.empty() ? 0 : database::read<std::int64_t>(rows[0][0]);
}

std::vector<std::int64_t> versions(pqxx::transaction_base& t, std::string_view schema,
                                   std::vector<world::Space> const& spaces) {
    auto const rows = database::run(
        t,
        "select coalesce(s.version, 0) from unnest($1::text[]) with ordinality as w (name, "
        "place) left join " +
            in_schema(schema, "space") + " as s on s.name = w.name order by w.place",
        text_array(spaces));
    std::vector<std::int64_t> list;
    for (auto const& row : rows) list.push_back(database::read<std::int64_t>(row[0]));
    return list;
}

std::optional<std::vector<LogEntry>> log_after(pqxx::transaction_base& t, std::string_view schema,
                                               world::Space const& space, std::int64_t version,
                                               std::size_t most) {
    auto const name = world::to_text(space);
    auto const begins = database::run(
        t, "select log_begins from " + in_schema(schema, "space") + " where name = $1", name);
    if (!begins.empty() && version < database::read<std::int64_t>(begins[0][0]))
        return std::nullopt;
    std::vector<LogEntry> list;
    for (auto const& row : database::run(
             t,
             "select version, row_type, row_id, op::text from " + in_schema(schema, "log") +
                 " where space = $1 and version > $2 order by version limit $3",
             name, version, static_cast<std::int64_t>(most))) {
        auto const op = database::read<std::string>(row[3]) == "p" ? Op::put : Op::erase;
        list.push_back({database::read<std::int64_t>(row[0]),
                        {database::read<std::string>(row[1]), database::read<base::Id128>(row[2])},
                        op});
    }
    return list;
}

// Of whoever is not counted any more, since they left, nothing is.
void count_stored(pqxx::transaction_base& t, std::string_view schema,
                  std::map<base::Id128, std::int64_t> const& bytes) {
    auto const table = in_schema(schema, "stored");
    for (auto const& [person, more] : bytes) {
        if (more > 0)
            database::run(t,
                          "insert into " + table +
                              " as s (person, bytes) values ($1, $2) on conflict (person) do "
                              "update set bytes = s.bytes + excluded.bytes",
                          person, more);
        else if (more < 0)
            database::run(t, "update " + table + " set bytes = bytes + $2 where person = $1",
                          person, more);
    }
}

std::optional<std::string> within_savepoint(pqxx::transaction_base& t,
                                            std::function<void()> const& act) {
    database::run(t, "savepoint attempt");
    try {
        act();
    } catch (...) {
        auto const failed = database::caught(true);
        if (failed.failure != database::Failure::constraint) throw;
        database::run(t, "rollback to savepoint attempt");
        return failed.constraint;
    }
    database::run(t, "release savepoint attempt");
    return std::nullopt;
}

std::string condition_of(world::RangeRead const& range, database::Params& params) {
    std::string where = "where ";
    for (std::size_t i = 0; i < range.fields.size(); ++i) {
        where += (i ? " and r." : "r.") + database::quoted_name(range.fields[i]) + " = $" +
                 std::to_string(i + 1);
        database::bind_value(params, range.values[i]);
    }
    if (range.between) {
        auto const next = range.fields.size() + 1;
        where += (range.fields.empty() ? "r." : " and r.") +
                 database::quoted_name(range.between->field) + " between $" + std::to_string(next) +
                 " and $" + std::to_string(next + 1);
        database::bind_value(params, range.between->from);
        database::bind_value(params, range.between->to);
    }
    return where;
}

}  // namespace syncing::sync_sql
