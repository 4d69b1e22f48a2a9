// The only file that knows Pistache: its listener accepts, its reactor runs the event loops, its
// transport reads the sockets. The loop is a transport of our own, since only on its thread may a
// socket be written to, handed off or closed without meeting somebody else's connection under the
// same descriptor.
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <pistache/listener.h>
#include <pistache/peer.h>
#include <pistache/tcp.h>
#include <pistache/transport.h>
#include <sys/socket.h>
#include <sys/timerfd.h>

#include <algorithm>
#include <stdexcept>
#include <unordered_map>

#include "server/http/connection.hpp"
#include "server/http/edge.hpp"

namespace http {
namespace {

namespace tcp = Pistache::Tcp;
namespace polling = Pistache::Polling;
using Peer = std::shared_ptr<tcp::Peer>;

// What the loops and whoever stops them share.
struct Loops {
    std::shared_ptr<EdgeState> state;
    std::vector<std::shared_ptr<Mailbox>> mailboxes;  // of each loop; complete before any loop runs
    Running open;                                     // loops that have not closed everything yet
};

std::chrono::milliseconds tick_of(EdgeOptions const& options) {
    auto const shortest = std::min({options.head_timeout, options.body_progress.window,
                                    options.linger, options.keep_alive_timeout});
    return std::clamp(shortest / 4, std::chrono::milliseconds(10), std::chrono::milliseconds(1000));
}

std::string peer_address(int fd) {
    sockaddr_storage peer{};
    socklen_t size = sizeof peer;
    char text[INET6_ADDRSTRLEN] = {};
    if (::getpeername(fd, reinterpret_cast<sockaddr*>(&peer), &size) != 0) return {};
    void const* address =
        peer.ss_family == AF_INET6
            ? static_cast<void const*>(&reinterpret_cast<sockaddr_in6*>(&peer)->sin6_addr)
            : &reinterpret_cast<sockaddr_in*>(&peer)->sin_addr;
    ::inet_ntop(peer.ss_family, address, text, sizeof text);
    return plain_address(text);
}

// A peer that vanished without a word, behind a parked answer, is noticed by the kernel's probes.
void probe_when_silent(int fd) {
    int const on = 1;
    int const idle_s = 60;
    ::setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
    ::setsockopt(fd, IPPROTO_TCP, TCP_KEEPIDLE, &idle_s, sizeof idle_s);
}

class Loop final : public tcp::Transport {
public:
    Loop(std::shared_ptr<tcp::Handler> const& handler, std::shared_ptr<Loops> loops)
        : tcp::Transport(handler),
          handler_(handler),
          loops_(std::move(loops)),
          mailbox_(std::make_shared<Mailbox>()),
          timer_(::timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC)) {
        if (!timer_) throw std::runtime_error("no descriptor is left for a timer");
    }

    // Pistache runs one clone on each of its threads, never the original.
    std::shared_ptr<Pistache::Aio::Handler> clone() const override {
        auto loop = std::make_shared<Loop>(handler_->clone(), loops_);
        loops_->mailboxes.push_back(loop->mailbox_);
        loops_->open.begin();
        return loop;
    }

    void registerPoller(polling::Epoll& poller) override {
        Transport::registerPoller(poller);
        for (int const fd : {mailbox_->wake_fd(), timer_.get()})
            poller.addFd(fd, Pistache::Flags<polling::NotifyOn>(polling::NotifyOn::Read),
                         polling::Tag(static_cast<std::uint64_t>(fd)));
    }

    // Pistache lets nothing thrown here pass: it would end the process.
    void onReady(Pistache::Aio::FdSet const& ready) override {
        guarded([&] {
            for (auto const& entry : ready) {
                if (entry.getTag() == tag(mailbox_->wake_fd())) read_mail();
                if (entry.getTag() == tag(timer_.get())) tick();
            }
        });
        guarded([&] { Transport::onReady(ready); });
    }

    void opened(Peer const& peer) {
        auto const fd = peer->fd();
        probe_when_silent(fd);
        auto const& state = loops_->state;
        auto const connection = std::make_shared<Connection>(fd, peer_address(fd), state, mailbox_);
        connections_[fd] = {peer, connection};
        if (connections_.size() == 1) set_timer(tick_of(state->options));
        bool const too_many = state->connections > state->options.connections;
        if (state->stopping || !connection->has_place() || (too_many && !end_a_silent_one(fd)))
            connection->refuse_connection();
    }

    void input(Peer const& peer, std::string_view bytes) {
        auto const found = connections_.find(peer->fd());
        if (found == connections_.end()) return;
        auto const connection = found->second.connection;
        guarded([&] { connection->input(bytes); });
    }

    void closed(Peer const& peer) {
        auto const found = connections_.find(peer->fd());
        if (found == connections_.end()) return;
        found->second.connection->closed();
        connections_.erase(found);
        if (connections_.empty()) set_timer(std::chrono::milliseconds(0));
    }

private:
    struct Entry {
        Peer peer;
        std::shared_ptr<Connection> connection;
    };

    // For one that comes when there are as many as there may be. The loop closes it when it hears
    // that it is shut down, since here it may be in the middle of its events.
    bool end_a_silent_one(int newcomer) {
        Connection* silent = nullptr;
        for (auto const& [fd, entry] : connections_) {
            auto const since = entry.connection->silent_since();
            if (fd == newcomer || !since) continue;
            if (!silent || *since < *silent->silent_since()) silent = entry.connection.get();
        }
        if (silent) silent->refuse_connection();
        return silent != nullptr;
    }

    static polling::Tag tag(int fd) { return polling::Tag(static_cast<std::uint64_t>(fd)); }

