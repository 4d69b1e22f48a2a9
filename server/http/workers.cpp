#include "server/http/workers.hpp"

#include <exception>

#include "server/http/problem.hpp"

namespace http {
namespace {

void answer_busy(Request const& request, Responder& responder) {
    auto reply = problem_reply(503, "busy", request.id);
    reply.headers.emplace_back("Retry-After", "1");
    responder.send(std::move(reply));
}

}  // namespace

Workers::Workers(Limits limits, Log log) : limits_(limits), log_(std::move(log)) {
    for (std::size_t i = 0; i < limits_.threads; ++i) threads_.emplace_back([this] { run(); });
}

Workers::~Workers() { stop(); }

void Workers::answer(Request request, std::unique_ptr<Responder> responder, Work work) {
    {
        std::lock_guard const lock(mutex_);
        if (!stopping_ && waiting_.size() < limits_.waiting) {
            waiting_.push_back({std::move(request), std::move(responder), std::move(work)});
            changed_.notify_one();
            return;
        }
    }
    answer_busy(request, *responder);
}

void Workers::stop() {
    std::deque<Job> left;
    {
        std::lock_guard const lock(mutex_);
        stopping_ = true;
        left.swap(waiting_);
    }
    changed_.notify_all();
    for (auto const& job : left) answer_busy(job.request, *job.responder);
    for (auto& thread : threads_)
        if (thread.joinable()) thread.join();
}

void Workers::run() {
    std::unique_lock lock(mutex_);
    for (;;) {
        changed_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
        if (waiting_.empty()) return;
        auto job = std::move(waiting_.front());
        waiting_.pop_front();
        lock.unlock();
        run_one(std::move(job));
        lock.lock();
    }
}

void Workers::run_one(Job job) {
    if (job.responder->gone()) return;
    auto const id = job.request.id;  // the work may move the request away
    std::optional<Reply> reply;
    try {
        reply = job.work(job.request, job.responder);
    } catch (std::exception const& error) {
        log_.failure(id, error.what());
        reply = problem_reply(500, "", id);
    } catch (...) {
        log_.failure(id, "an exception that is no std::exception");
        reply = problem_reply(500, "", id);
    }
    if (reply && job.responder) job.responder->send(std::move(*reply));
}

}  // namespace http
