// A bounded pool of connections. Connections are opened when first needed,
// live on while they work, and are replaced when they break, so that the
// database may go away and come back without a restart of the server.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "server/database/pqxx.hpp"

namespace database {

struct PoolOptions {
    std::string url;                                    // as libpq reads it
    std::string application_name = "kontor";            // shown in pg_stat_activity
    std::size_t most = 8;                               // connections open at once
    std::chrono::milliseconds checkout_limit{5'000};    // how long take() waits for a free one
    std::chrono::milliseconds statement_limit{15'000};  // 0: none, as for all limits of the session
    std::chrono::milliseconds lock_limit{5'000};
    std::chrono::milliseconds idle_transaction_limit{
        30'000};  // a forgotten transaction holds its locks no longer
    // How often with_transaction tries, and how long it waits
    // in between: doubled each time, up to `longest_wait`.
    int attempts = 8;
    std::chrono::milliseconds first_wait{20};
    std::chrono::milliseconds longest_wait{1'000};
};

class Pool {
public:
    explicit Pool(PoolOptions options);
    ~Pool();  // every lease must have been given back
    Pool(Pool const&) = delete;
    Pool& operator=(Pool const&) = delete;

    // One connection, taken out of the pool for as long as this lives.
    class Lease {
    public:
        Lease(Lease&& other) noexcept;
        Lease& operator=(Lease&&) = delete;
        ~Lease();
        pqxx::connection& operator*() const { return *connection_; }
        pqxx::connection* operator->() const { return connection_.get(); }
        // Not to be used by anybody again: it broke, or nobody knows what state it is in.
        void discard() { sound_ = false; }

    private:
        friend class Pool;
        Lease(Pool& pool, Connection connection);
        Pool* pool_;
        Connection connection_;
        bool sound_ = true;
    };

    // Waits up to the limit for a free connection, else throws
    // Busy; throws Unavailable when none can be opened.
    Lease take();

    // Drops all connections that nobody uses; after one was lost the others rarely live.
    void drop_idle();

    PoolOptions const& options() const { return options_; }
    std::size_t open() const;  // connections, idle or taken

private:
    void give_back(Connection connection, bool sound);
    Connection connect() const;

    PoolOptions options_;
    mutable std::mutex mutex_;
    std::condition_variable freed_;
    std::vector<Connection> idle_;  // the last one used is the first one taken
    std::size_t taken_ = 0;
};

// The connection string with limits for the network, UTF-8, and TLS with a certificate of another
// machine's name, none of which libpq would have by itself. What the given one says wins.
std::string with_network_limits(std::string const& url, std::string const& application_name);

}  // namespace database
