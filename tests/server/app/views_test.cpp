// Views of tables on a whole server: whom they are told to, how others find them, and what becomes
// of them with their owner.
#include <doctest/doctest.h>

#include "shared/accounts/bytes_api.hpp"
#include "shared/world/every_table.hpp"
#include "tests/server/app/scene.hpp"
#include "tests/server/app/zip.hpp"
#include "tests/server/http/served.hpp"

namespace app_views_test {
namespace {

using accounts::View;
using Page = world::TablePage<View>;

std::string reason_of(world::Answer const& answer) {
    return answer.refusal ? answer.refusal->reason : "";
}

// Anna and Boris are administrators, Vera is none.
struct Stage {
    scene::Server server;
    scene::Peer anna = server.administrator("anna"), boris = server.registered("boris"),
                vera = server.registered("vera");
    base::Id<View> view{server::fresh_id()};

    Stage() {
        REQUIRE(anna.change_right(boris.person, true).status() == 200);
        boris.sign_in();
    }
    std::string saves(scene::Peer& who, std::string const& name, bool shared) const {
        return reason_of(who.send(accounts::SaveView{view, "accounts.person", name,
                                                     "filter[blocked]=true&sort=-name", shared}));
    }
    static Page shared_ones(scene::Peer& who) {
        auto const answer =
            who.raw("GET",
                    "/api/v1/admin/tables/"
                    "accounts.view?filter%5Btable%5D=accounts.person&filter%5Bshared%5D=true",
                    "");
        REQUIRE_MESSAGE(answer.status == 200, answer.body);
        Page page;
        REQUIRE(wire::json::parse(answer.body, page).empty());
        return page;
    }
};

TEST_CASE("a view is told to its owner alone, and a shared one is found by every administrator") {
    Stage stage;
    auto const before = stage.boris.news();
    CHECK(stage.saves(stage.anna, "Заблокированные", false).empty());
    auto const told = scene::rows_in<View>(stage.anna.news());
    REQUIRE(told.size() == 1);
    CHECK(told[0].query == "filter[blocked]=true&sort=-name");
    CHECK(told[0].person == stage.anna.person);
    CHECK(stage.shared_ones(stage.boris).rows.empty());
    CHECK(stage.saves(stage.anna, "Заблокированные", true).empty());
    auto const found = stage.shared_ones(stage.boris).rows;
    REQUIRE(found.size() == 1);
    CHECK(found[0].name == "Заблокированные");
    CHECK(scene::rows_in<View>(stage.boris.news(before.since)).empty());
    // Nobody else finds or changes it.
    CHECK(stage.vera.raw("GET", "/api/v1/admin/tables/accounts.view", "").status == 403);
    CHECK(stage.saves(stage.boris, "Моё", true) == "id-taken");
    CHECK(reason_of(stage.boris.send(accounts::RemoveView{stage.view})) == "view-unknown");
    CHECK(reason_of(stage.vera.send(accounts::RemoveView{stage.view})) == "administrators-only");
    CHECK(reason_of(stage.anna.send(accounts::RemoveView{stage.view})).empty());
    CHECK(stage.shared_ones(stage.boris).rows.empty());
}

TEST_CASE(
    "whose right was taken saves no view any more, and by hand a view is changed as any row") {
    Stage stage;
    CHECK(stage.saves(stage.boris, "Заблокированные", true).empty());
    auto const before = stage.shared_ones(stage.anna).rows.at(0);
    auto after = before;
    after.name = "Кто не входит";
    accounts::EditRows edit{server::fresh_id(), {{{server::fresh_id()}, before, after}}};
    CHECK(reason_of(stage.anna.send(edit)).empty());
    CHECK(stage.shared_ones(stage.anna).rows.at(0).name == "Кто не входит");
    auto taken = after;
    taken.person = stage.anna.person;
    accounts::EditRows steal{server::fresh_id(), {{{server::fresh_id()}, after, taken}}};
    CHECK(reason_of(stage.anna.send(steal)) == "kept-fixed");
    REQUIRE(stage.anna.change_right(stage.boris.person, false).status() == 200);
    CHECK(stage.saves(stage.boris, "Иначе", true) == "administrators-only");
    CHECK(stage.shared_ones(stage.anna).rows.at(0).name == "Кто не входит");
}

TEST_CASE("somebody's views are in their archive, and go with them") {
    Stage stage;
    CHECK(stage.saves(stage.boris, "Заблокированные", true).empty());
    auto const archive = stage.boris.raw("GET", "/api/v1/me/archive", "");
    REQUIRE(archive.status == 200);
    CHECK(scene::files_in(archive.body)["views.json"].find("Заблокированные") != std::string::npos);
    // No administrator is deleted.
    REQUIRE(stage.anna.change_right(stage.boris.person, false).status() == 200);
    CHECK(stage.shared_ones(stage.anna).rows.size() == 1);
    REQUIRE(stage.anna.ask<accounts::DeletePerson>({stage.boris.person, {scene::password}, false})
                    .status() /
                100 ==
            2);
    CHECK(http_test::eventually([&] { return stage.shared_ones(stage.anna).rows.empty(); }));
}

}  // namespace
}  // namespace app_views_test
