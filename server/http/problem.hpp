// A refusal as RFC 9457 problem+json: what was wrong, as keys and paths that a client can
// translate, with every problem at once, and never with the text of an exception.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/http/message.hpp"
#include "shared/base/result.hpp"

namespace http {

struct Fault {
    int status = 400;
    std::string rule{};    // a key, such as "head-too-large"; empty when the status says it all
    std::string detail{};  // one sentence in English for whoever reads logs and curl; may be empty
    base::Problems problems{};
    std::vector<base::Argument> arguments{};                     // of the rule
    std::vector<std::pair<std::string, std::string>> headers{};  // such as Retry-After
};

// {"type", "title", "status", "detail"?, "instance": id of the request, "arguments"?, "problems"}
std::string problem_json(Fault const& fault, std::string_view request_id);

Reply problem_reply(Fault const& fault, std::string_view request_id);
Reply problem_reply(int status, std::string_view rule, std::string_view request_id);

}  // namespace http
