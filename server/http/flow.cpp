#include "server/http/flow.hpp"

#include <algorithm>
#include <utility>

namespace http {

std::shared_ptr<Flow> Flow::taker_of(std::shared_ptr<Flow> flow) {
    auto* const it = flow.get();
    return {it, [flow = std::move(flow)](Flow* closing) { closing->close(); }};
}

bool Flow::put(std::string piece) {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [&] { return closed_ || held_ == 0 || held_ + piece.size() <= most_; });
    if (closed_) return false;
    held_ += piece.size();
    most_held_ = std::max(most_held_, held_);
    pieces_.push_back(std::move(piece));
    tell();
    return true;
}

void Flow::end(End how) {
    std::lock_guard const lock(mutex_);
    if (std::exchange(ended_, true)) return;
    how_ = how;
    tell();
}

// With the lock, so that whoever has closed it is told nothing more.
void Flow::tell() const {
    if (tell_) tell_();
}

Flow::Next Flow::take() {
    std::lock_guard const lock(mutex_);
    if (pieces_.empty()) {
        if (!ended_) return {};
        return {how_ == End::whole ? State::whole : State::broken};
    }
    Next next{State::piece, std::move(pieces_.front())};
    pieces_.pop_front();
    held_ -= next.piece.size();
    room_.notify_all();
    return next;
}

void Flow::on_change(std::function<void()> tell) {
    std::lock_guard const lock(mutex_);
    tell_ = std::move(tell);
}

void Flow::close() {
    std::lock_guard const lock(mutex_);
    closed_ = true;
    tell_ = nullptr;
    pieces_.clear();
    held_ = 0;
    room_.notify_all();
}

std::size_t Flow::held() const {
    std::lock_guard const lock(mutex_);
    return held_;
}

std::size_t Flow::most_held() const {
    std::lock_guard const lock(mutex_);
    return most_held_;
}

}  // namespace http
