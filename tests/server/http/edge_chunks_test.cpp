// A body in chunks is taken as one with a length is: within the same limits, and at the same price.
#include <doctest/doctest.h>

#include <list>
#include <sstream>
#include <string>

#include "tests/server/http/client.hpp"
#include "tests/server/http/kept.hpp"
#include "tests/server/http/served.hpp"

namespace edge_chunks_test {

using namespace http_test;

namespace {

std::string head(std::string const& more_headers = "") {
    return "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n" + more_headers + "\r\n";
}

std::string in_hex(std::size_t number) {
    std::ostringstream text;
    text << std::hex << number;
    return text.str();
}

std::string chunk(std::size_t bytes) {
    return in_hex(bytes) + "\r\n" + std::string(bytes, 'x') + "\r\n";
}

std::string const end = "0\r\n\r\n";

std::string echoed(std::size_t bytes) { return "POST /  (" + std::to_string(bytes) + " bytes)"; }

}  // namespace

TEST_CASE("a body in chunks is put together, and the connection goes on behind it") {
    Served served;
    Client client(served.port());
    CHECK(client.ask(head() + end)->body == echoed(0));
    CHECK(client.ask(head() + chunk(5) + chunk(70'000) + end)->body == echoed(70'005));
    CHECK(client.ask(head() + "5;a=b\r\nhello\r\n0\r\nX-Checksum: y\r\n\r\n")->body == echoed(5));
    auto const answer = client.get("/next");
    CHECK(answer->body == "GET /next [next] (0 bytes)");
    for (char const c : head() + chunk(3) + end) client.send({&c, 1});
    CHECK(client.receive()->body == echoed(3));
    Client two(served.port());
    CHECK(two.ask(head() + chunk(3) + end + "GET /second HTTP/1.1\r\nHost: x\r\n\r\n")->body ==
          echoed(3));
    CHECK(two.at_end());
}

TEST_CASE("trailers change nothing of what the head said") {
    http::EdgeOptions options;
    Kept kept;
    Served served(options, kept.handler());
    Client client(served.port());
    client.send(head("X-Name: anna\r\n") + chunk(1) +
                "0\r\nX-Name: boris\r\nAuthorization: Bearer a\r\nContent-Length: 9\r\n\r\n");
    auto const one = kept.take();
    CHECK(one.request.header("x-name") == "anna");
    CHECK_FALSE(one.request.has_header("authorization"));
    CHECK_FALSE(one.request.has_header("content-length"));
    one.responder->send(text_reply("done"));
    CHECK(client.receive()->body == "done");
}

TEST_CASE("chunks come up to the limit, and what is announced beyond it is not waited for") {
    http::EdgeOptions options;
    options.body_bytes = 10'000;
    Served served(options);
    Client fits(served.port());
    CHECK(fits.ask(head() + chunk(9'999) + chunk(1) + end)->body == echoed(10'000));
    for (auto const& chunks :
         {chunk(10'001), chunk(10'000) + chunk(1), std::string("2711\r\n"), chunk(1) + "2710\r\nx",
          std::string("ffffffffffffffff\r\n"), chunk(9'000) + "fffffffffffff000\r\n"}) {
        Client client(served.port());
        auto const answer = client.ask(head() + chunks);
        CHECK(answer->status == 413);
        CHECK(answer->closes());
        CHECK(client.at_end());
    }
    Client small(served.port());  // of one byte each
    std::string bytes;
    for (int i = 0; i < 10'001; ++i) bytes += chunk(1);
    CHECK(small.ask(head() + bytes + end)->status == 413);
}

TEST_CASE("chunks that only are announced take no room from those that come") {
    http::EdgeOptions options;
    options.body_bytes_together = 1u << 20;
    options.parts = 1;
    options.threads = 1;
    Served served(options);
    std::list<Client> silent;
    for (int i = 0; i < 50; ++i) {
        silent.emplace_back(served.port());
        silent.back().send(head() + "100000\r\nx");
    }
    Client person(served.port());
    CHECK(person.ask(head() + chunk(900'000) + end)->status == 200);
    Client half(served.port());
    half.send(head() + chunk(400'000));
    Client other(served.port());
    CHECK(other.ask(head() + chunk(900'000) + end)->status == 503);
    half.close();
    CHECK(eventually([&] {
        Client again(served.port());
        return again.ask(head() + chunk(900'000) + end)->status == 200;
    }));
}

struct ChunksAdmission {
    Kept asked;
    http::EdgeOptions options = [this] {
        http::EdgeOptions made;
        made.admit = asked.handler();
        made.strangers_body_bytes = 1'000;
        return made;
    }();
    Served served{options};
    Client client{served.port()};
};

TEST_CASE("whose chunks they are is asked once, when they are more than a stranger's") {
    ChunksAdmission admission;
    auto& client = admission.client;
    CHECK(client.ask(head() + chunk(600) + chunk(400) + end)->body == echoed(1'000));
    SUBCASE("as they have come") { client.send(head() + chunk(600) + chunk(401)); }
    SUBCASE("as they are announced") { client.send(head() + "3e9\r\n"); }
    auto const one = admission.asked.take();
    CHECK(one.request.body_bytes == 1'001);
    CHECK(one.request.body.empty());
    client.reset();
}

TEST_CASE("who is known sends chunks up to what may be sent there") {
    ChunksAdmission admission;
    auto& client = admission.client;
    client.send(head() + chunk(2'000));
    auto const one = admission.asked.take();
    SUBCASE("all of it, in many") {
        one.responder->send(go_on(5'000));
        CHECK(client.ask(chunk(2'999) + chunk(1) + end)->body == echoed(5'000));
        CHECK(client.get("/")->status == 200);
    }
    SUBCASE("also when all has come before it is known") {
        client.send(chunk(3'000) + end);
        Client other(admission.served.port());
        CHECK(other.get("/")->status == 200);
        one.responder->send(go_on(5'000));
        CHECK(client.receive()->body == echoed(5'000));
    }
    SUBCASE("no more") {
        one.responder->send(go_on(5'000));
        CHECK(client.ask(chunk(3'001))->status == 413);
        CHECK(client.at_end());
    }
    SUBCASE("and not what was there already") {
        one.responder->send(go_on(1'999));
        CHECK(client.receive()->status == 413);
        CHECK(client.at_end());
    }
    SUBCASE("or nothing") {
        one.responder->send(text_reply("who are you", 401));
        CHECK(client.receive()->status == 401);
        CHECK(client.at_end());
    }
}

TEST_CASE("100 Continue is said once before chunks") {
    ChunksAdmission admission;
    auto& client = admission.client;
    client.send(head("Expect: 100-continue\r\n"));
    CHECK(client.receive()->status == 100);
    client.send(chunk(2'000));
    admission.asked.take().responder->send(go_on(5'000));
    client.send(end);
    CHECK(client.receive()->body == echoed(2'000));
}

}  // namespace edge_chunks_test
