// The messaging domain on this client.
#include "web-client/sync/account_part.hpp"

namespace client {

// The directory is held as a whole, so a person who is in it exists; one who is not may be new.
template <>
messaging::Facts known_facts<messaging::Domain>(Account const& account,
                                                messaging::Command const& command) {
    messaging::Facts facts;
    if (auto const* invite = std::get_if<messaging::Invite>(&command))
        if (account.shown<accounts::Domain>().find(invite->person)) facts.person_exists = true;
    return facts;
}

template class Replica<messaging::Domain>;
template struct Account::Part<messaging::Domain>;

}  // namespace client
