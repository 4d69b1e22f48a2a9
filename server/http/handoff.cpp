#include "server/http/handoff.hpp"

#include <linux/sockios.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

namespace http {
namespace {

constexpr int tick_ms = 100;
constexpr std::size_t most_at_once = 1u
                                     << 20;  // so that one fast reader does not hold the others up

Descriptor checked(int fd, char const* what) {
    if (fd < 0) throw std::system_error(errno, std::generic_category(), what);
    return Descriptor(fd);
}

bool would_block() { return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR; }

// Reads and forgets; false when the peer has ended or broken the connection.
bool drain(int socket) {
    std::array<char, 16 * 1024> bytes;
    auto const got = ::recv(socket, bytes.data(), bytes.size(), MSG_DONTWAIT);
    return got > 0 || (got < 0 && would_block());
}

// What the kernel has taken may lie in its own buffer for long.
std::size_t acknowledged(Delivery const& delivery) {
    return delivery.sent - std::min(delivery.sent, unread_bytes(delivery.socket.get()));
}

}  // namespace

std::ptrdiff_t send_some(int socket, Delivery const& delivery) {
    std::array<iovec, 2> parts{};
    std::size_t count = 0;
    auto const add = [&](std::string const& bytes, std::size_t skip) {
        if (skip >= bytes.size()) return;
        // sendmsg only reads what the vector points to.
        parts[count].iov_base = const_cast<char*>(bytes.data() + skip);
        parts[count++].iov_len = std::min(bytes.size() - skip, most_at_once);
    };
    auto const head = delivery.head.size();
    add(delivery.head, delivery.sent);
    if (delivery.body) add(*delivery.body, delivery.sent > head ? delivery.sent - head : 0);
    msghdr message{};
    message.msg_iov = parts.data();
    message.msg_iovlen = count;
    auto const sent = ::sendmsg(socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0) return would_block() ? 0 : -1;
    return sent;
}

std::size_t unread_bytes(int socket) {
    int bytes = 0;
    bool const known = ::ioctl(socket, SIOCOUTQ, &bytes) == 0;
    return known && bytes > 0 ? static_cast<std::size_t>(bytes) : 0;
}

std::size_t send_buffer(int socket) {
    int bytes = 0;
    socklen_t size = sizeof bytes;
    if (::getsockopt(socket, SOL_SOCKET, SO_SNDBUF, &bytes, &size) != 0 || bytes < 0) return 0;
    return static_cast<std::size_t>(bytes);
}

void end_writing(int socket) { ::shutdown(socket, SHUT_WR); }

Writer::Writer(Limits limits)
    : limits_(limits),
      poll_(checked(::epoll_create1(EPOLL_CLOEXEC), "epoll_create1")),
      wake_(checked(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC), "eventfd")) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = wake_.get();
    if (::epoll_ctl(poll_.get(), EPOLL_CTL_ADD, wake_.get(), &event) != 0)
        throw std::system_error(errno, std::generic_category(), "epoll_ctl");
    thread_ = std::thread([this] { run(); });
}

Writer::~Writer() { stop(); }

bool Writer::take(Delivery& delivery) {
    std::lock_guard const lock(mutex_);
    auto const bytes = delivery.size();
    // As if the slow ones were gone: they go when this one comes to the writer's thread.
    if (stopping_ || taken_.deliveries - slow_.deliveries >= limits_.deliveries) return false;
    auto const others = taken_.bytes - slow_.bytes;
    if (bytes > limits_.waiting_bytes - std::min(others, limits_.waiting_bytes)) return false;
    taken_.bytes += bytes;
    ++taken_.deliveries;
    new_.push_back(std::move(delivery));
    ::eventfd_write(wake_.get(), 1);
    return true;
}

std::size_t Writer::size() const {
    std::lock_guard const lock(mutex_);
    return taken_.deliveries;
}

void Writer::stop() {
    {
        std::lock_guard const lock(mutex_);
        stopping_ = true;
    }
    ::eventfd_write(wake_.get(), 1);
    if (thread_.joinable()) thread_.join();
}

