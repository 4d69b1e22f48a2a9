// The head of a reply as bytes. What every reply has is added here and nowhere else.
#pragma once

#include <string>
#include <string_view>

#include "server/http/message.hpp"

namespace http {

struct Framing {
    std::string_view request_id;
    bool close = false;
    bool https = false;      // people reach us by it alone
    bool in_chunks = false;  // a flow: else it is as long as the connection
};

// Status line, headers and the empty line. Content-Length is that of the body, also for HEAD, whose
// body is then not sent; nobody knows that of a flow. No header can end early: control characters
// in values are left out.
std::string reply_head(Reply const& reply, Framing const& framing);

}  // namespace http
