// Whether there is a connection is known to every tab, and soon.
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/web-client/sync/client.hpp"

namespace sync_connection_test {

using client::Link;
using fake::Client;
using fake::Story;

namespace {

constexpr int second_ms = 1'000;

// Several tabs of Anna's, and news that wait as long as they do at a real server.
struct Tabs : Story {
    explicit Tabs(int count) {
        for (int i = 0; i < count; ++i) open();
        desk.pass(5 * second_ms);
        desk.long_poll_ms = 25 * second_ms;
        desk.pass(2 * second_ms);
    }
    Client& open() { return *tabs.emplace_back(std::make_unique<Client>(desk, server, anna)); }
    std::size_t leader() const {
        auto const found = std::find_if(tabs.begin(), tabs.end(),
                                        [](auto const& tab) { return tab->account->leads(); });
        return static_cast<std::size_t>(found - tabs.begin());
    }
    int leading() const {
        return static_cast<int>(std::count_if(
            tabs.begin(), tabs.end(), [](auto const& tab) { return tab->account->leads(); }));
    }
    bool all_are(Link link) const {
        return std::all_of(tabs.begin(), tabs.end(),
                           [link](auto const& tab) { return tab->account->status().link == link; });
    }
    // As a browser tells each of its tabs.
    void hear_network(bool there) {
        for (auto const& tab : tabs) tab->account->hear_network(there);
    }
    std::vector<std::unique_ptr<Client>> tabs;
};

}  // namespace

TEST_CASE("a tab that opens is told at once how things stand, and nothing else has to happen") {
    Tabs anna(1);
    REQUIRE(anna.all_are(Link::online));
    auto const asked = anna.server.requests;
    auto const& second = anna.open();
    anna.desk.pass(100);
    CHECK(second.account->status().link == Link::online);
    CHECK_FALSE(second.account->leads());
    CHECK(anna.server.requests == asked);
    anna.server.reachable = false;
    anna.hear_network(false);
    anna.desk.pass(second_ms);
    auto const& third = anna.open();
    anna.desk.pass(100);
    CHECK(third.account->status().link == Link::offline);
}

TEST_CASE("when the tab that leads is closed another leads within a second, and says what is so") {
    for (bool const by_leaving : {true, false}) {
        Tabs anna(3);
        auto const leads = anna.leader();
        REQUIRE(leads < 3);
        if (by_leaving)  // a page that goes ends no program
            anna.tabs[leads]->account->step_down();
        else
            anna.tabs.erase(anna.tabs.begin() + static_cast<std::ptrdiff_t>(leads));
        if (by_leaving) anna.desk.kill(anna.tabs[leads]->tab);
        auto const asked = anna.server.requests;
        for (int i = 0; i < 10; ++i) {
            anna.desk.pass(100);
            CHECK(anna.all_are(Link::online));
        }
        CHECK(anna.leading() == 1);
        CHECK(anna.leader() < 3);
        CHECK(anna.server.requests > asked);  // it does not believe what it was told before
    }
}

TEST_CASE("a tab that is closed without a connection leaves others that say so, and try") {
    Tabs anna(2);
    anna.server.reachable = false;
    anna.hear_network(false);
    anna.desk.pass(second_ms);
    REQUIRE(anna.all_are(Link::offline));
    anna.tabs.erase(anna.tabs.begin() + static_cast<std::ptrdiff_t>(anna.leader()));
    anna.desk.pass(second_ms);
    CHECK(anna.leading() == 1);
    CHECK(anna.all_are(Link::offline));
    anna.server.reachable = true;
    anna.desk.pass(20 * second_ms);
    CHECK(anna.all_are(Link::online));
}

TEST_CASE("a network that goes is known within a second, although an answer is waited for") {
    Tabs anna(3);
    anna.server.reachable = false;
    anna.hear_network(false);
    anna.desk.pass(second_ms);
    CHECK(anna.all_are(Link::offline));
}

TEST_CASE("a network that comes is tried at once, however long the pause would be") {
    Tabs anna(3);
    anna.server.reachable = false;
    anna.hear_network(false);
    anna.desk.pass(120 * second_ms);  // by now attempts are some fifteen seconds apart
    REQUIRE(anna.all_are(Link::offline));
    anna.server.reachable = true;
    anna.hear_network(true);
    anna.desk.pass(second_ms);
    CHECK(anna.all_are(Link::online));
}

TEST_CASE("a machine that says it has no network, and reaches the server, is not without one") {
    Tabs anna(2);
    anna.hear_network(false);
    for (int i = 0; i < 10; ++i) {
        anna.desk.pass(100);
        CHECK(anna.all_are(Link::online));
    }
    // What is written then goes out as always.
    auto const channel = anna.tabs[0]->create("Цех");
    CHECK_FALSE(anna.tabs[0]->post(channel, "Привет"));
    anna.desk.pass(second_ms);
    CHECK(anna.server.texts("Цех") == fake::Texts{"Привет"});
}

TEST_CASE("a session that ended is not begun anew by a network that comes") {
    Tabs anna(2);
    anna.server.session_ended = true;
    anna.hear_network(true);
    anna.desk.pass(second_ms);
    REQUIRE(anna.all_are(Link::ended));
    anna.hear_network(false);
    anna.hear_network(true);
    anna.desk.pass(5 * second_ms);
    CHECK(anna.all_are(Link::ended));
    CHECK(anna.leading() == 0);
}

}  // namespace sync_connection_test
