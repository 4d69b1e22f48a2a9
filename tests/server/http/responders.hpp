// A responder that remembers what it was told, for tests without sockets.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "server/http/message.hpp"

namespace http_test {

// What became of a request: shared between the test and its responder.
struct Fate {
    std::mutex mutex;
    std::vector<http::Reply> replies;
    std::atomic<bool> gone{false};
    std::atomic<bool> dropped{false};  // freed without an answer

    std::size_t count() {
        std::lock_guard const lock(mutex);
        return replies.size();
    }
};

class Remembering final : public http::Responder {
public:
    explicit Remembering(std::shared_ptr<Fate> fate) : fate_(std::move(fate)) {}
    ~Remembering() override {
        if (!answered_) fate_->dropped = true;
    }
    void send(http::Reply reply) override {
        answered_ = true;
        std::lock_guard const lock(fate_->mutex);
        fate_->replies.push_back(std::move(reply));
    }
    bool gone() const override { return fate_->gone; }

private:
    std::shared_ptr<Fate> fate_;
    bool answered_ = false;
};

}  // namespace http_test
