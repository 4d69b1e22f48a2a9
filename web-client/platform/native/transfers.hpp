// HTTP by libcurl, many requests at a time on one thread of their own.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "web-client/platform/native/mailbox.hpp"
#include "web-client/platform/platform.hpp"

namespace platform {

class Transfers {
public:
    // `server` is put before each request's path.
    Transfers(std::string server, Mailbox& mailbox);
    ~Transfers();  // what is under way is dropped, unanswered
    Transfers(Transfers const&) = delete;
    Transfers& operator=(Transfers const&) = delete;

    // `done` comes through the mailbox.
    void send(Ticket ticket, Request request, std::function<void(Answer)> done);
    // The connection is closed at once. An answer may be in the mailbox already.
    void cancel(Ticket ticket);

private:
    class Worker;
    std::unique_ptr<Worker> worker_;
};

}  // namespace platform
