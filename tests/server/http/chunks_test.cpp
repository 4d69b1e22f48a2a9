#include "server/http/chunks.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>

namespace chunks_test {
namespace {

using http::Chunks;

struct Read {
    std::string body;
    std::string rest;  // behind the end
    bool whole = false;
    bool malformed = false;

    friend bool operator==(Read const& a, Read const& b) {
        return a.body == b.body && a.rest == b.rest && a.whole == b.whole &&
               a.malformed == b.malformed;
    }
};

// What is made of the bytes when they come in pieces of that size.
Read read_in(std::string const& bytes, std::size_t at_once) {
    Read read;
    Chunks chunks;
    for (std::size_t at = 0; at < bytes.size() && !read.malformed; at += at_once) {
        auto part = std::string_view(bytes).substr(at, at_once);
        while (!part.empty() && !chunks.is_whole() && !read.malformed) {
            auto const piece = chunks.next(part);
            read.malformed = !piece;
            if (piece) read.body += *piece;
        }
        if (chunks.is_whole()) read.rest += part;
    }
    read.whole = chunks.is_whole();
    if (read.malformed) read.body.clear();
    return read;
}

Read read_of(std::string const& bytes) {
    auto const whole = read_in(bytes, bytes.size());
    for (std::size_t const at_once : {1u, 2u, 3u, 7u}) CHECK(read_in(bytes, at_once) == whole);
    return whole;
}

std::string body_of(std::string const& bytes) {
    auto const read = read_of(bytes);
    CHECK(read.whole);
    CHECK(read.rest.empty());
    return read.body;
}

bool is_malformed(std::string const& bytes) {
    auto const read = read_of(bytes);
    return read.malformed && !read.whole;
}

}  // namespace

TEST_CASE("chunks are put together, however they are cut") {
    CHECK(body_of("0\r\n\r\n").empty());
    CHECK(body_of("3\r\nabc\r\n0\r\n\r\n") == "abc");
    CHECK(body_of("3\r\nabc\r\n1\r\n\r\r\n2\r\n\n\n\r\n0\r\n\r\n") == "abc\r\n\n");
    CHECK(body_of("A\r\n0123456789\r\na\r\n0123456789\r\n000\r\n\r\n") == "01234567890123456789");
    CHECK(body_of("0000000000000003\r\nabc\r\n0000000000000000\r\n\r\n") == "abc");
    auto const more = read_of("1\r\na\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n");
    CHECK(more.body == "a");
    CHECK(more.rest == "GET / HTTP/1.1\r\n\r\n");
    CHECK_FALSE(read_of("3\r\nabc\r\n0\r\n").whole);
    CHECK_FALSE(read_of("3\r\nab").whole);
}

TEST_CASE("what a chunk announces is known before it comes") {
    Chunks chunks;
    std::string_view bytes = "7fffffffffffffff\r\nabc";
    CHECK(*chunks.next(bytes) == "abc");
    CHECK(chunks.announced() == 0x7fff'ffff'ffff'ffff - 3);
}

TEST_CASE("extensions and trailers are read over, within a bound") {
    CHECK(body_of("3;a\r\nabc\r\n0;b=c;d=\"e;f\"\r\nX: y\r\nEmpty:\r\n\r\n") == "abc");
    CHECK(body_of("3 ; a = b\r\nabc\r\n0\t;\r\n\r\n") == "abc");
    auto const ext = [](std::size_t size) { return "1;" + std::string(size, 'x') + "\r\na\r\n"; };
    auto const most = Chunks::most_extra_bytes;
    CHECK(body_of(ext(most - 3) + "0\r\n\r\n") == "a");
    CHECK(is_malformed(ext(most - 2) + "0\r\n\r\n"));
    CHECK(is_malformed(ext(most / 2) + ext(most / 2) + "0\r\n\r\n"));
    CHECK(is_malformed("0\r\nX: " + std::string(most, 'x')));
    std::string many = "0\r\n";
    while (many.size() < most + 3) many += "X: y\r\n";
    CHECK(is_malformed(many));
}

TEST_CASE("what another reader could take for something else is refused") {
    for (auto const* size :
         {"", " 3", "3 ", "\t3", "+3", "-3", "0x3", "3x", "3,3", "3 3", "g", "3:", "3\r", "\r",
          "00000000000000003", "10000000000000000", "3;\x01", "3;a\rb", "3;a\x7f"}) {
        CAPTURE(size);
        CHECK(is_malformed(size + std::string("\r\nabc\r\n0\r\n\r\n")));
    }
    for (auto const* bytes :
         {"3\nabc\n0\n\n", "3\r\nabc\n0\r\n\r\n", "3\r\nabc0\r\n\r\n", "3\r\nabcd\r\n0\r\n\r\n",
          "3\r\nabc\r\r\n0\r\n\r\n", "3;a\nabc\r\n0\r\n\r\n", "3\r\nabc\r\n\r\n0\r\n\r\n",
          "0\r\n\n", "0\n\r\n", "0\r\nX: y\n\r\n", "0\r\nno colon\r\n\r\n",
          "0\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n", "0\r\n X: y\r\n\r\n", "0\r\nX : y\r\n\r\n",
          "0\r\nX: y\r\n z\r\n\r\n", "0\r\nX: a\rb\r\n\r\n"}) {
        CAPTURE(bytes);
        CHECK(is_malformed(bytes));
    }
    CHECK(is_malformed(std::string("3;\0\r\nabc\r\n0\r\n\r\n", 16)));
}

TEST_CASE("no bytes break the reader of chunks, or read differently in pieces") {
    std::mt19937 chance(1);
    std::string const good = "5;a=b\r\nhello\r\n3\r\nyou\r\n0\r\nX: y\r\n\r\n";
    std::size_t accepted = 0;
    for (int round = 0; round < 5'000; ++round) {
        auto bytes = good;
        for (int change = 0; change < 2; ++change)
            bytes[chance() % bytes.size()] = good[chance() % good.size()];
        if (read_of(bytes).whole) ++accepted;
    }
    CHECK(accepted > 0);
}

}  // namespace chunks_test
