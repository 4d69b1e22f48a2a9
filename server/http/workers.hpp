// The threads that may wait: for the database, for a password's hash. The edge's own threads never
// do. There are few of them, and what waits for them is bounded: a server that has too much to do
// says so at once instead of answering everybody late. Addresses are served in turns, and none
// takes all places.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "server/http/log.hpp"
#include "server/http/message.hpp"
#include "server/http/turns.hpp"

namespace http {

class Workers {
public:
    // The answer; or nothing, when the work has taken the responder away to answer later. The work
    // may keep the request, too.
    using Work = std::function<std::optional<Reply>(Request&, std::unique_ptr<Responder>&)>;

    struct Limits {
        std::size_t threads = 8;
        std::size_t waiting = 4000;
        std::size_t waiting_each = 1000;  // of one address
    };

    // Told of what a work threw, and answers the number by which it will be found again; without
    // one it is found in the log, by the request's id.
    using Failed =
        std::function<std::optional<std::int64_t>(std::string_view route, std::string_view what)>;

    Workers(Limits limits, Log log, Failed failed = {});
    ~Workers();  // stops
    Workers(Workers const&) = delete;
    Workers& operator=(Workers const&) = delete;

    // Does the work for the request on one of the threads. When too much waits, at all or of its
    // address, or after stop(), it is answered 503 with Retry-After. What the work throws is logged
    // with the request's id and answered 500 without its text, but with the number of its report. A
    // request whose client has left is not begun.
    void answer(Request request, std::unique_ptr<Responder> responder, Work work);

    std::size_t waiting() const;
    std::size_t running() const;
    std::size_t threads() const { return limits_.threads; }

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
    Reply broken(std::string const& route, std::string const& id, std::string_view what) const;

    Limits const limits_;
    Log const log_;
    Failed const failed_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    Turns<Job> waiting_;
    std::size_t running_ = 0;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace http
