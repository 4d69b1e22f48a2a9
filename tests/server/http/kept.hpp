// A handler that keeps what it is asked until the test takes it.
#pragma once

#include <doctest/doctest.h>

#include <condition_variable>
#include <list>
#include <memory>
#include <mutex>
#include <utility>

#include "server/http/message.hpp"

namespace http_test {

using Held = std::unique_ptr<http::Responder>;

class Kept {
public:
    struct One {
        http::Request request;
        Held responder;
    };
    http::Handler handler() {
        return [this](http::Request request, Held responder) {
            std::lock_guard const lock(mutex_);
            kept_.push_back({std::move(request), std::move(responder)});
            arrived_.notify_all();
        };
    }
    One take() {
        std::unique_lock lock(mutex_);
        REQUIRE(arrived_.wait_for(lock, std::chrono::seconds(60), [&] { return !kept_.empty(); }));
        auto one = std::move(kept_.front());
        kept_.pop_front();
        return one;
    }

private:
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::list<One> kept_;
};

// Lets a body come that is asked about; of chunks so many bytes.
inline http::Reply go_on(std::uint64_t most = 0) {
    http::Reply reply;
    reply.status = 100;
    reply.body_bytes = most;
    return reply;
}

}  // namespace http_test
