#include "server/http/edge_state.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <random>
#include <stdexcept>

namespace http {
namespace {

std::string hex(std::uint64_t number, std::size_t digits) {
    std::string text;
    for (std::size_t i = digits; i-- > 0;) text += "0123456789abcdef"[(number >> (4 * i)) & 15];
    return text;
}

// Without descriptors, Pistache's acceptor would spin; so some are always left for the rest of the
// program. The soft limit, often 1,024, is raised first as far as this process may.
std::size_t affordable_connections(EdgeOptions const& options) {
    constexpr rlim_t least = 16;
    rlimit files{};
    if (::getrlimit(RLIMIT_NOFILE, &files) != 0) return options.connections;
    rlim_t const others = 128 + options.writer.deliveries;
    rlim_t const wanted = options.connections + others;
    if (files.rlim_cur < wanted) {
        files.rlim_cur = std::min(wanted, files.rlim_max);
        ::setrlimit(RLIMIT_NOFILE, &files);
        if (::getrlimit(RLIMIT_NOFILE, &files) != 0) return options.connections;
    }
    return std::max(files.rlim_cur, others + least) - others;
}

// No more than a quarter of the descriptors that there may be at most.
std::size_t affordable_deliveries(std::size_t wanted) {
    rlimit files{};
    if (::getrlimit(RLIMIT_NOFILE, &files) != 0) return wanted;
    return std::min<rlim_t>(wanted, std::max<rlim_t>(1, files.rlim_max / 4));
}

EdgeOptions checked(EdgeOptions options) {
    if (options.threads < 1 || options.threads > 64)
        throw std::invalid_argument("the edge needs between 1 and 64 threads");
    options.writer.deliveries = affordable_deliveries(options.writer.deliveries);
    options.connections = std::min(options.connections, affordable_connections(options));
    if (options.head_bytes < 256) throw std::invalid_argument("a head needs at least 256 bytes");
    if (options.parts < 1) throw std::invalid_argument("a share is one of at least one part");
    return options;
}

Shares::Limits shared_out(std::uint64_t all, unsigned parts) {
    return {all, std::max<std::uint64_t>(1, all / parts)};
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
    : options(checked(std::move(given))),
      proxies(options.trusted_proxies),
      places({UINT64_MAX, shared_out(options.connections, options.parts).each}),
      // The writer itself counts how many there are together: slow ones may go for another.
      deliveries({UINT64_MAX, shared_out(options.writer.deliveries, options.parts).each}),
      rooms(options.body_bytes_together, options.parts),
      writer(options.writer) {
    std::random_device chance;
    id_prefix_ = hex(chance(), 8);
}

std::string EdgeState::next_id() { return id_prefix_ + hex(++id_count_, 8); }

}  // namespace http
