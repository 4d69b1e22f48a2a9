#include "server/http/head.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>

namespace head_test {
namespace {

using http::Head;
using http::HeadRefusal;

std::string with_host(std::string const& line, std::string const& fields = "") {
    return line + "\r\nHost: x\r\n" + fields + "\r\n";
}

// The rule that was broken, or "" for a head that is served.
std::string refused(std::string const& bytes) {
    auto const parsed = http::parse_head(bytes);
    auto const* refusal = std::get_if<HeadRefusal>(&parsed);
    return refusal ? std::to_string(refusal->status) + " " + std::string(refusal->rule) : "";
}

Head served(std::string const& bytes) {
    auto parsed = http::parse_head(bytes);
    REQUIRE(std::holds_alternative<Head>(parsed));
    return std::get<Head>(std::move(parsed));
}

}  // namespace

TEST_CASE("a head is taken apart") {
    auto const head = served(
        "POST /a/%D0%B1?x=1&y=%20+z HTTP/1.1\r\nHost: h\r\nX-Thing:  two words \r\n"
        "Content-Length: 12\r\n\r\n");
    CHECK(head.request.method == http::Method::post);
    CHECK(head.request.path == "/a/б");
    CHECK(head.request.segments == std::vector<std::string>{"a", "б"});
    CHECK(head.request.query.size() == 2);
    CHECK(head.request.query[1].second == "  z");
    CHECK(head.request.header("x-thing") == "two words");
    CHECK(head.request.header("absent").empty());
    CHECK(head.body_bytes == 12);
    CHECK(head.keep_alive);
}

TEST_CASE("a head ends at its empty line, wherever the bytes are cut") {
    std::string const bytes = with_host("GET / HTTP/1.1") + "more";
    for (std::size_t size = 0; size <= bytes.size(); ++size) {
        auto const end = http::head_length(std::string_view(bytes).substr(0, size), 0);
        CHECK(end.has_value() == (size >= bytes.size() - 4));
        if (end) CHECK(*end == bytes.size() - 4);
    }
    std::size_t searched = 0;
    std::optional<std::size_t> end;
    for (std::size_t size = 1; !end; ++size) {
        end = http::head_length(std::string_view(bytes).substr(0, size), searched);
        searched = size;
    }
    CHECK(*end == bytes.size() - 4);
    CHECK(http::head_length("GET / HTTP/1.1\n\n", 0) == 16);
}

TEST_CASE("malformed request lines are refused") {
    for (auto const* line :
         {"GET", "GET /", "GET / ", " GET / HTTP/1.1", "GET  HTTP/1.1", "GET / HTTP/1",
          "GET / http/1.1", "GET / HTTP/1.11", "G(T / HTTP/1.1", "\x16\x03\x01"}) {
        CAPTURE(line);
        CHECK(refused(with_host(line)).substr(0, 3) == "400");
    }
    CHECK(refused(with_host("GET / HTTP/2.0")) == "505 version-unsupported");
    CHECK(refused(with_host("BREW / HTTP/1.1")) == "501 method-unknown");
    CHECK(refused(with_host("get / HTTP/1.1")) == "501 method-unknown");
    auto const longest = "/" + std::string(http::HeadLimits{}.target_bytes - 1, 'a');
    CHECK(refused(with_host("GET " + longest + " HTTP/1.1")).empty());
    CHECK(refused(with_host("GET " + longest + "a HTTP/1.1")) == "414 target-too-long");
    CHECK(refused("GET / HTTP/1.1\nHost: x\n\n") == "400 request-line-malformed");
    CHECK(refused("GET / HTTP/1.1\r\nHost: x\n\r\n") == "400 header-malformed");
}

TEST_CASE("paths are decoded once and hold no surprises") {
    for (auto const* path :
         {"/%00", "/a%2Fb", "/..", "/a/../b", "/%2e%2e/x", "/.", "//", "/a//b", "/%", "/%4", "/%zz",
          "/%ff", "/%c0%80", "/%ed%a0%80", "/a%5cb", "/%0a", "/%7f"}) {
        CAPTURE(path);
        CHECK(refused(with_host("GET " + std::string(path) + " HTTP/1.1")) == "400 path-encoding");
    }
    for (auto const* path : {"*", "a", "http:", "ftp://x/", "http:///x", "/a#b", "/\xd0\xb1"}) {
        CAPTURE(path);
        CHECK(refused(with_host("GET " + std::string(path) + " HTTP/1.1")) == "400 path-malformed");
    }
    CHECK(served(with_host("GET /%252e HTTP/1.1")).request.segments[0] == "%2e");
    CHECK(served(with_host("GET /a+b HTTP/1.1")).request.segments[0] == "a+b");
    CHECK(served(with_host("GET http://other/a?b HTTP/1.1")).request.path == "/a");
    CHECK(served(with_host("GET http://other HTTP/1.1")).request.path == "/");
    CHECK(served(with_host("GET /a/ HTTP/1.1")).request.segments.size() == 1);
    CHECK(served(with_host("GET /a/ HTTP/1.1")).request.path == "/a/");
}

TEST_CASE("queries are decoded once") {
    auto const query = [](std::string const& text) {
        return served(with_host("GET /?" + text + " HTTP/1.1")).request.query;
    };
    CHECK(query("").empty());
    CHECK(query("&&").empty());
    CHECK(query("a")[0] == std::pair<std::string, std::string>{"a", ""});
    CHECK(query("a=b=c")[0].second == "b=c");
    CHECK(query("a=%26&b=%2525")[1].second == "%25");
    CHECK(query("a?b=/c")[0].first == "a?b");
    for (auto const* bad : {"a=%00", "%ff=1", "a=%", "a=%g0"}) {
        CAPTURE(bad);
        CHECK(refused(with_host("GET /?" + std::string(bad) + " HTTP/1.1")) ==
              "400 query-malformed");
    }
    std::string many;
    for (int i = 0; i < 101; ++i) many += "a=1&";
    CHECK(refused(with_host("GET /?" + many + " HTTP/1.1")) == "400 query-malformed");
}

TEST_CASE("lengths and encodings that two readers could read differently are refused") {
    auto const post = [](std::string const& fields) {
        return refused(with_host("POST / HTTP/1.1", fields));
    };
    CHECK(post("Content-Length: 1\r\nContent-Length: 1\r\n") == "400 length-doubled");
    CHECK(post("Content-Length: 1\r\ncontent-length: 2\r\n") == "400 length-doubled");
    CHECK(post("Content-Length: 1\r\nTransfer-Encoding: chunked\r\n") == "400 length-and-encoding");
    for (auto const* encoding : {"gzip, chunked", "identity, chunked", "xchunked, Chunked"}) {
        CAPTURE(encoding);
        CHECK(post("Transfer-Encoding: " + std::string(encoding) + "\r\n") ==
              "501 encoding-unknown");
    }
    for (auto const* encoding :
         {"", ",", "chunked,", ", chunked", "chunked, chunked", "identity", "gzip", "chunked, gzip",
          "xchunked", "chunked;a=b", "\"chunked\"", "chunked chunked"}) {
        CAPTURE(encoding);
        CHECK(post("Transfer-Encoding: " + std::string(encoding) + "\r\n") ==
              "400 encoding-malformed");
    }
    CHECK(refused(with_host("POST / HTTP/1.0", "Transfer-Encoding: chunked\r\n")) ==
          "400 encoding-malformed");
    for (auto const* length : {"", "-1", "+1", "1,1", "1 1", "0x10", "1.0", "a"}) {
        CAPTURE(length);
        CHECK(post("Content-Length: " + std::string(length) + "\r\n") == "400 length-malformed");
    }
    CHECK(served(with_host("POST / HTTP/1.1", "Content-Length: 99999999999999999999999\r\n"))
              .body_bytes == UINT64_MAX);
    CHECK(post("Content-Length: 5\r\n") == "");
    auto const chunked = served(with_host("POST / HTTP/1.1", "Transfer-Encoding:  Chunked \r\n"));
    CHECK(chunked.in_chunks);
    CHECK(chunked.body_bytes == 0);
    CHECK_FALSE(served(with_host("POST / HTTP/1.1", "Content-Length: 5\r\n")).in_chunks);
}

TEST_CASE("what may be there once is refused when it is there twice, be it the same") {
    auto const twice = [](std::string const& one, std::string const& other) {
        return refused(with_host("POST / HTTP/1.1", one + "\r\nX-Between: x\r\n" + other + "\r\n"));
    };
    CHECK(twice("X: x", "Host: x") == "400 host-doubled");
    CHECK(twice("Authorization: Bearer a", "Authorization: Bearer a") ==
          "400 authorization-doubled");
    CHECK(twice("authorization: Bearer a", "AUTHORIZATION:") == "400 authorization-doubled");
    CHECK(twice("Cookie: a=b", "Cookie: c=d") == "400 cookie-doubled");
    CHECK(twice("Content-Type: a/b", "content-type: a/b") == "400 content-type-doubled");
    CHECK(twice("Origin: http://x", "Origin: null") == "400 origin-doubled");
    CHECK(twice("Access-Control-Request-Method: GET", "Access-Control-Request-Method: PUT") ==
          "400 preflight-doubled");
    CHECK(twice("Content-Length: 1", "Content-Length: 1") == "400 length-doubled");
    for (auto const* other : {"chunked", "identity", ""})
        CHECK(twice("Transfer-Encoding: chunked", "Transfer-Encoding: " + std::string(other)) ==
              "400 encoding-malformed");
    for (auto const* name : {"User-Agent", "Referer", "Date", "From", "Range", "If-Range",
                             "If-Modified-Since", "If-Unmodified-Since", "Max-Forwards",
                             "Proxy-Authorization", "Content-Location", "Content-Range"})
        CHECK(twice(name + std::string(": a"), name + std::string(": a")) == "400 header-doubled");
    CHECK(twice("Transfer-Encoding: chunked", "Content-Length: 1") == "400 length-and-encoding");
    CHECK(twice("Transfer-Encoding:", "Content-Length: 1") == "400 length-and-encoding");
}

TEST_CASE("the lines of a list are one list, and whom it went to is said once") {
    auto const head =
        served(with_host("GET / HTTP/1.1",
                         "Accept: a/b\r\nConnection: keep-alive\r\naccept: c/d;q=0.5\r\n"
                         "Accept:\r\nConnection: close\r\n"));
    CHECK(head.request.header("accept") == "a/b, c/d;q=0.5, ");
    CHECK(head.request.headers.size() == 3);
    CHECK_FALSE(head.keep_alive);
    CHECK(head.request.has_header("accept"));
    CHECK_FALSE(head.request.has_header("x-forwarded-for"));
    CHECK(served(with_host("GET / HTTP/1.1", "Empty:\r\n")).request.has_header("empty"));
    CHECK(head.request.host == "x");
    // RFC 9112, 3.2.2: the target's own host is the one that counts.
    CHECK(served(with_host("GET http://other:80/a HTTP/1.1")).request.host == "other:80");
    CHECK(served("GET / HTTP/1.0\r\n\r\n").request.host.empty());
}

TEST_CASE("malformed headers are refused, odd ones are not") {
    auto const get = [](std::string const& fields) {
        return refused(with_host("GET / HTTP/1.1", fields));
    };
    CHECK(get("no colon\r\n") == "400 header-malformed");
    CHECK(get(": empty\r\n") == "400 header-malformed");
    CHECK(get("A b: c\r\n") == "400 header-malformed");
    CHECK(get("A : c\r\n") == "400 header-malformed");
    CHECK(get("A: b\r\n folded\r\n") == "400 header-malformed");
    CHECK(get(std::string("A: b\0c\r\n", 8)) == "400 header-malformed");
    CHECK(get("A: b\rc\r\n") == "400 header-malformed");
    for (auto const* host : {"a b", "a/b", "a@b", "a,b", "[::1", "::1", "a:b", "a%2eb"})
        CHECK_MESSAGE(refused("GET / HTTP/1.1\r\nHost: " + std::string(host) + "\r\n\r\n") ==
                          "400 host-malformed",
                      host);
    CHECK(refused("GET / HTTP/1.1\r\nHost:\r\n\r\n") == "");
    CHECK(refused(with_host("GET http://u:p@other/ HTTP/1.1")) == "400 host-malformed");
    CHECK(refused("GET / HTTP/1.1\r\n\r\n") == "400 host-missing");
    CHECK(refused("GET / HTTP/1.0\r\n\r\n") == "");
    CHECK(get("Expect: tea\r\n") == "417 expectation-unknown");
    std::string many;
    for (int i = 0; i < 100; ++i) many += "A: b\r\n";
    CHECK(get(many) == "431 headers-too-many");
    CHECK(get("Cookie: ;;;=\"\\ x\r\nAccept: ///;q=z\r\nDate: never\r\nCache-Control: =,=\r\n") ==
          "");
    CHECK(get("Accept: \xff\xfe\r\nEmpty:\r\nCookie: a=\xd0\xb1\r\n") == "");
}

TEST_CASE("who says close, or speaks 1.0 without keep-alive, is not kept") {
    CHECK_FALSE(served(with_host("GET / HTTP/1.1", "Connection: close\r\n")).keep_alive);
    CHECK_FALSE(
        served(with_host("GET / HTTP/1.1", "Connection: keep-alive, Close\r\n")).keep_alive);
    CHECK_FALSE(served(with_host("GET / HTTP/1.0")).keep_alive);
    CHECK(served(with_host("GET / HTTP/1.0", "Connection: Keep-Alive\r\n")).keep_alive);
    CHECK(served(with_host("GET / HTTP/1.1", "Expect: 100-Continue\r\n")).awaits_continue);
    CHECK_FALSE(served(with_host("GET / HTTP/1.0", "Expect: 100-continue\r\n")).awaits_continue);
}

TEST_CASE("no bytes break the parser") {
    std::mt19937 chance(1);
    std::string const good =
        "POST /a/b%20c?d=e&f HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: "
        "100-continue\r\n\r\n";
    std::size_t accepted = 0;
    for (int round = 0; round < 20'000; ++round) {
        auto bytes = good;
        for (int change = 0; change < 3; ++change) {
            auto const at = chance() % bytes.size();
            if (chance() % 3 == 0)
                bytes.erase(at, 1 + chance() % 4);
            else
                bytes[at] = static_cast<char>(chance());
            if (bytes.empty()) bytes = good;
        }
        auto const end = http::head_length(bytes, 0);
        auto const parsed =
            http::parse_head(std::string_view(bytes).substr(0, end.value_or(bytes.size())));
        auto const* head = std::get_if<Head>(&parsed);
        if (!head) continue;
        ++accepted;
        for (auto const& segment : head->request.segments) {
            CHECK_FALSE(segment.empty());
            CHECK(segment.find('/') == std::string::npos);
            CHECK(segment.find('\0') == std::string::npos);
        }
    }
    CHECK(accepted > 0);
}

}  // namespace head_test
