#include "server/accounts/own/second_factor.hpp"

#include <liboath/oath.h>

#include "server/accounts/acting.hpp"
#include "server/accounts/limited.hpp"
#include "server/accounts/proofs/one_time_code.hpp"
#include "server/audit/audit.hpp"
#include "server/database/rows.hpp"
#include "server/secrets.hpp"

namespace accounts {

namespace {

using database::run;

base::Refusal is_off() { return {"second-factor-off", {}}; }
base::Refusal is_on_already() { return {"second-factor-on", {}}; }
base::Problems wrong_code() { return {{"/code", "wrong-code", {}}}; }

}  // namespace

SecondFactor::SecondFactor(Parts const& parts) : parts_(parts) {
    if (oath_init() != OATH_OK) throw std::runtime_error("liboath cannot be used");
}

SecondFactor::~SecondFactor() { oath_done(); }

http::LaterOf<BeginSecondFactor> SecondFactor::begin(BeginSecondFactor::Request const& request,
                                                     http::Call const& call,
                                                     http::ResponderPtr& responder) const {
    return parts_.password.check<BeginSecondFactor>(
        {request, ""}, call, responder,
        [this](http::Call& own, std::string const&) { return begin_now(own); });
}

http::OutcomeOf<BeginSecondFactor> SecondFactor::begin_now(http::Call& call) const {
    PersonId const person{call.who->person};
    auto const secret = server::random_bytes(factor_secret_bytes);
    std::optional<base::Refusal> refusal;
    std::string email;
    bool const open = write_while_open(parts_.store, *call.who, [&](Unit& unit) {
        refusal.reset();
        auto& t = unit.transaction();
        auto const row = database::find<Person>(t, person);
        auto const kept = kept_factor_of(t, parts_.key, person);
        if (!row) refusal = base::Refusal{"person-unknown", {}};
        if (kept && kept->is_on) refusal = is_on_already();
        if (refusal) return;
        email = row->email;
        run(t,
            "insert into accounts.second_factor (person, sealed) values ($1, $2) on conflict "
            "(person) do update set sealed = excluded.sealed, last_step = 0",
            person, parts_.key.seal(factor_place(person), secret));
    });
    if (!open) return http::has_ended(*call.who);
    if (refusal) return *refusal;
    call.headers.emplace_back("Cache-Control", "no-store");
    auto const uri = factor_uri(secret, email);
    return BeginSecondFactor::Response{in_base32(secret), uri, qr_code(uri)};
}

http::OutcomeOf<ConfirmSecondFactor> SecondFactor::confirm(
    ConfirmSecondFactor::Request const& request, http::Call& call) const {
    PersonId const person{call.who->person};
    Spaces changed;
    std::optional<http::OutcomeOf<ConfirmSecondFactor>> outcome;
    bool const open = write_while_open(parts_.store, *call.who, [&](Unit& unit) {
        changed.clear();
        auto& t = unit.transaction();
        auto const kept = kept_factor_of(t, parts_.key, person);
        auto const digits = plain_digits(request.code);
        if (!kept)
            outcome.emplace(is_off());
        else if (kept->is_on)
            outcome.emplace(is_on_already());
        else if (!digits || !use_digits(t, person, *kept, *digits))
            outcome.emplace(wrong_code());
        else {
            run(t, "update accounts.second_factor set is_on = true where person = $1", person);
            outcome.emplace(RecoveryCodes{new_recovery_codes(t, person)});
            tell_owner_of_factor(unit, person, true, changed);
            audit::write(t,
                         {person.value, person.value, "second-factor-on", audit::address_of(call)});
        }
    });
    if (!open) return http::has_ended(*call.who);
    parts_.hub.changed(Domain::name, changed);
    call.headers.emplace_back("Cache-Control", "no-store");
    return *outcome;
}

http::LaterOf<RenewRecoveryCodes> SecondFactor::renew(RenewRecoveryCodes::Request const& request,
                                                      http::Call const& call,
                                                      http::ResponderPtr& responder) const {
    return parts_.password.check<RenewRecoveryCodes>(
        {request, ""}, call, responder,
        [this](http::Call& own, std::string const&) { return renew_now(own); });
}

http::OutcomeOf<RenewRecoveryCodes> SecondFactor::renew_now(http::Call& call) const {
    PersonId const person{call.who->person};
    Spaces changed;
    std::optional<RecoveryCodes> made;
    bool const open = write_while_open(parts_.store, *call.who, [&](Unit& unit) {
        changed.clear();
        made.reset();
        auto& t = unit.transaction();
        auto const kept = kept_factor_of(t, parts_.key, person);
        if (!kept || !kept->is_on) return;
        made = RecoveryCodes{new_recovery_codes(t, person)};
        tell_owner_of_factor(unit, person, true, changed);
        audit::write(
            t, {person.value, person.value, "recovery-codes-renewed", audit::address_of(call)});
    });
    if (!open) return http::has_ended(*call.who);
    if (!made) return is_off();
    parts_.hub.changed(Domain::name, changed);
    call.headers.emplace_back("Cache-Control", "no-store");
    return *made;
}

http::LaterOf<EndSecondFactor> SecondFactor::end(EndSecondFactor::Request const& request,
                                                 http::Call const& call,
                                                 http::ResponderPtr& responder) const {
    return parts_.password.check<EndSecondFactor>(
        {request, ""}, call, responder,
        [this](http::Call& own, std::string const&) { return end_now(own); });
}

http::OutcomeOf<EndSecondFactor> SecondFactor::end_now(http::Call& call) const {
    PersonId const person{call.who->person};
    Spaces changed;
    bool was_on = false;
    bool const open = write_while_open(parts_.store, *call.who, [&](Unit& unit) {
        changed.clear();
        auto& t = unit.transaction();
        auto const kept = kept_factor_of(t, parts_.key, person);
        was_on = kept && kept->is_on;
        if (!was_on) return;
        run(t, "delete from accounts.second_factor where person = $1", person);
        run(t, "delete from accounts.recovery_code where person = $1", person);
        tell_owner_of_factor(unit, person, false, changed);
        audit::write(t, {person.value, person.value, "second-factor-off", audit::address_of(call)});
    });
    if (!open) return http::has_ended(*call.who);
    if (!was_on) return is_off();
    parts_.hub.changed(Domain::name, changed);
    return wire::Nothing{};
}

void bind_second_factor(http::Routes& routes, SecondFactorEndpoints const& endpoints) {
    auto const& factor = endpoints.second_factor;
    http::Guard const guard{routes, endpoints.log, endpoints.limits};
    guard.later<BeginSecondFactor>(http::by_person, [&factor](auto const& request, http::Call& call,
                                                              http::ResponderPtr& responder) {
        return factor.begin(request, call, responder);
    });
    guard.one<ConfirmSecondFactor>(
        http::by_person,
        [&factor](auto const& request, http::Call& call) { return factor.confirm(request, call); });
    guard.later<RenewRecoveryCodes>(
        http::by_person,
        [&factor](auto const& request, http::Call& call, http::ResponderPtr& responder) {
            return factor.renew(request, call, responder);
        });
    guard.later<EndSecondFactor>(http::by_person, [&factor](auto const& request, http::Call& call,
                                                            http::ResponderPtr& responder) {
        return factor.end(request, call, responder);
    });
}

}  // namespace accounts