    template <class Action>
    void guarded(Action action) {
        try {
            action();
        } catch (std::exception const& error) {
            loops_->state->options.log.failure("", error.what());
        }
    }

    void set_timer(std::chrono::milliseconds every) {
        itimerspec spec{};
        spec.it_interval.tv_sec = every.count() / 1000;
        spec.it_interval.tv_nsec = every.count() % 1000 * 1'000'000;
        spec.it_value = spec.it_interval;
        ::timerfd_settime(timer_.get(), 0, &spec, nullptr);
    }

    void read_mail() {
        for (auto& letter : mailbox_->take()) {
            switch (letter.kind) {
                case Letter::Kind::answer:
                    deliver(std::move(letter));
                    break;
                case Letter::Kind::close_idle:
                    remove_where([](Connection& connection) { return connection.close_if_idle(); });
                    break;
                case Letter::Kind::close_all:
                    remove_where([](Connection&) { return Connection::After::remove; });
                    mailbox_->close();
                    loops_->open.end();
                    break;
            }
        }
    }

    // An answer to a connection that is gone changes nothing: such a connection knows that it is
    // dead.
    void deliver(Letter letter) {
        auto const& connection = letter.connection;
        if (connection->answer(letter.serial, std::move(letter.reply)) == Connection::After::keep)
            return;
        auto const found = connections_.find(connection->fd());
        if (found != connections_.end() && found->second.connection == connection)
            remove(Peer(found->second.peer));
    }

    void tick() {
        std::uint64_t ticks = 0;
        if (::read(timer_.get(), &ticks, sizeof ticks) < 0) return;
        auto const now = Connection::Clock::now();
        remove_where([now](Connection& connection) { return connection.tick(now); });
    }

    template <class Judge>
    void remove_where(Judge judge) {
        std::vector<Peer> leaving;
        for (auto const& [fd, entry] : connections_)
            if (judge(*entry.connection) == Connection::After::remove)
                leaving.push_back(entry.peer);
        for (auto const& peer : leaving) remove(peer);
    }

    void remove(Peer const& peer) {
        closed(peer);
        removePeer(peer);  // closes the descriptor
    }

    std::shared_ptr<tcp::Handler> handler_;
    std::shared_ptr<Loops> loops_;
    std::shared_ptr<Mailbox> mailbox_;
    Descriptor timer_;
    std::unordered_map<int, Entry> connections_;
};

// Passes on what Pistache's transport calls; each loop has a copy of its own.
class Input final : public tcp::Handler {
    PROTOTYPE_OF(tcp::Handler, Input)

    void onConnection(Peer const& peer) override { loop().opened(peer); }
    void onInput(char const* bytes, std::size_t size, Peer const& peer) override {
        loop().input(peer, {bytes, size});
    }
    void onDisconnection(Peer const& peer) override { loop().closed(peer); }

private:
    Loop& loop() { return *static_cast<Loop*>(transport()); }
};

}  // namespace

class Edge::Server {
public:
    explicit Server(EdgeOptions options) : loops_(std::make_shared<Loops>()) {
        loops_->state = std::make_shared<EdgeState>(std::move(options));
    }

    void start(Handler handler) {
        auto& state = *loops_->state;
        if (listener_ || state.stopping) throw std::logic_error("an edge starts once");
        state.handler = std::move(handler);
        auto const& options = state.options;
        bool const is_v6 = options.address.find(':') != std::string::npos;
        auto const host = is_v6 ? "[" + options.address + "]" : options.address;
        auto const place = host + ":" + std::to_string(options.port);
        try {
            auto listener = std::make_unique<tcp::Listener>(
                Pistache::Address(host, Pistache::Port(options.port)));
            auto const flags =
                tcp::Options::ReuseAddr | tcp::Options::NoDelay | tcp::Options::CloseOnExec;
            listener->init(static_cast<std::size_t>(options.threads),
                           Pistache::Flags<tcp::Options>(flags), "http", 4096);
            listener->setHandler(std::make_shared<Input>());
            listener->setTransportFactory([loops = loops_] {
                return std::make_shared<Loop>(std::make_shared<Input>(), loops);
            });
            listener->bind();
            listener_ = std::move(listener);
        } catch (std::exception const& error) {
            throw std::runtime_error("cannot listen on " + place + ": " + error.what());
        }
        listener_->runThreaded();
    }

    std::uint16_t port() const {
        return listener_ ? static_cast<std::uint16_t>(listener_->getPort()) : std::uint16_t{0};
    }

    std::size_t connections() const { return loops_->state->connections; }

    void stop() {
        auto& state = *loops_->state;
        if (state.stopping.exchange(true) || !listener_) return;
        auto const until = std::chrono::steady_clock::now() + state.options.stop_grace;
        post_to_all(Letter::Kind::close_idle);
        state.requests.wait_for_none(until);
        state.writer.stop();
        post_to_all(Letter::Kind::close_all);
        loops_->open.wait_for_none(until + std::chrono::minutes(1));
        listener_->shutdown();
        listener_.reset();
        state.handler = nullptr;
    }

private:
    void post_to_all(Letter::Kind kind) {
        for (auto const& mailbox : loops_->mailboxes) {
            Letter letter;
            letter.kind = kind;
            mailbox->post(std::move(letter));
        }
    }

    std::shared_ptr<Loops> loops_;
    std::unique_ptr<tcp::Listener> listener_;
};

Edge::Edge(EdgeOptions options) : server_(std::make_unique<Server>(std::move(options))) {}
Edge::~Edge() { stop(); }
void Edge::start(Handler handler) { server_->start(std::move(handler)); }
std::uint16_t Edge::port() const { return server_->port(); }
void Edge::stop() { server_->stop(); }
std::size_t Edge::connections() const { return server_->connections(); }

}  // namespace http
