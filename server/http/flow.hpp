// A body that is made while it is sent. Whoever makes it waits while as much is made as may be held
// at once; whoever sends it never waits, and is told when there is more. Either may end it.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

namespace http {

class Flow {
public:
    explicit Flow(std::size_t most_bytes) : most_(most_bytes) {}

    // For who sends it: the last of these to end closes it.
    static std::shared_ptr<Flow> taker_of(std::shared_ptr<Flow> flow);

    // ---- who makes it; any thread

    // Waits for room; a piece that is larger than all of it waits for what is held to be gone.
    // False: nobody takes it any more. No piece is empty.
    bool put(std::string piece);
    // No more will come. What was not ended so when its maker is gone must be ended as broken.
    enum class End { whole, broken };
    void end(End how);  // the first one counts

    // ---- who sends it

    enum class State { waits, piece, whole, broken };
    struct Next {
        State state = State::waits;
        std::string piece{};
    };
    Next take();
    // Called after each change, on the maker's thread, until it is closed. It must not take.
    void on_change(std::function<void()> tell);
    void close();

    std::size_t most_bytes() const { return most_; }
    std::size_t held() const;       // bytes, made and not taken
    std::size_t most_held() const;  // of all times

private:
    void tell() const;

    std::size_t const most_;
    mutable std::mutex mutex_;
    std::condition_variable room_;
    std::deque<std::string> pieces_;
    std::size_t held_ = 0, most_held_ = 0;
    bool closed_ = false, ended_ = false;
    End how_ = End::broken;
    std::function<void()> tell_;
};

}  // namespace http