void Writer::run() {
    std::array<epoll_event, 64> events;
    Clock::time_point watched{};
    for (;;) {
        auto const count = ::epoll_wait(poll_.get(), events.data(), static_cast<int>(events.size()),
                                        active_.empty() ? -1 : tick_ms);
        for (int i = 0; i < count; ++i) {
            auto const& event = events[static_cast<std::size_t>(i)];
            if (event.data.fd == wake_.get())
                adopt_new();
            else
                serve(event.data.fd);
        }
        if (auto const now = Clock::now(); now - watched >= std::chrono::milliseconds(tick_ms)) {
            watched = now;
            watch(now);
            give_up_late(now);
        }
        std::lock_guard const lock(mutex_);
        if (stopping_) break;
    }
    adopt_new();
    for (auto& [fd, active] : active_)
        if (!active.lingers) finish(active, false);
    active_.clear();
}

void Writer::adopt_new() {
    eventfd_t wakes = 0;
    ::eventfd_read(wake_.get(), &wakes);
    std::vector<Delivery> arrived;
    {
        std::lock_guard const lock(mutex_);
        arrived.swap(new_);
    }
    auto const now = Clock::now();
    for (auto& delivery : arrived) {
        auto const fd = delivery.socket.get();
        Active active{std::move(delivery), now + limits_.altogether};
        active.progress.begin(now);
        epoll_event event{};
        event.events = EPOLLOUT;
        event.data.fd = fd;
        if (::epoll_ctl(poll_.get(), EPOLL_CTL_ADD, fd, &event) == 0)
            active_.emplace(fd, std::move(active));
        else
            finish(active, false);
    }
    make_room();
}

bool Writer::is_overfull() const {
    std::lock_guard const lock(mutex_);
    return taken_.deliveries > limits_.deliveries || taken_.bytes > limits_.waiting_bytes;
}

void Writer::make_room() {
    auto const now = Clock::now();
    // The slowest is the first; who is not slow comes after all who are.
    auto const before = [now](auto const& a, auto const& b) {
        auto const rank = [now](Active const& active) {
            return std::pair(!active.slow, active.progress.bytes_per_s(now));
        };
        return rank(a.second) < rank(b.second);
    };
    while (is_overfull()) {
        auto const slowest = std::min_element(active_.begin(), active_.end(), before);
        if (slowest == active_.end() || !slowest->second.slow) return;
        finish(slowest->second, false);
        active_.erase(slowest);
    }
}

void Writer::serve(int fd) {
    auto const found = active_.find(fd);
    if (found == active_.end()) return;
    auto& active = found->second;
    if (active.lingers ? drain(fd) : write(active)) return;
    if (!active.lingers) finish(active, false);
    active_.erase(found);  // closes the socket, which also leaves the epoll set
}

bool Writer::write(Active& active) {
    auto const sent = send_some(active.delivery.socket.get(), active.delivery);
    if (sent < 0) return false;
    active.delivery.sent += static_cast<std::size_t>(sent);
    if (active.delivery.sent < active.delivery.size()) return true;
    finish(active, true);
    auto const fd = active.delivery.socket.get();
    end_writing(fd);
    active.lingers = true;
    active.until = Clock::now() + limits_.linger;
    epoll_event event{};
    event.events = EPOLLIN | EPOLLRDHUP;
    event.data.fd = fd;
    return ::epoll_ctl(poll_.get(), EPOLL_CTL_MOD, fd, &event) == 0;
}

void Writer::finish(Active& active, bool whole) {
    {
        std::lock_guard const lock(mutex_);
        auto const leaves = [bytes = active.delivery.size()](Room& room) {
            room.bytes -= bytes;
            --room.deliveries;
        };
        leaves(taken_);
        if (active.slow) leaves(slow_);
        active.slow = false;
    }
    if (active.delivery.done) active.delivery.done(active.delivery.sent, whole);
    active.delivery.done = nullptr;
    active.delivery.body.reset();
}

void Writer::watch(Clock::time_point now) {
    Room slow;
    for (auto& [fd, active] : active_) {
        if (active.lingers) continue;
        auto const received = acknowledged(active.delivery);
        active.progress.arrived(received - std::min(received, active.received));
        active.received = received;
        active.slow = active.progress.is_behind(limits_.progress_when_full, now);
        if (!active.slow) continue;
        slow.bytes += active.delivery.size();
        ++slow.deliveries;
    }
    std::lock_guard const lock(mutex_);
    slow_ = slow;
}

void Writer::give_up_late(Clock::time_point now) {
    for (auto it = active_.begin(); it != active_.end();) {
        auto& active = it->second;
        bool const late = now >= active.until ||
                          (!active.lingers && active.progress.is_too_slow(limits_.progress, now));
        if (late && !active.lingers) finish(active, false);
        it = late ? active_.erase(it) : std::next(it);
    }
}

}  // namespace http
