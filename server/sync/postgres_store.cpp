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
    database::Texts names;
    for (auto const& space : spaces) names.emplace_back(world::to_text(space));
    return database::array_of(names);
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
// PostgreSQL takes them as the arrays have them.
void lock(pqxx::transaction_base& t, std::string_view schema,
          std::vector<world::SpaceLock> const& spaces) {
    std::map<std::string, bool> exclusive;
    for (auto const& wanted : spaces)
        exclusive[std::string(schema) + " " + world::to_text(wanted.space)] |=
            wanted.lock == world::Lock::exclusive;
    if (exclusive.empty()) return;
    database::Texts names, alone;
    for (auto const& [name, is_alone] : exclusive) {
        names.emplace_back(name);
        alone.emplace_back(is_alone ? "t" : "f");
    }
    database::run(t,
                  "select case when w.alone then pg_advisory_xact_lock(w.key) else "
                  "pg_advisory_xact_lock_shared(w.key) end from (select hashtextextended(name, 0) "
                  "as key, alone from unnest($1::text[], $2::boolean[]) as n (name, alone)) as w",
                  database::array_of(names), database::array_of(alone));
}

void publish(pqxx::transaction_base& t, std::string_view schema,
             std::vector<SpaceChange> const& changes) {
    database::Texts spaces, types, ids, ops;
    for (auto const& change : changes) {
        for (auto const& [key, op] : change.rows) {
            spaces.emplace_back(world::to_text(change.space));
            types.emplace_back(key.type);
            ids.emplace_back(base::to_text(key.id));
            ops.emplace_back(std::string(1, static_cast<char>(op)));
        }
    }
    database::run(t,
                  "with w as (select * from unnest($1::text[], $2::text[], $3::uuid[], "
                  "$4::\"char\"[]) as u (space, row_type, row_id, op)), n as (insert into " +
                      in_schema(schema, "space") +
                      " as s (name, version) select distinct space, 1 from w on conflict (name) "
                      "do update set version = s.version + 1 returning name, version) insert "
                      "into " +
                      in_schema(schema, "log") +
                      " (space, version, row_type, row_id, op) select n.name, n.version, "
                      "w.row_type, w.row_id, w.op from w join n on n.name = w.space",
                  database::array_of(spaces), database::array_of(types), database::array_of(ids),
                  database::array_of(ops));
}

// PostgreSQL refuses a payload of 8,000 bytes; what is longer are several.
void notify(pqxx::transaction_base& t, std::string_view domain,
            std::vector<world::Space> const& spaces) {
    if (spaces.empty()) return;
    auto const begin = std::string(domain) + "/";
    database::Texts payloads;
    for (auto const& space : spaces) {
        auto const name = " " + world::to_text(space);
        if (payloads.empty() || payloads.back()->size() + name.size() > 7'900)
            payloads.emplace_back(begin);
        *payloads.back() += name;
    }
    database::run(t, "select pg_notify('kontor_changed', p) from unnest($1::text[]) as p",
                  database::array_of(payloads));
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
    database::Texts more, by, less, of;
    for (auto const& [person, change] : bytes) {
        if (change == 0) continue;
        (change > 0 ? more : less).emplace_back(base::to_text(person));
        (change > 0 ? by : of).emplace_back(std::to_string(change));
    }
    // Whoever counts more than one person takes them in their order, so that two who do it at once
    // do not wait for one another.
    if (more.size() + less.size() > 1) {
        auto all = more;
        all.insert(all.end(), less.begin(), less.end());
        database::run(
            t,
            "select 1 from " + table + " where person = any($1::uuid[]) order by person for update",
            database::array_of(all));
    }
    if (!more.empty())
        database::run(t,
                      "insert into " + table +
                          " as s (person, bytes) select * from unnest($1::uuid[], $2::bigint[]) "
                          "on conflict (person) do update set bytes = s.bytes + excluded.bytes",
                      database::array_of(more), database::array_of(by));
    if (!less.empty())
        database::run(t,
                      "update " + table +
                          " as s set bytes = s.bytes + w.bytes from unnest($1::uuid[], "
                          "$2::bigint[]) as w (person, bytes) where s.person = w.person",
                      database::array_of(less), database::array_of(of));
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

namespace {

std::string condition_of(world::RangeRead const& range, database::Params& params) {
    if (range.fields.empty() && !range.between) return {};  // the whole table
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

std::string type_of(database::TableShape const& shape, std::string_view field) {
    for (auto const& column : shape.columns)
        if (column.name == field) return column.type;
    throw std::logic_error("a range over a field that has no column of its name");
}

}  // namespace

// The values of each field are an array, and so are the ends of what the last one is between.
std::string condition_of(Ranges const& ranges, database::TableShape const& shape,
                         database::Params& params) {
    auto const& first = *ranges.front();
    if (ranges.size() == 1) return condition_of(first, params);
    std::string arrays, names, conditions;
    auto const add = [&](std::string_view field, auto const& value_of) {
        database::Texts values;
        for (auto const* range : ranges) values.emplace_back(value_of(*range));
        params.add(database::array_of(values));
        auto const place = std::to_string(params.size());
        arrays += (arrays.empty() ? "$" : ", $") + place + "::" + type_of(shape, field) + "[]";
        names += (names.empty() ? "k" : ", k") + place;
        return "w.k" + place;
    };
    auto const name_of = [](std::string_view field) { return "r." + database::quoted_name(field); };
    for (std::size_t i = 0; i < first.fields.size(); ++i) {
        auto const value =
            add(first.fields[i], [i](world::RangeRead const& range) { return range.values[i]; });
        conditions +=
            (conditions.empty() ? "" : " and ") + name_of(first.fields[i]) + " = " + value;
    }
    if (first.between) {
        auto const field = first.between->field;
        auto const from =
            add(field, [](world::RangeRead const& range) { return range.between->from; });
        auto const to = add(field, [](world::RangeRead const& range) { return range.between->to; });
        conditions += (conditions.empty() ? "" : " and ") + name_of(field) + " between " + from +
                      " and " + to;
    }
    return "join unnest(" + arrays + ") as w (" + names + ") on " + conditions;
}

}  // namespace syncing::sync_sql
