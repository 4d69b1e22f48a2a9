// What is due when: the timers of a native window, asked by its loop.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <utility>

#include "web-client/platform/platform.hpp"

namespace platform {

class Timers {
public:
    void add(Ticket ticket, std::int64_t due_ms, std::function<void()> done) {
        timers_.emplace(std::pair(due_ms, ticket), std::move(done));
    }
    void cancel(Ticket ticket) {
        for (auto timer = timers_.begin(); timer != timers_.end(); ++timer)
            if (timer->first.second == ticket) {
                timers_.erase(timer);
                return;
            }
    }
    std::optional<std::int64_t> next_due_ms() const {
        if (timers_.empty()) return std::nullopt;
        return timers_.begin()->first.first;
    }
    // Those that are due now; not those that they add meanwhile, so that the loop goes on.
    void run(std::int64_t now_ms, Ticket newest) {
        while (!timers_.empty() && timers_.begin()->first.first <= now_ms) {
            auto timer = timers_.begin();
            while (timer != timers_.end() && timer->first.second > newest) ++timer;
            if (timer == timers_.end() || timer->first.first > now_ms) return;
            auto const done = std::move(timer->second);
            timers_.erase(timer);
            done();
        }
    }

private:
    std::map<std::pair<std::int64_t, Ticket>, std::function<void()>> timers_;
};

}  // namespace platform
