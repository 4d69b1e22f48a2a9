// Who holds each open session, in memory, so that requests ask the database only once. What is
// known is dropped the moment anything of its person changes, here or on another server of the same
// database; while those cannot be heard, nothing is believed.
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <optional>
#include <unordered_map>

#include "server/http/call.hpp"
#include "shared/accounts/rows.hpp"
#include "shared/base/time.hpp"

namespace accounts {

class KnownSessions {
public:
    static constexpr std::size_t most = 20'000;

    // What is asked of the database after this may be remembered with this mark; unless something
    // changed in between.
    struct Mark {
        std::uint64_t changes = 0;
    };
    Mark mark() const { return {changes_.load()}; }

    // Nothing, too, for a newer access token than was seen of this session.
    std::optional<http::Identity> find(base::Id128 session, base::Instant issued = {}) const;
    void remember(http::Identity const& who, Mark mark, base::Instant issued = {});

    void changed(world::Space const* space);
    void hear_others(bool heard);  // whether other servers' changes are heard of

private:
    mutable std::mutex mutex_;
    struct Known {
        http::Identity who;
        base::Instant issued;
    };
    std::unordered_map<base::Id128, Known> known_;  // by session, or by script's token
    std::unordered_multimap<base::Id128, base::Id128> sessions_of_;
    std::atomic<std::uint64_t> changes_ = 0;
    bool heard_ = false;
};

}  // namespace accounts
