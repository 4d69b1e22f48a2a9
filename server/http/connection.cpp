#include "server/http/connection.hpp"

#include <fcntl.h>
#include <sys/socket.h>

#include <algorithm>

#include "server/http/mail_responder.hpp"
#include "server/http/problem.hpp"
#include "server/http/reply_head.hpp"
#include "server/http/status.hpp"
#include "server/http/tokens.hpp"

namespace http {
namespace {

// How much a peer may go on sending after its request was refused, or before it is answered.
constexpr std::size_t most_discarded = 8u << 20;

bool is_line_end(char c) { return c == '\r' || c == '\n'; }

double ms_since(Connection::Clock::time_point began) {
    if (began == Connection::Clock::time_point{}) return 0;
    return std::chrono::duration<double, std::milli>(Connection::Clock::now() - began).count();
}

}  // namespace

Connection::Connection(int fd, std::string peer, std::shared_ptr<EdgeState> state,
                       std::shared_ptr<Mailbox> mailbox)
    : fd_(fd),
      peer_(std::move(peer)),
      state_(std::move(state)),
      mailbox_(std::move(mailbox)),
      deadline_(Clock::now() + state_->options.head_timeout),
      heard_(Clock::now()),
      is_proxy_(state_->proxies.trusts(peer_)) {
    ++state_->connections;
    if (is_proxy_) return;
    who_ = limited_part(peer_);
    place_ = state_->places.of(who_);
    has_place_ = place_.grow(1);
}

Connection::~Connection() { closed(); }

void Connection::input(std::string_view bytes) {
    heard_ = Clock::now();
    switch (phase_) {
        case Phase::head:
            if (buffer_.empty()) {
                auto const begin = std::find_if_not(bytes.begin(), bytes.end(), is_line_end);
                discard(static_cast<std::size_t>(begin - bytes.begin()));
                bytes.remove_prefix(static_cast<std::size_t>(begin - bytes.begin()));
                if (bytes.empty() || phase_ != Phase::head) return;
                deadline_ = Clock::now() + state_->options.head_timeout;
            }
            buffer_ += bytes;
            return read_head();
        case Phase::body:
            return more_body(bytes);
        case Phase::busy:
            return more_while_busy(bytes);
        case Phase::lingering:
            return discard(bytes.size());
        case Phase::dead:
            return;
    }
}

void Connection::read_head() {
    auto const end = head_length(buffer_, searched_);
    searched_ = buffer_.size();
    if (end.value_or(buffer_.size()) > state_->options.head_bytes)
        return refuse(431, "head-too-large");
    // What cannot become HTTP any more (a TLS greeting, for one) need not be waited for.
    if (!is_token(std::string_view(buffer_).substr(0, 1)))
        return refuse(400, "request-line-malformed");
    if (!end) return;
    began_ = Clock::now();
    auto parsed = parse_head(std::string_view(buffer_).substr(0, *end));
    if (auto const* refusal = std::get_if<HeadRefusal>(&parsed))
        return refuse(refusal->status, refusal->rule);
    auto const rest = std::exchange(buffer_, {}).substr(*end);
    searched_ = 0;
    begin_body(std::get<Head>(std::move(parsed)));
    if (phase_ == Phase::body) input(rest);
}

void Connection::begin_body(Head head) {
    head_ = std::move(head);
    method_ = name_of(head_.request.method);
    auto client = state_->proxies.client(peer_, head_.request);
    if (!client) return refuse(400, "forwarded-for-malformed");
    client_ = std::move(*client);
    auto const& options = state_->options;
    auto const bytes = head_.body_bytes;
    if (!options.admit && bytes > options.body_bytes) return refuse(413, "body-too-large");
    if (is_proxy_ && !take_place()) return refuse(503, "busy");
    phase_ = Phase::body;
    auto const most = options.admit ? UINT64_MAX : options.body_bytes;
    body_.begin(state_->rooms, who_, head_, most, !options.admit, began_);
    if (!must_ask()) go_on_with_body();
}

// A proxy's connections come and go with what its clients ask, so each counts as the client's while
// it is asked for. What a proxy asks for itself is not limited.
bool Connection::take_place() {
    who_ = state_->proxies.trusts(client_) ? "" : limited_part(client_);
    place_ = state_->places.of(who_);
    return who_.empty() || place_.grow(1);
}

// Asks once, when the body is to be longer than a stranger's. Chunks say so as they come.
bool Connection::must_ask() {
    bool const is_large = body_.expected() > state_->options.strangers_body_bytes;
    if (awaits_admission_ || body_.is_known() || !is_large) return awaits_admission_;
    awaits_admission_ = true;
    ++serial_;
    auto head = head_.request;
    head.body_bytes = body_.expected();
    ask(state_->options.admit, std::move(head));
    return true;
}

Connection::After Connection::admitted(Reply reply) {
    awaits_admission_ = false;
    if (reply.status != 100) return refuse_with(std::move(reply));
    if (!body_.known(reply.body_bytes)) {
        refuse(413, "body-too-large");
        return phase_ == Phase::dead ? After::remove : After::keep;
    }
    go_on_with_body();
    if (phase_ == Phase::body && body_.is_whole()) dispatch();
    return phase_ == Phase::dead ? After::remove : After::keep;
}

void Connection::go_on_with_body() {
    if (!std::exchange(head_.awaits_continue, false) || body_.is_whole()) return;
    constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    if (::send(fd_, go_on.data(), go_on.size(), MSG_NOSIGNAL | MSG_DONTWAIT) !=
        static_cast<ssize_t>(go_on.size()))
        kill();
}

void Connection::more_body(std::string_view bytes) {
    if (auto const refusal = body_.add(bytes)) return refuse(refusal->status, refusal->rule);
    bool const waits = must_ask();
    if (!body_.is_whole()) return;
    if (!waits) {
        dispatch();
        return more_while_busy(bytes);
    }
    if (std::all_of(bytes.begin(), bytes.end(), is_line_end)) return;
    head_.keep_alive = false;
    discard(bytes.size());
}

void Connection::ask(Handler const& handler, Request request) {
    if (id_.empty()) id_ = state_->next_id();
    request.id = id_;
    request.address = client_;
    auto responder = std::make_unique<MailResponder>(mailbox_, shared_from_this(), serial_, id_);
    try {
        handler(std::move(request), std::move(responder));
    } catch (std::exception const& error) {
        state_->options.log.failure(id_, error.what());
    } catch (...) {
        state_->options.log.failure(id_, "an exception that is no std::exception");
    }
    // The responder has answered 500 by itself when an exception freed it.
}

void Connection::dispatch() {
    phase_ = Phase::busy;
    ++serial_;
    discarded_ = 0;
    keep_alive_ = head_.keep_alive;
    takes_chunks_ = head_.takes_chunks;
    head_only_ = head_.request.method == Method::head;
    auto request = std::exchange(head_, {}).request;
    body_.hand_over(request);
    state_->requests.begin();
    ask(state_->handler, std::move(request));
}

// A second request before the first is answered: it is not read, and the connection ends after the
// first answer, as RFC 9112, 9.3.2 allows; the client sends it again. Stray line ends are not a
// request.
void Connection::more_while_busy(std::string_view bytes) {
    if (std::all_of(bytes.begin(), bytes.end(), is_line_end) && keep_alive_ && discarded_ == 0)
        return;
    keep_alive_ = false;
    discard(bytes.size());
}

void Connection::discard(std::size_t bytes) {
    discarded_ += bytes;
    if (discarded_ > most_discarded) kill();
}

void Connection::refuse(int status, std::string_view rule) {
    if (id_.empty()) id_ = state_->next_id();
    auto reply = problem_reply(status, rule, id_);
    if (status == 503) reply.headers.emplace_back("Retry-After", "1");
    if (refuse_with(std::move(reply)) == After::remove) kill();
}

Connection::After Connection::refuse_with(Reply reply) {
    body_.drop();
    awaits_admission_ = false;
    buffer_.clear();
    buffer_.shrink_to_fit();
    keep_alive_ = false;
    head_only_ = head_.request.method == Method::head && !method_.empty();
    phase_ = Phase::busy;
    ++serial_;
    discarded_ = 0;
    state_->requests.begin();
    return write(std::move(reply));
}

Connection::After Connection::answer(std::uint64_t serial, Reply reply) {
    if (serial != serial_) return After::keep;
    if (phase_ == Phase::body && awaits_admission_) return admitted(std::move(reply));
    return phase_ == Phase::busy ? write(std::move(reply)) : After::keep;
}

Connection::After Connection::write(Reply reply) {
    if (state_->stopping) keep_alive_ = false;
    Delivery delivery;
    auto const frame = [&] {
        bool const is_sent = !head_only_ && has_body(reply.status);
        delivery.head =
            reply_head(reply, {id_, !keep_alive_, state_->options.https, takes_chunks_});
        delivery.body = is_sent ? reply.body : nullptr;
        delivery.flow = is_sent ? reply.flow : nullptr;
        delivery.in_chunks = takes_chunks_;
    };
    frame();
    auto const unread = unread_bytes(fd_);
    bool const fits = !delivery.flow && unread + delivery.size() <= send_buffer(fd_);
    // Who asks on without reading what he was sent gets no more of our memory.
    if (unread > 0 && !delivery.flow)
        return fits ? write_now(reply, delivery) : finish(reply, 0, true);
    if (fits) return write_or_hand_off(reply, delivery);
    keep_alive_ = false;
    frame();
    if (hand_off(reply, delivery)) return After::remove;
    reply = problem_reply(503, "busy", id_);
    reply.headers.emplace_back("Retry-After", "5");
    frame();
    return write_now(reply, delivery);
}

// All or nothing: a peer that takes only a part is given up.
Connection::After Connection::write_now(Reply const& reply, Delivery const& delivery) {
    auto const sent = std::max<std::ptrdiff_t>(send_some(fd_, delivery), 0);
    auto const bytes = static_cast<std::size_t>(sent);
    return finish(reply, bytes, bytes < delivery.size());
}

// The kernel counts its own overhead too, and may have less room than it said.
Connection::After Connection::write_or_hand_off(Reply const& reply, Delivery& delivery) {
    auto const now = send_some(fd_, delivery);
    if (now < 0) return finish(reply, 0, true);
    delivery.sent = static_cast<std::size_t>(now);
    if (delivery.sent == delivery.size()) return finish(reply, delivery.sent, false);
    auto const sent = delivery.sent;
    return hand_off(reply, delivery) ? After::remove : finish(reply, sent, true);
}

// From here on the writer owns the connection, by a descriptor of its own; ours is only closed.
bool Connection::hand_off(Reply const& reply, Delivery& delivery) {
    delivery.place = state_->deliveries.of(who_);
    delivery.socket = Descriptor(::fcntl(fd_, F_DUPFD_CLOEXEC, 3));
    if (!delivery.socket || !delivery.place.grow(1)) return false;
    // The state outlives its writer, and so what the writer calls.
    delivery.done = [state = state_.get(), line = access(reply), began = began_](
                        std::size_t bytes, bool whole) mutable {
        line.bytes = bytes;
        line.cut = !whole;
        line.milliseconds = ms_since(began);
        state->options.log.access(line);
        state->requests.end();
    };
    if (!state_->writer.take(delivery)) return false;
    phase_ = Phase::dead;
    return true;
}

Connection::After Connection::finish(Reply const& reply, std::size_t bytes, bool cut) {
    auto line = access(reply);
    line.bytes = bytes;
    line.cut = cut;
    state_->options.log.access(line);
    state_->requests.end();
    auto const now = Clock::now();
    if (cut) {
        phase_ = Phase::dead;
        return After::remove;
    }
    heard_ = now;
    if (keep_alive_) {
        phase_ = Phase::head;
        deadline_ = now + state_->options.keep_alive_timeout;
    } else {
        end_writing(fd_);
        phase_ = Phase::lingering;
        deadline_ = now + state_->options.linger;
    }
    id_.clear();
    method_.clear();
    client_.clear();
    if (is_proxy_) place_.give_back();
    began_ = {};
    return After::keep;
}

Access Connection::access(Reply const& reply) const {
    Access line;
    line.id = id_;
    line.method = method_;
    line.route = reply.route;
    line.status = reply.status;
    line.milliseconds = ms_since(began_);
    line.address = client_.empty() ? peer_ : client_;
    line.problem = reply.problem;
    return line;
}

Connection::After Connection::tick(Clock::time_point now) {
    if (phase_ == Phase::dead) return After::remove;
    if (phase_ == Phase::busy) return After::keep;
    if (phase_ == Phase::body) {
        // Who is waited for is not the peer when all is there.
        if (!body_.is_whole() && body_.is_too_slow(state_->options.body_progress, now))
            refuse(408, "body-too-slow");
        return After::keep;
    }
    if (now < deadline_) return After::keep;
    if (phase_ == Phase::lingering) return After::remove;
    if (phase_ == Phase::head && buffer_.empty()) return After::remove;
    refuse(408, "head-too-slow");
    return After::keep;
}

Connection::After Connection::close_if_idle() {
    bool const idle = phase_ == Phase::head && buffer_.empty();
    return idle || phase_ == Phase::dead ? After::remove : After::keep;
}

void Connection::refuse_connection() { kill(); }

std::optional<Connection::Clock::time_point> Connection::silent_since() const {
    bool const is_awaited = phase_ == Phase::head || phase_ == Phase::lingering ||
                            (phase_ == Phase::body && !body_.is_whole());
    return is_awaited ? std::optional(heard_) : std::nullopt;
}

void Connection::closed() {
    if (is_closed_) return;
    is_closed_ = true;
    abandon();
    --state_->connections;
}

void Connection::abandon() {
    if (phase_ == Phase::busy) {
        Reply left;
        left.status = 499;
        auto line = access(left);
        line.cut = true;
        state_->options.log.access(line);
        state_->requests.end();
    }
    body_.drop();
    place_.give_back();
    phase_ = Phase::dead;
    gone_ = true;
}

void Connection::kill() {
    abandon();
    // A reset, since an orderly end would leave a peer that only writes waiting for a minute.
    linger const at_once{1, 0};
    ::setsockopt(fd_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    ::shutdown(fd_, SHUT_RDWR);
}

}  // namespace http
