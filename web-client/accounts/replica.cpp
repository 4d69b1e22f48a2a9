// The accounts domain on this client.
#include "web-client/sync/account_part.hpp"

namespace client {

template <>
accounts::Facts known_facts<accounts::Domain>(Account const&, accounts::Command const&) {
    return {};
}

template class Replica<accounts::Domain>;
template struct Account::Part<accounts::Domain>;

}  // namespace client
