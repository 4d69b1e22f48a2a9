// Forgets what has had its time: entries of the domains' logs, after which a client gets a
// snapshot, and remembered answers.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string_view>
#include <thread>

#include "server/database/pool.hpp"
#include "server/log.hpp"
#include "shared/base/time.hpp"

namespace jobs {

constexpr std::int64_t day_us = 86'400'000'000;
constexpr std::int64_t log_kept_us = 30 * day_us;
constexpr std::int64_t answers_kept_us = 365 * day_us;

struct Forgotten {
    std::int64_t log_entries = 0, answers = 0;
};
// Of one domain, as of `now`, in steps that lock little. May run on several servers at once.
Forgotten clean_up(database::Pool& pool, std::string_view schema, base::Instant now);

// Runs a job every now and then on a thread of its own. One that fails is logged, and comes again.
class Periodically {
public:
    using Job = std::function<void(base::Instant now)>;
    Periodically(std::chrono::milliseconds period, Job job, server::Log const& log);
    ~Periodically();  // stops
    Periodically(Periodically const&) = delete;
    Periodically& operator=(Periodically const&) = delete;

private:
    // A server that is often started anew cleans up, too.
    static constexpr std::chrono::milliseconds longest_first_wait{std::chrono::minutes(1)};
    void run();

    std::chrono::milliseconds const period_;
    Job const job_;
    server::Log const log_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace jobs
