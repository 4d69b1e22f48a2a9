// A wire between the server and PostgreSQL, for tests that look at what passes, or cut it.
#pragma once

#include <doctest/doctest.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <functional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "server/http/descriptor.hpp"
#include "tests/support/throwaway.hpp"

namespace db_test {

// What is done with what passes on one connection, on a thread of its own.
struct Passing {
    std::function<void(std::string_view)> asks;  // bytes that PostgreSQL is sent
    // PostgreSQL has answered something; false: that is lost, and the connection cut.
    std::function<bool()> may_answer = [] { return true; };
};

// Listens as PostgreSQL would, and passes on what comes.
class Wire {
public:
    // To what has that address; `each` is asked for every connection.
    Wire(std::string url, std::function<Passing()> each)
        : url_(std::move(url)),
          each_(std::move(each)),
          listening_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        auto const from = url_.find("host='") + 6;
        beyond_ = url_.substr(from, url_.find('\'', from) - from) + socket_name;
        auto const own = address_of(folder_.path().string() + socket_name);
        REQUIRE(::bind(listening_.get(), reinterpret_cast<sockaddr const*>(&own), sizeof own) == 0);
        REQUIRE(::listen(listening_.get(), 8) == 0);
        accepting_ = std::jthread([this](std::stop_token const& stop) { accept_until(stop); });
    }
    std::string url() const { return url_ + " host='" + folder_.path().string() + "'"; }

private:
    static constexpr auto socket_name = "/.s.PGSQL.5432";

    static sockaddr_un address_of(std::string const& path) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        REQUIRE(path.size() < sizeof address.sun_path);
        std::memcpy(address.sun_path, path.data(), path.size());
        return address;
    }
    void accept_until(std::stop_token const& stop) {
        while (!stop.stop_requested()) {
            pollfd one{listening_.get(), POLLIN, 0};
            if (::poll(&one, 1, 20) <= 0) continue;
            http::Descriptor client(::accept4(listening_.get(), nullptr, nullptr, SOCK_CLOEXEC));
            if (!client) continue;
            passing_.emplace_back([this, held = std::move(client)](std::stop_token const& ended) {
                pass(held.get(), ended);
            });
        }
        passing_.clear();
    }
    void pass(int client, std::stop_token const& stop) {
        http::Descriptor const server(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
        auto const there = address_of(beyond_);
        if (::connect(server.get(), reinterpret_cast<sockaddr const*>(&there), sizeof there) != 0)
            return;
        auto const passing = each_();
        while (!stop.stop_requested()) {
            std::array<pollfd, 2> both{pollfd{client, POLLIN, 0}, {server.get(), POLLIN, 0}};
            if (::poll(both.data(), both.size(), 20) <= 0) continue;
            if (both[0].revents != 0) {
                auto const sent = read_from(client);
                if (sent.empty()) return;
                passing.asks(sent);
                if (!write_to(server.get(), sent)) return;
            }
            if (both[1].revents != 0) {
                auto const answer = read_from(server.get());
                if (answer.empty() || !passing.may_answer() || !write_to(client, answer)) return;
            }
        }
    }
    static std::string read_from(int from) {
        std::array<char, 16384> some;
        auto const count = ::read(from, some.data(), some.size());
        return count <= 0 ? std::string() : std::string(some.data(), static_cast<size_t>(count));
    }
    static bool write_to(int to, std::string const& bytes) {
        return ::send(to, bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
               static_cast<ssize_t>(bytes.size());
    }

    support::TemporaryFolder folder_;
    std::string const url_;
    std::function<Passing()> const each_;
    std::string beyond_;
    http::Descriptor listening_;
    std::vector<std::jthread> passing_;
    std::jthread accepting_;
};

}  // namespace db_test
