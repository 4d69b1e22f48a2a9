#include "server/http/call.hpp"

namespace http {

Reply Call::reply(std::string body) const {
    Reply reply;
    reply.status = status;
    reply.content_type = format == Format::bytes ? bytes_type
                         : format == Format::csv ? std::string(csv_type) + "; charset=utf-8"
                                                 : "application/json";
    reply.headers = headers;
    reply.headers.insert(reply.headers.end(), headers_always.begin(), headers_always.end());
    reply.headers.emplace_back("Vary", "Accept");
    reply.body = std::make_shared<std::string const>(std::move(body));
    reply.route = route;
    return reply;
}

Reply Call::reply(Fault const& fault) const {
    auto reply = problem_reply(fault, request.id);
    reply.headers.insert(reply.headers.end(), headers_always.begin(), headers_always.end());
    reply.route = route;
    return reply;
}

Fault fault_of(base::Refusal const& refusal, int status) {
    Fault fault;
    fault.status = status;
    fault.rule = refusal.reason;
    fault.arguments = refusal.arguments;
    return fault;
}

Fault fault_of(base::Problems problems, int status) {
    Fault fault;
    fault.status = status;
    fault.rule = "invalid";
    fault.problems = std::move(problems);
    return fault;
}

}  // namespace http
