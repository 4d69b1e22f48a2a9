#include "server/accounts/lockout.hpp"

#include <algorithm>

#include "server/accounts/audit.hpp"
#include "server/accounts/people.hpp"
#include "server/outside.hpp"
#include "server/secrets.hpp"
#include "shared/wire/json.hpp"

namespace accounts {

namespace {

using database::Isolation;
using database::read;
using database::run;
using database::with_transaction;
using Transaction = pqxx::transaction_base;

std::string hash_of(std::string const& email) { return server::sha256_hex(base::lower(email)); }

// What the job needs to know to tell the owner, if there is one.
struct FailedSignIn {
    std::string email, address;
    bool closed = false;  // the account, by this
    static constexpr auto fields() {
        return std::tuple{base::field("email", &FailedSignIn::email),
                          base::field("address", &FailedSignIn::address),
                          base::field("closed", &FailedSignIn::closed)};
    }
};

}  // namespace

std::int64_t locked_for_s(std::int64_t failures) {
    if (failures < Lockout::free_failures) return 0;
    auto const doublings = std::min<std::int64_t>(failures - Lockout::free_failures, 20);
    return std::min(Lockout::first_wait_s << doublings, Lockout::longest_wait_s);
}

std::optional<http::Fault> Lockout::bars(std::string const& email, base::Instant now) const {
    auto const until =
        with_transaction(pool_, Isolation::read_committed, [&](Transaction& t) -> std::int64_t {
            auto const rows = run(
                t, "select locked_until from accounts.failure where email_hash = decode($1, 'hex')",
                hash_of(email));
            return rows.empty() ? 0 : read<std::int64_t>(rows[0][0]);
        });
    if (until <= now.us) return std::nullopt;
    http::Fault fault;
    fault.status = 429;
    fault.rule = "locked-out";
    auto const seconds = (until - now.us + 999'999) / 1'000'000;
    fault.arguments = {{"minutes", std::to_string((seconds + 59) / 60)}};
    fault.headers.emplace_back("Retry-After", std::to_string(seconds));
    return fault;
}

void Lockout::failed(std::string const& email, std::string const& address,
                     base::Instant now) const {
    with_transaction(pool_, Isolation::read_committed, [&](Transaction& t) {
        auto const rows =
            run(t,
                "insert into accounts.failure as f (email_hash, count, locked_until, at) values "
                "(decode($1, 'hex'), 1, 0, $2) on conflict (email_hash) do update set count = case "
                "when f.at < $3 then 1 else f.count + 1 end, at = $2 returning count",
                hash_of(email), now.us, now.us - remembered_s * 1'000'000);
        auto const count = read<std::int64_t>(rows.at(0)[0]);
        bool const closed = count >= free_failures;
        if (closed)
            run(t,
                "update accounts.failure set locked_until = $2 where email_hash = decode($1, "
                "'hex')",
                hash_of(email), now.us + locked_for_s(count) * 1'000'000);
        // Whether there is an owner is looked up after the answer.
        jobs::add(t, job_kind, wire::json::text(FailedSignIn{email, address, closed}));
    });
    runner_.wake();
}

void Lockout::succeeded(std::string const& email) const {
    with_transaction(pool_, Isolation::read_committed, [&](Transaction& t) { forgive(t, email); });
}

jobs::Handler Lockout::handler() const {
    return {[this](jobs::Attempt const& attempt) { tell(attempt); }};
}

// Every time it is written down; by letter the owner is told at the beginning of the series only,
// lest whoever guesses could have letters sent.
void Lockout::tell(jobs::Attempt const& attempt) const {
    FailedSignIn failed;
    if (!wire::json::parse(attempt.payload, failed).empty())
        throw std::logic_error("a job of a failed sign-in cannot be read");
    with_transaction(pool_, Isolation::read_committed, [&](Transaction& t) {
        auto const owner = reachable(t, failed.email, server::now());
        if (!owner) return;
        write_audit(t, {{}, owner->person.value, "sign-in-failed", failed.address});
        if (!failed.closed) return;
        write_audit(t, {{}, owner->person.value, "locked-out", failed.address});
        auto const rows =
            run(t,
                "select 1 from accounts.letter where recipient = $1 and kind = 'locked-out' and "
                "made > $2",
                owner->email, server::now().us - remembered_s * 1'000'000);
        if (rows.empty())
            letters_.add(
                t, {owner->email, mail::Kind::locked_out, owner->language, {}, {}, owner->person});
    });
    letters_.wake();
}

void forgive(Transaction& t, std::string const& email) {
    run(t, "delete from accounts.failure where email_hash = decode($1, 'hex')", hash_of(email));
}

void forget_old_failures(database::Pool& pool, base::Instant now) {
    with_transaction(pool, Isolation::read_committed, [&](Transaction& t) {
        run(t, "delete from accounts.failure where at < $1",
            now.us - Lockout::remembered_s * 1'000'000);
    });
}

}  // namespace accounts
