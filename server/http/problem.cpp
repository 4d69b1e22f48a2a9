#include "server/http/problem.hpp"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "server/http/status.hpp"

namespace http {
namespace {

using Out = rapidjson::Writer<rapidjson::StringBuffer>;

void text(Out& out, std::string_view value) {
    out.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
}

void named(Out& out, std::string_view name, std::string_view value) {
    text(out, name);
    text(out, value);
}

void arguments(Out& out, std::vector<base::Argument> const& list) {
    if (list.empty()) return;
    text(out, "arguments");
    out.StartObject();
    for (auto const& argument : list) named(out, argument.name, argument.value);
    out.EndObject();
}

}  // namespace

std::string problem_json(Fault const& fault, std::string_view request_id) {
    rapidjson::StringBuffer buffer;
    Out out(buffer);
    out.StartObject();
    named(out, "type", fault.rule.empty() ? "about:blank" : "urn:kontor:problem:" + fault.rule);
    named(out, "title", phrase_of(fault.status));
    text(out, "status");
    out.Int(fault.status);
    if (!fault.detail.empty()) named(out, "detail", fault.detail);
    named(out, "instance", "urn:kontor:request:" + std::string(request_id));
    arguments(out, fault.arguments);
    if (!fault.problems.empty()) {
        text(out, "problems");
        out.StartArray();
        for (auto const& problem : fault.problems) {
            out.StartObject();
            named(out, "path", problem.path);
            named(out, "rule", problem.rule);
            arguments(out, problem.arguments);
            out.EndObject();
        }
        out.EndArray();
    }
    out.EndObject();
    return {buffer.GetString(), buffer.GetSize()};
}

Reply problem_reply(Fault const& fault, std::string_view request_id) {
    Reply reply;
    reply.status = fault.status;
    reply.content_type = "application/problem+json";
    reply.body = std::make_shared<std::string const>(problem_json(fault, request_id));
    reply.headers = fault.headers;
    reply.problem = fault.rule;
    return reply;
}

Reply problem_reply(int status, std::string_view rule, std::string_view request_id) {
    Fault fault;
    fault.status = status;
    fault.rule = rule;
    return problem_reply(fault, request_id);
}

}  // namespace http
