#include "server/http/routes.hpp"

#include <algorithm>
#include <stdexcept>

#include "server/http/media_type.hpp"

namespace http {
namespace {

std::size_t placeholders(Route const& route) {
    return static_cast<std::size_t>(
        std::count_if(route.pieces.begin(), route.pieces.end(), is_placeholder));
}

// "/a/{x}" and "/a/{y}" answer the same requests.
bool same_shape(Route const& a, Route const& b) {
    return std::equal(a.pieces.begin(), a.pieces.end(), b.pieces.begin(), b.pieces.end(),
                      [](auto const& one, auto const& other) {
                          return one == other || (is_placeholder(one) && is_placeholder(other));
                      });
}

Method method_asked(Request const& request) {
    return request.method == Method::head ? Method::get : request.method;
}

Fault refused_with(int status, std::string_view rule) {
    Fault fault;
    fault.status = status;
    fault.rule = rule;
    return fault;
}

// Why a body of that length, or of at least that, is not taken. What is packed may be any length
// when it is unpacked, so it is not (RFC 7694, 3).
std::optional<Fault> judge_body(Route const& route, Request const& request, std::uint64_t bytes) {
    if (bytes > route.body_bytes) return refused_with(413, "body-too-large");
    if (bytes == 0 || !is_packed(request.header("content-encoding"))) return std::nullopt;
    auto fault = refused_with(415, "content-encoding-unknown");
    fault.headers.emplace_back("Accept-Encoding", "identity");
    return fault;
}

// Says what is taken instead (RFC 9110, 12.5.1).
Fault type_unknown(std::vector<std::string> const& taken) {
    auto fault = refused_with(415, "content-type-unknown");
    std::string types;
    for (auto const& type : taken) types.append(types.empty() ? "" : ", ").append(type);
    fault.headers.emplace_back("Accept", types);
    return fault;
}

bool is_for_administrators(Route const& route) {
    return route.access == wire::Access::administrator ||
           route.access == wire::Access::administrator_session;
}

// Why somebody who is known may not ask for this; empty: may.
std::string_view forbidden(Route const& route, Identity const& who) {
    using wire::Access, wire::Scope;
    if (who.is_script) {
        if (route.access == Access::session || route.access == Access::administrator_session)
            return "session-needed";
        auto const needed = is_for_administrators(route)  ? Scope::admin
                            : route.method == Method::get ? Scope::read
                                                          : Scope::write;
        if (who.scope < needed) return "scope-too-small";
    }
    if (route.access == Access::member && who.guest) return "members-only";
    if (is_for_administrators(route) && !who.administrator) return "administrators-only";
    if (is_for_administrators(route) && who.lacks_second_factor) return "second-factor-required";
    return {};
}

Reply allowed(std::string const& methods, std::string_view request_id, bool asked_for_options) {
    Reply reply;
    reply.status = 204;
    if (!asked_for_options) reply = problem_reply(405, "", request_id);
    reply.headers.emplace_back("Allow", methods);
    return reply;
}

}  // namespace

Routes::Routes(Options options, Workers& workers)
    : options_(std::move(options)), workers_(workers) {}

void Routes::add(Route route) {
    if (route.access != wire::Access::anyone && !options_.authenticate)
        throw std::logic_error(route.path + " is for members, whom nobody can tell");
    for (auto const& piece : route.pieces) {
        if (!is_placeholder(piece)) continue;
        auto const name = piece.substr(1, piece.size() - 2);
        bool const known = std::any_of(route.parameters.begin(), route.parameters.end(),
                                       [&](Parameter const& parameter) {
                                           return parameter.in_path && parameter.name == name;
                                       });
        if (!known)
            throw std::logic_error(route.path + " names a field that its request does not have");
    }
    for (auto const& other : routes_) {
        if (other.method == route.method && same_shape(other, route))
            throw std::logic_error(route.path + " and " + other.path + " answer the same requests");
        if (other.operation == route.operation)
            throw std::logic_error("two endpoints are called " + route.operation);
    }
    // Words before placeholders, so that the first that matches is the closest.
    auto const place = std::find_if(routes_.begin(), routes_.end(), [&](Route const& other) {
        return placeholders(other) > placeholders(route);
    });
    routes_.insert(place, std::move(route));
}

void Routes::plain(std::string path, std::string summary, Where where,
                   std::function<Reply(Request const&)> answer, std::string content_type) {
    Route route;
    route.path = path;
    route.pieces = pieces_of(path);
    route.tag = "server";
    route.operation = route.pieces.empty() ? "root" : route.pieces.back();
    route.summary = std::move(summary);
    route.is_plain = true;
    route.content_type = std::move(content_type);
    route.at_once = where == Where::edge;
    route.answer = [answer = std::move(answer), path](Call& call, NamedValues const&, Format,
                                                      std::unique_ptr<Responder>&) {
        auto reply = answer(call.request);
        reply.route = path;
        return std::optional(std::move(reply));
    };
    add(std::move(route));
}

void Routes::dispatch(Request request, std::unique_ptr<Responder> responder) const {
    std::string methods;
    auto const method = method_asked(request);
    for (auto const& route : routes_) {
        auto in_path = match(route, request);
        if (!in_path) continue;
        if (route.method == method)
            return run(route, std::move(*in_path), std::move(request), std::move(responder));
        methods += std::string(name_of(route.method)) + ", ";
        if (route.method == Method::get) methods += "HEAD, ";
    }
    if (!methods.empty())
        return responder->send(
            allowed(methods + "OPTIONS", request.id, request.method == Method::options));
    if (options_.fallback)
        if (auto reply = options_.fallback(request)) return responder->send(std::move(*reply));
    responder->send(problem_reply(404, "", request.id));
}

void Routes::run(Route const& route, NamedValues in_path, Request request,
                 std::unique_ptr<Responder> responder) const {
    Call call;
    request.route = route.path;
    call.route = route.path;
    call.status = route.status;
    call.bytes_type = options_.bytes_type;
    auto const refuse_with = [&](Fault const& fault) {
        auto reply = problem_reply(fault, request.id);
        reply.route = route.path;
        responder->send(std::move(reply));
    };
    auto const refuse = [&](int status, std::string_view rule) {
        refuse_with(refused_with(status, rule));
    };
    if (auto const fault = judge_body(route, request, request.body.size()))
        return refuse_with(*fault);
    auto sent = Format::json;
    if (!route.is_plain) {
        // Bytes of one kind are not negotiated.
        auto const wanted =
            route.answers.empty()
                ? format_wanted(request.header("accept"), options_.bytes_type, route.may_be_csv)
                : Format::json;
        if (!wanted) return refuse(406, "accept-unknown");
        call.format = *wanted;
        if (!route.takes.empty()) {
            auto const type = media_type_of(request.header("content-type"));
            auto const& takes = route.takes;
            if (!type || std::find(takes.begin(), takes.end(), type->name) == takes.end())
                return refuse_with(type_unknown(takes));
        } else if (!request.body.empty()) {
            auto const format = format_sent(request.header("content-type"), options_.bytes_type);
            if (!format) return refuse_with(type_unknown({"application/json"}));
            sent = *format;
        }
    }
    if (route.at_once) {
        call.request = std::move(request);
        auto reply = route.answer(call, in_path, sent, responder);
        return responder->send(std::move(*reply));
    }
    workers_.answer(std::move(request), std::move(responder),
                    [this, &route, in_path = std::move(in_path), call = std::move(call), sent](
                        Request& asked, std::unique_ptr<Responder>& waiting) {
                        auto own = call;
                        own.request = std::move(asked);
                        return answer(route, in_path, std::move(own), sent, waiting);
                    });
}

void Routes::forget_seal(Request& request) {
    std::erase_if(request.query, [](auto const& one) { return one.first == signed_key; });
}

bool Routes::is_closed(Route const& route) const {
    return !route.asked_when_off && !is_for_administrators(route) && options_.is_off(route.tag);
}

std::variant<Identity, Fault> Routes::who_may(Route const& route, Request const& request) const {
    auto known = options_.authenticate(request);
    if (auto* fault = std::get_if<Fault>(&known)) {
        // RFC 9110, 11.6.1: a 401 says how to do better.
        if (fault->status == 401) fault->headers.emplace_back("WWW-Authenticate", "Bearer");
    } else if (auto const rule = forbidden(route, std::get<Identity>(known)); !rule.empty()) {
        return refused_with(403, rule);
    } else if (is_closed(route)) {
        return refused_with(403, "room-off");
    }
    return known;
}

std::optional<Reply> Routes::answer(Route const& route, NamedValues const& in_path, Call call,
                                    Format sent, std::unique_ptr<Responder>& responder) const {
    if (route.access != wire::Access::anyone) {
        if (!route.may_be_signed) forget_seal(call.request);
        auto const known = who_may(route, call.request);
        if (auto const* fault = std::get_if<Fault>(&known)) return call.reply(*fault);
        call.who = std::get<Identity>(known);
        forget_seal(call.request);  // it has proved who asks; what is asked does not hold it
    } else if (is_closed(route)) {
        return call.reply(refused_with(403, "room-off"));
    } else if (route.may_say_who && !call.request.header("authorization").empty()) {
        auto known = options_.authenticate(call.request);
        if (auto* who = std::get_if<Identity>(&known)) call.who = std::move(*who);
    }
    return route.answer(call, in_path, sent, responder);
}

bool Routes::may_be_signed(Target const& target) const {
    Request request;
    request.path = target.path;
    request.segments = target.segments;
    auto const route = std::find_if(routes_.begin(), routes_.end(), [&](Route const& one) {
        return one.method == Method::get && match(one, request);
    });
    bool const is_sealed = std::any_of(target.query.begin(), target.query.end(),
                                       [](auto const& one) { return one.first == signed_key; });
    return target.authority.empty() && !is_sealed && route != routes_.end() && route->may_be_signed;
}

void Routes::admit(Request head, std::unique_ptr<Responder> responder) const {
    auto const method = method_asked(head);
    auto const route = std::find_if(routes_.begin(), routes_.end(), [&](Route const& one) {
        return one.method == method && match(one, head);
    });
    bool const is_for_members = route != routes_.end() && route->access != wire::Access::anyone;
    if (route != routes_.end()) head.route = route->path;
    auto const refusal = is_for_members ? judge_body(*route, head, head.body_bytes)
                                        : refused_with(413, "body-too-large");
    if (refusal) {
        auto reply = problem_reply(*refusal, head.id);
        reply.route = head.route;
        return responder->send(std::move(reply));
    }
    if (!route->may_be_signed) forget_seal(head);
    workers_.answer(std::move(head), std::move(responder),
                    [this, &route = *route](Request const& asked, std::unique_ptr<Responder>&) {
                        Reply reply;
                        reply.status = 100;
                        reply.body_bytes = route.body_bytes;
                        auto const known = who_may(route, asked);
                        if (auto const* fault = std::get_if<Fault>(&known))
                            reply = problem_reply(*fault, asked.id);
                        reply.route = route.path;
                        return std::optional(std::move(reply));
                    });
}

std::string Routes::openapi() const { return openapi_json(options_.title, routes_); }

}  // namespace http
