#include "server/http/workers.hpp"

#include <doctest/doctest.h>

#include <future>
#include <list>
#include <stdexcept>

#include "tests/server/http/responders.hpp"
#include "tests/server/http/served.hpp"

namespace workers_test {

using namespace http_test;
using Held = std::unique_ptr<http::Responder>;

namespace {

struct Asked {
    std::shared_ptr<Fate> fate = std::make_shared<Fate>();
    Held responder() const { return std::make_unique<Remembering>(fate); }
    http::Reply reply() const {
        REQUIRE(eventually([&] { return fate->count() == 1; }));
        return fate->replies[0];
    }
};

http::Request request_with_id(std::string id) {
    http::Request request;
    request.id = std::move(id);
    return request;
}

http::Workers::Work say(std::string text) {
    return [text](http::Request&, Held&) { return std::optional(text_reply(text)); };
}

}  // namespace

TEST_CASE("work is done on another thread and answered") {
    http::Workers workers({2, 10}, {});
    Asked asked;
    std::thread::id where;
    workers.answer(request_with_id("1"), asked.responder(), [&](http::Request& request, Held&) {
        where = std::this_thread::get_id();
        return std::optional(text_reply("for " + request.id));
    });
    CHECK(*asked.reply().body == "for 1");
    CHECK(where != std::this_thread::get_id());
}

TEST_CASE("what work throws is logged once with the request's id and answered without its text") {
    Lines lines;
    http::Workers workers({1, 10}, lines.log());
    Asked asked, odd;
    workers.answer(request_with_id("the-id"), asked.responder(),
                   [](http::Request&, Held&) -> std::optional<http::Reply> {
                       throw std::runtime_error("password of the database");
                   });
    workers.answer(request_with_id("odd"), odd.responder(),
                   [](http::Request&, Held&) -> std::optional<http::Reply> { throw 7; });
    CHECK(asked.reply().status == 500);
    CHECK(asked.reply().body->find("password") == std::string::npos);
    CHECK(asked.reply().body->find("the-id") != std::string::npos);
    CHECK(odd.reply().status == 500);
    CHECK(lines.count("\"id\":\"the-id\"") == 1);
    CHECK(lines.count("password of the database") == 1);
}

TEST_CASE("when too much waits, the next is told to come again") {
    http::Workers workers({1, 2}, {});
    std::promise<void> gate, running;
    auto const open = gate.get_future().share();
    std::vector<Asked> asked(5);
    workers.answer({}, asked[0].responder(), [&](http::Request&, Held&) {
        running.set_value();
        open.wait();
        return std::optional(text_reply("first"));
    });
    running.get_future().wait();
    for (std::size_t i = 1; i < 5; ++i) workers.answer({}, asked[i].responder(), say("later"));
    for (std::size_t i = 3; i < 5; ++i) {
        CHECK(asked[i].reply().status == 503);
        CHECK(asked[i].reply().headers[0].first == "Retry-After");
    }
    gate.set_value();
    CHECK(*asked[0].reply().body == "first");
    CHECK(*asked[2].reply().body == "later");
}

TEST_CASE("stop() finishes what runs and turns away what waits") {
    http::Workers workers({1, 10}, {});
    std::promise<void> gate, running;
    auto const open = gate.get_future().share();
    Asked runs, waits, late;
    workers.answer({}, runs.responder(), [&](http::Request&, Held&) {
        running.set_value();
        open.wait();
        return std::optional(text_reply("finished"));
    });
    running.get_future().wait();
    workers.answer({}, waits.responder(), say("never"));
    std::thread stopping([&] { workers.stop(); });
    CHECK(waits.reply().status == 503);
    gate.set_value();
    stopping.join();
    CHECK(*runs.reply().body == "finished");
    workers.answer({}, late.responder(), say("never"));
    CHECK(late.reply().status == 503);
}

TEST_CASE("work may take the responder along, and is not begun for a client that has left") {
    http::Workers workers({1, 10}, {});
    Asked parked, gone, last;
    Held kept;
    bool begun = false;
    gone.fate->gone = true;
    workers.answer({}, parked.responder(), [&](http::Request&, Held& responder) {
        kept = std::move(responder);
        return std::optional<http::Reply>();
    });
    workers.answer({}, gone.responder(), [&](http::Request&, Held&) {
        begun = true;
        return std::optional(text_reply("never"));
    });
    workers.answer({}, last.responder(), say("last"));
    last.reply();
    CHECK_FALSE(begun);
    CHECK(gone.fate->count() == 0);
    CHECK(parked.fate->count() == 0);
    CHECK_FALSE(parked.fate->dropped);
    kept->send(text_reply("at last"));
    CHECK(*parked.reply().body == "at last");
}

TEST_CASE("an address has its part of the places, and is served in turns with the others") {
    http::Workers workers({1, 10, 3}, {});
    std::promise<void> begun, go_on;
    Asked first;
    workers.answer(request_with_id("first"), first.responder(), [&](http::Request&, Held&) {
        begun.set_value();
        go_on.get_future().wait();
        return std::optional(text_reply("first"));
    });
    begun.get_future().wait();
    std::string order;
    std::list<Asked> all;
    auto const ask = [&](std::string const& address) {
        auto request = request_with_id(address);
        request.address = address;
        all.emplace_back();
        workers.answer(std::move(request), all.back().responder(),
                       [&order](http::Request const& asked, Held&) {
                           order += asked.address.back();
                           return std::optional(text_reply("done"));
                       });
    };
    for (auto const* address : {"2001:db8::a", "2001:db8::b", "2001:db8::c", "192.0.2.1"})
        ask(address);
    CHECK(workers.waiting() == 4);
    ask("2001:db8::d");
    CHECK(all.back().reply().status == 503);
    ask("192.0.2.1");
    go_on.set_value();
    for (auto const& one : all) one.reply();
    workers.stop();
    CHECK(order == "a1b1c");
}

}  // namespace workers_test
