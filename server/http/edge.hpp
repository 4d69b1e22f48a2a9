// The edge of the server: sockets come in, whole and checked requests go to one handler, and its
// answers go out again, from any thread. Pistache owns the sockets, their acceptance and the event
// loops; reading HTTP and writing answers is done here, since its parser and writer break on
// hostile peers (the reasons are listed in connection.hpp).
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "server/http/body_limit.hpp"
#include "server/http/handoff.hpp"
#include "server/http/log.hpp"
#include "server/http/message.hpp"
#include "server/http/progress.hpp"

namespace http {

struct EdgeOptions {
    std::string address = "127.0.0.1";  // IPv4 or IPv6: "0.0.0.0", "::1", "::"
    std::uint16_t port = 0;             // 0: the system picks one
    int threads = 2;                    // event loops; 1 to 64

    std::size_t head_bytes = 16 * 1024;           // 431 beyond
    std::uint64_t body_bytes = usual_body_bytes;  // 413 beyond, before it is read
    // In place of that limit: asked about larger bodies than strangers may send, when the head is
    // whole, with a copy of it; on a thread of the edge, as the handler is. The status 100 lets the
    // body come, any other reply is the answer. The body may come meanwhile.
    Handler admit;
    std::uint64_t strangers_body_bytes = 64 * 1024;
    // Of all bodies that came in and were not read yet, also of those that wait for a worker; 503
    // beyond. Counted as they come.
    std::uint64_t body_bytes_together = 256u << 20;
    // Beyond, whoever has been silent for the longest time goes, or else the one that comes. Fewer
    // if descriptors are.
    std::size_t connections = 10'000;
    unsigned parts = 4;  // of connections and of bodies, one of which is the most for one address
    // From its first byte, or from the connection; a whole head within it is 13 kbit/s.
    std::chrono::milliseconds head_timeout{10'000};
    Progress::Least body_progress;  // 408 when it comes more slowly
    std::chrono::milliseconds keep_alive_timeout{75'000};
    std::chrono::milliseconds linger{2'000};       // for the peer to end its side, too
    std::chrono::milliseconds stop_grace{10'000};  // for what runs when stop() is called
    Writer::Limits writer;

    bool https = false;  // a proxy speaks it in front of us, and browsers are told to use it alone
    std::vector<std::string> trusted_proxies;  // addresses and networks, see proxies.hpp
    Log log;
};

class Edge {
public:
    explicit Edge(
        EdgeOptions options);  // throws std::invalid_argument for options that make no sense
    ~Edge();                   // stops
    Edge(Edge const&) = delete;
    Edge& operator=(Edge const&) = delete;

    // Listens and serves. Throws std::runtime_error naming the address when that cannot be had.
    void start(Handler handler);
    std::uint16_t port() const;  // once started

    // Stop whoever holds requests for long (Parking) before. New connections are closed at once,
    // idle ones too; what runs is finished and answered, within stop_grace; then everything is
    // closed. Answers that come later are dropped. Not on a thread of the edge.
    void stop();

    std::size_t connections() const;  // that are open now

private:
    class Server;  // in pistache.cpp
    std::unique_ptr<Server> server_;
};

}  // namespace http
