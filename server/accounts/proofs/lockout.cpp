#include "server/accounts/proofs/lockout.hpp"

#include <algorithm>

#include "server/audit/audit.hpp"
#include "server/database/values.hpp"
#include "server/http/bind.hpp"
#include "server/outside.hpp"
#include "server/secrets.hpp"
#include "shared/base/unicode.hpp"
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
        return base::Pack{base::field("email", &FailedSignIn::email),
                          base::field("address", &FailedSignIn::address),
                          base::field("closed", &FailedSignIn::closed)};
    }
};

// By what the guesses of all strangers are counted.
constexpr char const* all_strangers = "";

std::string hash_of_guesser(Guesser const& guesser) { return server::sha256_hex(guesser.who); }

std::int64_t doubled_s(std::int64_t first_s, std::int64_t times, std::int64_t most_s) {
    return std::min(first_s << std::min<std::int64_t>(times, 20), most_s);
}

std::int64_t seconds_until(std::int64_t until_us, base::Instant now) {
    return (until_us - now.us + 999'999) / 1'000'000;
}

http::Fault barred(std::string rule, std::int64_t seconds) {
    http::Fault fault;
    fault.status = 429;
    fault.rule = std::move(rule);
    fault.headers.emplace_back("Retry-After", std::to_string(seconds));
    return fault;
}
http::Fault closed(std::int64_t until_us, base::Instant now) {
    auto const seconds = seconds_until(until_us, now);
    auto fault = barred("locked-out", seconds);
    fault.arguments = {{"minutes", std::to_string((seconds + 59) / 60)}};
    return fault;
}
http::Fault paused(std::int64_t until_us, base::Instant now) {
    return barred("too-many-attempts", seconds_until(until_us, now));
}

// Until when each has to wait.
struct Waits {
    std::int64_t own = 0, strangers = 0;
};
Waits waits_of(Transaction& t, Guesser const& guesser) {
    Waits waits;
    for (auto const& row : run(t,
                               "select octet_length(who) > 0, waits_until from accounts.failure "
                               "where email_hash = decode($1, 'hex') and who = "
                               "any(array[decode($2, 'hex'), ''::bytea])",
                               hash_of(guesser.email), hash_of_guesser(guesser)))
        (read<bool>(row[0]) ? waits.own : waits.strangers) = read<std::int64_t>(row[1]);
    if (!guesser.stranger) waits.strangers = 0;
    return waits;
}
std::optional<http::Fault> fault_of(Waits const& waits, base::Instant now) {
    if (waits.own > now.us) return closed(waits.own, now);
    if (waits.strangers > now.us) return paused(waits.strangers, now);
    return std::nullopt;
}

// Counts a failure, unless whoever is meant has to wait by now. The row is locked from here to the
// end, so that of many at once each sees what the one before has left.
std::optional<std::int64_t> count(Transaction& t, std::string const& email,
                                  std::string const& who_hash, base::Instant now) {
    auto const rows =
        run(t,
            "insert into accounts.failure as f (email_hash, who, count, waits_until, at) values "
            "(decode($1, 'hex'), decode($2, 'hex'), 1, 0, $3) on conflict (email_hash, who) do "
            "update set count = case when f.at < $4 then 1 else f.count + 1 end, at = $3 where "
            "f.waits_until <= $3 returning count",
            hash_of(email), who_hash, now.us, now.us - Lockout::remembered_s * 1'000'000);
    if (rows.empty()) return std::nullopt;
    return read<std::int64_t>(rows[0][0]);
}

void wait(Transaction& t, std::string const& email, std::string const& who_hash,
          base::Instant until) {
    run(t,
        "update accounts.failure set waits_until = $3 where email_hash = decode($1, 'hex') and "
        "who = decode($2, 'hex')",
        hash_of(email), who_hash, until.us);
}

// False: it was barred meanwhile. `wait_s` says how long to wait after so many failures.
template <class WaitS>
bool count_and_wait(Transaction& t, std::string const& email, std::string const& who_hash,
                    base::Instant now, WaitS wait_s) {
    auto const failures = count(t, email, who_hash, now);
    if (!failures) return false;
    if (auto const seconds = wait_s(*failures); seconds > 0)
        wait(t, email, who_hash, {now.us + seconds * 1'000'000});
    return true;
}

}  // namespace

Guesser stranger(std::string email, std::string address) {
    auto who = "network " + http::limited_part(address);
    return {std::move(email), std::move(who), std::move(address), true};
}
Guesser known_device(std::string email, std::string const& device, std::string address) {
    return {std::move(email), "device " + device, std::move(address), false};
}
Guesser open_session(std::string email, base::Id128 session, std::string address) {
    return {std::move(email), "session " + base::to_text(session), std::move(address), false};
}

std::int64_t locked_for_s(std::int64_t failures) {
    if (failures < Lockout::free_failures) return 0;
    return doubled_s(Lockout::first_wait_s, failures - Lockout::free_failures,
                     Lockout::longest_wait_s);
}

std::int64_t paused_for_s(std::int64_t failures) {
    if (failures <= Lockout::free_failures) return 0;
    return doubled_s(1, failures - Lockout::free_failures - 1, Lockout::longest_pause_s);
}

std::optional<http::Fault> Lockout::bars(Guesser const& guesser, base::Instant now) const {
    auto const waits = with_transaction(pool_, Isolation::read_committed,
                                        [&](Transaction& t) { return waits_of(t, guesser); });
    return fault_of(waits, now);
}

std::optional<http::Fault> Lockout::failed(Guesser const& guesser, base::Instant now) const {
    auto const fault = with_transaction(
        pool_, Isolation::read_committed, [&](Transaction& t) -> std::optional<http::Fault> {
            auto const own = hash_of_guesser(guesser);
            bool is_closed = false;
            bool counted = count_and_wait(t, guesser.email, own, now, [&](std::int64_t failures) {
                is_closed = failures >= free_failures;
                return locked_for_s(failures);
            });
            if (counted && guesser.stranger)
                counted = count_and_wait(t, guesser.email, all_strangers, now, paused_for_s);
            if (!counted)
                return fault_of(waits_of(t, guesser), now).value_or(http::try_again_soon());
            // Whether there is an owner is looked up after the answer.
            jobs::add(t, job_kind,
                      wire::json::text(FailedSignIn{guesser.email, guesser.address, is_closed}));
            return std::nullopt;
        });
    if (!fault) runner_.wake();
    return fault;
}

void Lockout::succeeded(Guesser const& guesser) const {
    with_transaction(pool_, Isolation::read_committed, [&](Transaction& t) {
        run(t,
            "delete from accounts.failure where email_hash = decode($1, 'hex') and (who = "
            "decode($2, 'hex') or ($3 and who = ''::bytea))",
            hash_of(guesser.email), hash_of_guesser(guesser), guesser.stranger);
    });
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
        audit::write(t, {{}, owner->person.value, "sign-in-failed", failed.address});
        if (!failed.closed) return;
        audit::write(t, {{}, owner->person.value, "locked-out", failed.address});
        auto const rows =
            run(t,
                "select 1 from server.letter where recipient = $1 and kind = 'locked-out' and "
                "made > $2",
                owner->email, server::now().us - remembered_s * 1'000'000);
        if (rows.empty())
            letters_.add(t, {owner->email,
                             mail::Kind::locked_out,
                             owner->language,
                             {},
                             {},
                             owner->person.value});
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
