#include "server/accounts/acting.hpp"

#include "server/database/rows.hpp"
#include "server/http/bind.hpp"
#include "server/outside.hpp"

namespace accounts {

namespace {

syncing::Actor actor_of(http::Identity const& who) {
    return {who.person, who.administrator, {}, who.session, who.is_script, who.guest};
}

}  // namespace

Asking acting_as(base::Id128 actor, std::string const& address, bool administrator) {
    return {actor, administrator, server::now, {{}, address}};
}

void lock_administration(Unit& unit) {
    unit.lock({{accounts::directory(), world::Lock::exclusive},
               {accounts::everybody(), world::Lock::exclusive}});
}

void lock_person(Unit& unit, PersonId person) {
    unit.lock({{accounts::directory(), world::Lock::exclusive},
               {accounts::everybody(), world::Lock::exclusive},
               {world::me(person.value), world::Lock::exclusive}});
}

bool write_while_open(Store& store, http::Identity const& who,
                      std::function<void(Unit&)> const& act) {
    bool open = false;
    store.write_with([&](Unit& unit) {
        lock_person(unit, {who.person});
        open = is_still_open(unit.transaction(), actor_of(who));
        if (open) act(unit);
    });
    return open;
}

std::optional<http::Fault> write_as_administrator(Store& store, http::Identity const& who,
                                                  std::optional<PersonId> about,
                                                  std::function<void(Unit&)> const& act) {
    std::optional<http::Fault> fault;
    store.write_with([&](Unit& unit) {
        fault.reset();
        if (about)
            lock_person(unit, *about);
        else
            lock_administration(unit);
        auto& t = unit.transaction();
        auto const row = database::find<Person>(t, PersonId{who.person});
        if (!is_still_open(t, actor_of(who)))
            fault = http::has_ended(who);
        else if (!row || !row->administrator || row->blocked)
            fault = http::fault_of(base::Refusal{"administrators-only", {}}, 403);
        else
            act(unit);
    });
    return fault;
}

std::optional<base::Refusal> try_to(Unit& unit, Command const& command, Asking const& asking,
                                    Spaces& changed) {
    auto const taken = syncing::decide_and_write<Domain>(unit, command, asking);
    changed.insert(changed.end(), taken.changed.begin(), taken.changed.end());
    return taken.answer.refusal;
}

void must_carry_out(Unit& unit, Command const& command, Asking const& asking, Spaces& changed) {
    if (auto const refusal = try_to(unit, command, asking, changed))
        throw std::logic_error("the server refused itself: " + refusal->reason);
}

}  // namespace accounts
