#include "server/messaging/module.hpp"

#include <algorithm>

#include "server/database/values.hpp"
#include "server/http/bind.hpp"

namespace messaging {

Module::Module(server::Ground const& ground, Store& store, Options const&)
    : ground_(ground), departure_(ground.pool, store, ground.hub) {}

Facts Module::facts_of(pqxx::transaction_base& transaction, Command const& command,
                       syncing::Actor const&) const {
    Facts facts;
    auto const people = who_must_exist(command);
    if (people.empty()) return facts;
    std::vector<base::Id128> wanted;
    for (auto const person : people) wanted.push_back(person.value);
    auto const there = ground_.neighbours.who_exist(transaction, wanted);
    for (auto const person : people)
        if (!std::binary_search(there.begin(), there.end(), person.value))
            facts.unknown.push_back(person);
    facts.person_exists = facts.unknown.empty();
    return facts;
}

void Module::bind(http::Routes& routes) const {
    http::bind_one<ListMessages>(
        routes, ground_.log,
        [&pool = ground_.pool](auto const& request,
                               http::Call& call) -> http::OutcomeOf<ListMessages> {
            auto messages = messages_before(pool, {call.who->person}, request);
            if (!messages) return http::fault_of(messages.refusal(), 404);
            return ListMessages::Response{*std::move(messages)};
        });
    http::bind_one<ListReaders>(
        routes, ground_.log,
        [&pool = ground_.pool](auto const& request,
                               http::Call& call) -> http::OutcomeOf<ListReaders> {
            auto people = readers_of(pool, {call.who->person}, request);
            if (!people) return http::fault_of(people.refusal(), 404);
            return ListReaders::Response{*std::move(people)};
        });
}

void Module::add_to_archive(base::Id128 person, archiving::Archive& archive) const {
    messaging::add_to_archive(ground_.pool, {person}, archive);
}

bool Module::depart(base::Id128 person, bool erase_messages) const {
    return departure_.step({person}, erase_messages);
}

}  // namespace messaging
