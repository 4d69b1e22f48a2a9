#include "server/sync/inbox.hpp"

#include "server/database/table_shape.hpp"
#include "server/database/values.hpp"
#include "server/watch/gauges.hpp"

namespace syncing::inbox {

namespace {

using database::read;
using database::run;
using Transaction = pqxx::transaction_base;

std::string in(std::string_view domain, std::string_view table) {
    return database::quoted_name(domain) + "." + database::quoted_name(table);
}

}  // namespace

std::string job_kind(std::string_view domain) { return "inbox:" + std::string(domain); }

void put(Transaction& t, std::string_view domain, std::string_view stream,
         std::string const& named_json) {
    run(t,
        "with sent as (insert into " + in(domain, "inbox_sent") +
            " as s (stream, number) values ($1, 1) on conflict (stream) do update set number = "
            "s.number + 1 returning number) insert into " +
            in(domain, "inbox") + " (stream, number, message) select $1, number, $2 from sent",
        stream, named_json);
    jobs::add_next(t, job_kind(domain), std::string(stream));
}

std::int64_t revive(Transaction& t, std::string_view domain) {
    std::int64_t added = 0;
    for (auto const& row : run(t, "select distinct stream from " + in(domain, "inbox")))
        added += jobs::add_once(t, job_kind(domain), read<std::string>(row[0])) ? 1 : 0;
    return added;
}

std::optional<Next> next(Transaction& t, std::string_view domain, std::string_view stream) {
    auto const taken = in(domain, "inbox_taken");
    run(t, "insert into " + taken + " (stream) values ($1) on conflict (stream) do nothing",
        stream);
    auto const last = read<std::int64_t>(
        run(t, "select number from " + taken + " where stream = $1 for update", stream).at(0)[0]);
    auto const rows = run(t,
                          "select number, message from " + in(domain, "inbox") +
                              " where stream = $1 and number > $2 order by number limit 1",
                          stream, last);
    if (rows.empty()) return std::nullopt;
    Next next{read<std::int64_t>(rows[0][0]), read<std::string>(rows[0][1])};
    if (next.number != last + 1)
        throw std::runtime_error("number " + std::to_string(last + 1) + " of an inbox is missing");
    return next;
}

void done(Transaction& t, std::string_view domain, std::string_view stream, std::int64_t number) {
    run(t, "update " + in(domain, "inbox_taken") + " set number = $2 where stream = $1", stream,
        number);
    run(t, "delete from " + in(domain, "inbox") + " where stream = $1 and number <= $2", stream,
        number);
}

void measure(watch::Gauges& gauges, std::string_view domain) {
    auto const label = "domain=\"" + std::string(domain) + "\"";
    gauges.add("kontor_inbox_messages", "What was told to a domain and is not carried out yet.",
               label, "select count(*) from " + in(domain, "inbox"));
    gauges.add("kontor_inbox_oldest_seconds",
               "For how long the oldest of them has waited; 0 when there is none.", label,
               "select coalesce(floor(greatest(extract(epoch from clock_timestamp() - min(at)), "
               "0)), 0)::bigint from " +
                   in(domain, "inbox"));
}

}  // namespace syncing::inbox
