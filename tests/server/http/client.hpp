// A client that sends exactly the bytes it is told to, so that a test can misbehave. Waits are
// bounded only so that a hanging server fails the test instead of hanging it too.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/http/descriptor.hpp"

namespace http_test {

struct Answer {
    int status = 0;
    std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
    std::string body;

    std::string header(std::string const& lower_case_name) const;  // "" when absent
    bool closes() const { return header("connection") == "close"; }
};

class Client {
public:
    // `source` is an address of the loopback, "127.0.0.2", from which it comes.
    explicit Client(std::uint16_t port, bool v6 = false, int receive_buffer = 0,
                    char const* source = nullptr);

    bool send(std::string_view bytes);  // all of them; false when the server has closed
    // One answer, also in chunks; nothing when the connection ends before it is whole. `to_head`:
    // has no body.
    std::optional<Answer> receive(bool to_head = false);
    std::optional<Answer> ask(std::string_view bytes);
    std::optional<Answer> get(std::string const& target, std::string const& more_headers = "");
    std::string receive_some();  // whatever is there next; "" at the end
    bool at_end();               // the server ends the connection now, without another byte
    void reset();                // closes so that the server sees a reset
    void close() { socket_ = {}; }
    int fd() const { return socket_.get(); }

private:
    bool fill();
    bool fill_chunks(std::string& body);  // false: the connection ended before the last one

    http::Descriptor socket_;
    std::string buffer_;
};

}  // namespace http_test
