// Groups of people on a whole server: what is told of them and when, what is written down, and what
// becomes of the groups of whoever leaves.
#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "server/accounts/store.hpp"
#include "shared/accounts/bytes_api.hpp"
#include "tests/server/app/scene.hpp"
#include "tests/server/app/zip.hpp"
#include "tests/server/http/served.hpp"

namespace app_groups_test {
namespace {

using accounts::GroupMember;
using world::Outcome;
using GroupId = base::Id<accounts::Group>;

std::string reason_of(world::Answer const& answer) {
    return answer.refusal ? answer.refusal->reason : "";
}

// Anna rules; Boris may manage groups; Vera is in one.
struct Stage {
    scene::Server server;
    scene::Peer anna = server.administrator("anna"), boris = server.registered("boris"),
                vera = server.registered("vera");
    GroupId joiners{server::fresh_id()};

    Stage() {
        REQUIRE(reason_of(anna.send(accounts::SetManagesGroups{boris.person, true})).empty());
        REQUIRE(reason_of(boris.send(accounts::MakeGroup{joiners, "Столяры"})).empty());
        REQUIRE(adds(boris, vera).empty());
    }
    std::string adds(scene::Peer& by, scene::Peer const& whom) const {
        return reason_of(by.send(accounts::AddToGroup{joiners, whom.person, {server::fresh_id()}}));
    }
    bool holds(scene::Peer const& person) const {
        auto const connection = database::open(server.database()->url());
        auto const transaction = database::begin(*connection, database::Isolation::read_committed);
        return accounts::is_in_group(*transaction, joiners, person.person);
    }
};

TEST_CASE("whoever is taken out of a group is told at once, on the connection that waits") {
    Stage stage;
    auto const before = stage.vera.news();
    auto const members = scene::rows_in<GroupMember>(before);
    REQUIRE(members.size() == 1);
    CHECK(members[0].person == stage.vera.person);
    CHECK(stage.holds(stage.vera));
    news::Answer heard;
    std::chrono::steady_clock::duration took{};
    std::thread waiting([&] {
        auto const began = std::chrono::steady_clock::now();
        heard = stage.vera.news(before.since, news::longest_wait_s);
        took = std::chrono::steady_clock::now() - began;
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    auto const taken = stage.boris.send(accounts::TakeFromGroup{stage.joiners, stage.vera.person});
    waiting.join();
    CHECK(reason_of(taken).empty());
    CHECK(took < std::chrono::seconds(10));
    bool left = false;
    for (auto const& space : scene::told<accounts::Domain>(heard).spaces)
        for (auto const& key : space.left) left = left || key.id == members[0].id.value;
    CHECK(left);
    CHECK_FALSE(stage.holds(stage.vera));
}

TEST_CASE("the right to groups is gone as soon as it is taken, and all of it is written down") {
    Stage stage;
    CHECK(stage.adds(stage.vera, stage.vera) == "group-managers-only");
    CHECK(stage.adds(stage.boris, stage.vera) == "already-in-group");
    auto const other = stage.boris.send(accounts::MakeGroup{{server::fresh_id()}, "СТОЛЯРЫ"});
    CHECK(reason_of(other) == "group-name-taken");
    CHECK(
        reason_of(stage.anna.send(accounts::SetManagesGroups{stage.boris.person, false})).empty());
    CHECK(stage.adds(stage.boris, stage.boris) == "group-managers-only");
    CHECK(reason_of(stage.anna.send(accounts::RenameGroup{stage.joiners, "Плотники"})).empty());
    CHECK(reason_of(stage.anna.send(accounts::RemoveGroup{stage.joiners})).empty());
    CHECK_FALSE(stage.holds(stage.vera));
    std::vector<std::string> said;
    auto const log = stage.anna.ask<accounts::ListAudit>().value;
    for (auto const& entry : log.rows)
        if (entry.action.find("group") != std::string::npos)
            said.push_back(entry.action + (entry.detail.empty() ? "" : " " + entry.detail));
    std::reverse(said.begin(), said.end());
    CHECK(said == std::vector<std::string>{"groups-right-given", "group-made Столяры",
                                           "added-to-group Столяры", "groups-right-taken",
                                           "group-renamed Плотники", "group-removed Плотники"});
}

TEST_CASE("somebody's groups are in their archive, and whoever is deleted leaves them") {
    Stage stage;
    REQUIRE(stage.adds(stage.anna, stage.anna).empty());
    auto const archive = stage.vera.raw("GET", "/api/v1/me/archive", "");
    REQUIRE(archive.status == 200);
    CHECK(scene::files_in(archive.body)["groups.json"].find("Столяры") != std::string::npos);
    REQUIRE(stage.anna.ask<accounts::DeletePerson>({stage.vera.person, {scene::password}, false})
                    .status() /
                100 ==
            2);
    CHECK(http_test::eventually([&] { return !stage.holds(stage.vera); }));
    CHECK(stage.holds(stage.anna));
}

TEST_CASE("who is in a group, and whose groups there are, is asked by members") {
    Stage stage;
    GroupId const office{server::fresh_id()}, none{server::fresh_id()};
    REQUIRE(reason_of(stage.boris.send(accounts::MakeGroup{office, "Бюро"})).empty());
    REQUIRE(stage.adds(stage.boris, stage.anna).empty());
    REQUIRE(reason_of(stage.boris.send(
                          accounts::AddToGroup{office, stage.vera.person, {server::fresh_id()}}))
                .empty());
    auto const people = stage.vera.ask<accounts::ListGroupPeople>({stage.joiners});
    REQUIRE(people.status() == 200);
    REQUIRE(people.value.people.size() == 2);
    CHECK(people.value.people[0].name == "anna");
    CHECK(people.value.people[1].id == stage.vera.person);
    CHECK(stage.vera.ask<accounts::ListGroupPeople>({none}).rule() == "group-unknown");
    auto const groups = stage.anna.ask<accounts::ListGroupsOf>({stage.vera.person});
    REQUIRE(groups.value.groups.size() == 2);
    CHECK(groups.value.groups[0].name == "Бюро");
    CHECK(groups.value.groups[1].id == stage.joiners);
    CHECK(stage.anna.ask<accounts::ListGroupsOf>({stage.boris.person}).value.groups.empty());
    CHECK(stage.anna.ask<accounts::ListGroupsOf>({{server::fresh_id()}}).rule() ==
          "person-unknown");
    REQUIRE(reason_of(stage.anna.send(
                          accounts::SetPersonKind{stage.vera.person, accounts::PersonKind::guest}))
                .empty());
    CHECK(stage.vera.ask<accounts::ListGroupPeople>({stage.joiners}).status() == 403);
    CHECK(stage.vera.ask<accounts::ListGroupsOf>({stage.vera.person}).status() == 403);
}

TEST_CASE("of two who make a group of one name at the same moment one is told so") {
    Stage stage;
    std::vector<std::string> said(2);
    std::vector<std::thread> both;
    for (std::size_t i = 0; i < 2; ++i)
        both.emplace_back([&, i] {
            auto& peer = i == 0 ? stage.anna : stage.boris;
            said[i] = reason_of(
                peer.send(accounts::MakeGroup{{server::fresh_id()}, i == 0 ? "Склад" : "склад"}));
        });
    for (auto& each : both) each.join();
    std::sort(said.begin(), said.end());
    CHECK(said == std::vector<std::string>{"", "group-name-taken"});
}

}  // namespace
}  // namespace app_groups_test
