#include "server/accounts/admin/factor_help.hpp"

#include "server/accounts/acting.hpp"
#include "server/accounts/limited.hpp"
#include "server/audit/audit.hpp"
#include "server/database/rows.hpp"

namespace accounts {

namespace {

using database::run;

// Whoever set it may have been a thief, and then the sessions and the scripts are his, too: all of
// them end. The password stays, since a new one is for the owner to set: a letter for that works
// again as soon as no code is asked for.
std::optional<base::Refusal> take_off(Unit& unit, PersonId person, Asking const& asking,
                                      Spaces& changed) {
    auto& t = unit.transaction();
    if (!has_factor(t, person)) return base::Refusal{"second-factor-off", {}};
    run(t, "delete from accounts.second_factor where person = $1", person);
    run(t, "delete from accounts.recovery_code where person = $1", person);
    tell_owner_of_factor(unit, person, false, changed);
    auto const as_owner = acting_as(person.value, asking.facts.address);
    must_carry_out(unit, EndSessions{person, {}, true}, asking.administrator ? asking : as_owner,
                   changed);
    audit::write(t, {asking.actor, person.value, "factor-forgotten", asking.facts.address});
    return std::nullopt;
}

void tell(Unit& unit, mail::Letters const& letters, Person const& person) {
    if (!letters.are_sent()) return;
    auto& t = unit.transaction();
    auto const account = database::find<Account>(t, account_of(person.id));
    letters.add(t, {person.email,
                    mail::Kind::factor_forgotten,
                    account ? account->language : "",
                    {},
                    {},
                    person.id.value});
}

}  // namespace

http::LaterOf<ForgetFactor> FactorHelp::forget(ForgetFactor::Request const& request,
                                               http::Call const& call,
                                               http::ResponderPtr& responder) const {
    if (request.person.value == call.who->person) return base::Refusal{"own-factor", {}};
    // A password alone may be all that a thief has.
    if (!parts_.codes.is_on({call.who->person})) return base::Refusal{"second-factor-first", {}};
    return parts_.password.check<ForgetFactor>(
        {request.again}, call, responder,
        [this, person = request.person](http::Call& own, std::string const&) {
            return forget_now(person, own);
        });
}

http::OutcomeOf<ForgetFactor> FactorHelp::forget_now(PersonId person,
                                                     http::Call const& call) const {
    auto const asking = acting_as(call.who->person, audit::address_of(call), true);
    Spaces changed;
    std::optional<base::Refusal> refusal;
    auto fault = write_as_administrator(parts_.store, *call.who, person, [&](Unit& unit) {
        changed.clear();
        auto const row = database::find<Person>(unit.transaction(), person);
        refusal =
            row ? take_off(unit, person, asking, changed) : base::Refusal{"person-unknown", {}};
        if (!refusal) tell(unit, parts_.letters, *row);
    });
    if (fault) return *std::move(fault);
    if (refusal) return *refusal;
    parts_.hub.changed(Domain::name, changed);
    parts_.letters.wake();
    return wire::Nothing{};
}

std::optional<base::Refusal> forget_factor(Store& store, mail::Letters const& letters,
                                           std::string const& email) {
    std::optional<base::Refusal> refusal;
    store.write_with([&](Unit& unit) {
        auto& t = unit.transaction();
        auto const found =
            run(t, std::string("select id from accounts.person where ") + same_email, email);
        refusal = base::Refusal{"person-unknown", {}};
        if (found.empty()) return;
        auto const person = database::read<PersonId>(found[0][0]);
        lock_person(unit, person);
        auto const row = database::find<Person>(t, person);
        if (!row) return;
        Spaces changed;
        refusal = take_off(unit, person, acting_as({}, ""), changed);
        if (!refusal) tell(unit, letters, *row);
    });
    return refusal;
}

void bind_factor_help(http::Routes& routes, FactorHelp const& help, http::Limits const& limits,
                      server::Log const& log) {
    http::Guard const guard{routes, log, limits};
    guard.later<ForgetFactor>(http::by_person, [&help](auto const& request, http::Call& call,
                                                       http::ResponderPtr& responder) {
        return help.forget(request, call, responder);
    });
}

}  // namespace accounts
