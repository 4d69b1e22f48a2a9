// The threads that may wait: for the database, for a password's hash. The edge's own threads never
// do. There are few of them, and what waits for them is bounded: a server that has too much to do
// says so at once instead of answering everybody late.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "server/http/log.hpp"
#include "server/http/message.hpp"

namespace http {

class Workers {
public:
    // The answer; or nothing, when the work has taken the responder away to answer later. The work
    // may keep the request, too.
    using Work = std::function<std::optional<Reply>(Request&, std::unique_ptr<Responder>&)>;

    struct Limits {
        std::size_t threads = 8;
        std::size_t waiting = 1000;
    };

    Workers(Limits limits, Log log);
    ~Workers();  // stops
    Workers(Workers const&) = delete;
    Workers& operator=(Workers const&) = delete;

    // Does the work for the request on one of the threads. When too much waits, or after stop(), it
    // is answered 503 with Retry-After. What the work throws is logged with the request's id and
    // answered 500 without its text. A request whose client has left is not begun.
    void answer(Request request, std::unique_ptr<Responder> responder, Work work);

    // What runs is finished; what waits is answered 503.
    void stop();

private:
    struct Job {
        Request request;
        std::unique_ptr<Responder> responder;
        Work work;
    };

    void run();
    void run_one(Job job);

    Limits const limits_;
    Log const log_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Job> waiting_;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace http
