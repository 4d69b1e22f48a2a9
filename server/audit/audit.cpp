#include "server/audit/audit.hpp"

#include "server/database/transaction.hpp"
#include "server/database/values.hpp"
#include "server/outside.hpp"

namespace audit {

namespace {

using Transaction = pqxx::transaction_base;

constexpr std::int64_t an_hour_us = std::int64_t{60} * 60 * 1'000'000;

}  // namespace

std::string address_of(http::Call const& call) { return call.request.address.substr(0, 64); }

void write(Transaction& transaction, Entry const& entry) {
    auto const at = entry.at.us == 0 ? server::now() : entry.at;
    database::run(transaction,
                  "insert into server.audit (id, at, actor, subject, action, address, detail) "
                  "values ($1, $2, $3, $4, $5, $6, $7)",
                  server::fresh_id(), at.us, entry.actor, entry.subject, std::string(entry.action),
                  entry.address, entry.detail);
}

void write(database::Pool& pool, Entry const& entry) {
    database::with_transaction(pool, database::Isolation::read_committed,
                               [&](Transaction& transaction) { write(transaction, entry); });
}

void write_hourly(Transaction& transaction, Entry const& entry) {
    auto const at = entry.at.us == 0 ? server::now() : entry.at;
    auto const same =
        database::run(transaction,
                      "select 1 from server.audit where subject = $1 and actor = $2 and action = "
                      "$3 and at > $4 "
                      "limit 1",
                      entry.subject, entry.actor, std::string(entry.action), at.us - an_hour_us);
    if (same.empty()) write(transaction, entry);
}

void forget_addresses(database::Pool& pool, base::Instant now) {
    database::with_transaction(pool, database::Isolation::read_committed, [&](Transaction& t) {
        database::run(t, "update server.audit set address = '' where at < $1 and address <> ''",
                      now.us - address_kept_s * 1'000'000);
    });
}

void make_pseudonymous(Transaction& transaction, base::Id128 person) {
    auto const pseudonym = server::fresh_id();
    database::run(transaction, "update server.audit set actor = $2 where actor = $1", person,
                  pseudonym);
    database::run(transaction, "update server.audit set subject = $2 where subject = $1", person,
                  pseudonym);
}

}  // namespace audit
