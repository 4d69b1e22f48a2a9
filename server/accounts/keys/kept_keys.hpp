// The keys of tokens as the database keeps them: sealed, each for its own row, the same for all
// servers.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/accounts/keys/tokens.hpp"
#include "server/database/pool.hpp"
#include "server/installation_key.hpp"

namespace accounts {

struct RefreshKey {
    std::string bytes;  // 32
    base::Instant made{};
};
struct KeptKeys {  // newest first; of each kind there is one at least
    std::vector<SigningKey> signing;
    std::vector<RefreshKey> refresh;
    std::string browser;  // of 32 bytes, from which those of people are made
};

// The first server makes them; others wait for it and see the same. Throws server::KeyRefused when
// they are sealed with another key.
KeptKeys kept_keys(database::Pool& pool, server::InstallationKey const& key);
// Makes others when the newest are older than a period, and deletes those that nothing proves any
// more: the signing ones that verify nothing, and the refresh ones whose last token has been idle
// for as long as a session may be.
void rotate_keys(database::Pool& pool, server::InstallationKey const& key, base::Instant now);

// ---- when the installation has another key, or another database
// All are gone but the browsers' one, which what was sealed with it waits for.
void forget_keys(pqxx::transaction_base& transaction);
// The browsers' key under the new one; without the one before it is lost, and another is made.
void seal_browser_key(pqxx::transaction_base& transaction,
                      std::optional<server::InstallationKey> const& before,
                      server::InstallationKey const& now);

}  // namespace accounts
