// Tells a Sentry-compatible service of unexpected failures: one envelope each, sent by a thread of
// its own, so that no request ever waits for it. What cannot be sent soon is dropped, since the
// database and the log have it, too.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "server/log.hpp"
#include "shared/base/time.hpp"

namespace watch {

// "https://<key>@<host>/<project>", as such services hand it out.
struct SentryAddress {
    std::string envelopes;  // where they are posted
    std::string key;        // goes into a header of its own
};
std::optional<SentryAddress> sentry_address(std::string const& dsn);
std::string masked_dsn(std::string const& dsn);

// Never what a person wrote or sent: no bodies, no addresses, no names.
struct SentryEvent {
    std::string origin, place, text, release;
    std::optional<std::int64_t> report;
    base::Instant at;
};
std::string sentry_envelope(SentryEvent const& event, std::string const& id);

class Sentry {
public:
    static constexpr std::size_t most_waiting = 100;

    Sentry(SentryAddress address, server::Log log);
    ~Sentry();  // what waits is given up
    Sentry(Sentry const&) = delete;
    Sentry& operator=(Sentry const&) = delete;

    // False when too many wait already: dropped.
    bool tell(SentryEvent event);

private:
    void run();
    void send(std::string const& envelope);

    SentryAddress const address_;
    server::Log const log_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<SentryEvent> waiting_;
    std::atomic<bool> stopping_{false};
    std::thread thread_;
};

}  // namespace watch
