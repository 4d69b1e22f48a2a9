#include "server/accounts/own/leaving.hpp"

#include "server/accounts/acting.hpp"
#include "server/accounts/limited.hpp"
#include "server/accounts/proofs/links.hpp"
#include "server/audit/audit.hpp"

namespace accounts {

namespace {

using database::Isolation;
using database::run;
using database::with_transaction;
using Transaction = pqxx::transaction_base;

}  // namespace

http::LaterOf<DeleteMe> Leaving::delete_me(DeleteMe::Request const& request, http::Call const& call,
                                           http::ResponderPtr& responder) const {
    return parts_.password.check<DeleteMe>(
        {request.again}, call, responder,
        [this, erase = request.erase_messages](http::Call& own, std::string const&) {
            return ask(erase, own);
        });
}

http::OutcomeOf<DeleteMe> Leaving::ask(bool erase_messages, http::Call const& call) const {
    PersonId const person{call.who->person};
    base::Instant deletion;
    Spaces changed;
    std::optional<base::Refusal> refusal;
    bool const open = write_while_open(parts_.store, *call.who, [&](Unit& unit) {
        changed.clear();
        deletion = {server::now().us + grace_us};
        refusal = try_to(unit, ScheduleDeletion{person, deletion, erase_messages},
                         acting_as(person.value, audit::address_of(call)), changed);
    });
    if (!open) return http::has_ended(*call.who);
    if (refusal) return *refusal;
    parts_.hub.changed(changed);
    return DeleteMe::Response{deletion};
}

http::LaterOf<DeletePerson> Leaving::delete_person(DeletePerson::Request const& request,
                                                   http::Call const& call,
                                                   http::ResponderPtr& responder) const {
    return parts_.password.check<DeletePerson>(
        {request.again}, call, responder,
        [this, request](http::Call& own, std::string const&) { return order(request, own); });
}

http::OutcomeOf<DeletePerson> Leaving::order(DeletePerson::Request const& request,
                                             http::Call const& call) const {
    auto const person = request.person;
    Spaces changed;
    std::optional<base::Refusal> refusal;
    auto fault = write_as_administrator(parts_.store, *call.who, person, [&](Unit& unit) {
        changed.clear();
        refusal.reset();
        auto& t = unit.transaction();
        auto const row = database::find<Person>(t, person);
        if (row) refusal = bars_deletion(row->administrator);
        if (refusal) return;
        auto const asking = acting_as(call.who->person, audit::address_of(call), true);
        refusal =
            try_to(unit, ScheduleDeletion{person, server::now(), request.erase_messages, true},
                   asking, changed);
        if (refusal) return;
        end_access(unit, person, asking, changed);
        jobs::add_once(t, job_kind, base::to_text(person));
    });
    if (fault) return *std::move(fault);
    if (refusal) return *refusal;
    parts_.hub.changed(changed);
    parts_.runner.wake();
    return wire::Nothing{};
}

void Leaving::end_access(Unit& unit, PersonId person, Asking const& asking, Spaces& changed) const {
    auto& t = unit.transaction();
    must_carry_out(unit, EndSessions{person, {}}, asking, changed);
    run(t, "delete from accounts.credential where person = $1", person);
    run(t, "delete from accounts.link where person = $1", person);
    run(t,
        "delete from accounts.token_word as w using accounts.token as r where r.id = w.token and "
        "r.person = $1",
        person);
}

void Leaving::scan(base::Instant now) const {
    bool added = false;
    with_transaction(parts_.pool, Isolation::read_committed, [&](Transaction& t) {
        for (auto const& row :
             run(t, "select id from accounts.account where deletion <= $1 order by id", now.us))
            if (jobs::add_once(t, job_kind, base::to_text(database::read<PersonId>(row[0]))))
                added = true;
    });
    if (added) parts_.runner.wake();
}

jobs::Handler Leaving::handler() const {
    return {[this](jobs::Attempt const& attempt) {
        auto const id = base::id_from_text(attempt.payload);
        if (!id) throw jobs::GiveUp("a job of leaving names nobody");
        if (!step(PersonId{*id}, server::now())) return;
        with_transaction(parts_.pool, Isolation::read_committed,
                         [&](Transaction& t) { jobs::add_next(t, job_kind, attempt.payload); });
    }};
}

bool Leaving::step(PersonId person, base::Instant now) const {
    Spaces changed;
    std::optional<bool> erase_messages;
    parts_.store.write_with([&](Unit& unit) {
        changed.clear();
        erase_messages.reset();
        lock_person(unit, person);
        auto& t = unit.transaction();
        auto const row = database::find<Person>(t, person);
        auto const account = database::find<Account>(t, account_of(person));
        if (!row || !account || !account->deletion || account->deletion->us > now.us) return;
        auto const asking = acting_as(person.value, "", true);
        // Not for want of counting: somebody may have changed rows by hand.
        if (row->administrator && try_to(unit, SetAdministrator{person, false}, asking, changed))
            return keep(unit, *row, account->language, changed);
        end_access(unit, person, asking, changed);
        erase_messages = account->erase_messages;
    });
    parts_.hub.changed(changed);
    parts_.letters.wake();
    if (!erase_messages) return false;
    if (parts_.leave_others(person, *erase_messages)) return true;
    erase(person);
    return false;
}

// Nobody else could help the workspace: the wish is taken back rather than left to hang, and its
// owner is told.
void Leaving::keep(Unit& unit, Person const& person, std::string const& language,
                   Spaces& changed) const {
    must_carry_out(unit, ScheduleDeletion{person.id}, acting_as({}, ""), changed);
    if (parts_.letters.are_sent())
        parts_.letters.add(
            unit.transaction(),
            {person.email, mail::Kind::account_stays, language, {}, {}, person.id.value});
    parts_.log.warning("leaving.last-administrator", {{"person", base::to_text(person.id)}});
}

// The last step. The folder goes first: while the row is there, this is tried again.
void Leaving::erase(PersonId person) const {
    parts_.pictures.remove_all(person);
    Spaces changed;
    parts_.store.write_with([&](Unit& unit) {
        changed.clear();
        auto& t = unit.transaction();
        must_carry_out(unit, ErasePerson{person}, acting_as({}, ""), changed);
        run(t, "delete from accounts.client where person = $1", person);
        run(t, "delete from messaging.client where person = $1", person);
        audit::make_pseudonymous(t, person.value);
    });
    parts_.hub.changed(changed);
    parts_.log.info("person.deleted");
}

void bind_leaving(http::Routes& routes, Leaving const& leaving, http::Limits const& limits,
                  server::Log const& log) {
    http::Guard const guard{routes, log, limits};
    guard.later<DeleteMe>(
        limited::password, http::by_person,
        [&leaving](auto const& request, http::Call& call, http::ResponderPtr& responder) {
            return leaving.delete_me(request, call, responder);
        });
    guard.later<DeletePerson>(
        limited::password, http::by_person,
        [&leaving](auto const& request, http::Call& call, http::ResponderPtr& responder) {
            return leaving.delete_person(request, call, responder);
        });
}

}  // namespace accounts
