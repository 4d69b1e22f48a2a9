// The connection breaks after the database has committed, and before it could say so: between the
// two stands a wire that is cut at that moment.
#include <doctest/doctest.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstring>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "server/database/transaction.hpp"
#include "server/http/descriptor.hpp"
#include "tests/support/throwaway.hpp"

namespace {

using database::Isolation;
using database::run;
using http::Descriptor;

constexpr auto socket_name = "/.s.PGSQL.5432";

sockaddr_un address_of(std::string const& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    REQUIRE(path.size() < sizeof address.sun_path);
    std::memcpy(address.sun_path, path.data(), path.size());
    return address;
}

// Listens as PostgreSQL would, and passes on what comes.
class Wire {
public:
    explicit Wire(std::string url)
        : url_(std::move(url)), listening_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        auto const from = url_.find("host='") + 6;
        beyond_ = url_.substr(from, url_.find('\'', from) - from) + socket_name;
        auto const own = address_of(folder_.path().string() + socket_name);
        REQUIRE(::bind(listening_.get(), reinterpret_cast<sockaddr const*>(&own), sizeof own) == 0);
        REQUIRE(::listen(listening_.get(), 8) == 0);
        accepting_ = std::jthread([this](std::stop_token const& stop) { accept_until(stop); });
    }
    std::string url() const { return url_ + " host='" + folder_.path().string() + "'"; }
    // The answers to so many commits are lost from now on.
    void lose(int answers) { to_lose_ = answers; }
    int lost() const { return lost_; }

private:
    void accept_until(std::stop_token const& stop) {
        while (!stop.stop_requested()) {
            pollfd one{listening_.get(), POLLIN, 0};
            if (::poll(&one, 1, 20) <= 0) continue;
            Descriptor client(::accept4(listening_.get(), nullptr, nullptr, SOCK_CLOEXEC));
            if (!client) continue;
            passing_.emplace_back([this, held = std::move(client)](std::stop_token const& ended) {
                pass(held.get(), ended);
            });
        }
        passing_.clear();
    }
    void pass(int client, std::stop_token const& stop) {
        Descriptor const server(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
        auto const there = address_of(beyond_);
        if (::connect(server.get(), reinterpret_cast<sockaddr const*>(&there), sizeof there) != 0)
            return;
        bool is_committing = false;
        while (!stop.stop_requested()) {
            std::array<pollfd, 2> both{pollfd{client, POLLIN, 0}, {server.get(), POLLIN, 0}};
            if (::poll(both.data(), both.size(), 20) <= 0) continue;
            if (both[0].revents != 0) {
                auto const sent = moved(client, server.get(), true);
                if (sent.empty()) return;
                is_committing = sent.find("COMMIT") != std::string::npos;
            }
            if (both[1].revents != 0) {
                // It has committed once it answers.
                bool const loses = is_committing && to_lose_ > 0;
                if (moved(server.get(), client, !loses).empty()) return;
                if (!loses) continue;
                --to_lose_;
                ++lost_;
                return;
            }
        }
    }
    static std::string moved(int from, int to, bool all_the_way) {
        std::array<char, 16384> some;
        auto const count = ::read(from, some.data(), some.size());
        if (count <= 0) return {};
        std::string bytes(some.data(), static_cast<std::size_t>(count));
        if (all_the_way && ::send(to, bytes.data(), bytes.size(), MSG_NOSIGNAL) !=
                               static_cast<ssize_t>(bytes.size()))
            return {};
        return bytes;
    }

    support::TemporaryFolder folder_;
    std::string const url_;
    std::string beyond_;
    Descriptor listening_;
    std::atomic<int> to_lose_{0}, lost_{0};
    std::vector<std::jthread> passing_;
    std::jthread accepting_;
};

struct Stage {
    support::Throwaway base;
    Wire wire{base.url()};
    database::Pool pool{options()};

    database::PoolOptions options() const {
        database::PoolOptions options;
        options.url = wire.url();
        options.attempts = 4;
        options.first_wait = std::chrono::milliseconds(1);
        return options;
    }
    int count() {
        return database::with_transaction(pool, Isolation::snapshot, [](auto& t) {
            return run(t, "select count(*) from t")[0][0].template as<int>();
        });
    }
};

TEST_CASE("what was committed is not done again when the answer was lost") {
    Stage stage;
    database::with_transaction(stage.pool, Isolation::read_committed,
                               [](auto& t) { run(t, "create table t (x int)"); });
    int runs = 0;
    stage.wire.lose(1);
    auto const said =
        database::with_transaction(stage.pool, Isolation::read_committed, [&](auto& t) {
            run(t, "insert into t values (1)");
            return ++runs;
        });
    CHECK(stage.wire.lost() == 1);
    CHECK(said == 1);
    CHECK(runs == 1);
    CHECK(stage.count() == 1);
}

TEST_CASE("what only read is read again when the answer was lost") {
    Stage stage;
    database::with_transaction(stage.pool, Isolation::read_committed,
                               [](auto& t) { run(t, "create table t (x int)"); });
    stage.wire.lose(1);
    int runs = 0;
    database::with_transaction(stage.pool, Isolation::read_committed, [&](auto& t) {
        ++runs;
        run(t, "select 1");
    });
    CHECK(stage.wire.lost() == 1);
    CHECK(runs == 2);
}

TEST_CASE("a commit that failed is done again") {
    Stage stage;
    database::with_transaction(stage.pool, Isolation::read_committed,
                               [](auto& t) { run(t, "create table t (x int)"); });
    int runs = 0;
    database::with_transaction(stage.pool, Isolation::read_committed, [&](auto& t) {
        run(t, "insert into t values (1)");
        // Ends the connection before it can be asked to commit.
        if (++runs == 1) run(t, "select pg_terminate_backend(pg_backend_pid())");
    });
    CHECK(runs == 2);
    CHECK(stage.count() == 1);
}

}  // namespace
