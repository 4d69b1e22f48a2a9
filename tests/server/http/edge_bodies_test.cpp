// What strangers only declare costs nothing, what they send is bounded, and each address has no
// more than its part; whoever is known may send more, also while it is still being asked who that
// is.
#include <doctest/doctest.h>

#include <list>
#include <string>

#include "tests/server/http/client.hpp"
#include "tests/server/http/kept.hpp"
#include "tests/server/http/served.hpp"

namespace edge_bodies_test {

using namespace http_test;

namespace {

std::string declared(std::size_t bytes, std::string const& more_headers = "") {
    return "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(bytes) + "\r\n" +
           more_headers + "\r\n";
}

std::string whole(std::size_t bytes, std::string const& more_headers = "") {
    return declared(bytes, more_headers) + std::string(bytes, 'x');
}

// So much of a longer body that the server has read all of it when the answer to another is there.
Client half_sent(Served const& served, std::size_t bytes, char const* source) {
    Client client(served.port(), false, 0, source);
    client.send(declared(2 * bytes) + std::string(bytes, 'x'));
    return client;
}

bool is_refused(Client& client, std::string const& request) {
    auto const answer = client.ask(request);
    REQUIRE(answer);
    if (answer->status == 200) return false;
    CHECK(answer->status == 503);
    CHECK(answer->header("retry-after") == "1");
    CHECK(answer->body.find("urn:kontor:problem:busy") != std::string::npos);
    return true;
}

TEST_CASE("bodies that are only declared take no room from those that come") {
    http::EdgeOptions options;
    options.body_bytes_together = 1u << 20;
    options.parts = 1;
    Served served(options);
    std::list<Client> silent;
    for (int i = 0; i < 200; ++i) {
        silent.emplace_back(served.port());
        silent.back().send(declared(1u << 20) + "x");
    }
    for (int i = 0; i < 3; ++i) {
        Client person(served.port());
        CHECK_FALSE(is_refused(person, whole(900'000)));
    }
    silent.front().send(std::string((1u << 20) - 1, 'x'));
    CHECK(silent.front().receive()->status == 200);
}

TEST_CASE("what comes is bounded, of one address to its part, and what is small always comes") {
    http::EdgeOptions options;
    options.body_bytes_together = 400'000;
    options.threads = 1;  // what was sent first is read first
    Served served(options);
    auto const held = half_sent(served, 60'000, "127.0.0.2");
    Client same(served.port(), false, 0, "127.0.0.2");
    CHECK(is_refused(same, whole(60'000)));
    Client small(served.port(), false, 0, "127.0.0.2");
    CHECK_FALSE(is_refused(small, whole(4'000)));
    Client other(served.port(), false, 0, "127.0.0.3");
    CHECK_FALSE(is_refused(other, whole(60'000)));

    std::list<Client> many;
    for (auto const* source : {"127.0.0.4", "127.0.0.5", "127.0.0.6", "127.0.0.7", "127.0.0.8"})
        many.push_back(half_sent(served, 60'000, source));
    Client late(served.port(), false, 0, "127.0.0.9");
    CHECK(is_refused(late, whole(90'000)));
    Client small_too(served.port(), false, 0, "127.0.0.9");
    CHECK_FALSE(is_refused(small_too, whole(4'000)));
    many.clear();
    CHECK(eventually([&] {
        Client again(served.port(), false, 0, "127.0.0.9");
        return !is_refused(again, whole(90'000));
    }));
}

TEST_CASE("a body has its room as long as somebody has the request") {
    http::EdgeOptions options;
    options.body_bytes_together = 100'000;
    options.parts = 1;
    Kept kept;
    Served served(options, kept.handler());
    Client first(served.port());
    first.send(whole(90'000));
    auto waits = kept.take();
    CHECK(waits.request.body.size() == 90'000);
    Client second(served.port());
    CHECK(second.ask(whole(90'000))->status == 503);
    waits.request.drop_body();
    Client third(served.port());
    third.send(whole(90'000));
    auto next = kept.take();
    waits.responder->send(text_reply("first"));
    next.responder->send(text_reply("third"));
    CHECK(first.receive()->body == "first");
    CHECK(third.receive()->body == "third");
}

TEST_CASE(
    "when there are as many connections as may be, whoever is silent goes for one that comes") {
    http::EdgeOptions options;
    options.connections = 3;
    options.parts = 1;
    options.threads = 1;
    Kept kept;
    Served served(options, kept.handler());
    Client waits(served.port(), false, 0, "127.0.0.2");
    waits.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    auto held = kept.take();
    Client declares(served.port(), false, 0, "127.0.0.3");
    declares.send(declared(1'000) + "x");
    Client silent(served.port(), false, 0, "127.0.0.4");
    std::list<Client> come;
    std::list<Kept::One> asked;
    for (auto const* source : {"127.0.0.5", "127.0.0.6"}) {
        come.emplace_back(served.port(), false, 0, source);
        come.back().send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        asked.push_back(kept.take());
    }
    CHECK(declares.at_end());
    CHECK(silent.at_end());
    // All others wait for us.
    Client late(served.port(), false, 0, "127.0.0.7");
    CHECK(late.at_end());
    asked.push_back(std::move(held));
    for (auto& one : asked) one.responder->send(text_reply("in time"));
    for (auto& client : come) CHECK(client.receive()->body == "in time");
    CHECK(waits.receive()->body == "in time");
}

TEST_CASE("an address has its part of the connections") {
    http::EdgeOptions options;
    options.connections = 8;
    Served served(options);
    std::list<Client> own;
    for (int i = 0; i < 2; ++i) {
        own.emplace_back(served.port(), false, 0, "127.0.0.2");
        CHECK(own.back().get("/")->status == 200);
    }
    Client third(served.port(), false, 0, "127.0.0.2");
    CHECK(third.at_end());
    Client other(served.port(), false, 0, "127.0.0.3");
    CHECK(other.get("/")->status == 200);
    own.pop_back();
    CHECK(eventually([&] {
        Client again(served.port(), false, 0, "127.0.0.2");
        auto const answer = again.get("/");
        return answer && answer->status == 200;
    }));
}

TEST_CASE("a trusted proxy is not one person: its connections are those of whom it asks for") {
    http::EdgeOptions options;
    options.connections = 32;
    options.parts = 16;  // two for each
    options.trusted_proxies = {"127.0.0.1"};
    Kept kept;
    Served served(options, kept.handler());
    std::list<Client> pool;
    std::list<Kept::One> waiting;
    auto const ask_for = [&](std::string const& address) {
        auto& client = pool.emplace_back(served.port());
        auto const of = address.empty() ? "" : "X-Forwarded-For: " + address + "\r\n";
        client.send("GET / HTTP/1.1\r\nHost: x\r\n" + of + "\r\n");
        return &client;
    };
    for (auto const* address : {"192.0.2.1", "192.0.2.1", "192.0.2.2", "2001:db8::1", "2001:db8::2",
                                "2001:db8:0:1::1", "", "", ""}) {
        ask_for(address);
        waiting.push_back(kept.take());
    }
    for (auto const* address : {"192.0.2.1", "2001:db8::3"})
        CHECK(ask_for(address)->receive()->status == 503);
    // A connection that the proxy keeps is nobody's until it is used again.
    auto* first = &pool.front();
    waiting.front().responder->send(text_reply("done"));
    CHECK(first->receive()->status == 200);
    first->send("GET / HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 192.0.2.3\r\n\r\n");
    waiting.push_back(kept.take());
    ask_for("192.0.2.1");
    waiting.push_back(kept.take());
    for (auto& one : waiting)
        if (one.responder) one.responder->send(text_reply("done"));
}

struct Admission {
    Kept asked;
    http::EdgeOptions options = [this] {
        http::EdgeOptions made;
        made.admit = asked.handler();
        made.strangers_body_bytes = 1'000;
        return made;
    }();
    Served served{options};
};

TEST_CASE("a small body comes unasked, a large one when it is known whose it is") {
    Admission admission;
    Client small(admission.served.port());
    CHECK(small.ask(whole(1'000))->status == 200);
    Client large(admission.served.port());
    large.send(declared(1'000'000, "X-Name: anna\r\n"));
    auto const one = admission.asked.take();
    CHECK(one.request.body_bytes == 1'000'000);
    CHECK(one.request.body.empty());
    CHECK(one.request.header("x-name") == "anna");
    CHECK(one.request.address == "127.0.0.1");
    SUBCASE("before it has come") {
        one.responder->send(go_on());
        large.send(std::string(1'000'000, 'x'));
    }
    SUBCASE("while it comes") {
        large.send(std::string(500'000, 'x'));
        one.responder->send(go_on());
        large.send(std::string(500'000, 'x'));
    }
    SUBCASE("after it has come, with stray line ends") {
        large.send(std::string(1'000'000, 'x') + "\r\n");
        Client other(admission.served.port());
        CHECK(other.get("/")->status == 200);
        one.responder->send(go_on());
    }
    auto const answer = large.receive();
    REQUIRE(answer);
    CHECK(answer->body == "POST /  (1000000 bytes)");
    CHECK_FALSE(answer->closes());
    CHECK(large.get("/")->status == 200);
}

TEST_CASE("who may not send a large body is answered before it has come") {
    Admission admission;
    Client client(admission.served.port());
    client.send(declared(1'000'000) + "the beginning");
    {
        auto one = admission.asked.take();
        SUBCASE("with what was answered") {
            one.responder->send(text_reply("who are you", 401));
            auto const answer = client.receive();
            CHECK(answer->status == 401);
            CHECK(answer->body == "who are you");
            CHECK(answer->closes());
        }
        SUBCASE("with a 500, when nothing was answered") {
            one.responder.reset();
            CHECK(client.receive()->status == 500);
        }
        SUBCASE("or not at all, when it has left by then") {
            client.reset();
            CHECK(eventually([&] { return one.responder->gone(); }));
            one.responder->send(go_on());
            Client next(admission.served.port());
            CHECK(next.get("/")->status == 200);
            return;
        }
    }
    CHECK(client.at_end());
}

TEST_CASE(
    "a second request behind a body that is asked about ends the connection after the answer") {
    Admission admission;
    Client client(admission.served.port());
    client.send(whole(2'000) + "GET /second HTTP/1.1\r\nHost: x\r\n\r\n");
    admission.asked.take().responder->send(go_on());
    auto const answer = client.receive();
    CHECK(answer->body == "POST /  (2000 bytes)");
    CHECK(client.at_end());
}

TEST_CASE("100 Continue is said when it is known whose body it is") {
    Admission admission;
    Client client(admission.served.port());
    client.send(declared(2'000, "Expect: 100-continue\r\n"));
    auto const one = admission.asked.take();
    SUBCASE("who may go on") {
        one.responder->send(go_on());
        CHECK(client.receive()->status == 100);
        CHECK(client.ask(std::string(2'000, 'x'))->status == 200);
    }
    SUBCASE("who may not") {
        one.responder->send(text_reply("no", 403));
        CHECK(client.receive()->status == 403);
    }
}

TEST_CASE("strangers have at most half of the room, so that people have the other") {
    Kept asked;
    http::EdgeOptions options;
    options.admit = asked.handler();
    options.body_bytes_together = 400'000;
    options.parts = 1;
    options.threads = 1;
    Served served(options);
    std::list<Client> strangers;
    for (auto const* source :
         {"127.0.0.2", "127.0.0.3", "127.0.0.4", "127.0.0.5", "127.0.0.6", "127.0.0.7"})
        strangers.push_back(half_sent(served, 30'000, source));
    Client late(served.port());
    CHECK(is_refused(late, whole(60'000)));
    Client person(served.port());
    person.send(declared(200'000, "Expect: 100-continue\r\n"));
    asked.take().responder->send(go_on());
    CHECK(person.receive()->status == 100);
    CHECK_FALSE(is_refused(person, std::string(200'000, 'x')));
}

}  // namespace
}  // namespace edge_bodies_test
