// Passwords, hashed with Argon2id (RFC 9106), which is slow and takes much memory on purpose. So it
// runs on few threads of its own, and what waits for them is bounded. Whoever waits is served in
// turns with all others: who asks for many hashes at once holds up nobody but themselves.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "server/http/turns.hpp"

namespace accounts {

// Two passes over 19 MiB, as OWASP's cheat sheet has it.
constexpr unsigned long long password_passes = 2;
constexpr std::size_t password_bytes = 19 * 1024 * 1024;

std::string hash_password(std::string const& password);
bool is_password(std::string const& password, std::string const& hash);
// Whether it was made with parameters other than today's.
bool is_outdated(std::string const& hash);

class Passwords {
public:
    struct Limits {
        std::size_t threads = 0;   // 0: as many as there are cores
        std::size_t waiting = 64;  // a quarter of them for one address
    };
    explicit Passwords(Limits limits);
    ~Passwords();  // stops
    Passwords(Passwords const&) = delete;
    Passwords& operator=(Passwords const&) = delete;

    // Each calls `done` on a thread of its own, which it must not keep. False, and nothing done,
    // when too many wait already, or a quarter as many of the same address (http::limited_part).
    // Without an address only the whole counts.
    bool hash(std::string password, std::function<void(std::string hash)> done,
              std::string const& address = "");
    // An empty hash stands for somebody who is unknown: it takes as long and is never right.
    bool verify(std::string password, std::string hash, std::function<void(bool right)> done,
                std::string const& address = "");

    std::size_t waiting() const;
    // Given up for want of memory: its `done` was destroyed without a call.
    std::uint64_t given_up() const { return given_up_; }

    void stop();  // what waits is given up: its `done` is destroyed without a call

private:
    using Job = std::function<void()>;
    bool add(std::string const& address, Job job);
    void run();

    std::string const nobodys_hash_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    http::Turns<Job> waiting_;
    std::atomic<std::uint64_t> given_up_{0};
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace accounts
