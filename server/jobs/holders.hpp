// Which servers live, as far as their jobs are concerned: each holds an advisory lock of its own
// number for as long as its process does, and notes the number on the jobs that it runs.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>

#include "server/database/pool.hpp"
#include "server/database/standing.hpp"

namespace jobs {

// This server's number, 1 to 2^31 - 1, and the session that holds its lock.
class Presence {
public:
    // `held` is called on a thread of its own, each time the lock is held from now on.
    Presence(std::string const& url, std::function<void()> held, server::Log const& log);

    std::int64_t number() const { return number_; }
    bool is_held() const { return is_held_; }

private:
    std::int64_t const number_;
    std::atomic<bool> is_held_ = false;
    database::StandingSession const session_;
};

// Finds the jobs of servers that are gone, and makes them due. A server that lost its session lives
// still and takes its lock again, so one counts as gone when its lock was free at each look for as
// long as `grace`; a look that failed says nothing of anybody, and all begin anew.
class Orphans {
public:
    using Clock = std::chrono::steady_clock;
    Orphans(database::Pool& pool, std::chrono::milliseconds grace, server::Log const& log);

    // How many jobs became due. At most one thread looks, and not more often than is useful; throws
    // as the database does.
    std::int64_t look(Clock::time_point now);
    // Somebody's lock was free: look again after `between`.
    bool are_suspected() const { return are_suspected_; }
    std::chrono::milliseconds between() const { return between_; }

private:
    std::int64_t look_now(Clock::time_point now);

    database::Pool& pool_;
    std::chrono::milliseconds const grace_, between_;
    server::Log const log_;
    std::mutex looking_;  // of all that follows
    Clock::time_point next_look_{};
    std::map<std::int64_t, Clock::time_point> free_since_;  // by number
    std::atomic<bool> are_suspected_ = false;
};

}  // namespace jobs
