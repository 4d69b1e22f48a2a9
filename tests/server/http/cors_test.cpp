#include "server/http/cors.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace cors_test {
namespace {

using http::Method;

http::Request from(std::string const& origin, Method method, std::string const& path) {
    http::Request request;
    request.method = method;
    request.path = path;
    request.host = "kontor.example.org";
    if (!origin.empty()) request.headers.emplace_back("origin", origin);
    return request;
}

std::string header(http::Reply const& reply, std::string const& name) {
    for (auto const& [key, value] : reply.headers)
        if (key == name) return value;
    return {};
}

class Catching final : public http::Responder {
public:
    explicit Catching(http::Reply& reply) : reply_(reply) {}
    void send(http::Reply reply) override { reply_ = std::move(reply); }
    bool gone() const override { return false; }

private:
    http::Reply& reply_;
};

// What a server answers that allows one origin, and whose routes say 200 to everything.
http::Reply asked(http::Request request, std::string own = "") {
    http::Cors const cors({{"https://app.example.org"}, std::move(own), "/api/v1/accounts"});
    http::Reply caught;
    caught.status = 0;
    cors.around([](http::Request const&, std::unique_ptr<http::Responder> responder) {
        responder->send({});
    })(std::move(request), std::make_unique<Catching>(caught));
    return caught;
}

TEST_CASE("a page of a listed origin reads answers, one of another origin does not") {
    auto const listed = asked(from("https://app.example.org", Method::get, "/api/v1/me"));
    CHECK(listed.status == 200);
    CHECK(header(listed, "Access-Control-Allow-Origin") == "https://app.example.org");
    CHECK(header(listed, "Access-Control-Allow-Credentials") == "true");
    CHECK(header(listed, "Vary") == "Origin");
    for (auto const* origin : {"https://evil.example", "http://app.example.org", "null", "*",
                               "https://app.example.org.evil.example", ""}) {
        auto const reply = asked(from(origin, Method::get, "/api/v1/me"));
        CHECK(reply.status == 200);
        CHECK(header(reply, "Access-Control-Allow-Origin").empty());
        CHECK(header(reply, "Access-Control-Allow-Credentials").empty());
        // The same address has another answer for somebody else, and caches must know it.
        CHECK(header(reply, "Vary") == "Origin");
    }
    auto const file = asked(from("https://app.example.org", Method::get, "/kontor.js"));
    CHECK(header(file, "Access-Control-Allow-Origin").empty());
}

TEST_CASE("a preflight is answered for listed origins, without the routes") {
    auto request = from("https://app.example.org", Method::options, "/api/v1/accounts/sign-in");
    request.headers.emplace_back("access-control-request-method", "POST");
    auto const listed = asked(request);
    CHECK(listed.status == 204);
    CHECK(header(listed, "Access-Control-Allow-Methods").find("POST") != std::string::npos);
    CHECK(header(listed, "Access-Control-Allow-Headers").find("Authorization") !=
          std::string::npos);
    CHECK(header(listed, "Access-Control-Allow-Origin") == "https://app.example.org");
    request.headers[0].second = "https://evil.example";
    auto const other = asked(request);
    CHECK(other.status == 200);  // the routes' own answer
    CHECK(header(other, "Access-Control-Allow-Methods").empty());
    CHECK(header(other, "Access-Control-Allow-Origin").empty());
}

TEST_CASE("where the cookie travels, a foreign page asks for nothing") {
    auto const refresh = "/api/v1/accounts/refresh";
    for (auto const* origin : {"https://evil.example", "null", "https://kontor.example.org.evil",
                               "https://kontor.example.org:444"}) {
        auto const refused = asked(from(origin, Method::post, refresh));
        CHECK_MESSAGE(refused.status == 403, origin);
        CHECK(refused.problem == "foreign-origin");
    }
    // Our own page, a listed one, and whoever is no browser.
    for (auto const* origin : {"https://kontor.example.org", "https://app.example.org", ""})
        CHECK_MESSAGE(asked(from(origin, Method::post, refresh)).status == 200, origin);
    // A proxy may change the name that the request goes to.
    auto const proxied = from("https://people.example", Method::post, refresh);
    CHECK(asked(proxied).status == 403);
    CHECK(asked(proxied, "https://people.example").status == 200);
    // Elsewhere the browser sends no credentials by itself.
    CHECK(asked(from("https://evil.example", Method::post, "/api/v1/news")).status == 200);
}

}  // namespace
}  // namespace cors_test
