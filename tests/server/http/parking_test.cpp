#include "server/http/parking.hpp"

#include <doctest/doctest.h>

#include "tests/server/http/client.hpp"
#include "tests/server/http/responders.hpp"
#include "tests/server/http/served.hpp"

namespace parking_test {

using namespace http_test;
using Held = std::unique_ptr<http::Responder>;
using Why = http::Parking::Why;
using std::chrono::milliseconds;

namespace {

constexpr auto long_wait = std::chrono::hours(1);

std::string name_of(Why why) {
    return why == Why::woken ? "woken" : why == Why::late ? "late" : "stopping";
}

void say_why(Held responder, Why why) { responder->send(text_reply(name_of(why))); }

struct Guest {
    std::shared_ptr<Fate> fate = std::make_shared<Fate>();

    bool park(http::Parking& parking, std::vector<std::string> const& keys,
              milliseconds wait = long_wait, std::uint64_t mark = UINT64_MAX,
              std::string const& address = "") {
        Held responder = std::make_unique<Remembering>(fate);
        bool const parked = parking.park(keys, wait, mark, responder, say_why, address);
        CHECK((responder == nullptr) == parked);
        if (!parked) responder->send(text_reply("full"));
        return parked;
    }
    std::string told() const {
        REQUIRE(eventually([&] { return fate->count() == 1; }));
        return *fate->replies[0].body;
    }
};

}  // namespace

TEST_CASE("a key wakes those who wait for it, and nobody else") {
    http::Parking parking({});
    Guest a, b, both, twice;
    a.park(parking, {"a"});
    b.park(parking, {"b"});
    both.park(parking, {"a", "b"});
    twice.park(parking, {"a", "a"});
    parking.wake("nobody");
    parking.wake("a");
    CHECK(a.told() == "woken");
    CHECK(both.told() == "woken");
    CHECK(twice.told() == "woken");
    CHECK(parking.size() == 1);
    CHECK(b.fate->count() == 0);
    parking.wake("b");
    CHECK(b.told() == "woken");
    CHECK(both.fate->count() == 1);
}

TEST_CASE("what is woken between the look and the parking is not missed") {
    http::Parking parking({});
    auto const before = parking.mark();
    parking.wake("a");
    Guest missed, fresh;
    missed.park(parking, {"x", "a"}, long_wait, before);
    CHECK(missed.told() == "woken");
    fresh.park(parking, {"x", "a"}, long_wait, parking.mark());
    CHECK(parking.size() == 1);
}

TEST_CASE("whose time is over leaves, in the order of the times") {
    http::Parking parking({});
    Guest never, later, soon;
    never.park(parking, {"a"});
    later.park(parking, {"a"}, milliseconds(40));
    soon.park(parking, {"a"}, milliseconds(5));
    CHECK(soon.told() == "late");
    CHECK(later.told() == "late");
    CHECK(never.fate->count() == 0);
}

TEST_CASE("a client that has left frees its place without an answer") {
    http::Parking parking({10, milliseconds(10)});
    Guest leaves, stays;
    leaves.park(parking, {"a"});
    stays.park(parking, {"a"});
    leaves.fate->gone = true;
    CHECK(eventually([&] { return leaves.fate->dropped.load(); }));
    CHECK(leaves.fate->count() == 0);
    CHECK(parking.size() == 1);
    parking.wake("a");
    CHECK(stays.told() == "woken");
}

TEST_CASE("places are bounded, and stop() sends everybody away") {
    http::Parking parking({2, milliseconds(1000)});
    Guest first, second, third, late;
    CHECK(first.park(parking, {"a"}));
    CHECK(second.park(parking, {}));
    CHECK_FALSE(third.park(parking, {"a"}));
    parking.stop();
    CHECK(first.told() == "stopping");
    CHECK(second.told() == "stopping");
    CHECK_FALSE(late.park(parking, {"a"}));
}

TEST_CASE("an address has its part of the places, and gets it back with each that leaves") {
    http::Parking parking({10, milliseconds(1000), 2});
    auto const park = [&](Guest& guest, std::string const& address) {
        return guest.park(parking, {address}, long_wait, UINT64_MAX, address);
    };
    Guest first, second, third, neighbour, other, again;
    CHECK(park(first, "2001:db8::1"));
    CHECK(park(second, "2001:db8::2"));
    CHECK_FALSE(park(third, "2001:db8::3"));
    CHECK(park(neighbour, "2001:db8:0:1::1"));
    CHECK(park(other, "192.0.2.1"));
    parking.wake("2001:db8::1");
    CHECK(first.told() == "woken");
    CHECK(eventually([&] { return park(again, "2001:db8::1"); }));
}

TEST_CASE("1,000 long polls over sockets wait without a thread and are woken together") {
    http::Parking parking({10'000, milliseconds(10)});
    Served served({}, [&](http::Request, Held responder) {
        parking.park({"news"}, long_wait, parking.mark(), responder, say_why);
    });
    std::vector<Client> clients;
    for (int i = 0; i < 1000; ++i) {
        clients.emplace_back(served.port());
        clients.back().send("GET /news HTTP/1.1\r\nHost: x\r\n\r\n");
    }
    CHECK(eventually([&] { return parking.size() == 1000; }));
    for (std::size_t i = 900; i < 1000; ++i) clients[i].close();
    CHECK(eventually([&] { return parking.size() == 900; }));
    parking.wake("news");
    for (std::size_t i = 0; i < 900; ++i) REQUIRE(clients[i].receive()->body == "woken");
    CHECK(parking.size() == 0);
}

}  // namespace parking_test
