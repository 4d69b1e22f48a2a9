// A draft follows its writer to every device, and nothing of it is lost on the way.
#include "web-client/messaging/courier.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <string>

#include "tests/web-client/sync/client.hpp"

namespace courier_test {
namespace {

using fake::Client;
using fake::Story;

// A program of Anna's, whose frames are drawn now and then.
struct Device {
    Device(Story& with, fake::Machine& on) : story(with), machine(on) { start(); }
    void start() {
        client = std::make_unique<Client>(machine, story.server, story.anna);
        courier = std::make_unique<messaging::Courier>(client->tab, *client->account);
        pass(3'000);
    }
    void stop() {
        client->account->drafts().flush();
        courier.reset();
        machine.kill(client->tab);
        client.reset();
    }
    void pass(int ms) {
        for (; ms > 0; ms -= 500) {
            machine.pass(500);
            courier->step();
        }
    }
    void type(base::Id<messaging::Channel> channel, std::string const& text) {
        client->account->drafts().type(messaging::draft_place(channel), text);
    }
    std::string shows(base::Id<messaging::Channel> channel) const {
        return client->account->drafts().at(messaging::draft_place(channel));
    }
    std::size_t refused() const { return client->account->status().refused; }

    Story& story;
    fake::Machine& machine;
    std::unique_ptr<Client> client;
    std::unique_ptr<messaging::Courier> courier;
};

struct TwoDevices : Story {
    Device computer{*this, desk}, phone{*this, other};
    base::Id<messaging::Channel> channel = computer.client->create("Цех");
    TwoDevices() { pass(4'000); }
    void pass(int ms) {
        for (; ms > 0; ms -= 500) {
            if (computer.client) computer.pass(500);
            if (phone.client) phone.pass(500);
        }
    }
    // How often the server was told of a draft.
    std::int64_t revision() {
        std::int64_t last = 0;
        auto const& world = server.channels.state.world;
        for (auto const& [id, draft] : world.table<messaging::Draft>().all()) last = draft.edition;
        return last;
    }
};

}  // namespace

TEST_CASE("what was begun on one device is there on the other, and gone from it when it was sent") {
    TwoDevices two;
    two.computer.type(two.channel, "Завтра привезут");
    two.pass(2'000);
    CHECK(two.phone.shows(two.channel).empty());  // one is still at it
    two.pass(8'000);
    CHECK(two.phone.shows(two.channel) == "Завтра привезут");
    two.phone.type(two.channel, "Завтра привезут дуб");
    two.pass(10'000);
    CHECK(two.computer.shows(two.channel) == "Завтра привезут дуб");
    auto const place = messaging::draft_place(two.channel);
    CHECK_FALSE(two.computer.client->post(two.channel, "Завтра привезут дуб", {place, {}}));
    two.computer.courier->hurry();
    two.pass(4'000);
    CHECK(two.phone.shows(two.channel).empty());
    CHECK(two.computer.shows(two.channel).empty());
    CHECK(two.revision() == 3);
    CHECK(two.computer.refused() + two.phone.refused() == 0);
}

TEST_CASE("what was written on two at once stays, one below the other, on both") {
    TwoDevices two;
    two.computer.type(two.channel, "Общее");
    two.pass(10'000);
    two.server.reachable = false;
    two.computer.type(two.channel, "Общее дуб");
    two.phone.type(two.channel, "Общее ясень");
    two.pass(12'000);
    two.server.reachable = true;
    two.pass(90'000);
    auto const both = two.computer.shows(two.channel);
    CHECK(both == two.phone.shows(two.channel));
    CHECK(both.find("Общее дуб") != std::string::npos);
    CHECK(both.find("Общее ясень") != std::string::npos);
}

TEST_CASE("what is sent in the moment in which its draft is told of does not come back") {
    TwoDevices two;
    auto const place = messaging::draft_place(two.channel);
    two.computer.type(two.channel, "раз");
    two.computer.pass(5'000);
    two.desk.pass(600);  // the draft is on its way, and no frame was drawn since
    CHECK(two.revision() == 1);
    CHECK_FALSE(two.computer.client->post(two.channel, "раз", {place, {}}));
    two.pass(1'000);
    CHECK(two.computer.shows(two.channel).empty());
    two.pass(20'000);
    CHECK(two.computer.shows(two.channel).empty());
    CHECK(two.phone.shows(two.channel).empty());
}

TEST_CASE("what is being typed meanwhile is not overwritten") {
    TwoDevices two;
    two.computer.type(two.channel, "раз");
    two.pass(10'000);
    two.phone.type(two.channel, "раз два");
    two.phone.pass(6'000);  // it is told
    two.computer.type(two.channel, "раз три");
    two.pass(20'000);
    CHECK(two.computer.shows(two.channel).find("три") != std::string::npos);
    CHECK(two.computer.shows(two.channel).find("два") != std::string::npos);
    CHECK(two.computer.shows(two.channel) == two.phone.shows(two.channel));
}

TEST_CASE(
    "a device that was off takes what was sent elsewhere out of its field, and no old draft back") {
    TwoDevices two;
    two.computer.type(two.channel, "Готово");
    two.pass(10'000);
    REQUIRE(two.phone.shows(two.channel) == "Готово");
    two.phone.stop();
    two.computer.type(two.channel, "");
    two.pass(10'000);
    two.phone.start();
    two.pass(10'000);
    CHECK(two.phone.shows(two.channel).empty());
    CHECK(two.computer.shows(two.channel).empty());
    // And one that wrote on, without a connection, keeps that.
    two.computer.type(two.channel, "Снова");
    two.pass(10'000);
    two.phone.type(two.channel, "Снова и ещё");
    two.phone.stop();
    two.phone.start();
    two.pass(10'000);
    CHECK(two.phone.shows(two.channel) == "Снова и ещё");
    CHECK(two.computer.shows(two.channel) == "Снова и ещё");
}

TEST_CASE("what the server keeps differently is not sent again and again") {
    TwoDevices two;
    two.computer.type(two.channel, "и\u0306 \r\nконец ");  // decomposed, and with another line end
    two.pass(30'000);
    CHECK(two.revision() == 1);
    CHECK(two.computer.shows(two.channel) == "и\u0306 \r\nконец ");
    two.computer.type(two.channel, std::string(25'000, 'a'));  // stays on its device
    two.pass(30'000);
    CHECK(two.revision() == 1);
    CHECK(two.computer.refused() == 0);
}

TEST_CASE("who has left the channel is not told of refusals for what stands in its field") {
    TwoDevices two;
    two.computer.type(two.channel, "недописано");
    two.pass(10'000);
    two.computer.client->account->want(
        messaging::RemoveMember{two.channel, two.computer.client->account->me().id});
    two.pass(5'000);
    two.computer.type(two.channel, "недописано ещё");
    two.pass(20'000);
    CHECK(two.computer.refused() == 0);
    CHECK(two.computer.shows(two.channel) == "недописано ещё");
}

}  // namespace courier_test
