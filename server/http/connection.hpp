// One connection: bytes in, requests to the handler, answers out. It stands in front of, and
// instead of, Pistache's own HTTP parser and writer, because those
//   - answer 500 for odd but harmless Cookie, Host or Accept headers, and take 1.5 s over 1 MB,
//   - buffer whatever body comes before they refuse it, and never answer "Expect: 100-continue",
//   - lose pipelined requests, and send late answers to whoever has the descriptor by then,
//   - spin on a peer that does not read.
// A peer that ends its side of the connection is taken to have left, since one that closed looks
// the same. A connection lives on the thread of its event loop and is touched by no other; only
// gone() is asked from elsewhere.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "server/http/edge_state.hpp"
#include "server/http/head.hpp"
#include "server/http/mailbox.hpp"

namespace http {

class Connection : public std::enable_shared_from_this<Connection> {
public:
    using Clock = std::chrono::steady_clock;
    enum class After { keep, remove };  // what the event loop has to do with the socket

    // The descriptor stays the event loop's, which says closed() before it is closed.
    Connection(int fd, std::string peer, std::shared_ptr<EdgeState> state,
               std::shared_ptr<Mailbox> mailbox);
    ~Connection();

    // While the loop is reading, so the socket cannot be removed here: it is shut down instead.
    void input(std::string_view bytes);
    void refuse_connection();                      // too many of them, or stopping
    bool has_place() const { return has_place_; }  // of those that its address may have
    // Since when the peer has said nothing, while it is the one that is waited for.
    std::optional<Clock::time_point> silent_since() const;

    [[nodiscard]] After answer(std::uint64_t serial, Reply reply);
    [[nodiscard]] After tick(Clock::time_point now);
    [[nodiscard]] After close_if_idle();
    void closed();

    int fd() const { return fd_; }
    bool gone() const { return gone_; }  // any thread: nobody waits for an answer

private:
    enum class Phase { head, body, busy, lingering, dead };

    void read_head();
    void begin_body(Head head);
    bool take_place();
    bool must_ask();
    After admitted(Reply reply);
    void go_on_with_body();
    void more_body(std::string_view bytes);
    void ask(Handler const& handler, Request request);
    void dispatch();
    void refuse(int status, std::string_view rule);
    After refuse_with(Reply reply);
    void more_while_busy(std::string_view bytes);
    void discard(std::size_t bytes);

    After write(Reply reply);
    After write_now(Reply const& reply, Delivery const& delivery);
    After write_or_hand_off(Reply const& reply, Delivery& delivery);
    bool hand_off(Reply const& reply, Delivery& delivery);
    After finish(Reply const& reply, std::size_t bytes, bool cut);
    Access access(Reply const& reply) const;
    void abandon();
    void kill();

    int const fd_;
    std::string const peer_;
    std::shared_ptr<EdgeState> const state_;
    std::shared_ptr<Mailbox> const mailbox_;

    Phase phase_ = Phase::head;
    Clock::time_point deadline_;
    Clock::time_point heard_;   // the peer last, or what it was answered
    std::string buffer_;        // of the head
    std::size_t searched_ = 0;  // of the buffer, without finding the head's end
    Head head_;
    Incoming body_;
    bool awaits_admission_ = false;  // of the body, which comes meanwhile
    std::string id_, method_;        // of the request, also after it went to the handler
    std::string client_;             // its address: the peer's, or what a trusted proxy says
    std::string who_;                // whose share is taken for it; empty: nobody's
    bool const is_proxy_;            // then each request takes its client's place
    Shares::Share place_;
    bool has_place_ = true;
    Clock::time_point began_{};  // when its head was whole
    std::uint64_t serial_ = 0;   // of what is being asked or answered
    std::size_t discarded_ = 0;
    bool keep_alive_ = false;
    bool takes_chunks_ = true;
    bool head_only_ = false;
    bool is_closed_ = false;
    std::atomic<bool> gone_{false};
};

}  // namespace http
