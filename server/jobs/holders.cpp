#include "server/jobs/holders.hpp"

#include <algorithm>
#include <cstring>

#include "server/database/transaction.hpp"
#include "server/database/values.hpp"
#include "server/outside.hpp"

namespace jobs {

namespace {

using database::read;
using database::run;
using Transaction = pqxx::transaction_base;

constexpr std::chrono::milliseconds longest_between{1'000};

std::int64_t fresh_number() {
    std::uint32_t number = 0;
    std::memcpy(&number, server::random_bytes(sizeof number).data(), sizeof number);
    return number % INT32_MAX + 1;
}

// That one side of a network is gone both sides learn within seconds: this one takes its lock again
// before others count it as gone, and PostgreSQL ends the session of a machine that lost its power.
// On this machine the kernel says it at once, and these mean nothing.
constexpr auto quick_limits =
    " application_name='kontor-jobs' keepalives_idle=1 keepalives_interval=1 keepalives_count=2 "
    "tcp_user_timeout=3000";
constexpr auto quick_limits_there =
    "select set_config('tcp_keepalives_idle', '3', false), set_config('tcp_keepalives_interval', "
    "'2', false), set_config('tcp_keepalives_count', '3', false), set_config('tcp_user_timeout', "
    "'9000', false)";

}  // namespace

Presence::Presence(std::string const& url, std::function<void()> held, server::Log const& log)
    : number_(fresh_number()),
      session_({database::with_network_limits(url, "") + quick_limits,
                {quick_limits_there, "select jobs.live(" + std::to_string(number_) + ")"}},
               {[](std::string const&) {},
                [this, held = std::move(held)] {
                    is_held_ = true;
                    held();
                },
                [this] { is_held_ = false; }},
               log) {}

Orphans::Orphans(database::Pool& pool, std::chrono::milliseconds grace, server::Log const& log)
    : pool_(pool), grace_(grace), between_(std::min(grace / 4, longest_between)), log_(log) {}

std::int64_t Orphans::look(Clock::time_point now) {
    std::unique_lock const looking(looking_, std::try_to_lock);
    if (!looking || now < next_look_) return 0;
    next_look_ = now + between_;
    try {
        auto const due = look_now(now);
        are_suspected_ = !free_since_.empty();
        return due;
    } catch (...) {
        free_since_.clear();
        throw;
    }
}

std::int64_t Orphans::look_now(Clock::time_point now) {
    auto const free =
        database::with_transaction(pool_, database::Isolation::read_committed, [](Transaction& t) {
            return run(t,
                       "select distinct holder from jobs.job where state = 'running' and holder is "
                       "not null and not jobs.is_alive(holder)");
        });
    std::map<std::int64_t, Clock::time_point> free_since;
    for (auto const& row : free) {
        auto const number = read<std::int64_t>(row[0]);
        auto const before = free_since_.find(number);
        free_since[number] = before == free_since_.end() ? now : before->second;
    }
    free_since_ = std::move(free_since);
    std::int64_t due = 0;
    for (auto const& [number, since] : free_since_) {
        if (now - since < grace_) continue;
        auto const jobs = database::with_transaction(
            pool_, database::Isolation::read_committed, [number = number](Transaction& t) {
                return run(t,
                           "update jobs.job set due = jobs.now_us() where state = 'running' and "
                           "holder = $1 and due > jobs.now_us() and not jobs.is_alive($1)",
                           number)
                    .affected_rows();
            });
        if (jobs > 0)
            log_.warning("jobs.orphaned",
                         {{"server", number}, {"jobs", static_cast<std::int64_t>(jobs)}});
        due += static_cast<std::int64_t>(jobs);
    }
    return due;
}

}  // namespace jobs
