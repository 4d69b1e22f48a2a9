#include "server/http/workers.hpp"

#include <exception>

#include "server/http/problem.hpp"
#include "server/http/shares.hpp"

namespace http {
namespace {

void answer_busy(Request const& request, Responder& responder) {
    auto reply = problem_reply(503, "busy", request.id);
    reply.headers.emplace_back("Retry-After", "1");
    responder.send(std::move(reply));
}

}  // namespace

Workers::Workers(Limits limits, Log log, Failed failed)
    : limits_(limits),
      log_(std::move(log)),
      failed_(std::move(failed)),
      waiting_({limits.waiting, limits.waiting_each}) {
    for (std::size_t i = 0; i < limits_.threads; ++i) threads_.emplace_back([this] { run(); });
}

Workers::~Workers() { stop(); }

void Workers::answer(Request request, std::unique_ptr<Responder> responder, Work work) {
    auto const who = limited_part(request.address);
    Job job{std::move(request), std::move(responder), std::move(work)};
    {
        std::lock_guard const lock(mutex_);
        if (!stopping_ && waiting_.add(who, std::move(job))) {
            changed_.notify_one();
            return;
        }
    }
    answer_busy(job.request, *job.responder);
}

void Workers::stop() {
    std::vector<Job> left;
    {
        std::lock_guard const lock(mutex_);
        stopping_ = true;
        left = waiting_.take_all();
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
        auto job = waiting_.next();
        ++running_;
        lock.unlock();
        run_one(std::move(job));
        lock.lock();
        --running_;
    }
}

std::size_t Workers::waiting() const {
    std::lock_guard const lock(mutex_);
    return waiting_.size();
}

std::size_t Workers::running() const {
    std::lock_guard const lock(mutex_);
    return running_;
}

Reply Workers::broken(std::string const& route, std::string const& id,
                      std::string_view what) const {
    log_.failure(id, what);
    auto const number = failed_ ? failed_(route, what) : std::nullopt;
    Fault fault;
    fault.status = 500;
    fault.rule = "unexpected";
    fault.arguments = {{"report", number ? std::to_string(*number) : id}};
    auto reply = problem_reply(fault, id);
    reply.route = route;
    return reply;
}

void Workers::run_one(Job job) {
    if (job.responder->gone()) return;
    auto const id = job.request.id;  // the work may move the request away
    auto const route = job.request.route;
    std::optional<Reply> reply;
    try {
        reply = job.work(job.request, job.responder);
    } catch (std::exception const& error) {
        reply = broken(route, id, error.what());
    } catch (...) {
        reply = broken(route, id, "an exception that is no std::exception");
    }
    if (reply && job.responder) job.responder->send(std::move(*reply));
}

}  // namespace http
