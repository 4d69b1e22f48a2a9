// Unexpected failures, of the server and of clients: one row for what failed alike in one release,
// with a number that the person is told and the administrator finds. While the database is away a
// failure is in the log alone; keeping it never fails itself. The server's, those of people's
// clients and those of strangers are kept on shelves of their own, so that none pushes out the more
// trustworthy or spends what a service of reports grants.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>

#include "server/http/limits.hpp"
#include "server/log.hpp"

namespace database {
class Pool;
}

namespace watch {

struct Failure {
    std::string origin;  // "server", "client", "stranger"
    std::string place;   // the route, the command or the screen
    std::string text;
    std::string release;  // empty: the server's own
};

class Reports {
public:
    // `tell` hears of every failure of the server, on any thread, beside the database; of clients'
    // as often as their shelf may.
    using Tell = std::function<void(Failure const&, std::optional<std::int64_t> number)>;
    Reports(std::string release, server::Log log, Tell tell = {});

    // Between these the database may be asked; close() waits for whoever asks it.
    void open(database::Pool& pool);
    void close();

    // The number under which it stands; nothing while there is no database.
    std::optional<std::int64_t> add(Failure failure);

private:
    std::optional<std::int64_t> keep(Failure const& failure);
    bool may_tell(Failure const& failure);

    std::string const release_;
    server::Log const log_;
    Tell const tell_;
    http::BucketsInMemory told_;  // by shelf
    std::shared_mutex mutex_;
    database::Pool* pool_ = nullptr;
};

constexpr std::int64_t reports_kept_us = 90LL * 24 * 60 * 60 * 1'000'000;
struct Shelf {
    std::string_view origin;
    std::int64_t most;     // the oldest go first
    http::Allowance told;  // most 0: always
};
inline constexpr Shelf shelves[] = {{"server", 10'000, {"server"}},
                                    {"client", 5'000, {"client", 60, 1}},
                                    {"stranger", 1'000, {"stranger", 10, 10.0 / 60}}};
void forget_reports(database::Pool& pool, base::Instant now);

}  // namespace watch
