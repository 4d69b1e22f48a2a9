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
    desk.pass(1'000);
    server.session_ended = true;
    server.reachable = true;
    desk.pass(30'000);
    REQUIRE(account->status().link == Link::ended);
    CHECK_FALSE(holds(disk, "cache/"));
    CHECK_FALSE(holds(disk, "было"));
    CHECK(pictures.entries.empty());
    CHECK(holds(disk, "не отправлено"));

    SUBCASE("and gives both back to whoever signs in again") {
        server.session_ended = false;
        CHECK(account->resume(server.signed_in(anna, {{10, 10}})));
    }
    SUBCASE("also after the program was closed in between") {
        account.reset();
        server.session_ended = false;
        account = std::make_unique<Account>(desk.open_tab(), server.signed_in(anna, {{10, 10}}));
    }
    desk.pass(20'000);
    CHECK(server.texts("Цех") == std::vector<std::string>{"было", "не отправлено"});
    CHECK(account->status().unsent == 0);
    CHECK(holds(disk, "было"));
    account.reset();
    Account const again(desk.open_tab(), server.signed_in(anna, {{10, 10}}));
    desk.pass(100);
    CHECK(again.channels().shown().find(channel) != nullptr);
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
