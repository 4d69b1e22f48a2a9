// Who did what to whom. Entries are written in the transaction of what they tell of, and are never
// changed, but that addresses are forgotten and the deleted become pseudonyms.
#pragma once

#include "server/database/pqxx.hpp"
#include "server/http/call.hpp"
#include "shared/base/id.hpp"
#include "shared/base/time.hpp"

namespace database {
class Pool;
}

namespace audit {

struct Entry {
    base::Id128 actor{};    // none: the server itself, or somebody unknown
    base::Id128 subject{};  // whom it was done to
    std::string_view action;
    std::string address{};
    std::string detail{};
    base::Instant at{};
};
// From where was asked, as the log keeps it.
std::string address_of(http::Call const& call);

void write(pqxx::transaction_base& transaction, Entry const& entry);
void write(database::Pool& pool, Entry const& entry);
// Of what somebody may do again and again: once an hour is enough, since the log is kept for ever.
// Whoever does it holds a lock on the subject.
void write_hourly(pqxx::transaction_base& transaction, Entry const& entry);

constexpr std::int64_t address_kept_s = 90 * 24 * 60 * 60;
void forget_addresses(database::Pool& pool, base::Instant now);
// Another id for the person in every entry: the same in all of them, and known to nobody.
void make_pseudonymous(pqxx::transaction_base& transaction, base::Id128 person);

}  // namespace audit
