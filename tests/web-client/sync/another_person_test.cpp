// Two people and one browser: its cookie is whoever's signed in last, and a tab shows one of them.
#include <doctest/doctest.h>

#include "tests/web-client/sync/fake.hpp"
#include "web-client/sync/account.hpp"

namespace another_person_test {
namespace {

using client::Account;
using client::Link;

constexpr std::int64_t life_s = 600;

struct Browser {
    Browser() { server.token_life_s = life_s; }
    std::unique_ptr<Account> sign_in(base::Id<accounts::Person> person) {
        return std::make_unique<Account>(desk.open_tab(), server.signed_in(person, {{9, 9}}));
    }
    base::Id<messaging::Channel> shared_channel(Account& account) {
        base::Id<messaging::Channel> const channel{{3, 3}};
        CHECK_FALSE(account.want(
            messaging::Command(messaging::CreateChannel{channel, {{3, 4}}, anna, "Цех", ""})));
        CHECK_FALSE(account.want(messaging::Command(messaging::Invite{channel, {{3, 5}}, boris})));
        desk.pass(5'000);
        return channel;
    }
    // Who wrote what, as the server has it.
    std::vector<std::pair<base::Id<accounts::Person>, std::string>> written(
        base::Id<messaging::Channel> channel) const {
        std::vector<std::pair<base::Id<accounts::Person>, std::string>> list;
        for (auto const& message :
             server.channels.state.world.ordered<&messaging::Message::channel>(channel))
            list.emplace_back(message.author, message.text);
        return list;
    }
    fake::Server server;
    base::Id<accounts::Person> anna = server.add_person("Анна"), boris = server.add_person("Борис");
    fake::Machine desk{server};
};

}  // namespace

TEST_CASE("a tab never sends what one person wrote with the token of another") {
    Browser browser;
    SUBCASE("whose server says that the cookie is another's") {}
    SUBCASE("nor when a server gives the tokens of whoever has the cookie") {
        browser.server.heeds_person = false;
    }
    auto anna = browser.sign_in(browser.anna);
    browser.desk.pass(3'000);
    auto const channel = browser.shared_channel(*anna);
    auto boris = browser.sign_in(browser.boris);  // in another tab
    browser.desk.pass(static_cast<int>(life_s) * 1'000 + 60'000);
    CHECK(anna->status().link == Link::ended);
    CHECK(anna->why_ended() == "another-person");
    CHECK(boris->status().link == Link::online);
    CHECK_FALSE(anna->want(messaging::Command(messaging::Post{channel, {{3, 6}}, "от Анны"})));
    browser.desk.pass(60'000);
    CHECK(browser.written(channel).empty());
    CHECK(anna->status().unsent == 1);  // kept, and shown

    // Nobody else's tokens open it again.
    CHECK_FALSE(anna->resume(browser.server.signed_in(browser.boris, {{8, 8}})));
    browser.desk.pass(30'000);
    CHECK(anna->status().link == Link::ended);
    CHECK(browser.written(channel).empty());

    CHECK(anna->resume(browser.server.signed_in(browser.anna, {{10, 10}})));
    browser.desk.pass(10'000);
    REQUIRE(browser.written(channel).size() == 1);
    CHECK(browser.written(channel)[0] == std::pair{browser.anna, std::string("от Анны")});
    CHECK(anna->status().unsent == 0);
}

TEST_CASE("what waits for a new token is not sent once somebody else has signed in") {
    Browser browser;
    auto anna = browser.sign_in(browser.anna);
    browser.desk.pass(3'000);
    auto const channel = browser.shared_channel(*anna);
    browser.server.reachable = false;
    browser.desk.pass(static_cast<int>(life_s) * 1'000 + 60'000);
    CHECK_FALSE(anna->want(messaging::Command(messaging::Post{channel, {{3, 6}}, "от Анны"})));
    browser.desk.pass(2'000);
    browser.server.reachable = true;
    anna->retry_now();            // asks for a token
    anna->end("another-person");  // as another tab says, before the answer is here
    auto boris = browser.sign_in(browser.boris);
    browser.desk.pass(60'000);
    CHECK(browser.written(channel).empty());
    CHECK(anna->status().link == Link::ended);
    CHECK(boris->status().link == Link::online);
}

TEST_CASE("a tab of the same person goes on with the session that was opened in another") {
    Browser browser;
    auto anna = browser.sign_in(browser.anna);
    browser.desk.pass(3'000);
    auto const channel = browser.shared_channel(*anna);
    anna->end("session-ended");
    CHECK_FALSE(anna->want(messaging::Command(messaging::Post{channel, {{3, 6}}, "от Анны"})));
    browser.desk.pass(1'000);
    CHECK_FALSE(anna->leads());
    auto again = browser.sign_in(browser.anna);
    browser.desk.pass(4'000);
    CHECK(again->leads());  // at once, and not when the lease of the other has run out
    CHECK(browser.written(channel).size() == 1);
    anna->resume_elsewhere(again->session(), "");
    browser.desk.pass(4'000);
    CHECK(anna->status().link == Link::online);
    CHECK(anna->status().unsent == 0);
    CHECK(anna->session() == again->session());
}

TEST_CASE("a tab that opens is told at once how the connection is, also when nothing changes") {
    Browser browser;
    auto first = browser.sign_in(browser.anna);
    browser.desk.pass(10'000);
    REQUIRE(first->status().link == Link::online);
    auto second = browser.sign_in(browser.anna);
    browser.desk.pass(50);
    CHECK(second->status().link == Link::online);
    CHECK_FALSE(second->leads());
    SUBCASE("when there is none, and the press on \"Try again\" in it is heard") {
        browser.server.reachable = false;
        browser.desk.pass(20'000);
        REQUIRE(first->status().link == Link::offline);
        auto third = browser.sign_in(browser.anna);
        browser.desk.pass(50);
        CHECK(third->status().link == Link::offline);
        browser.server.reachable = true;
        third->retry_now();
        browser.desk.pass(50);
        CHECK(third->status().link == Link::online);
    }
}

}  // namespace another_person_test
