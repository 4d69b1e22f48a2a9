// What proxies do to a request: lines that they add, headers that they hand on, and what may be
// believed of that. The heads are those that HAProxy, Apache, Caddy and nginx send by their usual
// settings; nginx and HAProxy themselves stand in front in tests/proxies.
#include "server/http/proxies.hpp"

#include <doctest/doctest.h>

#include "server/http/authority.hpp"
#include "server/http/head.hpp"
#include "tests/server/http/client.hpp"
#include "tests/server/http/served.hpp"

namespace proxies_test {
namespace {

using http_test::Client;
using http_test::Served;

http::Request read(std::string const& fields) {
    auto parsed = http::parse_head("GET / HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n");
    REQUIRE(std::holds_alternative<http::Head>(parsed));
    return std::get<http::Head>(std::move(parsed)).request;
}

// The address, "refused", or what an edge says that believes 127.0.0.1 and 10.0.0.0/8.
std::string client_of(std::string const& peer, std::string const& fields) {
    http::Proxies const proxies({"127.0.0.1", "10.0.0.0/8"});
    return proxies.client(peer, read(fields)).value_or("refused");
}

std::string forwarded_for(std::string const& list) { return "X-Forwarded-For: " + list + "\r\n"; }

}  // namespace

TEST_CASE("a forwarded list is read from its trusted end") {
    auto const from = [](std::string const& peer, std::string const& list) {
        return client_of(peer, forwarded_for(list));
    };
    CHECK(from("1.1.1.1", "2.2.2.2") == "1.1.1.1");
    CHECK(client_of("10.0.0.1", "") == "10.0.0.1");
    CHECK(from("10.0.0.1", "2.2.2.2") == "2.2.2.2");
    CHECK(from("10.0.0.1", "6.6.6.6, 2.2.2.2, 10.0.0.2") == "2.2.2.2");
    CHECK(from("10.0.0.1", "6.6.6.6,2.2.2.2 ,\t10.0.0.2") == "2.2.2.2");
    CHECK(from("10.0.0.1", "10.0.0.3, 10.0.0.2") == "10.0.0.3");
    CHECK(from("10.0.0.1", "2.2.2.2:5555") == "2.2.2.2");
    CHECK(from("10.0.0.1", "[2001:db8::1]:5555") == "2001:db8::1");
    CHECK(from("10.0.0.1", "2001:db8::1") == "2001:db8::1");
    CHECK(from("10.0.0.1", "::ffff:2.2.2.2") == "2.2.2.2");
    // What a stranger began matters to nobody, whatever it is.
    for (auto const* begun : {"nonsense", "\"6.6.6.6", "6.6.6.6, \"x", "", ",", "unknown", "["})
        CHECK_MESSAGE(from("10.0.0.1", std::string(begun) + ", 2.2.2.2") == "2.2.2.2", begun);
}

TEST_CASE("an entry that is no address makes nobody a proxy, nor this machine") {
    for (auto const* list : {"",
                             ",",
                             " , ",
                             "nonsense",
                             "unknown",
                             "_hidden",
                             "unix:",
                             "[",
                             "[]",
                             "[::1",
                             "2.2.2.2,",
                             "2.2.2.2:x",
                             "2.2.2.2:123456",
                             "[::1]x",
                             "nonsense, 10.0.0.2",
                             ", 127.0.0.1",
                             "6.6.6.6, , 10.0.0.2",
                             "2.2.2.2 6.6.6.6",
                             "2.2.2",
                             "localhost",
                             "for=2.2.2.2"})
        for (auto const* peer : {"127.0.0.1", "10.0.0.1"})
            CHECK_MESSAGE(client_of(peer, forwarded_for(list)) == "refused", list);
    // From whom nothing is believed, nothing has to make sense.
    CHECK(client_of("1.1.1.1", forwarded_for("nonsense")) == "1.1.1.1");
}

TEST_CASE("lines that proxies add belong to the list that the stranger began") {
    std::string const own = forwarded_for("6.6.6.6");
    std::string const added = forwarded_for("203.0.113.7");
    CHECK(client_of("127.0.0.1", own + added) == "203.0.113.7");
    CHECK(client_of("127.0.0.1", own + own + added) == "203.0.113.7");
    CHECK(client_of("127.0.0.1", "x-forwarded-for: 6.6.6.6\r\nX-FORWARDED-FOR: 203.0.113.7\r\n") ==
          "203.0.113.7");
    CHECK(client_of("127.0.0.1", own + "Accept: */*\r\n" + added) == "203.0.113.7");
    CHECK(client_of("127.0.0.1", "X-Forwarded-For:\r\n" + added) == "203.0.113.7");
    CHECK(client_of("127.0.0.1", added + "X-Forwarded-For:\r\n") == "refused");
    // Another header than the one that is read, as CGI would not tell.
    CHECK(client_of("127.0.0.1", added + "X_Forwarded_For: 6.6.6.6\r\n") == "203.0.113.7");
    CHECK(read(own + added).header("x-forwarded-for") == "6.6.6.6, 203.0.113.7");
}

TEST_CASE("what proxies send by their usual settings is understood") {
    std::string const stranger = "X-Forwarded-For: 6.6.6.6\r\n";
    // HAProxy, `option forwardfor`: a line of its own, at the end.
    CHECK(client_of("127.0.0.1", "user-agent: x\r\n" + stranger +
                                     "x-forwarded-for: 203.0.113.7\r\nconnection: close\r\n") ==
          "203.0.113.7");
    // HAProxy, `option forwarded` beside it (RFC 7239).
    CHECK(client_of("127.0.0.1",
                    "forwarded: proto=https;for=203.0.113.7\r\n"
                    "x-forwarded-for: 203.0.113.7\r\n") == "203.0.113.7");
    // Apache, mod_proxy_http: appended to what was there; the server's name beside it.
    CHECK(client_of("127.0.0.1",
                    "X-Forwarded-For: 6.6.6.6, 203.0.113.7\r\n"
                    "X-Forwarded-Host: evil.example, kontor.example.com\r\n"
                    "X-Forwarded-Server: kontor.example.com\r\n") == "203.0.113.7");
    // Caddy, reverse_proxy: set anew, since strangers are trusted by nobody.
    CHECK(client_of("127.0.0.1",
                    "X-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Host: "
                    "kontor.example.com\r\nX-Forwarded-Proto: https\r\n"
                    "Via: 1.1 Caddy\r\n") == "203.0.113.7");
    // nginx, $proxy_add_x_forwarded_for, and $remote_addr of a client that speaks IPv6.
    CHECK(client_of("127.0.0.1", "X-Real-IP: 203.0.113.7\r\n" +
                                     forwarded_for("6.6.6.6, 203.0.113.7")) == "203.0.113.7");
    CHECK(client_of("127.0.0.1", forwarded_for("2001:db8::7")) == "2001:db8::7");
}

TEST_CASE("only X-Forwarded-For says who asks; what else a proxy says makes nobody the proxy") {
    for (auto const* said :
         {"Forwarded: for=203.0.113.7", "Forwarded:", "Via: 1.1 somebody", "X-Real-IP: 203.0.113.7",
          "X-Forwarded-Proto: https", "X-Forwarded-Host: kontor.example.com"}) {
        auto const fields = std::string(said) + "\r\n";
        CAPTURE(said);
        CHECK(http::is_proxied(read(fields)));
        CHECK(client_of("127.0.0.1", fields) == "refused");
        CHECK(client_of("203.0.113.9", fields) == "203.0.113.9");
        CHECK(client_of("127.0.0.1", fields + forwarded_for("203.0.113.7")) == "203.0.113.7");
    }
    CHECK_FALSE(http::is_proxied(read("Accept: */*\r\n")));
}

TEST_CASE("an edge answers by the address that its proxy says, and refuses a list without one") {
    http::EdgeOptions options;
    options.trusted_proxies = {"127.0.0.1"};
    Served served(options, [](http::Request request, std::unique_ptr<http::Responder> responder) {
        responder->send(http_test::text_reply(request.address));
    });
    Client client(served.port());
    CHECK(client.get("/")->body == "127.0.0.1");
    CHECK(client.get("/", forwarded_for("6.6.6.6") + forwarded_for("203.0.113.7"))->body ==
          "203.0.113.7");
    CHECK(http_test::eventually(
        [&] { return served.lines.count("\"address\":\"203.0.113.7\"") == 1; }));
    auto const refused = client.get("/", "X-Forwarded-For:\r\n");
    REQUIRE(refused);
    CHECK(refused->status == 400);
    CHECK(refused->body.find("urn:kontor:problem:forwarded-for-malformed") != std::string::npos);
    CHECK(
        http_test::eventually([&] { return served.lines.count("forwarded-for-malformed") == 1; }));
}

TEST_CASE("whom a request was sent to is taken apart strictly") {
    auto const told = [](std::string const& text) {
        auto const authority = http::parse_authority(text);
        if (!authority) return std::string("malformed");
        return authority->host + "|" + authority->port + (authority->is_address ? "|#" : "");
    };
    CHECK(told("Kontor.Example.org") == "kontor.example.org|");
    CHECK(told("kontor.example.org.:8080") == "kontor.example.org|8080");
    CHECK(told("kontor:") == "kontor|");
    CHECK(told("my_box") == "my_box|");
    CHECK(told("127.0.0.1:80") == "127.0.0.1|80|#");
    CHECK(told("[::1]") == "::1||#");
    CHECK(told("[2001:DB8:0:0::1]:65535") == "2001:db8::1|65535|#");
    CHECK(told("[::ffff:127.0.0.1]:1") == "127.0.0.1|1|#");
    for (auto const* wrong :
         {"",       ".",         "..",  "a..",   "::1",      "[::1", "[]",  "[127.0.0.1]",
          "[::1]8", "[::1%lo]",  "a:b", "a:1:2", "a:123456", "a@b",  "a/b", "a b",
          "a%2eb",  "b\xc3\xbc", "a,b", "a:-1"})
        CHECK_MESSAGE(told(wrong) == "malformed", wrong);
}

}  // namespace proxies_test
