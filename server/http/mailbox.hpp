// How other threads reach an event loop: a letter is left, and the loop is woken by an eventfd. It
// outlives its loop, so that an answer that comes too late is dropped instead of reaching freed
// memory or, worse, another person's connection that has got the same descriptor.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "server/http/descriptor.hpp"
#include "server/http/message.hpp"

namespace http {

class Connection;

struct Letter {
    enum class Kind { answer, close_idle, close_all };
    Kind kind = Kind::answer;
    std::shared_ptr<Connection> connection{};
    std::uint64_t serial = 0;  // which of the connection's requests is answered
    Reply reply{};
};

class Mailbox {
public:
    Mailbox();  // throws std::system_error when there is no descriptor left

    void post(Letter letter);    // any thread; dropped once closed
    std::vector<Letter> take();  // the loop's thread
    void close();                // what lies in it is dropped
    int wake_fd() const { return wake_.get(); }

private:
    Descriptor wake_;
    std::mutex mutex_;
    std::vector<Letter> letters_;
    bool closed_ = false;
};

}  // namespace http
