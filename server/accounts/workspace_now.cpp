#include "server/accounts/workspace_now.hpp"

#include "server/database/rows.hpp"
#include "server/database/transaction.hpp"

namespace accounts {

Workspace WorkspaceNow::get() const {
    std::uint64_t mark = 0;
    {
        std::lock_guard const lock(mutex_);
        if (known_) return *known_;
        mark = changes_;
    }
    auto const row = database::with_transaction(
        pool_, database::Isolation::read_committed,
        [](pqxx::transaction_base& t) { return database::find<Workspace>(t, the_workspace); });
    auto const workspace = row.value_or(Workspace{});
    std::lock_guard const lock(mutex_);
    // What was read before somebody changed it is told to whoever asked before that, and to nobody
    // else.
    if (mark != changes_) return workspace;
    if (heard_) known_ = workspace;
    if (followed_ != workspace.zone) {
        followed_ = workspace.zone;
        follow_(workspace.zone);
    }
    return workspace;
}

void WorkspaceNow::changed(world::Space const* space) {
    if (space && space->kind != everybody.name) return;
    std::lock_guard const lock(mutex_);
    ++changes_;
    known_.reset();
}

void WorkspaceNow::hear_others(bool heard) {
    std::lock_guard const lock(mutex_);
    ++changes_;
    heard_ = heard;
    known_.reset();
}

}  // namespace accounts
