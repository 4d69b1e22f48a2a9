#include "server/accounts/proofs/passwords.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <new>

#include "server/http/shares.hpp"
#include "server/outside.hpp"

namespace accounts {

std::string hash_password(std::string const& password) {
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    if (crypto_pwhash_str_alg(hash.data(), password.data(), password.size(), password_passes,
                              password_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw std::bad_alloc();  // the one way in which it can fail
    return hash.data();
}

bool is_password(std::string const& password, std::string const& hash) {
    errno = 0;
    bool const is = crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
    if (!is && errno == ENOMEM) throw std::bad_alloc();  // nothing is known of the password
    return is;
}

bool is_outdated(std::string const& hash) {
    return crypto_pwhash_str_needs_rehash(hash.c_str(), password_passes, password_bytes) != 0;
}

Passwords::Passwords(Limits limits)
    : nobodys_hash_(hash_password(server::random_bytes(32))),
      waiting_({limits.waiting, std::max<std::size_t>(1, limits.waiting / 4)}) {
    auto const cores = std::max(1u, std::thread::hardware_concurrency());
    auto const count = limits.threads == 0 ? cores : limits.threads;
    for (std::size_t i = 0; i < count; ++i) threads_.emplace_back([this] { run(); });
}

Passwords::~Passwords() { stop(); }

bool Passwords::hash(std::string password, std::function<void(std::string)> done,
                     std::string const& address) {
    return add(address, [password = std::move(password), done = std::move(done)] {
        done(hash_password(password));
    });
}

bool Passwords::verify(std::string password, std::string hash, std::function<void(bool)> done,
                       std::string const& address) {
    bool const known = !hash.empty();
    return add(address,
               [password = std::move(password), hash = known ? std::move(hash) : nobodys_hash_,
                known, done = std::move(done)] { done(is_password(password, hash) && known); });
}

std::size_t Passwords::waiting() const {
    std::lock_guard const lock(mutex_);
    return waiting_.size();
}

void Passwords::stop() {
    std::vector<Job> left;
    {
        std::lock_guard const lock(mutex_);
        stopping_ = true;
        left = waiting_.take_all();
    }
    changed_.notify_all();
    for (auto& thread : threads_)
        if (thread.joinable()) thread.join();
}

bool Passwords::add(std::string const& address, Job job) {
    {
        std::lock_guard const lock(mutex_);
        if (stopping_ || !waiting_.add(http::limited_part(address), std::move(job))) return false;
    }
    changed_.notify_one();
    return true;
}

void Passwords::run() {
    std::unique_lock lock(mutex_);
    for (;;) {
        changed_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
        if (waiting_.empty()) return;
        auto const job = waiting_.next();
        lock.unlock();
        try {
            job();
        } catch (std::bad_alloc const&) {
            ++given_up_;  // who waits is answered when the job's `done` is destroyed
        }
        lock.lock();
    }
}

}  // namespace accounts
