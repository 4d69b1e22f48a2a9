// What strangers send: each is answered or dropped, and the next one is served.
#include <doctest/doctest.h>

#include <string>

#include "tests/server/http/client.hpp"
#include "tests/server/http/served.hpp"

namespace edge_refusals_test {

using namespace http_test;

namespace {

void still_serves(Served const& served) {
    Client client(served.port());
    CHECK(client.get("/next")->status == 200);
}

}  // namespace

TEST_CASE("what is refused is answered as a problem, logged once, and ends the connection") {
    Served served;
    struct Case {
        std::string bytes;
        int status;
        std::string rule;
    };
    for (auto const& one : std::vector<Case>{
             {"nonsense\r\n\r\n", 400, "request-line-malformed"},
             {"\x16\x03\x01\x02", 400, "request-line-malformed"},
             {"GET / HTTP/1.1\n\n", 400, "request-line-malformed"},
             {"GET /%00 HTTP/1.1\r\nHost: x\r\n\r\n", 400, "path-encoding"},
             {"GET // HTTP/1.1\r\nHost: x\r\n\r\n", 400, "path-encoding"},
             {"GET /../etc HTTP/1.1\r\nHost: x\r\n\r\n", 400, "path-encoding"},
             {"GET /?a=%ff HTTP/1.1\r\nHost: x\r\n\r\n", 400, "query-malformed"},
             {"BREW / HTTP/1.1\r\nHost: x\r\n\r\n", 501, "method-unknown"},
             {"GET / HTTP/3.0\r\nHost: x\r\n\r\n", 505, "version-unsupported"},
             {"GET / HTTP/1.1\r\n\r\n", 400, "host-missing"},
             {"GET / HTTP/1.1\r\nHost: a b:99999:c\r\n\r\n", 400, "host-malformed"},
             {"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nx\r\n\r\n", 400,
              "chunks-malformed"},
             {"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n100001\r\n", 413,
              "body-too-large"},
             {"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: "
              "chunked\r\n\r\n7\r\nchunked\r\nfffffffffffffffa\r\n",
              413, "body-too-large"},
             {"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 501,
              "encoding-unknown"},
             {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx", 400,
              "length-doubled"},
             {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n", 413,
              "body-too-large"},
             {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1048577\r\n\r\n", 413,
              "body-too-large"},
             {"POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: "
              "1048577\r\n\r\n",
              413, "body-too-large"},
             {"GET / HTTP/1.1\r\nHost: x\r\nExpect: miracles\r\n\r\n", 417, "expectation-unknown"},
         }) {
        CAPTURE(one.bytes);
        auto const before = served.lines.all().size();
        Client client(served.port());
        auto const answer = client.ask(one.bytes);
        REQUIRE(answer);
        CHECK(answer->status == one.status);
        CHECK(answer->header("content-type") == "application/problem+json");
        CHECK(answer->body.find("\"type\":\"urn:kontor:problem:" + one.rule + "\"") !=
              std::string::npos);
        CHECK(answer->body.find(answer->header("x-request-id")) != std::string::npos);
        CHECK(answer->closes());
        CHECK(client.at_end());
        CHECK(served.lines.all().size() == before + 1);
        CHECK(served.lines.count("\"problem\":\"" + one.rule + "\"") >= 1);
    }
    still_serves(served);
}

TEST_CASE("a head of 17 KB is refused, of 15 KB it is not; nor is one without an end") {
    Served served;
    Client fits(served.port());
    CHECK(fits.get("/", "X-Long: " + std::string(15'000, 'x') + "\r\n")->status == 200);
    Client large(served.port());
    CHECK(large.get("/", "X-Long: " + std::string(17'000, 'x') + "\r\n")->status == 431);
    Client endless(served.port());
    CHECK(endless.ask("GET / HTTP/1.1\r\nX: " + std::string(17'000, 'x'))->status == 431);
    still_serves(served);
}

TEST_CASE("a header of 1 MB costs nothing but its refusal") {
    Served served;
    Client client(served.port());
    client.send("GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + std::string(1 << 20, 'x') + "\r\n\r\n");
    CHECK(client.receive()->status == 431);
    CHECK(client.at_end());
    still_serves(served);
}

TEST_CASE("a body that is too large is refused before it is sent") {
    Served served;
    Client client(served.port());
    auto const answer =
        client.ask("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 300000000\r\n\r\nthe beginning");
    CHECK(answer->status == 413);
    CHECK(client.at_end());
}

TEST_CASE("who sends on regardless after a refusal is cut off") {
    Served served;
    Client client(served.port());
    client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 300000000\r\n\r\n");
    std::string const megabyte(1 << 20, 'x');
    int sent = 0;
    while (sent < 300 && client.send(megabyte)) ++sent;
    CHECK(sent < 300);
    still_serves(served);
}

TEST_CASE("odd cookies, accept headers and an empty host fail nothing") {
    Served served;
    Client client(served.port());
    CHECK(client.get("/", "Cookie: ;=;,\"\r\nAccept: text/;;q=,*/*/*\r\nDate: tomorrow\r\n")
              ->status == 200);
    CHECK(client.get("/", "Cache-Control: =\r\nContent-Type: //\r\nAuthorization: x\r\n")->status ==
          200);
    CHECK(client.ask("GET / HTTP/1.1\r\nHost:\r\n\r\n")->status == 200);
}

TEST_CASE("a head or a body that comes too slowly is answered 408, a silent connection is closed") {
    http::EdgeOptions options;
    options.head_timeout = std::chrono::milliseconds(60);
    options.body_progress.window = std::chrono::milliseconds(60);
    options.keep_alive_timeout = std::chrono::milliseconds(60);
    options.linger = std::chrono::milliseconds(60);
    Served served(options);
    Client head(served.port());
    head.send("GET / HT");
    CHECK(head.receive()->status == 408);
    CHECK(head.at_end());
    Client body(served.port());
    body.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nx");
    CHECK(body.receive()->status == 408);
    CHECK(body.at_end());
    for (auto const* begun : {"", "5", "5\r\nhe", "5\r\nhello\r\n", "0\r\n", "0\r\nX: y\r\n"}) {
        CAPTURE(begun);
        Client chunked(served.port());
        chunked.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" +
                     std::string(begun));
        CHECK(chunked.receive()->status == 408);
        CHECK(chunked.at_end());
    }
    Client silent(served.port());
    CHECK(silent.at_end());
    Client idle(served.port());
    CHECK(idle.get("/")->status == 200);
    CHECK(idle.at_end());
    CHECK(eventually([&] { return served.edge.connections() == 0; }));
}

}  // namespace edge_refusals_test
