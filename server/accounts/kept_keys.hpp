// The keys of tokens as the database keeps them: sealed, each for its own row, the same for all
// servers.
#pragma once

#include <string>
#include <vector>

#include "server/accounts/tokens.hpp"
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
};

// The first server makes them; others wait for it and see the same. Throws server::KeyRefused when
// they are sealed with another key.
KeptKeys kept_keys(database::Pool& pool, server::InstallationKey const& key);
// Makes others when the newest are older than a period, and deletes those that nothing proves any
// more: the signing ones that verify nothing, and the refresh ones whose last token has been idle
// for as long as a session may be.
void rotate_keys(database::Pool& pool, server::InstallationKey const& key, base::Instant now);

}  // namespace accounts
