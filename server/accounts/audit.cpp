#include "server/accounts/audit.hpp"

#include "server/http/list.hpp"
#include "server/outside.hpp"

namespace accounts {

namespace {

using Transaction = pqxx::transaction_base;

constexpr std::int64_t an_hour_us = std::int64_t{60} * 60 * 1'000'000;

// What each command is called in the log, whom it was done to, and what else is to be known.
Audited entry_of(EditProfile const& c) { return {{}, c.person.value, "profile-edited"}; }
Audited entry_of(EndSession const& c) { return {{}, c.person.value, "session-ended"}; }
Audited entry_of(EndSessions const& c) {
    if (c.tokens) return {{}, c.person.value, "sessions-and-tokens-ended"};
    return {{}, c.person.value, c.but.is_none() ? "all-sessions-ended" : "other-sessions-ended"};
}
Audited entry_of(RevokeToken const& c) { return {{}, c.person.value, "token-revoked"}; }
Audited entry_of(KeepAccount const& c) { return {{}, c.person.value, "deletion-cancelled"}; }
Audited entry_of(ScheduleDeletion const& c) {
    if (!c.at) return {{}, c.person.value, "deletion-cancelled", {}, "last-administrator"};
    return {{}, c.person.value, c.ordered ? "deletion-ordered" : "deletion-asked"};
}
Audited entry_of(SetAdministrator const& c) {
    return {{}, c.person.value, c.administrator ? "administrator-given" : "administrator-taken"};
}
Audited entry_of(SetBlocked const& c) {
    return {{}, c.person.value, c.blocked ? "blocked" : "unblocked"};
}
Audited entry_of(Register const& c) { return {{}, c.person.id.value, "registered"}; }
Audited entry_of(OpenSession const& c) {
    return {{}, c.session.person.value, "signed-in", {}, c.session.device};
}
Audited entry_of(TakeEmail const& c) { return {{}, c.person.value, "email-confirmed"}; }
Audited entry_of(AddToken const& c) {
    return {{}, c.token.person.value, "token-made", {}, std::string(base::name_of(c.token.scope))};
}
Audited entry_of(ErasePerson const& c) { return {{}, c.person.value, "deleted"}; }
// What is told by another entry, or is nobody's business but the owner's.
template <class Command>
Audited entry_of(Command const&) {
    return {{}, {}, {}};
}

}  // namespace

std::string address_of(http::Call const& call) { return call.request.address.substr(0, 64); }

void write_audit(Transaction& transaction, Audited const& entry) {
    auto const at = entry.at.us == 0 ? server::now() : entry.at;
    database::run(transaction,
                  "insert into accounts.audit (id, at, actor, subject, action, address, detail) "
                  "values ($1, $2, $3, $4, $5, $6, $7)",
                  server::fresh_id(), at.us, entry.actor, entry.subject, std::string(entry.action),
                  entry.address, entry.detail);
}

void write_audit(database::Pool& pool, Audited const& entry) {
    database::with_transaction(pool, database::Isolation::read_committed,
                               [&](Transaction& transaction) { write_audit(transaction, entry); });
}

void write_audit_hourly(Transaction& transaction, Audited const& entry) {
    auto const at = entry.at.us == 0 ? server::now() : entry.at;
    auto const same =
        database::run(transaction,
                      "select 1 from accounts.audit where subject = $1 and actor = $2 and action = "
                      "$3 and at > $4 "
                      "limit 1",
                      entry.subject, entry.actor, std::string(entry.action), at.us - an_hour_us);
    if (same.empty()) write_audit(transaction, entry);
}

void audit_command(Transaction& transaction, Command const& command,
                   Domain::Context const& context) {
    auto entry = std::visit([](auto const& c) { return entry_of(c); }, command);
    if (entry.action.empty()) return;
    entry.actor = context.actor;
    // Somebody else did it: an administrator.
    if (entry.action == "registered" && entry.actor != entry.subject) entry.action = "enrolled";
    entry.address = context.facts.address;
    entry.at = context.now;
    if (entry.action == "profile-edited") return write_audit_hourly(transaction, entry);
    write_audit(transaction, entry);
}

void forget_addresses(database::Pool& pool, base::Instant now) {
    database::with_transaction(pool, database::Isolation::read_committed, [&](Transaction& t) {
        database::run(t, "update accounts.audit set address = '' where at < $1 and address <> ''",
                      now.us - address_kept_s * 1'000'000);
    });
}

void make_pseudonymous(Transaction& transaction, base::Id<Person> person) {
    auto const pseudonym = server::fresh_id();
    database::run(transaction, "update accounts.audit set actor = $2 where actor = $1", person,
                  pseudonym);
    database::run(transaction, "update accounts.audit set subject = $2 where subject = $1", person,
                  pseudonym);
}

http::Outcome<ListAudit::Response> list_audit(database::Pool& pool, http::Call const& call) {
    database::ListOptions options;
    options.search_in = {"action", "detail"};
    options.usual_sort = "-at";
    return http::list_rows<ListAudit>(pool, call, options);
}

}  // namespace accounts
