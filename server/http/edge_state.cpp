#include "server/http/edge_state.hpp"

#include <random>
#include <stdexcept>

namespace http {
namespace {

std::string hex(std::uint64_t number, std::size_t digits) {
    std::string text;
    for (std::size_t i = digits; i-- > 0;) text += "0123456789abcdef"[(number >> (4 * i)) & 15];
    return text;
}

EdgeOptions checked(EdgeOptions options) {
    if (options.threads < 1 || options.threads > 64)
        throw std::invalid_argument("the edge needs between 1 and 64 threads");
    if (options.head_bytes < 256) throw std::invalid_argument("a head needs at least 256 bytes");
    return options;
}

}  // namespace

void Running::begin() {
    std::lock_guard const lock(mutex_);
    ++count_;
}

void Running::end() {
    std::lock_guard const lock(mutex_);
    if (--count_ == 0) none_.notify_all();
}

bool Running::wait_for_none(std::chrono::steady_clock::time_point until) {
    std::unique_lock lock(mutex_);
    return none_.wait_until(lock, until, [this] { return count_ == 0; });
}

EdgeState::EdgeState(EdgeOptions given)
    : options(checked(std::move(given))), proxies(options.trusted_proxies), writer(options.writer) {
    std::random_device chance;
    id_prefix_ = hex(chance(), 8);
}

std::string EdgeState::next_id() { return id_prefix_ + hex(++id_count_, 8); }

}  // namespace http
