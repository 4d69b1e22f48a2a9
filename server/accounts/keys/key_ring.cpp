#include "server/accounts/keys/key_ring.hpp"

namespace accounts {

namespace {

std::vector<std::string> refresh_keys(std::vector<RefreshKey> const& keys) {
    std::vector<std::string> list;
    for (auto const& key : keys) list.push_back(key.bytes);
    return list;
}

}  // namespace

KeyRing::KeyRing(database::Pool& pool, server::InstallationKey key)
    : pool_(pool), key_(std::move(key)) {
    load();
}

void KeyRing::load() {
    auto const all = kept_keys(pool_, key_);
    auto const refresh = refresh_keys(all.refresh);
    auto const made = std::make_shared<Keys const>(
        Keys{AccessTokens(all.signing), RefreshTokens(refresh), SignedAddresses(refresh),
             DeviceWords(refresh), BrowserKeys(all.browser)});
    std::lock_guard const lock(mutex_);
    keys_ = made;
}

std::shared_ptr<KeyRing::Keys const> KeyRing::keys() const {
    std::lock_guard const lock(mutex_);
    return keys_;
}

void KeyRing::rotate(base::Instant now) {
    rotate_keys(pool_, key_, now);
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
