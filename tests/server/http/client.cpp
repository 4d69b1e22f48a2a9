#include "tests/server/http/client.hpp"

#include <arpa/inet.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <stdexcept>

#include "server/http/chunks.hpp"
#include "server/http/status.hpp"
#include "server/http/tokens.hpp"

namespace http_test {
namespace {

constexpr int hang_guard_s = 60;

}  // namespace

std::string Answer::header(std::string const& lower_case_name) const {
    for (auto const& [name, value] : headers)
        if (name == lower_case_name) return value;
    return {};
}

Client::Client(std::uint16_t port, bool v6, int receive_buffer, char const* source)
    : socket_(::socket(v6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    timeval const guard{hang_guard_s, 0};
    ::setsockopt(fd(), SOL_SOCKET, SO_RCVTIMEO, &guard, sizeof guard);
    ::setsockopt(fd(), SOL_SOCKET, SO_SNDTIMEO, &guard, sizeof guard);
    if (receive_buffer > 0)
        ::setsockopt(fd(), SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    if (source) {
        sockaddr_in own{};
        own.sin_family = AF_INET;
        ::inet_pton(AF_INET, source, &own.sin_addr);
        if (::bind(fd(), reinterpret_cast<sockaddr const*>(&own), sizeof own) != 0)
            throw std::runtime_error("cannot come from there");
    }
    sockaddr_in v4_address{};
    v4_address.sin_family = AF_INET;
    v4_address.sin_port = htons(port);
    v4_address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    sockaddr_in6 v6_address{};
    v6_address.sin6_family = AF_INET6;
    v6_address.sin6_port = htons(port);
    v6_address.sin6_addr = in6addr_loopback;
    auto const address = v6 ? reinterpret_cast<sockaddr const*>(&v6_address)
                            : reinterpret_cast<sockaddr const*>(&v4_address);
    if (::connect(fd(), address, v6 ? sizeof v6_address : sizeof v4_address) != 0)
        throw std::runtime_error("cannot connect");
}

bool Client::send(std::string_view bytes) {
    while (!bytes.empty()) {
        auto const sent = ::send(fd(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

bool Client::fill() {
    std::array<char, 64 * 1024> bytes;
    auto const got = ::recv(fd(), bytes.data(), bytes.size(), 0);
    if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
        throw std::runtime_error("the server neither answers nor closes");
    if (got <= 0) return false;
    buffer_.append(bytes.data(), static_cast<std::size_t>(got));
    return true;
}

std::optional<Answer> Client::receive(bool to_head) {
    std::size_t end;
    while ((end = buffer_.find("\r\n\r\n")) == std::string::npos)
        if (!fill()) return std::nullopt;
    Answer answer;
    std::string_view head(buffer_.data(), end + 2);
    answer.status = std::stoi(std::string(head.substr(9, 3)));
    head.remove_prefix(head.find("\r\n") + 2);
    while (!head.empty()) {
        auto const line = head.substr(0, head.find("\r\n"));
        auto const colon = line.find(':');
        answer.headers.emplace_back(http::lower_case(line.substr(0, colon)),
                                    std::string(http::trimmed(line.substr(colon + 1))));
        head.remove_prefix(line.size() + 2);
    }
    buffer_.erase(0, end + 4);
    if (!to_head && answer.header("transfer-encoding") == "chunked")
        return fill_chunks(answer.body) ? std::optional(std::move(answer)) : std::nullopt;
    auto const length = answer.header("content-length");
    if (to_head || !http::has_body(answer.status) || length.empty()) return answer;
    auto const size = std::stoull(length);
    while (buffer_.size() < size)
        if (!fill()) return std::nullopt;
    answer.body = buffer_.substr(0, size);
    buffer_.erase(0, size);
    return answer;
}

bool Client::fill_chunks(std::string& body) {
    http::Chunks chunks;
    for (;;) {
        std::string_view bytes = buffer_;
        while (!bytes.empty() && !chunks.is_whole()) {
            auto const piece = chunks.next(bytes);
            if (!piece) throw std::runtime_error("these are no chunks");
            body += *piece;
        }
        buffer_.erase(0, buffer_.size() - bytes.size());
        if (chunks.is_whole()) return true;
        if (!fill()) return false;
    }
}

std::optional<Answer> Client::ask(std::string_view bytes) {
    // A refused connection may already be closed for writing, and its answer still come.
    send(bytes);
    return receive();
}

std::optional<Answer> Client::get(std::string const& target, std::string const& more_headers) {
    return ask("GET " + target + " HTTP/1.1\r\nHost: test\r\n" + more_headers + "\r\n");
}

std::string Client::receive_some() {
    if (buffer_.empty()) fill();
    return std::exchange(buffer_, {});
}

bool Client::at_end() { return buffer_.empty() && !fill(); }

void Client::reset() {
    linger const at_once{1, 0};
    ::setsockopt(fd(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    close();
}

}  // namespace http_test
