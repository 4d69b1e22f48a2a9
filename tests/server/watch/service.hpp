// A real HTTP server that stands in for a Sentry-compatible service.
#pragma once

#include <doctest/doctest.h>

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "server/http/edge.hpp"

namespace watch_test {

// Keeps what was posted, and answers with a status.
class Service {
public:
    explicit Service(int status = 200) : edge_({}) {
        edge_.start(
            [this, status](http::Request request, std::unique_ptr<http::Responder> responder) {
                {
                    std::lock_guard const lock(mutex_);
                    received_.push_back(std::move(request));
                }
                changed_.notify_all();
                http::Reply reply;
                reply.status = status;
                responder->send(std::move(reply));
            });
    }
    std::string dsn() const {
        return "http://publickey@127.0.0.1:" + std::to_string(edge_.port()) + "/prefix/42";
    }
    http::Request wait_for(std::size_t count) {
        std::unique_lock lock(mutex_);
        bool const came = changed_.wait_for(lock, std::chrono::seconds(60),
                                            [&] { return received_.size() >= count; });
        REQUIRE_MESSAGE(came, "the service heard nothing");
        return received_[count - 1];
    }
    std::size_t received() const {
        std::lock_guard const lock(mutex_);
        return received_.size();
    }

private:
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<http::Request> received_;
    http::Edge edge_;  // last, so that it ends first
};

}  // namespace watch_test
