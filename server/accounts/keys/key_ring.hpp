// The keys that tokens are made with: kept in the database, the same for all its servers, changed
// every month. A new key is published before it signs, and stays until its last signature has
// expired, so that whoever verifies tokens by /.well-known/jwks.json never meets an unknown one.
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "server/accounts/keys/browser_keys.hpp"
#include "server/accounts/keys/device_words.hpp"
#include "server/accounts/keys/kept_keys.hpp"
#include "server/accounts/keys/refresh_tokens.hpp"
#include "server/accounts/keys/signed_addresses.hpp"
#include "server/accounts/keys/tokens.hpp"

namespace accounts {

class KeyRing {
public:
    // Makes the first keys, when there are none.
    KeyRing(database::Pool& pool, server::InstallationKey key);

    struct Keys {
        AccessTokens access;
        RefreshTokens refresh;
        SignedAddresses addresses;
        DeviceWords devices;
        BrowserKeys browsers;
    };
    std::shared_ptr<Keys const> keys() const;

    // Makes keys when the newest are old enough, and deletes those that prove nothing any more.
    void rotate(base::Instant now);
    // Another server may have made a key since. At most once a second, since strangers can ask for
    // it.
    void look_again(base::Instant now);
    // What read(keys) finds, a std::optional; when that is nothing, after another look.
    template <class Read>
    auto find(base::Instant now, Read read) {
        auto found = read(*keys());
        if (found) return found;
        look_again(now);
        return read(*keys());
    }

    std::string jwks(base::Instant now) const;  // JSON Web Key Set, RFC 7517

private:
    void load();

    database::Pool& pool_;
    server::InstallationKey const key_;
    mutable std::mutex mutex_;
    std::shared_ptr<Keys const> keys_;
    base::Instant looked_{};
};

}  // namespace accounts
