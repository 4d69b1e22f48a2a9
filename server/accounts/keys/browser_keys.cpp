#include "server/accounts/keys/browser_keys.hpp"

#include "server/secrets.hpp"

namespace accounts {

std::string BrowserKeys::of(base::Id<Person> person) const {
    return server::base64url(server::keyed_hash(root_, "browser " + base::to_text(person)));
}

}  // namespace accounts
