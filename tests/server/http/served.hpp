// An edge on a free port of the loopback whose handler echoes, for the tests of connections.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "server/http/edge.hpp"

namespace http_test {

inline std::shared_ptr<std::string const> text_body(std::string text) {
    return std::make_shared<std::string const>(std::move(text));
}

inline http::Reply text_reply(std::string text, int status = 200) {
    http::Reply reply;
    reply.status = status;
    reply.content_type = "text/plain; charset=utf-8";
    reply.body = text_body(std::move(text));
    return reply;
}

// "GET /a/b [a][b] x=1 (5 bytes)"
std::string echo_of(http::Request const& request);

// Lines as the log writes them.
class Lines {
public:
    Lines();
    http::Log log() const { return log_; }
    std::vector<std::string> all() const;
    std::size_t count(std::string const& part) const;

private:
    class Buffer;
    std::shared_ptr<Buffer> buffer_;
    std::shared_ptr<std::ostream> stream_;
    http::Log log_;
};

class Served {
public:
    explicit Served(http::EdgeOptions options = {}, http::Handler handler = {});
    std::uint16_t port() const { return edge.port(); }

    Lines lines;
    http::Edge edge;
};

// Waits until it holds; false when it does not within a minute (a guard against hanging, no
// measure).
bool eventually(std::function<bool()> const& holds);

}  // namespace http_test
