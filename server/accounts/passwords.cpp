#include "server/accounts/passwords.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <new>

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
    : most_waiting_(limits.waiting), nobodys_hash_(hash_password(server::random_bytes(32))) {
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
    return waiting_;
}

void Passwords::stop() {
    std::list<Line> left;
    {
        std::lock_guard const lock(mutex_);
        stopping_ = true;
        left.swap(lines_);
        waiting_ = 0;
    }
    changed_.notify_all();
    for (auto& thread : threads_)
        if (thread.joinable()) thread.join();
}

bool Passwords::add(std::string const& address, Job job) {
    {
        std::lock_guard const lock(mutex_);
        if (stopping_ || waiting_ >= most_waiting_) return false;
        auto line = std::find_if(lines_.begin(), lines_.end(),
                                 [&](Line const& one) { return one.address == address; });
        if (line == lines_.end()) line = lines_.insert(line, {address, {}});
        bool const too_many = !address.empty() && 2 * line->jobs.size() >= most_waiting_;
        if (too_many) return false;  // so the line is not new
        line->jobs.push_back(std::move(job));
        ++waiting_;
    }
    changed_.notify_one();
    return true;
}

Passwords::Job Passwords::next() {
    auto& line = lines_.front();
    auto job = std::move(line.jobs.front());
    line.jobs.pop_front();
    --waiting_;
    if (line.jobs.empty())
        lines_.pop_front();
    else
        lines_.splice(lines_.end(), lines_, lines_.begin());
    return job;
}

void Passwords::run() {
    std::unique_lock lock(mutex_);
    for (;;) {
        changed_.wait(lock, [this] { return stopping_ || waiting_ > 0; });
        if (waiting_ == 0) return;
        auto const job = next();
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
