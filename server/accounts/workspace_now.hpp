// The workspace's row in memory, so that what depends on it asks the database only once after it
// may have changed, here or on another server of the same database; while those cannot be heard,
// nothing is believed. The zone of this process follows it.
#pragma once

#include <atomic>
#include <functional>
#include <mutex>

#include "server/database/pool.hpp"
#include "shared/accounts/rows.hpp"

namespace accounts {

class WorkspaceNow {
public:
    // Told of the zone whenever the row has another one than before, the first time as well.
    using Follow = std::function<void(std::string const& zone)>;
    WorkspaceNow(database::Pool& pool, Follow follow) : pool_(pool), follow_(std::move(follow)) {}

    // As it is, or the values of a row that is not there.
    Workspace get() const;
    bool is_off(std::string_view domain) const { return accounts::is_off(get(), domain); }

    void changed(world::Space const* space);
    void hear_others(bool heard);  // whether other servers' changes are heard of

private:
    database::Pool& pool_;
    Follow const follow_;
    mutable std::mutex mutex_;
    mutable std::optional<Workspace> known_;
    mutable std::optional<std::string> followed_;
    std::uint64_t changes_ = 0;
    bool heard_ = false;
};

}  // namespace accounts
