// The trial domain on this client.
#include "web-client/sync/account_part.hpp"

namespace client {

template <>
notes::Facts known_facts<notes::Domain>(Account const&, notes::Command const&) {
    return {};
}

template class Replica<notes::Domain>;
template struct Account::Part<notes::Domain>;

}  // namespace client
