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
#include <charconv>
#include <system_error>
#include <utility>

namespace http {
namespace {

constexpr int tick_ms = 100;
constexpr std::uint32_t to_write = EPOLLOUT, to_flow = EPOLLOUT | EPOLLRDHUP;
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
    auto const sent = delivery.sent_before + delivery.sent;
    return sent - std::min(sent, unread_bytes(delivery.socket.get()));
}

// RFC 9112, 7.1
std::string chunk_of(std::string_view piece) {
    std::array<char, 20> size{};
    auto const end = std::to_chars(size.data(), size.data() + size.size(), piece.size(), 16).ptr;
    std::string chunk(size.data(), end);
    chunk.reserve(chunk.size() + piece.size() + 4);
    return chunk.append("\r\n").append(piece).append("\r\n");
}

void stand_in_place(Delivery& delivery, std::string bytes) {
    delivery.sent_before += std::exchange(delivery.sent, 0);
    delivery.head = std::move(bytes);
}

// Whoever was told no length must not take a part for the whole.
void reset_when_closed(int socket) {
    linger const at_once{1, 0};
    ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
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
    // Of a flow: what it holds, and the piece that is being sent.
    auto const bytes = delivery.flow ? 2 * delivery.flow->most_bytes() : delivery.size();
    // As if the slow ones were gone: they go when this one comes to the writer's thread.
    if (stopping_ || taken_.deliveries - slow_.deliveries >= limits_.deliveries) return false;
    auto const others = taken_.bytes - slow_.bytes;
    if (bytes > limits_.waiting_bytes - std::min(others, limits_.waiting_bytes)) return false;
    taken_.bytes += bytes;
    ++taken_.deliveries;
    delivery.room = bytes;
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
                serve(event.data.fd, event.events);
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
    for (auto& delivery : arrived) adopt(std::move(delivery));
    make_room();
    go_on_with_flows();
}

void Writer::adopt(Delivery delivery) {
    auto const now = Clock::now();
    auto const fd = delivery.socket.get();
    Active active{std::move(delivery), now + limits_.altogether};
    active.progress.begin(now);
    epoll_event event{};
    event.events = active.delivery.flow ? to_flow : to_write;
    event.data.fd = fd;
    if (::epoll_ctl(poll_.get(), EPOLL_CTL_ADD, fd, &event) != 0) return finish(active, false);
    if (active.delivery.flow) active.delivery.flow->on_change([this, fd] { wake(fd); });
    active_.emplace(fd, std::move(active));
}

void Writer::wake(int fd) {
    {
        std::lock_guard const lock(mutex_);
        woken_.push_back(fd);
    }
    ::eventfd_write(wake_.get(), 1);
}

// By then the number may be another's, to whom it says nothing new.
void Writer::go_on_with_flows() {
    std::vector<int> woken;
    {
        std::lock_guard const lock(mutex_);
        woken.swap(woken_);
    }
    for (int const fd : woken) {
        auto const found = active_.find(fd);
        if (found == active_.end() || !found->second.waits) continue;
        found->second.waits = false;
        listen_for(found->second, to_flow);
    }
}

bool Writer::listen_for(Active const& active, std::uint32_t events) const {
    epoll_event event{};
    event.events = events;
    event.data.fd = active.delivery.socket.get();
    return ::epoll_ctl(poll_.get(), EPOLL_CTL_MOD, event.data.fd, &event) == 0;
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

void Writer::serve(int fd, std::uint32_t events) {
    auto const found = active_.find(fd);
    if (found == active_.end()) return;
    auto& active = found->second;
    bool const has_left =
        active.delivery.flow && (events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0;
    if (!has_left && (active.lingers ? drain(fd) : write(active))) return;
    if (!active.lingers) finish(active, false);
    active_.erase(found);  // closes the socket, which also leaves the epoll set
}

bool Writer::write(Active& active) {
    auto const sent = send_some(active.delivery.socket.get(), active.delivery);
    if (sent < 0) return false;
    active.delivery.sent += static_cast<std::size_t>(sent);
    if (active.delivery.sent < active.delivery.size()) return true;
    return active.delivery.flow ? next_piece(active) : end_writing_of(active);
}

bool Writer::next_piece(Active& active) {
    auto& delivery = active.delivery;
    auto next = delivery.flow->take();
    switch (next.state) {
        case Flow::State::waits:
            active.waits = true;
            return listen_for(active, EPOLLRDHUP);
        case Flow::State::piece:
            stand_in_place(delivery,
                           delivery.in_chunks ? chunk_of(next.piece) : std::move(next.piece));
            return true;
        case Flow::State::whole:
            delivery.flow->close();
            delivery.flow.reset();
            if (!delivery.in_chunks) return end_writing_of(active);
            stand_in_place(delivery, "0\r\n\r\n");
            return listen_for(active, to_write);
        case Flow::State::broken:
            break;
    }
    reset_when_closed(delivery.socket.get());
    return false;
}

bool Writer::end_writing_of(Active& active) {
    finish(active, true);
    end_writing(active.delivery.socket.get());
    active.lingers = true;
    active.until = Clock::now() + limits_.linger;
    return listen_for(active, EPOLLIN | EPOLLRDHUP);
}

void Writer::finish(Active& active, bool whole) {
    {
        std::lock_guard const lock(mutex_);
        auto const leaves = [bytes = active.delivery.room](Room& room) {
            room.bytes -= bytes;
            --room.deliveries;
        };
        leaves(taken_);
        if (active.slow) leaves(slow_);
        active.slow = false;
    }
    auto& delivery = active.delivery;
    if (delivery.done) delivery.done(delivery.sent_before + delivery.sent, whole);
    delivery.done = nullptr;
    delivery.body.reset();
    if (delivery.flow) delivery.flow->close();
    delivery.flow.reset();
}

void Writer::watch(Clock::time_point now) {
    Room slow;
    for (auto& [fd, active] : active_) {
        if (active.lingers) continue;
        // What is not made yet nobody can read.
        if (active.waits && unread_bytes(fd) == 0) active.progress.begin(now);
        auto const received = acknowledged(active.delivery);
        active.progress.arrived(received - std::min(received, active.received));
        active.received = received;
        active.slow = active.progress.is_behind(limits_.progress_when_full, now);
        if (!active.slow) continue;
        slow.bytes += active.delivery.room;
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
