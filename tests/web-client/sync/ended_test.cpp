// What lies on a machine whose session was ended from another one.
#include <doctest/doctest.h>

#include "tests/web-client/sync/fake.hpp"
#include "web-client/sync/account.hpp"

namespace {

using syncing::Account;
using syncing::Link;

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
    auto& pictures = desk.disks[base::to_text(anna) + "-pictures"];
    auto account = std::make_unique<Account>(desk.open_tab(), server.signed_in(anna, {{9, 9}}));
    desk.pass(3'000);
    account->want(messaging::Command(messaging::CreateChannel{channel, {{3, 4}}, anna, "Цех", ""}));
    account->want(messaging::Command(messaging::Post{channel, {{3, 5}}, "было"}));
    desk.pass(5'000);
    account->pictures().write({{platform::Write::Kind::put, "face", "of Boris"}},
                              [](platform::Written) {});
    REQUIRE(holds(disk, "было"));
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
    CHECK_FALSE(holds(disk, "было"));
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
    CHECK(holds(disk, "было"));
    CHECK(account->drafts().at("place") == "начато");
    CHECK(holds(disk, "начато"));
    CHECK_FALSE(holds(disk, "sealed/"));
    account.reset();
    Account const again(desk.open_tab(), server.signed_in(anna, {{10, 10}}));
    desk.pass(100);
    CHECK(again.channels().shown().find(channel) != nullptr);
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
    void come_back() {
        server.session_ended = false;
        REQUIRE(one->resume(server.signed_in(anna, {{10, 10}})));
        other->resume_elsewhere({{10, 10}}, "");
        desk.pass(30'000);
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
    left.desk.pass(60'000);
    left.one.reset();
    left.other.reset();
    left.server.session_ended = false;
    left.server.reachable = false;
    Account account(left.desk.open_tab(), *left.server.people.state.world.find(left.anna), {{9, 9}},
                    "");
    left.desk.pass(1'000);
    account.want(
        messaging::Command(messaging::CreateChannel{{{7, 7}}, {{7, 8}}, left.anna, "Склад", ""}));
    left.desk.pass(30'000);
    CHECK(left.server.texts("Цех").empty());
    left.server.reachable = true;
    left.desk.pass(60'000);
    CHECK(left.server.texts("Цех") == Texts{"первое"});
    CHECK(account.channels().shown().find(base::Id<messaging::Channel>{{7, 7}}) != nullptr);
    CHECK(account.status().unsent == 0);
    CHECK(account.status().refused == 0);
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
    left.desk.pass(60'000);
    left.one.reset();
    left.other.reset();
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
