// What the commands of accounts leave in the log of who did what to whom.
#pragma once

#include "server/audit/audit.hpp"
#include "shared/accounts/commands.hpp"

namespace accounts {

// Nothing for what only its owner minds.
void audit_command(pqxx::transaction_base& transaction, Command const& command,
                   Domain::Context const& context);

}  // namespace accounts
