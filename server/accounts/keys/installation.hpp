// The database and the key that its secrets are sealed with: that they fit to one another is seen
// at every start, before anything is signed or read.
#pragma once

#include <filesystem>

#include "server/accounts/store.hpp"
#include "server/installation_key.hpp"

namespace accounts {

// Of which row a secret is sealed for.
std::string factor_place(PersonId person);

// The key in the file; made when the database knows of none yet. Throws server::KeyRefused when
// they do not fit. What the database holds in clear is sealed. In a database that was restored from
// a dump all keys are new, and all sessions have ended.
server::InstallationKey settle_installation(database::Pool& pool,
                                            std::filesystem::path const& file);

struct Renewed {
    std::int64_t factors = 0;       // kept, under the new key
    std::int64_t lost_factors = 0;  // whose codes are good for nothing, since the key was lost
};
// Another key in the file, and new ones for all tokens: everybody signs in again. It needs the key
// before only to keep second factors.
Renewed renew_installation(database::Pool& pool, std::filesystem::path const& file);

}  // namespace accounts
