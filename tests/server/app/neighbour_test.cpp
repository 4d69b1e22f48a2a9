// Two real processes on one database: what one ends, the other refuses at once.
#include <doctest/doctest.h>

#include <thread>

#include "tests/server/app/process.hpp"
#include "tests/server/app/scene.hpp"
#include "tests/server/http/served.hpp"

namespace neighbour_test {
namespace {

using http_test::eventually;
using world::Outcome;

scene::Peer there(scene::Peer const& peer, scene::Process const& process) {
    scene::Peer same(process.port());
    same.token = peer.token;
    same.person = peer.person;
    return same;
}

TEST_CASE("what is ended on one server is refused by another process, and its polls end") {
    scene::Server one;
    support::TemporaryFolder folder;
    scene::Process const other(folder, scene::on_database_of(one, folder));
    auto admin = one.administrator();
    auto anna = one.registered("anna");
    auto made =
        anna.ask<accounts::CreateToken>({"a script", accounts::Scope::read, 1, {scene::password}});
    REQUIRE(made.status() == 200);
    auto session_there = there(anna, other);
    auto script_there = there(anna, other);
    script_there.token = made.value.token;
    // Known by now to the other one, too, in its memory.
    for (auto* peer : {&session_there, &script_there})
        REQUIRE(eventually([&] { return peer->ask<accounts::Me>().status() == 200; }));
    // Other news come first, such as that somebody has signed in.
    int ended_with = 200;
    std::thread waiting([&] {
        auto polling = there(anna, other);
        for (std::string since; ended_with == 200;) {
            auto const answer = polling.ask<news::FollowNews>({since, news::longest_wait_s});
            since = answer.value.since;
            ended_with = answer.status();
        }
    });
    SUBCASE("a session that its owner ends elsewhere") {
        auto phone = anna;
        phone.sign_in();
        REQUIRE(phone.send(accounts::EndSession{anna.person, anna.session}).outcome ==
                Outcome::accepted);
        CHECK(eventually([&] { return session_there.ask<accounts::Me>().status() == 401; }));
        CHECK(script_there.ask<accounts::Me>().status() == 200);
    }
    SUBCASE("everything of somebody who is blocked") {
        REQUIRE(admin.send(accounts::SetBlocked{anna.person, true}).outcome == Outcome::accepted);
        CHECK(eventually([&] { return session_there.ask<accounts::Me>().status() == 401; }));
        CHECK(eventually([&] { return script_there.ask<accounts::Me>().status() == 401; }));
    }
    waiting.join();
    CHECK(ended_with == 401);
}

}  // namespace
}  // namespace neighbour_test
