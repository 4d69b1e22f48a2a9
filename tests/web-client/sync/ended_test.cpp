// What lies on a machine whose session was ended from another one.
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/web-client/sync/fake.hpp"
#include "web-client/sync/account.hpp"

namespace ended_test {
namespace {

using client::Account;
using client::Link;

bool holds(fake::Disk const& disk, std::string const& words) {
    for (auto const& [key, value] : disk.entries)
        if (key.find(words) != std::string::npos || value.find(words) != std::string::npos)
            return true;
    return false;
}

}  // namespace

TEST_CASE(
    "a session that ends takes along what came from the server, and leaves what was written") {
    fake::Server server;
    fake::Machine desk(server);
    auto const anna = server.add_person("Анна");
    base::Id<messaging::Channel> const channel{{3, 3}};
    auto& disk = desk.disks[base::to_text(anna)];
    auto& pictures = desk.disks[base::to_text(anna) + "-people"];
    auto& opened = desk.disks[base::to_text(anna) + "-opened"];
    auto account = std::make_unique<Account>(desk.open_tab(), server.signed_in(anna, {{9, 9}}));
    desk.pass(3'000);
    account->want(messaging::Command(messaging::CreateChannel{channel, {{3, 4}}, anna, "Цех", ""}));
    account->want(messaging::Command(messaging::Post{channel, {{3, 5}}, "было"}));
    account->follow<messaging::Domain>(messaging::talk_space(channel.value));
    desk.pass(5'000);
    account->of_people().write({{platform::Write::Kind::put, "face", "of Boris"}},
                              [](platform::Written) {});
    REQUIRE(holds(disk, "cache/"));
    REQUIRE(holds(opened, "было"));
    REQUIRE(holds(pictures, "of Boris"));
    server.reachable = false;
    desk.pass(5'000);
    account->want(messaging::Command(messaging::Post{channel, {{3, 6}}, "не отправлено"}));
    account->drafts().type("place", "начато");
    desk.pass(1'000);
    REQUIRE(holds(disk, "не отправлено"));
    REQUIRE(holds(disk, "начато"));
    server.session_ended = true;
    server.reachable = true;
    desk.pass(30'000);
    REQUIRE(account->status().link == Link::ended);
    CHECK_FALSE(holds(disk, "cache/"));
    CHECK(opened.entries.empty());
    CHECK(pictures.entries.empty());
    CHECK_FALSE(holds(disk, "не отправлено"));
    CHECK_FALSE(holds(disk, "начато"));
    CHECK_FALSE(holds(disk, "browser-key"));
    CHECK(account->status().unsent == 1);

    SUBCASE("and gives both back to whoever signs in again") {
        server.session_ended = false;
        CHECK(account->resume(server.signed_in(anna, {{10, 10}})));
    }
    SUBCASE("also after the program was closed in between") {
        account.reset();
        // Somebody opens it who cannot sign in.
        account = std::make_unique<Account>(desk.open_tab(), *server.people.state.world.find(anna),
                                            base::Id<accounts::Session>{{9, 9}}, "");
        desk.pass(10'000);
        CHECK(account->status().link == Link::ended);
        CHECK(account->status().unsent == 1);
        CHECK(account->drafts().all().empty());
        account.reset();
        server.session_ended = false;
        account = std::make_unique<Account>(desk.open_tab(), server.signed_in(anna, {{10, 10}}));
    }
    desk.pass(20'000);
    CHECK(server.texts("Цех") == std::vector<std::string>{"было", "не отправлено"});
    CHECK(account->status().unsent == 0);
    account->follow<messaging::Domain>(messaging::talk_space(channel.value));
    desk.pass(2'000);
    CHECK(holds(opened, "было"));
    CHECK(account->drafts().at("place") == "начато");
    CHECK(holds(disk, "начато"));
    CHECK_FALSE(holds(disk, "sealed/"));
    account.reset();
    Account const again(desk.open_tab(), server.signed_in(anna, {{10, 10}}));
    desk.pass(100);
    CHECK(again.shown<messaging::Domain>().find(channel) != nullptr);
}

namespace {

// Anna's browser, whose session ends while a message waits and two tabs hold a draft.
struct Left {
    explicit Left(bool gives_keys = true, bool has_cipher = true) {
        server.gives_browser_keys = gives_keys;
        for (auto* account : {&one, &other}) {
            auto& tab = desk.open_tab();
            tab.has_cipher = has_cipher;
            *account = std::make_unique<Account>(tab, server.signed_in(anna, {{9, 9}}));
        }
        desk.pass(3'000);
        one->want(messaging::Command(messaging::CreateChannel{channel, {{3, 4}}, anna, "Цех", ""}));
        desk.pass(5'000);
        server.reachable = false;
        desk.pass(30'000);
        one->want(messaging::Command(messaging::Post{channel, {{3, 6}}, "первое"}));
        one->drafts().type("place", "начато");
        desk.pass(1'000);
        server.session_ended = server.reachable = true;
    }
    // Both tabs are closed when they have heard of the end.
    void close() {
        desk.pass(60'000);
        one.reset();
        other.reset();
    }
    // From what the machine remembers, without signing in.
    std::unique_ptr<Account> opened_again() {
        return std::make_unique<Account>(desk.open_tab(), *server.people.state.world.find(anna),
                                         base::Id<accounts::Session>{{9, 9}}, "");
    }
    void come_back() {
        server.session_ended = false;
        REQUIRE(one->resume(server.signed_in(anna, {{10, 10}})));
        desk.pass(1'000);  // the other tab reads of it in the store after it was told
        other->resume_elsewhere({{10, 10}}, "");
        desk.pass(30'000);
        for (auto const& account : {one.get(), other.get()})
            CHECK(account->status().link == Link::online);
    }
    fake::Server server;
    fake::Machine desk{server};
    base::Id<accounts::Person> anna = server.add_person("Анна");
    base::Id<messaging::Channel> const channel{{3, 3}};
    fake::Disk& disk = desk.disks[base::to_text(anna)];
    std::unique_ptr<Account> one, other;
};

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("what two tabs wrote when the session ended is sealed by both, and there again once") {
    Left left;
    left.other->drafts().type("elsewhere", "тоже");  // a moment ago: it is not on the disk
    left.desk.pass(60'000);
    REQUIRE(left.one->status().link == Link::ended);
    REQUIRE(left.other->status().link == Link::ended);
    for (auto const* text : {"первое", "начато", "тоже", "browser-key"})
        CHECK_FALSE(holds(left.disk, text));
    left.come_back();
    CHECK(left.server.texts("Цех") == Texts{"первое"});
    for (auto const& account : {left.one.get(), left.other.get()}) {
        CHECK(account->drafts().at("place") == "начато");
        CHECK(account->drafts().at("elsewhere") == "тоже");
        CHECK(account->status().unsent == 0);
    }
    CHECK_FALSE(holds(left.disk, "sealed/"));
}

TEST_CASE("what is written before the sealed is opened again is sent after it") {
    Left left;
    left.close();
    left.server.session_ended = false;
    left.server.reachable = false;
    auto const account = left.opened_again();
    left.desk.pass(1'000);
    account->want(
        messaging::Command(messaging::CreateChannel{{{7, 7}}, {{7, 8}}, left.anna, "Склад", ""}));
    left.desk.pass(30'000);
    CHECK(left.server.texts("Цех").empty());
    left.server.reachable = true;
    left.desk.pass(60'000);
    CHECK(left.server.texts("Цех") == Texts{"первое"});
    CHECK(account->shown<messaging::Domain>().find(base::Id<messaging::Channel>{{7, 7}}) !=
          nullptr);
    CHECK(account->status().unsent == 0);
    CHECK(account->status().refused == 0);
}

TEST_CASE("where nothing can be sealed, what was written stays as it is and is sent") {
    bool gives_keys = true, has_cipher = true;
    SUBCASE("since the server gives no key") { gives_keys = false; }
    SUBCASE("since the page came without TLS") { has_cipher = false; }
    Left left(gives_keys, has_cipher);
    left.desk.pass(60'000);
    REQUIRE(left.one->status().link == Link::ended);
    CHECK(holds(left.disk, "первое"));
    left.come_back();
    CHECK(left.server.texts("Цех") == Texts{"первое"});
    CHECK(left.other->drafts().at("place") == "начато");
}

TEST_CASE("what no key opens any more stays, and keeps nobody from what comes after") {
    Left left;
    left.close();
    left.server.session_ended = false;
    left.server.key_word = "another key of ";
    Account account(left.desk.open_tab(), left.server.signed_in(left.anna, {{10, 10}}));
    left.desk.pass(10'000);
    account.want(messaging::Command(messaging::Post{left.channel, {{3, 7}}, "второе"}));
    left.desk.pass(30'000);
    CHECK(left.server.texts("Цех") == Texts{"второе"});
    CHECK(holds(left.disk, "sealed/"));
    CHECK(account.status().unsent == 0);
}

TEST_CASE("what no key opens keeps nothing else from being opened, at no end of a session") {
    Left left;
    left.close();
    left.server.session_ended = false;
    left.server.key_word = "another key of ";
    Account account(left.desk.open_tab(), left.server.signed_in(left.anna, {{10, 10}}));
    left.desk.pass(10'000);
    left.server.reachable = false;
    left.desk.pass(30'000);
    account.want(messaging::Command(messaging::Post{left.channel, {{3, 7}}, "второе"}));
    left.desk.pass(1'000);
    left.server.reachable = left.server.session_ended = true;
    left.desk.pass(60'000);
    REQUIRE(account.status().link == Link::ended);
    CHECK_FALSE(holds(left.disk, "второе"));
    left.server.session_ended = false;
    REQUIRE(account.resume(left.server.signed_in(left.anna, {{11, 11}})));
    left.desk.pass(30'000);
    CHECK(left.server.texts("Цех") == Texts{"второе"});
}

TEST_CASE("a tab that leads opens what another tab of the same session sealed") {
    Left left;
    left.server.session_ended = left.server.reachable = false;
    left.desk.pass(1'000);
    auto& leader = left.one->leads() ? left.one : left.other;
    auto& follower = left.one->leads() ? left.other : left.one;
    follower->end("session-ended");  // as it hears with a picture
    left.desk.pass(1'000);
    REQUIRE(leader->status().link != Link::ended);
    CHECK_FALSE(holds(left.disk, "начато"));
    left.server.reachable = true;
    REQUIRE(follower->resume(left.server.signed_in(left.anna, {{10, 10}})));
    leader->resume_elsewhere({{10, 10}}, "");
    left.desk.pass(30'000);
    CHECK(left.server.texts("Цех") == Texts{"первое"});
    for (auto const& account : {leader.get(), follower.get()}) {
        CHECK(account->status().link == Link::online);
        CHECK(account->drafts().at("place") == "начато");
    }
    CHECK_FALSE(holds(left.disk, "sealed/"));
}

TEST_CASE("signing out before the sealed is opened leaves it, sealed, for its writer") {
    Left left;
    left.close();
    left.server.reachable = false;
    left.one = left.opened_again();
    left.desk.pass(10'000);
    CHECK(left.one->status().unsent == 1);
    left.one->wipe([] {});
    left.desk.pass(1'000);
    CHECK(std::all_of(left.disk.entries.begin(), left.disk.entries.end(),
                      [](auto const& entry) { return entry.first.rfind("sealed/", 0) == 0; }));
    left.server.reachable = true;
    left.server.session_ended = false;
    left.one = std::make_unique<Account>(left.desk.open_tab(),
                                         left.server.signed_in(left.anna, {{10, 10}}));
    left.desk.pass(30'000);
    CHECK(left.server.texts("Цех") == Texts{"первое"});
    CHECK(left.one->drafts().at("place") == "начато");
}

TEST_CASE("what is sealed has its number still, or gets another, on a disk that is full by then") {
    Left left;
    left.close();
    left.server.reachable = false;
    left.server.session_ended = false;
    left.disk.full = true;
    auto const account = left.opened_again();
    left.desk.pass(1'000);
    account->want(
        messaging::Command(messaging::CreateChannel{{{7, 7}}, {{7, 8}}, left.anna, "Склад", ""}));
    left.desk.pass(30'000);
    left.server.reachable = true;
    left.desk.pass(90'000);
    CHECK(left.server.texts("Цех") == Texts{"первое"});
    CHECK(account->shown<messaging::Domain>().find(base::Id<messaging::Channel>{{7, 7}}) !=
          nullptr);
    CHECK(account->status().unsent == 0);
}

TEST_CASE("somebody else who signs in with the same browser ends nothing of what is kept") {
    fake::Server server;
    fake::Machine desk(server);
    auto const anna = server.add_person("Анна");
    Account account(desk.open_tab(), server.signed_in(anna, {{9, 9}}));
    desk.pass(5'000);
    REQUIRE(holds(desk.disks[base::to_text(anna)], "cache/"));
    account.end("another-person");
    desk.pass(5'000);
    CHECK(holds(desk.disks[base::to_text(anna)], "cache/"));
}

}  // namespace ended_test
