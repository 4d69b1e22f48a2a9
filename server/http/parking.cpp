#include "server/http/parking.hpp"

#include <algorithm>

namespace http {

Parking::Parking(Limits limits)
    : limits_(limits), places_({limits.places, limits.places_each}), thread_([this] { run(); }) {}

Parking::~Parking() { stop(); }

std::uint64_t Parking::mark() const {
    std::lock_guard const lock(mutex_);
    return wakes_;
}

bool Parking::park(std::vector<std::string> const& keys, std::chrono::milliseconds wait,
                   std::uint64_t mark, std::unique_ptr<Responder>& responder, Leave leave,
                   std::string const& address) {
    auto place = places_.of(limited_part(address));
    std::lock_guard const lock(mutex_);
    if (stopping_ || !place.grow(1)) return false;
    auto const until = Clock::now() + wait;
    Parked parked{keys, until, std::move(responder), std::move(leave), std::move(place)};
    if (std::any_of(keys.begin(), keys.end(),
                    [&](auto const& key) { return last_wake(key) > mark; })) {
        leaving_.push_back({std::move(parked), Why::woken});
        changed_.notify_one();
        return true;
    }
    auto const number = ++next_number_;
    for (auto const& key : keys) by_key_[key].insert(number);
    bool const is_first = by_time_.empty() || until < by_time_.begin()->first;
    by_time_.emplace(until, number);
    parked_.emplace(number, std::move(parked));
    if (is_first) changed_.notify_one();
    return true;
}

void Parking::wake(std::string_view key) {
    std::lock_guard const lock(mutex_);
    last_wake(key) = ++wakes_;
    auto const found = by_key_.find(key);
    if (found == by_key_.end()) return;
    auto const numbers = found->second;  // a copy: unpark() takes them out of the original
    for (auto const number : numbers) leaving_.push_back({unpark(number), Why::woken});
    changed_.notify_one();
}

std::size_t Parking::size() const {
    std::lock_guard const lock(mutex_);
    return parked_.size();
}

void Parking::stop() {
    {
        std::lock_guard const lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_one();
    if (thread_.joinable()) thread_.join();
}

void Parking::run() {
    auto last_sweep = Clock::now();
    std::unique_lock lock(mutex_);
    for (bool last = false; !last;) {
        if (leaving_.empty() && !stopping_) {
            auto const next = next_look(last_sweep);
            if (next == Clock::time_point::max())
                changed_.wait(lock);
            else
                changed_.wait_until(lock, next);
        }
        last = stopping_;
        auto const now = Clock::now();
        std::vector<Parked> dropped;
        leave_late(now);
        if (now - last_sweep >= limits_.sweep) {
            drop_gone(dropped);
            last_sweep = now;
        }
        auto leaving = std::exchange(leaving_, {});
        lock.unlock();
        dropped.clear();
        for (auto& one : leaving) one.parked.leave(std::move(one.parked.responder), one.why);
        leaving.clear();
        lock.lock();
    }
}

Parking::Clock::time_point Parking::next_look(Clock::time_point last_sweep) const {
    if (by_time_.empty()) return Clock::time_point::max();
    return std::min(by_time_.begin()->first, last_sweep + limits_.sweep);
}

Parking::Parked Parking::unpark(std::uint64_t number) {
    auto const found = parked_.find(number);
    auto parked = std::move(found->second);
    parked_.erase(found);
    by_time_.erase({parked.until, number});
    for (auto const& key : parked.keys) {
        auto const numbers = by_key_.find(key);
        if (numbers == by_key_.end()) continue;  // a key that was given twice
        numbers->second.erase(number);
        if (numbers->second.empty()) by_key_.erase(numbers);
    }
    return parked;
}

void Parking::leave_late(Clock::time_point now) {
    while (!by_time_.empty() && (stopping_ || by_time_.begin()->first <= now)) {
        auto const number = by_time_.begin()->second;
        leaving_.push_back({unpark(number), stopping_ ? Why::stopping : Why::late});
    }
}

void Parking::drop_gone(std::vector<Parked>& dropped) {
    std::vector<std::uint64_t> gone;
    for (auto const& [number, parked] : parked_)
        if (parked.responder->gone()) gone.push_back(number);
    for (auto const number : gone) dropped.push_back(unpark(number));
}

std::uint64_t& Parking::last_wake(std::string_view key) {
    return last_wakes_[std::hash<std::string_view>{}(key) % last_wakes_.size()];
}

}  // namespace http
