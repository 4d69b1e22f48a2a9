// The messaging domain on this client.
#include <algorithm>

#include "web-client/sync/account_part.hpp"

namespace client {

// The directory is held as a whole, so a person who is in it exists; one who is not may be new.
template <>
messaging::Facts known_facts<messaging::Domain>(Account const& account,
                                                messaging::Command const& command) {
    messaging::Facts facts;
    auto const people = messaging::who_must_exist(command);
    auto const& known = account.shown<accounts::Domain>();
    if (!people.empty() && std::all_of(people.begin(), people.end(),
                                       [&](auto const& person) { return known.find(person); }))
        facts.person_exists = true;
    return facts;
}

template class Replica<messaging::Domain>;
template struct Account::Part<messaging::Domain>;

}  // namespace client
