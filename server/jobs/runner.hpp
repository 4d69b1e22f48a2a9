// Work that is done after the transaction that asked for it: letters, deletions in steps. It stands
// in jobs.job, so that it survives a restart and several servers share it; each job is done at
// least once, and tried again with growing waits when it fails, until it is given up.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "server/database/pool.hpp"
#include "server/jobs/holders.hpp"
#include "server/log.hpp"
#include "shared/base/id.hpp"
#include "shared/base/time.hpp"

namespace jobs {

// Adds a job in the caller's transaction: it is there when that is committed. Wake the runner then.
// `wait_us` is how long it rests before the first attempt.
base::Id128 add(pqxx::transaction_base& transaction, std::string_view kind,
                std::string const& payload, std::int64_t wait_us = 0);
// The same, unless such a job with this payload waits or runs already; whether it was added.
bool add_once(pqxx::transaction_base& transaction, std::string_view kind,
              std::string const& payload);
// The next step of long work, added by a job of this kind and payload that runs: unless one waits
// already, as when this one was taken for orphaned and another server goes on, too. Whichever it is
// finds what this transaction writes.
bool add_next(pqxx::transaction_base& transaction, std::string_view kind,
              std::string const& payload);
// Has a waiting job tried again now, with all its attempts; false when there is none any more.
bool try_again(pqxx::transaction_base& transaction, base::Id128 job);
// All waiting jobs of the kind are due now; none has more attempts left than before.
void hurry(pqxx::transaction_base& transaction, std::string_view kind);
// Forgets jobs that were done, or given up, before so long ago; how many.
std::int64_t forget_ended(database::Pool& pool, std::int64_t done_us, std::int64_t dead_us);

struct Attempt {
    base::Id128 job;
    std::string payload;
    std::int64_t number = 1;
};
struct Failed {
    std::string reason;
    std::optional<base::Instant> next;  // nothing: it was the last attempt
};
// Thrown by work that no other attempt can help.
struct GiveUp : std::runtime_error {
    using std::runtime_error::runtime_error;
};
// Thrown by work that should not be tried again before so long.
struct NotSoon : std::runtime_error {
    NotSoon(std::string const& reason, std::chrono::milliseconds least)
        : std::runtime_error(reason), wait(least) {}
    std::chrono::milliseconds wait;
};
struct Handler {
    // What it throws means: try it again later.
    std::function<void(Attempt const&)> work;
    std::function<void(Attempt const&, Failed const&)> failed{};
};

class Runner {
public:
    struct Options {
        std::size_t threads = 2;
        std::chrono::milliseconds poll{3'000};  // for jobs that other servers added
        std::chrono::milliseconds first_wait{5'000};
        std::chrono::milliseconds longest_wait{std::chrono::hours(1)};  // doubled up to this
        int attempts = 12;
        // So long a job may run before another server takes it over although this one lives, since
        // it may hang. Longer work is cut into steps, each of which adds the next.
        std::chrono::milliseconds lease{std::chrono::minutes(10)};
        // So long no sign of a server's life is seen before its jobs are taken over: longer than
        // one needs that lost its session and opens another.
        std::chrono::milliseconds grace{5'000};
    };

    Runner(database::Pool& pool, Options options, server::Log const& log);
    ~Runner();  // stops
    Runner(Runner const&) = delete;
    Runner& operator=(Runner const&) = delete;

    // All handlers are named before the start; jobs of other kinds are left for other servers.
    void handle(std::string kind, Handler handler);
    void start();
    void wake();  // a job was added
    void stop();  // what runs is finished

private:
    struct Claimed {
        std::string kind;
        Attempt attempt;
    };
    void work();
    bool run_one();
    std::chrono::milliseconds pause() const;
    std::optional<Claimed> claim();
    void finish(Claimed const& claimed);
    // When it is tried again; `wait` of nothing: never.
    std::optional<base::Instant> give_back(Claimed const& claimed, std::string const& reason,
                                           std::optional<std::chrono::milliseconds> wait);
    std::chrono::milliseconds wait_after(std::int64_t attempts) const;

    database::Pool& pool_;
    Options const options_;
    server::Log const log_;
    std::map<std::string, Handler, std::less<>> handlers_;
    std::string kinds_;  // as PostgreSQL's array
    Orphans orphans_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::uint64_t added_ = 0;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
    std::optional<Presence> presence_;  // from the start until nothing runs
};

}  // namespace jobs
