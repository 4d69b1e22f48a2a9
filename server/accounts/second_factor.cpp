#include "server/accounts/second_factor.hpp"

#include <liboath/oath.h>

#include "server/accounts/acting.hpp"
#include "server/accounts/audit.hpp"
#include "server/accounts/one_time_code.hpp"
#include "server/secrets.hpp"

namespace accounts {

namespace {

using database::read;
using database::run;
using Transaction = pqxx::transaction_base;
using Verdict = SecondFactor::Verdict;

constexpr int recovery_codes = 10;

void lock(Unit& unit, PersonId person) {
    unit.lock({{world::me(person.value), world::Lock::exclusive}});
}

struct Kept {
    std::string secret;  // empty when it cannot be opened: then no code by the time is right
    bool is_on = false;
    std::int64_t last_step = 0;
};
std::optional<Kept> kept_of(Transaction& t, server::InstallationKey const& key, PersonId person) {
    auto const rows = run(t,
                          "select coalesce(sealed, ''), is_on, last_step from "
                          "accounts.second_factor where person = $1",
                          person);
    if (rows.empty()) return std::nullopt;
    return Kept{key.open(factor_place(person), read<std::string>(rows[0][0])).value_or(""),
                read<bool>(rows[0][1]), read<std::int64_t>(rows[0][2])};
}

std::string hash_of(PersonId person, std::string const& plain_code) {
    return server::sha256_hex(base::to_text(person) + plain_code);
}

std::int64_t codes_left(Transaction& t, PersonId person) {
    return read<std::int64_t>(
        run(t, "select count(*) from accounts.recovery_code where person = $1", person)[0][0]);
}

// Shows in the account's row what is true by now.
void tell_owner(Unit& unit, PersonId person, bool on, Spaces& changed) {
    auto account = database::find<Account>(unit.transaction(), account_of(person));
    if (!account) return;
    account->second_factor = on;
    account->recovery_codes = codes_left(unit.transaction(), person);
    carry_out(unit, ChangeAccount{*account}, acting_as(person.value, ""), changed);
}

RecoveryCodes new_codes(Transaction& t, PersonId person) {
    run(t, "delete from accounts.recovery_code where person = $1", person);
    RecoveryCodes made;
    for (int i = 0; i < recovery_codes; ++i) {
        made.codes.push_back(make_recovery_code());
        run(t, "insert into accounts.recovery_code (person, hash) values ($1, decode($2, 'hex'))",
            person, hash_of(person, plain_recovery_code(made.codes.back())));
    }
    return made;
}

bool use_digits(Transaction& t, PersonId person, Kept const& kept, std::string const& digits) {
    if (kept.secret.empty()) return false;  // lost with the installation's key
    auto const step = step_of_code(kept.secret, digits, server::now(), kept.last_step);
    if (!step) return false;
    run(t, "update accounts.second_factor set last_step = $2 where person = $1", person, *step);
    return true;
}

bool use_recovery_code(Unit& unit, PersonId person, std::string const& code, http::Call const& call,
                       Spaces& changed) {
    auto& t = unit.transaction();
    auto const used = run(t,
                          "delete from accounts.recovery_code where person = $1 and hash = "
                          "decode($2, 'hex') returning 1",
                          person, hash_of(person, plain_recovery_code(code)));
    if (used.empty()) return false;
    tell_owner(unit, person, true, changed);
    write_audit(t, {person.value, person.value, "recovery-code-used", address_of(call)});
    return true;
}

Verdict check_in(Unit& unit, server::InstallationKey const& key, PersonId person,
                 std::string const& code, http::Call const& call, Spaces& changed) {
    lock(unit, person);
    auto const kept = kept_of(unit.transaction(), key, person);
    if (!kept || !kept->is_on) return Verdict::none_needed;
    if (code.empty()) return Verdict::missing;
    auto const digits = plain_digits(code);
    bool const right = digits ? use_digits(unit.transaction(), person, *kept, *digits)
                              : use_recovery_code(unit, person, code, call, changed);
    return right ? Verdict::right : Verdict::wrong;
}

base::Refusal is_off() { return {"second-factor-off", {}}; }
base::Refusal is_on_already() { return {"second-factor-on", {}}; }
base::Problems wrong_code() { return {{"/code", "wrong-code", {}}}; }

}  // namespace

SecondFactor::SecondFactor(Parts const& parts) : parts_(parts) {
    if (oath_init() != OATH_OK) throw std::runtime_error("liboath cannot be used");
}

SecondFactor::~SecondFactor() { oath_done(); }

bool SecondFactor::is_on(PersonId person) const {
    return database::with_transaction(parts_.pool, database::Isolation::read_committed,
                                      [&](Transaction& t) {
                                          auto const kept = kept_of(t, parts_.key, person);
                                          return kept && kept->is_on;
                                      });
}

Verdict SecondFactor::check(PersonId person, std::string const& code,
                            http::Call const& call) const {
    Spaces changed;
    auto verdict = Verdict::wrong;
    parts_.store.write_with([&](Unit& unit) {
        changed.clear();
        verdict = check_in(unit, parts_.key, person, code, call, changed);
    });
    parts_.hub.changed(changed);
    return verdict;
}

LaterOf<BeginSecondFactor> SecondFactor::begin(BeginSecondFactor::Request const& request,
                                               http::Call const& call, Responder& responder) const {
    return parts_.password.check<BeginSecondFactor>(
        {request.password, "/password"}, call, responder,
        [this](http::Call& own, std::string const&) { return begin_now(own); });
}

OutcomeOf<BeginSecondFactor> SecondFactor::begin_now(http::Call& call) const {
    PersonId const person{call.who->person};
    auto const secret = server::random_bytes(factor_secret_bytes);
    std::optional<base::Refusal> refusal;
    std::string email;
    bool const open = write_while_open(parts_.store, *call.who, [&](Unit& unit) {
        refusal.reset();
        auto& t = unit.transaction();
        auto const row = database::find<Person>(t, person);
        auto const kept = kept_of(t, parts_.key, person);
        if (!row) refusal = base::Refusal{"person-unknown", {}};
        if (kept && kept->is_on) refusal = is_on_already();
        if (refusal) return;
        email = row->email;
        run(t,
            "insert into accounts.second_factor (person, sealed) values ($1, $2) on conflict "
            "(person) do update set sealed = excluded.sealed, last_step = 0",
            person, parts_.key.seal(factor_place(person), secret));
    });
    if (!open) return signed_out("session-ended");
    if (refusal) return *refusal;
    call.headers.emplace_back("Cache-Control", "no-store");
    auto const uri = factor_uri(secret, email);
    return BeginSecondFactor::Response{in_base32(secret), uri, qr_code(uri)};
}

OutcomeOf<ConfirmSecondFactor> SecondFactor::confirm(ConfirmSecondFactor::Request const& request,
                                                     http::Call& call) const {
    PersonId const person{call.who->person};
    Spaces changed;
    std::optional<OutcomeOf<ConfirmSecondFactor>> outcome;
    parts_.store.write_with([&](Unit& unit) {
        changed.clear();
        auto& t = unit.transaction();
        lock(unit, person);
        auto const kept = kept_of(t, parts_.key, person);
        auto const digits = plain_digits(request.code);
        if (!kept)
            outcome.emplace(is_off());
        else if (kept->is_on)
            outcome.emplace(is_on_already());
        else if (!digits || !use_digits(t, person, *kept, *digits))
            outcome.emplace(wrong_code());
        else {
            run(t, "update accounts.second_factor set is_on = true where person = $1", person);
            outcome.emplace(new_codes(t, person));
            tell_owner(unit, person, true, changed);
            write_audit(t, {person.value, person.value, "second-factor-on", address_of(call)});
        }
    });
    parts_.hub.changed(changed);
    call.headers.emplace_back("Cache-Control", "no-store");
    return *outcome;
}

LaterOf<RenewRecoveryCodes> SecondFactor::renew(RenewRecoveryCodes::Request const& request,
                                                http::Call const& call,
                                                Responder& responder) const {
    return parts_.password.check<RenewRecoveryCodes>(
        {request.password, "/password"}, call, responder,
        [this](http::Call& own, std::string const&) { return renew_now(own); });
}

OutcomeOf<RenewRecoveryCodes> SecondFactor::renew_now(http::Call& call) const {
    PersonId const person{call.who->person};
    Spaces changed;
    std::optional<RecoveryCodes> made;
    bool const open = write_while_open(parts_.store, *call.who, [&](Unit& unit) {
        changed.clear();
        made.reset();
        auto& t = unit.transaction();
        auto const kept = kept_of(t, parts_.key, person);
        if (!kept || !kept->is_on) return;
        made = new_codes(t, person);
        tell_owner(unit, person, true, changed);
        write_audit(t, {person.value, person.value, "recovery-codes-renewed", address_of(call)});
    });
    if (!open) return signed_out("session-ended");
    if (!made) return is_off();
    parts_.hub.changed(changed);
    call.headers.emplace_back("Cache-Control", "no-store");
    return *made;
}

LaterOf<EndSecondFactor> SecondFactor::end(EndSecondFactor::Request const& request,
                                           http::Call const& call, Responder& responder) const {
    return parts_.password.check<EndSecondFactor>(
        {request.password, "/password"}, call, responder,
        [this, code = request.code](http::Call& own, std::string const&) {
            return end_now(code, own);
        });
}

OutcomeOf<EndSecondFactor> SecondFactor::end_now(std::string const& code, http::Call& call) const {
    PersonId const person{call.who->person};
    Spaces changed;
    auto verdict = Verdict::wrong;
    std::string email;
    bool const open = write_while_open(parts_.store, *call.who, [&](Unit& unit) {
        changed.clear();
        auto& t = unit.transaction();
        verdict = check_in(unit, parts_.key, person, code, call, changed);
        if (auto const row = database::find<Person>(t, person)) email = row->email;
        if (verdict != Verdict::right) return;
        run(t, "delete from accounts.second_factor where person = $1", person);
        run(t, "delete from accounts.recovery_code where person = $1", person);
        tell_owner(unit, person, false, changed);
        write_audit(t, {person.value, person.value, "second-factor-off", address_of(call)});
    });
    if (!open) return signed_out("session-ended");
    if (verdict == Verdict::none_needed) return is_off();
    if (verdict != Verdict::right) {
        auto const guesser = open_session(email, call.who->session, address_of(call));
        if (auto fault = parts_.lockout.failed(guesser, server::now())) return *fault;
        return wrong_code();
    }
    parts_.hub.changed(changed);
    return wire::Nothing{};
}

void bind(http::Routes& routes, SecondFactorEndpoints const& endpoints) {
    auto const& factor = endpoints.second_factor;
    Guard const guard{routes, endpoints.log, endpoints.limits};
    guard.later<BeginSecondFactor>(
        limited::password, by_person,
        [&factor](auto const& request, http::Call& call, Responder& responder) {
            return factor.begin(request, call, responder);
        });
    guard.one<ConfirmSecondFactor>(
        limited::password, by_person,
        [&factor](auto const& request, http::Call& call) { return factor.confirm(request, call); });
    guard.later<RenewRecoveryCodes>(
        limited::password, by_person,
        [&factor](auto const& request, http::Call& call, Responder& responder) {
            return factor.renew(request, call, responder);
        });
    guard.later<EndSecondFactor>(
        limited::password, by_person,
        [&factor](auto const& request, http::Call& call, Responder& responder) {
            return factor.end(request, call, responder);
        });
}

}  // namespace accounts
