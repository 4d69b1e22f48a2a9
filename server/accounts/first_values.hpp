// What a server is started with about the workspace: the first values of its row, and nothing more
// from then on.
#pragma once

#include "server/accounts/store.hpp"
#include "server/sync/hub.hpp"

namespace accounts {

struct FirstValues {
    SettleWorkspace values{};
    // Which of them somebody has said, and not left to what is usual.
    bool registration_said = false, admin_second_factor_said = false;
};

// Unless another server was faster.
void settle(Store& store, syncing::Hub& hub, SettleWorkspace const& first);

// In words, where somebody has said something else than the row says by now.
std::vector<std::string> differing(FirstValues const& first, Workspace const& workspace);

// Nothing when the command is about no zone.
std::optional<bool> knows_zone_of(Command const& command);

}  // namespace accounts
