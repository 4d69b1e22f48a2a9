#include "server/http/edge.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "tests/server/http/client.hpp"
#include "tests/server/http/served.hpp"

namespace edge_test {

using namespace http_test;

TEST_CASE("a request is answered with the headers that every reply has") {
    Served served;
    Client client(served.port());
    auto const answer = client.get("/a/b?x=1");
    REQUIRE(answer);
    CHECK(answer->status == 200);
    CHECK(answer->body == "GET /a/b [a][b] x=1 (0 bytes)");
    CHECK(answer->header("content-type") == "text/plain; charset=utf-8");
    CHECK(answer->header("connection") == "keep-alive");
    CHECK(answer->header("x-content-type-options") == "nosniff");
    CHECK(answer->header("cache-control") == "no-store");
    CHECK(answer->header("x-request-id").size() == 16);
    CHECK(answer->header("date").size() == 29);
}

TEST_CASE("one connection carries many requests, each with an id of its own") {
    Served served;
    Client client(served.port());
    std::set<std::string> ids;
    for (int i = 0; i < 1000; ++i) {
        auto const answer = client.get("/" + std::to_string(i));
        REQUIRE(answer);
        REQUIRE(answer->body.find("[" + std::to_string(i) + "]") != std::string::npos);
        ids.insert(answer->header("x-request-id"));
    }
    CHECK(ids.size() == 1000);
    CHECK(served.edge.connections() == 1);
}

TEST_CASE("a body arrives whole, also byte by byte, and with the head in one piece") {
    Served served;
    Client client(served.port());
    std::string const request =
        "POST /p HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n0123456789";
    CHECK(client.ask(request)->body == "POST /p [p] (10 bytes)");
    for (char const byte : request) REQUIRE(client.send(std::string_view(&byte, 1)));
    CHECK(client.receive()->body == "POST /p [p] (10 bytes)");
    std::string const big(1024 * 1024, 'x');
    client.send("PUT /b HTTP/1.1\r\nHost: x\r\nContent-Length: 1048576\r\n\r\n");
    CHECK(client.ask(big)->body == "PUT /b [b] (1048576 bytes)");
}

TEST_CASE("HEAD has the head of GET and no body") {
    Served served;
    Client client(served.port());
    auto const got = client.get("/abc");
    client.send("HEAD /abc HTTP/1.1\r\nHost: x\r\n\r\n");
    auto const head = client.receive(true);
    REQUIRE(head);
    CHECK(head->status == 200);
    CHECK(head->header("content-length") ==
          std::to_string(got->body.size() + 1));  // "HEAD" for "GET"
    CHECK(head->header("content-type") == got->header("content-type"));
    CHECK(client.get("/next")->body == "GET /next [next] (0 bytes)");
}

TEST_CASE("a client that expects 100 gets it before it sends its body") {
    Served served;
    Client client(served.port());
    client.send("POST /e HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
    CHECK(client.receive()->status == 100);
    CHECK(client.ask("abc")->body == "POST /e [e] (3 bytes)");
}

TEST_CASE("a connection is kept or closed as the client asks") {
    Served served;
    {
        Client client(served.port());
        auto const answer = client.get("/", "Connection: close\r\n");
        CHECK(answer->closes());
        CHECK(client.at_end());
    }
    {
        Client client(served.port());
        CHECK(client.ask("GET / HTTP/1.0\r\n\r\n")->closes());
        CHECK(client.at_end());
    }
    {
        Client client(served.port());
        CHECK_FALSE(client.ask("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")->closes());
        CHECK(client.ask("GET / HTTP/1.0\r\n\r\n")->closes());
    }
}

TEST_CASE("of pipelined requests the first is answered, then the connection ends cleanly") {
    Served served;
    Client client(served.port());
    std::string const one = "GET /1 HTTP/1.1\r\nHost: x\r\n\r\n";
    auto const answer = client.ask(one + one + one);
    REQUIRE(answer);
    CHECK(answer->body == "GET /1 [1] (0 bytes)");
    CHECK(answer->closes());
    CHECK(client.at_end());
    CHECK(served.lines.count("\"event\":\"http.request\"") == 1);
}

TEST_CASE("stray line ends around a request are no request") {
    Served served;
    Client client(served.port());
    CHECK(client.ask("\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n\r\n")->status == 200);
    CHECK(client.get("/again")->status == 200);
}

TEST_CASE("it listens on IPv6, too") {
    http::EdgeOptions options;
    options.address = "::1";
    std::string address;
    Served served(options, [&](http::Request request, std::unique_ptr<http::Responder> responder) {
        address = request.address;
        responder->send(text_reply("six"));
    });
    Client client(served.port(), true);
    CHECK(client.get("/")->body == "six");
    CHECK(address == "::1");
}

TEST_CASE("a taken port is an error that names the address") {
    Served served;
    http::EdgeOptions options;
    options.port = served.port();
    http::Edge second(options);
    auto const place = "127.0.0.1:" + std::to_string(served.port());
    try {
        second.start([](http::Request, std::unique_ptr<http::Responder>) {});
        FAIL("it listens on a taken port");
    } catch (std::runtime_error const& error) {
        CAPTURE(error.what());
        CHECK(std::string(error.what()).find(place) != std::string::npos);
        CHECK(std::string(error.what()).find("Address already in use") != std::string::npos);
    }
}

TEST_CASE("a forwarded address counts only from a trusted proxy") {
    auto const address_seen = [](std::vector<std::string> proxies) {
        http::EdgeOptions options;
        options.trusted_proxies = std::move(proxies);
        Served served(options,
                      [](http::Request request, std::unique_ptr<http::Responder> responder) {
                          responder->send(text_reply(request.address));
                      });
        Client client(served.port());
        return client.get("/", "X-Forwarded-For: 6.6.6.6, 1.2.3.4, 10.0.0.1\r\n")->body;
    };
    CHECK(address_seen({}) == "127.0.0.1");
    CHECK(address_seen({"10.0.0.0/8"}) == "127.0.0.1");
    CHECK(address_seen({"127.0.0.1"}) == "10.0.0.1");
    CHECK(address_seen({"127.0.0.1", "10.0.0.0/8"}) == "1.2.3.4");
}

TEST_CASE("an exception or a forgotten answer is a 500 without its text, logged once") {
    Served served({}, [](http::Request request, std::unique_ptr<http::Responder>) {
        if (request.path == "/throw") throw std::runtime_error("the secret of the database");
    });
    Client client(served.port());
    auto const thrown = client.get("/throw");
    CHECK(thrown->status == 500);
    CHECK(thrown->body.find("secret") == std::string::npos);
    CHECK(thrown->header("content-type") == "application/problem+json");
    CHECK(client.get("/forget")->status == 500);
    CHECK(served.lines.count("the secret of the database") == 1);
    CHECK(served.lines.count(thrown->header("x-request-id")) == 2);  // the failure and the access
}

TEST_CASE("the log has a line for each request, and neither queries nor headers") {
    Served served({}, [](http::Request, std::unique_ptr<http::Responder> responder) {
        auto reply = text_reply("ok");
        reply.route = "/api/v1/things/{id}";
        responder->send(std::move(reply));
    });
    Client client(served.port());
    client.get("/api/v1/things/7?token=hush", "Authorization: Bearer hush\r\n");
    REQUIRE(eventually([&] { return served.lines.all().size() == 1; }));
    auto const line = served.lines.all()[0];
    CHECK(line.find("\"route\":\"/api/v1/things/{id}\"") != std::string::npos);
    CHECK(line.find("\"method\":\"GET\"") != std::string::npos);
    CHECK(line.find("\"status\":200") != std::string::npos);
    CHECK(line.find("\"address\":\"127.0.0.1\"") != std::string::npos);
    CHECK(line.find("hush") == std::string::npos);
}

}  // namespace edge_test
