#include "server/http/cors.hpp"

#include <algorithm>

#include "server/http/problem.hpp"
#include "server/http/tokens.hpp"

namespace http {
namespace {

bool begins_with(std::string_view text, std::string_view begin) {
    return text.substr(0, begin.size()) == begin;
}

// Files are for our own page alone.
bool is_shared(Request const& request) {
    return begins_with(request.path, "/api/") || begins_with(request.path, "/.well-known/");
}

bool names(Reply const& reply, std::string_view lower_case_name) {
    return std::any_of(reply.headers.begin(), reply.headers.end(), [&](auto const& header) {
        return lower_case(header.first) == lower_case_name;
    });
}

// Caches must not give the answer for one origin to another. Credentials go with one named origin,
// never with all.
void allow(Reply& reply, std::string const& origin) {
    reply.headers.emplace_back("Vary", "Origin");
    if (origin.empty() || names(reply, "access-control-allow-origin")) return;
    reply.headers.emplace_back("Access-Control-Allow-Origin", origin);
    reply.headers.emplace_back("Access-Control-Allow-Credentials", "true");
    reply.headers.emplace_back("Access-Control-Expose-Headers",
                               "ETag, Retry-After, X-Request-Id, RateLimit-Limit, "
                               "RateLimit-Remaining, RateLimit-Reset, Content-Disposition");
}

Reply preflight(std::string const& origin) {
    Reply reply;
    reply.status = 204;
    reply.headers = {
        {"Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, PATCH, DELETE"},
        {"Access-Control-Allow-Headers", "Authorization, Content-Type, Accept, If-None-Match"},
        {"Access-Control-Max-Age", "600"}};
    allow(reply, origin);
    return reply;
}

class Allowing final : public Responder {
public:
    Allowing(std::unique_ptr<Responder> inner, std::string origin)
        : inner_(std::move(inner)), origin_(std::move(origin)) {}
    void send(Reply reply) override {
        allow(reply, origin_);
        inner_->send(std::move(reply));
    }
    bool gone() const override { return inner_->gone(); }

private:
    std::unique_ptr<Responder> inner_;
    std::string const origin_;  // empty: not listed
};

}  // namespace

bool Cors::lists(std::string_view origin) const {
    return std::find(options_.origins.begin(), options_.origins.end(), origin) !=
           options_.origins.end();
}

// Our own page is where the request says it went: which scheme that is, only a proxy would know.
bool Cors::is_foreign(Request const& request, std::string_view origin) const {
    if (origin == options_.own || lists(origin)) return false;
    auto const authority = origin.find("://");
    return authority == origin.npos ||
           lower_case(origin.substr(authority + 3)) != lower_case(request.host);
}

bool Cors::is_refused(Request const& request, std::string_view origin) const {
    bool const only_reads = request.method == Method::get || request.method == Method::head ||
                            request.method == Method::options;
    return !only_reads && !origin.empty() && begins_with(request.path, options_.cookie_path) &&
           is_foreign(request, origin);
}

Handler Cors::around(Handler next) const {
    return [this, next = std::move(next)](Request request, std::unique_ptr<Responder> responder) {
        std::string const origin(request.header("origin"));
        if (is_refused(request, origin))
            return responder->send(problem_reply(403, "foreign-origin", request.id));
        if (options_.origins.empty() || !is_shared(request))
            return next(std::move(request), std::move(responder));
        bool const listed = lists(origin);
        if (listed && request.method == Method::options &&
            !request.header("access-control-request-method").empty())
            return responder->send(preflight(origin));
        next(std::move(request),
             std::make_unique<Allowing>(std::move(responder), listed ? origin : ""));
    };
}

}  // namespace http
