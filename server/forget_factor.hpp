// `kontor-server --forget-factor EMAIL`: for the last administrator, whom no other one can help. It
// works while the server runs, and while it does not. Whoever may run it as the server's own user
// may read and change all of its database anyway.
#pragma once

#include <string>

#include "server/log.hpp"
#include "server/settings.hpp"

namespace server {

// Empty: it is done. Else a sentence that says why nothing was changed. Throws when the database
// cannot be reached.
std::string forget_factor(Settings const& settings, std::string const& email, Log const& log);

}  // namespace server
