// Who did what to whom. Entries are written in the transaction of what they tell of, and are never
// changed, but that addresses are forgotten and the deleted become pseudonyms.
#pragma once

#include "server/database/pqxx.hpp"
#include "server/http/call.hpp"
#include "shared/accounts/admin_api.hpp"

namespace database {
class Pool;
}

namespace accounts {

struct Audited {
    base::Id128 actor{};    // none: the server itself, or somebody unknown
    base::Id128 subject{};  // whom it was done to
    std::string_view action;
    std::string address{};
    std::string detail{};
    base::Instant at{};
};
// From where was asked, as the log keeps it.
std::string address_of(http::Call const& call);

void write_audit(pqxx::transaction_base& transaction, Audited const& entry);
void write_audit(database::Pool& pool, Audited const& entry);
// Of what somebody may do again and again: once an hour is enough, since the log is kept for ever.
// Whoever does it holds a lock on the subject.
void write_audit_hourly(pqxx::transaction_base& transaction, Audited const& entry);

// What a command that was carried out leaves in the log; nothing for what only its owner minds.
void audit_command(pqxx::transaction_base& transaction, Command const& command,
                   Domain::Context const& context);

constexpr std::int64_t address_kept_s = 90 * 24 * 60 * 60;
void forget_addresses(database::Pool& pool, base::Instant now);
// Another id for the person in every entry: the same in all of them, and known to nobody.
void make_pseudonymous(pqxx::transaction_base& transaction, base::Id<Person> person);

http::Outcome<ListAudit::Response> list_audit(database::Pool& pool, http::Call const& call);

}  // namespace accounts
