// The sample workspace: people, channels and messages as they might be in a small company, made
// through the same commands as everybody's.
#pragma once

#include <optional>
#include <string_view>

#include "server/accounts/store.hpp"
#include "server/messaging/store.hpp"
#include "server/sample/people.hpp"

namespace sample {

// The files of assets/sample, compiled in.
std::string_view people_json();
std::string_view channels_json();

// Only into a workspace where nobody is yet; who is there then, or nothing when somebody was.
std::optional<People> fill(database::Pool& pool, accounts::Store& accounts,
                           messaging::Store& messaging, base::Instant now);

}  // namespace sample
