#include "server/accounts/acting.hpp"

#include "server/outside.hpp"

namespace accounts {

Domain::Context acting_as(base::Id128 actor, std::string const& address, bool administrator) {
    Facts facts;
    facts.address = address;
    return {actor, administrator, server::now(), facts};
}

void lock_person(Unit& unit, PersonId person) {
    unit.lock({{world::directory(), world::Lock::exclusive},
               {world::me(person.value), world::Lock::exclusive}});
}

bool write_while_open(Store& store, http::Identity const& who,
                      std::function<void(Unit&)> const& act) {
    bool open = false;
    store.write_with([&](Unit& unit) {
        lock_person(unit, {who.person});
        open = database::find<Session>(unit.transaction(), SessionId{who.session}).has_value();
        if (open) act(unit);
    });
    return open;
}

std::optional<base::Refusal> try_to(Unit& unit, Command const& command,
                                    Domain::Context const& context, Spaces& changed) {
    auto const taken = syncing::carry_out<Domain>(unit, command, context);
    changed.insert(changed.end(), taken.changed.begin(), taken.changed.end());
    return taken.answer.refusal;
}

void carry_out(Unit& unit, Command const& command, Domain::Context const& context,
               Spaces& changed) {
    if (auto const refusal = try_to(unit, command, context, changed))
        throw std::logic_error("the server refused itself: " + refusal->reason);
}

}  // namespace accounts
