// The head of an HTTP/1.1 request (RFC 9112), from bytes to values. Pure functions without sockets,
// so that they can be tested and fuzzed alone. What is ambiguous is refused, never guessed: two
// lengths, a folded line, a bare line feed. Those are how requests are smuggled past a proxy.
//
// Headers are joined here and nowhere else: a proxy may add a line of its own to a list instead of
// writing into the one that a stranger began (RFC 9110, 5.3), and what may be there only once is
// refused when it is there twice, since the proxy may have looked at the other one.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>

#include "server/http/message.hpp"

namespace http {

struct HeadLimits {
    std::size_t target_bytes = 13 * 1024;  // the longest is /api/v1/news with all of `since`
    std::size_t headers = 100;             // lines
};

struct Head {
    Request request;  // without its body, address and id
    std::uint64_t body_bytes = 0;
    bool in_chunks = false;  // the body, whose length is not known then
    bool keep_alive = true;
    bool takes_chunks = true;  // an answer in them: HTTP/1.0 does not know any
    bool awaits_continue = false;
};

struct HeadRefusal {
    int status;
    std::string_view rule;  // a key, such as "host-missing"
};

// How many bytes the head takes with the empty line that ends it; nothing while that is still to
// come. The first `searched` bytes are known to hold no end. A head with bare line feeds ends here
// too, and is then refused by parse_head.
std::optional<std::size_t> head_length(std::string_view bytes, std::size_t searched);

// Whether it is text without control characters, and a whole line of a head without its end.
bool is_field_value(std::string_view value);
bool is_field(std::string_view line);

// Of exactly the bytes that head_length counted.
std::variant<Head, HeadRefusal> parse_head(std::string_view bytes, HeadLimits const& limits = {});

}  // namespace http
