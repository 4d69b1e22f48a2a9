// Where other threads leave work for the thread that draws.
#pragma once

#include <cstddef>
#include <functional>
#include <iterator>
#include <mutex>
#include <utility>
#include <vector>

namespace platform {

class Mailbox {
public:
    // `ring` is called on the posting thread, and makes the drawing thread call run().
    explicit Mailbox(std::function<void()> ring) : ring_(std::move(ring)) {}

    void post(std::function<void()> work) {
        {
            std::lock_guard const guard(mutex_);
            work_.push_back(std::move(work));
        }
        ring_();
    }

    // Does, in the order posted, what has arrived until now. What throws passes through, and the
    // rest is done the next time.
    void run() {
        std::vector<std::function<void()>> arrived;
        {
            std::lock_guard const guard(mutex_);
            arrived.swap(work_);
        }
        std::size_t begun = 0;
        try {
            while (begun < arrived.size()) arrived[begun++]();
        } catch (...) {
            arrived.erase(arrived.begin(), arrived.begin() + static_cast<std::ptrdiff_t>(begun));
            std::lock_guard const guard(mutex_);
            work_.insert(work_.begin(), std::make_move_iterator(arrived.begin()),
                         std::make_move_iterator(arrived.end()));
            ring_();
            throw;
        }
    }

private:
    std::function<void()> ring_;
    std::mutex mutex_;
    std::vector<std::function<void()>> work_;
};

}  // namespace platform
