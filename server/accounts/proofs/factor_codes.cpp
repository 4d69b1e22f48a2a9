#include "server/accounts/proofs/factor_codes.hpp"

#include "server/accounts/acting.hpp"
#include "server/accounts/proofs/one_time_code.hpp"
#include "server/audit/audit.hpp"
#include "server/database/rows.hpp"
#include "server/outside.hpp"
#include "server/secrets.hpp"

namespace accounts {

namespace {

using database::read;
using database::run;
using Transaction = pqxx::transaction_base;
using FactorVerdict = FactorCodes::Verdict;

constexpr int recovery_codes = 10;

std::string hash_of(PersonId person, std::string const& plain_code) {
    return server::sha256_hex(base::to_text(person) + plain_code);
}

std::int64_t codes_left(Transaction& t, PersonId person) {
    return read<std::int64_t>(
        run(t, "select count(*) from accounts.recovery_code where person = $1", person)[0][0]);
}

bool use_recovery_code(Unit& unit, PersonId person, std::string const& code, http::Call const& call,
                       Spaces& changed) {
    auto& t = unit.transaction();
    auto const used = run(t,
                          "delete from accounts.recovery_code where person = $1 and hash = "
                          "decode($2, 'hex') returning 1",
                          person, hash_of(person, plain_recovery_code(code)));
    if (used.empty()) return false;
    tell_owner_of_factor(unit, person, true, changed);
    audit::write(t, {person.value, person.value, "recovery-code-used", audit::address_of(call)});
    return true;
}

FactorVerdict check_in(Unit& unit, server::InstallationKey const& key, PersonId person,
                       std::string const& code, http::Call const& call, Spaces& changed) {
    unit.lock({{world::me(person.value), world::Lock::exclusive}});
    auto const kept = kept_factor_of(unit.transaction(), key, person);
    if (!kept || !kept->is_on) return FactorVerdict::none_needed;
    if (code.empty()) return FactorVerdict::missing;
    auto const digits = plain_digits(code);
    bool const right = digits ? use_digits(unit.transaction(), person, *kept, *digits)
                              : use_recovery_code(unit, person, code, call, changed);
    return right ? FactorVerdict::right : FactorVerdict::wrong;
}

}  // namespace

bool FactorCodes::is_on(PersonId person) const {
    return database::with_transaction(pool_, database::Isolation::read_committed,
                                      [&](Transaction& t) { return has_factor(t, person); });
}

FactorVerdict FactorCodes::check(PersonId person, std::string const& code,
                                 http::Call const& call) const {
    Spaces changed;
    auto verdict = FactorVerdict::wrong;
    store_.write_with([&](Unit& unit) {
        changed.clear();
        verdict = check_in(unit, key_, person, code, call, changed);
    });
    hub_.changed(Domain::name, changed);
    return verdict;
}

bool has_factor(Transaction& t, PersonId person) {
    return !run(t, "select 1 from accounts.second_factor where person = $1 and is_on", person)
                .empty();
}

std::optional<KeptFactor> kept_factor_of(Transaction& t, server::InstallationKey const& key,
                                         PersonId person) {
    auto const rows = run(t,
                          "select coalesce(sealed, ''), is_on, last_step from "
                          "accounts.second_factor where person = $1",
                          person);
    if (rows.empty()) return std::nullopt;
    return KeptFactor{key.open(factor_place(person), read<std::string>(rows[0][0])).value_or(""),
                      read<bool>(rows[0][1]), read<std::int64_t>(rows[0][2])};
}

bool use_digits(Transaction& t, PersonId person, KeptFactor const& kept,
                std::string const& digits) {
    if (kept.secret.empty()) return false;  // lost with the installation's key
    auto const step = step_of_code(kept.secret, digits, server::now(), kept.last_step);
    if (!step) return false;
    run(t, "update accounts.second_factor set last_step = $2 where person = $1", person, *step);
    return true;
}

std::vector<std::string> new_recovery_codes(Transaction& t, PersonId person) {
    run(t, "delete from accounts.recovery_code where person = $1", person);
    std::vector<std::string> made;
    for (int i = 0; i < recovery_codes; ++i) {
        made.push_back(make_recovery_code());
        run(t, "insert into accounts.recovery_code (person, hash) values ($1, decode($2, 'hex'))",
            person, hash_of(person, plain_recovery_code(made.back())));
    }
    return made;
}

void tell_owner_of_factor(Unit& unit, PersonId person, bool on, Spaces& changed) {
    auto account = database::find<Account>(unit.transaction(), account_of(person));
    if (!account) return;
    account->second_factor = on;
    account->recovery_codes = codes_left(unit.transaction(), person);
    must_carry_out(unit, ChangeAccount{*account}, acting_as(person.value, ""), changed);
}

}  // namespace accounts
