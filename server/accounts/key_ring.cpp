#include "server/accounts/key_ring.hpp"

namespace accounts {

namespace {

std::vector<std::string> refresh_keys(std::vector<SigningKey> const& keys) {
    std::vector<std::string> list;
    for (auto const& key : keys) list.push_back(key.refresh_key);
    return list;
}

}  // namespace

KeyRing::KeyRing(database::Pool& pool) : pool_(pool) { load(); }

void KeyRing::load() {
    auto const all = signing_keys(pool_);
    auto const made = std::make_shared<Keys const>(Keys{
        AccessTokens(all), RefreshTokens(refresh_keys(all)), SignedAddresses(refresh_keys(all))});
    std::lock_guard const lock(mutex_);
    keys_ = made;
}

std::shared_ptr<KeyRing::Keys const> KeyRing::keys() const {
    std::lock_guard const lock(mutex_);
    return keys_;
}

void KeyRing::rotate(base::Instant now) {
    rotate_signing_keys(pool_, now);
    load();
}

void KeyRing::look_again(base::Instant now) {
    {
        std::lock_guard const lock(mutex_);
        if (now.us - looked_.us < 1'000'000) return;
        looked_ = now;
    }
    load();
}

std::string KeyRing::jwks(base::Instant now) const { return keys()->access.jwks(now); }

}  // namespace accounts
