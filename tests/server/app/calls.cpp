// Calls of endpoints and commands by their descriptions, which are compiled here for all tests that
// make them.
#include <map>
#include <stdexcept>

#include "shared/protocol.hpp"
#include "shared/tables.hpp"
#include "shared/wire/bytes.hpp"
#include "shared/wire/json.hpp"
#include "tests/server/app/scene.hpp"

namespace scene {

namespace {

struct Described {
    base::TypeInfo const& request;
    base::TypeInfo const& response;
};
using Key = std::pair<wire::Method, std::string_view>;

Described const& described(wire::Method method, std::string_view path) {
    static auto const all = [] {
        std::map<Key, Described> map;
        auto const add = [&]<class Endpoint>(std::type_identity<Endpoint>) {
            map.insert({{Endpoint::method, Endpoint::path},
                        {base::type_of<typename Endpoint::Request>(),
                         base::type_of<typename Endpoint::Response>()}});
        };
        Domains::each_endpoint(add);
        news::Endpoints::each(add);
        tables::Endpoints::each(add);
        return map;
    }();
    auto const at = all.find({method, path});
    if (at == all.end()) throw std::logic_error("no domain has " + std::string(path));
    return at->second;
}

std::string text_of(base::FieldInfo const& field, void const* request) {
    return wire::json::text_of(*field.type, field.of(request));
}
std::string without_quotes(std::string const& text) {
    bool const quoted = text.size() >= 2 && text.front() == '"';
    return quoted ? text.substr(1, text.size() - 2) : text;
}
bool stands_in(std::string_view path, base::FieldInfo const& field) {
    return path.find("{" + std::string(field.name) + "}") != std::string_view::npos;
}

std::string target_of(wire::Method method, std::string_view path, base::TypeInfo const& type,
                      void const* request) {
    std::string target(path);
    char next = '?';
    for (auto const& field : type.fields) {
        auto const text = percent_encoded(without_quotes(text_of(field, request)));
        auto const placeholder = "{" + std::string(field.name) + "}";
        if (auto const at = target.find(placeholder); at != std::string::npos) {
            target.replace(at, placeholder.size(), text);
        } else if (method == wire::Method::get && !text.empty()) {
            target += next + std::string(field.name) + "=" + text;
            next = '&';
        }
    }
    return target;
}

// What is named in the path travels there.
std::string body_of(std::string_view path, base::TypeInfo const& type, void const* request) {
    std::string body;
    for (auto const& field : type.fields)
        if (!stands_in(path, field))
            body += (body.empty() ? "\"" : ",\"") + std::string(field.name) +
                    "\":" + text_of(field, request);
    return "{" + body + "}";
}

// A batch of one command, which is of the domain's type of that name.
template <class Domain>
world::CommandsRequest<Domain> batch_of(base::Id128 client, std::int64_t number,
                                        std::string_view type, void const* command) {
    world::CommandsRequest<Domain> request{client, {}};
    world::each_command<Domain>([&]<class Command>(std::type_identity<Command>) {
        if (Command::type_name == type)
            request.commands.push_back({number, *static_cast<Command const*>(command)});
    });
    return request;
}

}  // namespace

http_test::Answer Peer::call(wire::Method method, std::string_view path, void const* request,
                             void* response) {
    auto const& types = described(method, path);
    std::string const verb = method == wire::Method::get ? "GET" : "POST";
    auto const target = target_of(method, path, types.request, request);
    std::string body;
    if (method != wire::Method::get)
        body =
            bytes ? wire::to_bytes(types.request, request) : body_of(path, types.request, request);
    auto answer = raw(verb, target, body);
    if (answer.status / 100 != 2) return answer;
    if (answer.header("content-type") == protocol::content_type()) {
        wire::from_bytes(answer.body, types.response, response);
        // Held against the description, too, which knows it as JSON.
        write_down(verb, target,
                   {answer.status,
                    {{"content-type", "application/json"}},
                    wire::json::text_of(types.response, response)});
        return answer;
    }
    auto const problems =
        wire::json::parse_as(answer.body, types.response, response, wire::json::Reading::strict);
    if (!problems.empty())
        throw std::runtime_error("not understood: " + problems[0].path + " " + problems[0].rule +
                                 " in " + answer.body);
    return answer;
}

Answered<world::CommandsAnswer> Peer::send_any(std::string_view domain, std::int64_t number,
                                               std::string_view type, void const* command) {
    Answered<world::CommandsAnswer> answered;
    Domains::each([&]<class Domain>(std::type_identity<Domain>) {
        if (Domain::name == domain)
            answered =
                ask<world::TakeCommands<Domain>>(batch_of<Domain>(client, number, type, command));
    });
    return answered;
}

}  // namespace scene
