#include "server/accounts/own/departure.hpp"

#include "server/accounts/acting.hpp"
#include "server/accounts/limited.hpp"
#include "server/accounts/proofs/links.hpp"
#include "server/audit/audit.hpp"
#include "server/database/rows.hpp"
#include "server/sync/inbox.hpp"

namespace accounts {

namespace {

using database::Isolation;
using database::run;
using database::with_transaction;
using Transaction = pqxx::transaction_base;

}  // namespace

http::LaterOf<DeleteMe> Departure::delete_me(DeleteMe::Request const& request,
                                             http::Call const& call,
                                             http::ResponderPtr& responder) const {
    return parts_.password.check<DeleteMe>(
        {request.again}, call, responder,
        [this, erase = request.erase_messages](http::Call& own, std::string const&) {
            return ask(erase, own);
        });
}

http::OutcomeOf<DeleteMe> Departure::ask(bool erase_messages, http::Call const& call) const {
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
    parts_.hub.changed(Domain::name, changed);
    return DeleteMe::Response{deletion};
}

http::LaterOf<DeletePerson> Departure::delete_person(DeletePerson::Request const& request,
                                                     http::Call const& call,
                                                     http::ResponderPtr& responder) const {
    return parts_.password.check<DeletePerson>(
        {request.again}, call, responder,
        [this, request](http::Call& own, std::string const&) { return order(request, own); });
}

http::OutcomeOf<DeletePerson> Departure::order(DeletePerson::Request const& request,
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
    parts_.hub.changed(Domain::name, changed);
    parts_.runner.wake();
    return wire::Nothing{};
}

void Departure::end_access(Unit& unit, PersonId person, Asking const& asking,
                           Spaces& changed) const {
    auto& t = unit.transaction();
    // With the scripts' tokens: nothing that one of them has begun comes after this.
    must_carry_out(unit, EndSessions{person, {}, true}, asking, changed);
    run(t, "delete from accounts.credential where person = $1", person);
    run(t, "delete from accounts.link where person = $1", person);
}

void Departure::scan(base::Instant now) const {
    bool added = false;
    with_transaction(parts_.pool, Isolation::read_committed, [&](Transaction& t) {
        for (auto const& row :
             run(t, "select id from accounts.account where deletion <= $1 order by id", now.us))
            if (jobs::add_once(t, job_kind, base::to_text(database::read<PersonId>(row[0]))))
                added = true;
    });
    if (added) parts_.runner.wake();
}

jobs::Handler Departure::handler() const {
    return {[this](jobs::Attempt const& attempt) {
        auto const id = base::id_from_text(attempt.payload);
        if (!id) throw jobs::GiveUp("a job of leaving names nobody");
        step(PersonId{*id}, server::now());
    }};
}

bool Departure::step(PersonId person, base::Instant now) const {
    Spaces changed;
    bool leaves = false, departed = false;
    parts_.store.write_with([&](Unit& unit) {
        changed.clear();
        leaves = departed = false;
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
        leaves = true;
        departed = all_departed(unit, person, account->erase_messages, now);
    });
    parts_.hub.changed(Domain::name, changed);
    parts_.letters.wake();
    parts_.runner.wake();
    if (departed) erase(person);
    return leaves && !departed;
}

// The row of the person is locked against whoever asks whether they exist: those who were told yes
// have committed, so that what they wrote is given up, too; those who come later are told no.
bool Departure::all_departed(Unit& unit, PersonId person, bool erase_messages,
                             base::Instant now) const {
    auto& t = unit.transaction();
    run(t, "select 1 from accounts.person where id = $1 for update", person);
    for (auto const& domain : parts_.domains) {
        auto const told = run(t,
                              "insert into accounts.departure as d (person, domain, told) values "
                              "($1, $2, $3) on conflict (person, domain) do update set told = "
                              "excluded.told where not d.answered and d.told <= $4 returning 1",
                              person, domain, now.us, now.us - patience_us);
        if (!told.empty())
            syncing::tell(t, domain, Domain::name,
                          server::told::PersonDeparts{person.value, erase_messages,
                                                      std::string(Domain::name)});
    }
    return run(t, "select 1 from accounts.departure where person = $1 and not answered limit 1",
               person)
        .empty();
}

void Departure::hear(Transaction& t, server::told::Departed const& departed) const {
    // One after the other: of two that answer at once neither would see that the other has.
    run(t, "select 1 from accounts.departure where person = $1 order by domain for update",
        departed.person);
    run(t, "update accounts.departure set answered = true where person = $1 and domain = $2",
        departed.person, departed.domain);
    auto const rows = run(t, "select bool_and(answered) from accounts.departure where person = $1",
                          departed.person);
    if (database::read<std::optional<bool>>(rows.at(0)[0]).value_or(false))
        jobs::add_next(t, job_kind, base::to_text(departed.person));
}

// Nobody else could help the workspace: the wish is taken back rather than left to hang, and its
// owner is told.
void Departure::keep(Unit& unit, Person const& person, std::string const& language,
                     Spaces& changed) const {
    must_carry_out(unit, ScheduleDeletion{person.id}, acting_as({}, ""), changed);
    if (parts_.letters.are_sent())
        parts_.letters.add(
            unit.transaction(),
            {person.email, mail::Kind::account_stays, language, {}, {}, person.id.value});
    parts_.log.warning("leaving.last-administrator", {{"person", base::to_text(person.id)}});
}

// The last step. The folder goes first: while the row is there, this is tried again.
void Departure::erase(PersonId person) const {
    parts_.pictures.remove_all(person.value);
    Spaces changed;
    parts_.store.write_with([&](Unit& unit) {
        changed.clear();
        auto& t = unit.transaction();
        must_carry_out(unit, ErasePerson{person}, acting_as({}, ""), changed);
        audit::make_pseudonymous(t, person.value);
    });
    parts_.hub.changed(Domain::name, changed);
    parts_.log.info("person.deleted");
}

void bind_departure(http::Routes& routes, Departure const& departure, http::Limits const& limits,
                    server::Log const& log) {
    http::Guard const guard{routes, log, limits};
    guard.later<DeleteMe>(http::by_person, [&departure](auto const& request, http::Call& call,
                                                        http::ResponderPtr& responder) {
        return departure.delete_me(request, call, responder);
    });
    guard.later<DeletePerson>(http::by_person, [&departure](auto const& request, http::Call& call,
                                                            http::ResponderPtr& responder) {
        return departure.delete_person(request, call, responder);
    });
}

}  // namespace accounts
