// What was decided stays decided: an ordered deletion, and that somebody is left who may do what
// administrators do.
#include <atomic>
#include <thread>

#include "server/accounts/own/departure.hpp"
#include "tests/server/app/elsewhere.hpp"
#include "tests/server/app/mail_stage.hpp"

namespace decided_test {
namespace {

using accounts::DeleteMe;
using accounts::DeletePerson;
using accounts::KeepAccount;
using world::Outcome;

std::string in_quotes(base::Id128 id) { return "'" + base::to_text(id) + "'"; }

bool is_gone(scene::Server const& server, scene::Peer const& who) {
    return server.sql("select 1 from accounts.person where id = " + in_quotes(who.person.value))
        .empty();
}
std::size_t entries(scene::Server const& server, std::string const& action) {
    return server.sql("select 1 from server.audit where action = '" + action + "'").size();
}

// Four connections of whoever will not go: each sends the same command as fast as it can.
class Loop {
public:
    explicit Loop(scene::Peer const& who) {
        for (int i = 0; i < 4; ++i)
            threads_.emplace_back([this, own = who]() mutable {
                own.client = server::fresh_id();
                own.numbers["accounts"] = 0;
                while (!ends_) {
                    accounts::AccountsCommands::Request request{own.client, {}};
                    request.commands.push_back(
                        {++own.numbers["accounts"], KeepAccount{own.person}});
                    if (own.ask<accounts::AccountsCommands>(request).status() == 200) ++sent_;
                }
            });
    }
    ~Loop() {
        ends_ = true;
        for (auto& thread : threads_) thread.join();
    }
    int sent() const { return sent_; }

private:
    std::atomic<bool> ends_ = false;
    std::atomic<int> sent_ = 0;
    std::vector<std::thread> threads_;
};

TEST_CASE("whoever sends keep-account in a loop is deleted all the same") {
    scene::MailStage stage;
    for (auto const* name : {"boris", "vera", "gleb"}) {
        auto who = stage.member(name);
        CAPTURE(name);
        {
            Loop const loop(who);
            REQUIRE(http_test::eventually([&] { return loop.sent() > 4; }));
            CHECK(stage.administrator.ask<DeletePerson>({who.person, {scene::password}, false})
                          .status() /
                      100 ==
                  2);
            CHECK(http_test::eventually([&] { return is_gone(stage.server, who); }));
        }
        CHECK(is_gone(stage.server, who));
        auto const letters = stage.sink.count_to(who.email);
        CHECK(stage.server.stranger().ask<accounts::RequestReset>({who.email}).status() == 202);
        CHECK(stage.sign_in(who.email).rule() == "wrong-credentials");
        CHECK(stage.sink.count_to(who.email) == letters);
    }
    // Nothing was to be kept: that is no event.
    CHECK(entries(stage.server, "deletion-cancelled") == 0);
    CHECK(entries(stage.server, "deletion-ordered") == 3);
}

// As if everything had stopped between the order and its carrying out, by a clock that is behind.
TEST_CASE("an order is none of the things that its subject can take back") {
    scene::MailStage stage;
    auto boris = stage.member("boris");
    auto const word = stage.reset_word(boris.email);
    stage.sql("update accounts.account set deletion_ordered = true, deletion = " +
              std::to_string(server::now().us + 3'600'000'000) +
              " where id = " + in_quotes(boris.person.value));
    auto const kept = boris.send(KeepAccount{boris.person});
    CHECK(kept.outcome == Outcome::refused);
    CHECK(kept.refusal->reason == "account-deleted");
    CHECK(boris.ask<DeleteMe>({{scene::password}, false}).rule() == "account-deleted");
    CHECK(boris.ask<accounts::CreateToken>({"x", accounts::Scope::read, 30, {scene::password}})
              .rule() == "account-deleted");
    CHECK(stage.sign_in(boris.email).rule() == "account-deleted");
    CHECK(stage.reset(word, scene::other_password).rule() == "link-unknown");
    CHECK(stage.administrator.change_right(boris.person, true).rule() == "account-deleted");
}

TEST_CASE("commands that change nothing leave no trace") {
    scene::Server server;
    auto admin = server.administrator();
    auto anna = server.registered("anna");
    auto const count = [&](std::string const& table) {
        return server.sql("select 1 from " + table).size();
    };
    REQUIRE(anna.send(accounts::EditProfile{anna.person, "Анна", "", ""}).outcome ==
            Outcome::accepted);
    auto const audited = count("server.audit"), logged = count("accounts.log");
    CHECK(anna.send(KeepAccount{anna.person}).outcome == Outcome::accepted);
    CHECK(anna.send(accounts::EditProfile{anna.person, "Анна", "", ""}).outcome ==
          Outcome::accepted);
    CHECK(admin.send(accounts::SetBlocked{anna.person, false}).outcome == Outcome::accepted);
    CHECK(admin.change_right(anna.person, false).status() == 200);
    CHECK(count("server.audit") == audited);
    CHECK(count("accounts.log") == logged);
}

TEST_CASE("of two administrators on two servers who ask to be deleted at once, one stays") {
    scene::Server one;
    scene::Server other(one.database());
    auto admin = one.administrator();
    auto boris = one.registered("boris");
    auto there = other.stranger();
    there.token = boris.token;
    for (int round = 0; round < 3; ++round) {
        REQUIRE(admin.change_right(boris.person, true).status() == 200);
        std::string first, second;
        std::thread beside([&] {
            second = there.ask<DeleteMe>({{scene::password}, false}).rule();
        });
        first = admin.ask<DeleteMe>({{scene::password}, false}).rule();
        beside.join();
        CHECK((first == "last-administrator") != (second == "last-administrator"));
        CHECK(one.sql("select 1 from accounts.account where deletion is not null").size() == 1);
        CHECK(one.sql("select 1 from accounts.workspace where administrators = 1").size() == 1);
        // Whoever is left may not give the right away, either; the other may take it back.
        auto& stays = first == "last-administrator" ? admin : boris;
        auto& leaves = first == "last-administrator" ? boris : admin;
        CHECK(stays.change_right(stays.person, false).rule() == "last-administrator");
        CHECK(leaves.send(KeepAccount{leaves.person}).outcome == Outcome::accepted);
        REQUIRE(admin.change_right(boris.person, false).status() == 200);
    }
    CHECK(one.sql("select 1 from accounts.workspace where administrators = 1").size() == 1);
}

TEST_CASE("the last administrator's deletion is taken back when its time has come, and told") {
    scene::MailStage stage;
    auto& admin = stage.administrator;
    // As it could be asked for before those who leave were no longer counted.
    stage.sql("update accounts.account set deletion = 1 where id = " +
              in_quotes(admin.person.value));
    stage.sql("update accounts.workspace set administrators = 0");
    scene::Elsewhere const other(stage.server.database()->url(), "/nowhere");
    other.departure.scan(server::now());
    CHECK(http_test::eventually([&] { return entries(stage.server, "deletion-cancelled") == 1; }));
    CHECK(stage.sink.next_to(admin.email).text().find("других администраторов") !=
          std::string::npos);
    CHECK_FALSE(is_gone(stage.server, admin));
    CHECK(stage.sql("select 1 from accounts.account where deletion is not null").empty());
    CHECK(stage.sql("select 1 from accounts.workspace where administrators = 1").size() == 1);
    CHECK(admin.ask<accounts::ListAudit>().status() == 200);
    // Appointing another one brings nothing of it back.
    auto boris = stage.member("boris");
    REQUIRE(admin.change_right(boris.person, true).status() == 200);
    CHECK_FALSE(other.departure.step(admin.person, server::now()));
    CHECK_FALSE(is_gone(stage.server, admin));
}

}  // namespace
}  // namespace decided_test
