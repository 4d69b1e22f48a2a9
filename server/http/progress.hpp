// Whether bytes come fast enough to be waited for. Somebody on a slow line is: what counts is that
// a little comes in every window, however long the whole takes. Who only says that much is to come
// is not waited for longer than one window.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace http {

class Progress {
public:
    using Clock = std::chrono::steady_clock;
    struct Least {
        std::chrono::milliseconds window{20'000};
        std::uint64_t bytes_per_s = 512;  // 4 kbit/s
    };

    void begin(Clock::time_point now) {
        since_ = now;
        bytes_ = 0;
    }
    void arrived(std::size_t bytes) { bytes_ += bytes; }

    // What came for each second of the window so far.
    std::uint64_t bytes_per_s(Clock::time_point now) const {
        auto const passed = std::chrono::duration_cast<std::chrono::milliseconds>(now - since_);
        return bytes_ * 1000 /
               std::max<std::uint64_t>(1, static_cast<std::uint64_t>(passed.count()));
    }
    // Whether it is slow already, once so much of the window has passed.
    bool is_behind(Least const& least, Clock::time_point now) const {
        return now - since_ >= least.window && bytes_per_s(now) < least.bytes_per_s;
    }

    // Judges a window when it is over, and begins the next.
    bool is_too_slow(Least const& least, Clock::time_point now) {
        auto const passed = std::chrono::duration_cast<std::chrono::milliseconds>(now - since_);
        if (passed < least.window) return false;
        auto const wanted = least.bytes_per_s * static_cast<std::uint64_t>(least.window.count());
        bool const too_slow = bytes_ * 1000 < wanted;
        begin(now);
        return too_slow;
    }

private:
    Clock::time_point since_{};
    std::uint64_t bytes_ = 0;
};

}  // namespace http
