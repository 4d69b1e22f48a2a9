#include "server/http/flow.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>

#include "tests/server/http/served.hpp"

namespace flow_test {
namespace {

using http::Flow;
using State = Flow::State;

TEST_CASE("pieces come out as they went in, and then how they ended") {
    Flow flow(10);
    CHECK(flow.take().state == State::waits);
    CHECK(flow.put("one"));
    CHECK(flow.put("two"));
    CHECK(flow.held() == 6);
    flow.end(Flow::End::whole);
    flow.end(Flow::End::broken);
    CHECK(flow.take().piece == "one");
    CHECK(flow.take().piece == "two");
    CHECK(flow.held() == 0);
    CHECK(flow.take().state == State::whole);
    CHECK(flow.take().state == State::whole);
    Flow broken(10);
    CHECK(broken.put("one"));
    broken.end(Flow::End::broken);
    CHECK(broken.take().state == State::piece);
    CHECK(broken.take().state == State::broken);
}

TEST_CASE("no more is held than may be, but for one piece that is larger") {
    Flow flow(10);
    std::atomic<int> put{0}, told{0};
    flow.on_change([&] { ++told; });
    std::thread maker([&] {
        for (int i = 0; i < 20; ++i)
            if (flow.put("12345")) ++put;
        if (flow.put(std::string(100, 'x'))) ++put;
        flow.end(Flow::End::whole);
    });
    std::string all;
    for (auto next = flow.take(); next.state != State::whole; next = flow.take()) {
        CHECK(flow.held() <= 100);
        all += next.piece;
        if (next.state == State::waits) std::this_thread::yield();
    }
    maker.join();
    CHECK(put == 21);
    CHECK(told == 22);
    CHECK(all.size() == 200);
    CHECK(flow.most_held() == 100);
    Flow small(10);
    CHECK(small.put("1234567"));
    std::thread waiting([&] { CHECK(small.put("1234567")); });
    CHECK(small.take().piece == "1234567");
    waiting.join();
    CHECK(small.most_held() == 7);
}

TEST_CASE("whoever takes it no more is told nothing more, and its maker waits for nobody") {
    auto const flow = std::make_shared<Flow>(4);
    int told = 0;
    auto taker = Flow::taker_of(flow);
    taker->on_change([&] { ++told; });
    CHECK(flow->put("1234"));
    std::thread maker([&] { CHECK_FALSE(flow->put("5678")); });
    taker.reset();
    maker.join();
    CHECK_FALSE(flow->put("9"));
    flow->end(Flow::End::whole);
    CHECK(told == 1);
    CHECK(flow->held() == 0);
}

}  // namespace
}  // namespace flow_test
