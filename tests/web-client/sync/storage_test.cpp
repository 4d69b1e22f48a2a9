// Where nothing can be kept, or no longer, the client works and says so.
#include <doctest/doctest.h>

#include "tests/web-client/sync/fake.hpp"
#include "web-client/sync/account.hpp"

namespace storage_test {
namespace {

using client::Account;
using client::Link;
using Texts = std::vector<std::string>;

struct Desk {
    fake::Server server;
    base::Id<accounts::Person> anna = server.add_person("Анна");
    fake::Machine machine{server};
    base::Id<messaging::Channel> const channel{{3, 3}};

    std::unique_ptr<Account> open() {
        return std::make_unique<Account>(machine.open_tab(), server.signed_in(anna, {{9, 9}}));
    }
    void create(Account& account) {
        CHECK_FALSE(account.want(
            messaging::Command(messaging::CreateChannel{channel, {{3, 4}}, anna, "Цех", ""})));
    }
    void post(Account& account, std::string const& text) {
        CHECK_FALSE(account.want(
            messaging::Command(messaging::Post{channel, {{4, ++last_message}}, text})));
    }
    fake::Disk& disk() { return machine.disks[base::to_text(anna)]; }
    std::uint64_t last_message = 0;
};

}  // namespace

TEST_CASE("without storage one can read and write, and is told that nothing is kept") {
    Desk desk;
    desk.disk().broken = true;
    auto anna = desk.open();
    desk.machine.pass(3'000);
    CHECK(anna->ready());
    CHECK(anna->leads());
    CHECK(anna->status().link == Link::online);
    CHECK_FALSE(anna->status().lasts);
    desk.create(*anna);
    desk.post(*anna, "один");
    desk.machine.pass(3'000);
    CHECK(desk.server.texts("Цех") == Texts{"один"});
    // Without a connection as well.
    desk.server.reachable = false;
    desk.machine.pass(10'000);
    desk.post(*anna, "два");
    desk.post(*anna, "три");
    desk.machine.pass(10'000);
    CHECK(anna->status().unsent == 2);
    CHECK(anna->status().refused == 0);
    desk.server.reachable = true;
    desk.machine.pass(40'000);
    CHECK(desk.server.texts("Цех") == Texts{"один", "два", "три"});
    CHECK(anna->status().unsent == 0);
}

TEST_CASE("what is written when the disk has become full is sent, and said not to be kept") {
    Desk desk;
    auto anna = desk.open();
    desk.machine.pass(3'000);
    desk.create(*anna);
    desk.post(*anna, "до");
    desk.machine.pass(5'000);
    CHECK(anna->status().lasts);
    desk.server.reachable = false;
    desk.machine.pass(10'000);
    desk.post(*anna, "ждёт");
    desk.machine.pass(100);
    CHECK(anna->status().lasts);
    desk.disk().full = true;
    desk.post(*anna, "не поместилось");
    desk.post(*anna, "и это");
    desk.machine.pass(100);
    CHECK_FALSE(anna->status().lasts);
    CHECK(anna->status().unsent == 3);
    CHECK(anna->status().refused == 0);
    desk.server.reachable = true;
    desk.machine.pass(40'000);
    CHECK(desk.server.texts("Цех") == Texts{"до", "ждёт", "не поместилось", "и это"});
    CHECK(anna->status().unsent == 0);

    // Whoever begins again finds what there was, and doubles nothing.
    anna.reset();
    desk.disk().full = false;
    auto again = desk.open();
    desk.machine.pass(10'000);
    CHECK(again->status().lasts);
    desk.post(*again, "после");
    desk.machine.pass(20'000);
    CHECK(desk.server.texts("Цех") == Texts{"до", "ждёт", "не поместилось", "и это", "после"});
    CHECK(again->status().unsent == 0);
    CHECK(again->status().refused == 0);
}

TEST_CASE("a store that is emptied or taken away under the program loses nothing that waits") {
    Desk desk;
    auto anna = desk.open();
    desk.machine.pass(3'000);
    desk.create(*anna);
    desk.machine.pass(5'000);
    desk.server.reachable = false;
    desk.machine.pass(10'000);
    desk.post(*anna, "один");
    desk.machine.pass(100);
    SUBCASE("taken away") { desk.disk().broken = true; }
    SUBCASE("taken away when nothing waited") {
        desk.server.reachable = true;
        desk.machine.pass(20'000);
        REQUIRE(anna->status().unsent == 0);
        desk.server.reachable = false;
        desk.machine.pass(10'000);
        desk.disk().broken = true;
    }
    SUBCASE("emptied, and then full") {
        desk.disk().entries.clear();
        desk.disk().counters.clear();
        desk.disk().full = true;
        desk.post(*anna, "два");
    }
    desk.machine.pass(30'000);
    CHECK_FALSE(anna->status().lasts);
    desk.post(*anna, "три");
    desk.machine.pass(1'000);
    desk.server.reachable = true;
    desk.machine.pass(60'000);
    auto const texts = desk.server.texts("Цех");
    REQUIRE(texts.size() >= 2);
    CHECK(texts.front() == "один");
    CHECK(texts.back() == "три");
    CHECK(anna->status().unsent == 0);
}

TEST_CASE("signing out also empties a store that can no longer be written") {
    Desk desk;
    auto anna = desk.open();
    desk.machine.pass(3'000);
    desk.create(*anna);
    desk.machine.pass(3'000);
    desk.disk().full = true;
    desk.post(*anna, "один");
    desk.machine.pass(1'000);
    REQUIRE_FALSE(anna->status().lasts);
    desk.disk().full = false;  // erasing needs no room
    bool done = false;
    anna->wipe([&] { done = true; });
    desk.machine.pass(1'000);
    CHECK(done);
    CHECK(desk.disk().entries.empty());
}

}  // namespace storage_test
