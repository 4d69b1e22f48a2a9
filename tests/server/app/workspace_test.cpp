// The workspace's settings through the API: flags are the first values, a change takes effect at
// once on every server, and strangers see what is for them.
#include <doctest/doctest.h>

#include "server/accounts/first_values.hpp"
#include "tests/server/app/factor_stage.hpp"
#include "tests/server/app/process.hpp"
#include "tests/server/http/served.hpp"

namespace workspace_app_test {
namespace {

using accounts::AboutServer;
using accounts::RegistrationMode;
using accounts::Workspace;
using http_test::eventually;
using world::Outcome;

Workspace workspace_of(scene::Peer& peer) {
    auto const rows = scene::rows_in<Workspace>(peer.news());
    REQUIRE(rows.size() == 1);
    return rows[0];
}
// Why not; empty: it was done.
template <class Change>
std::string become(scene::Peer& peer, Change&& change) {
    auto const before = workspace_of(peer);
    auto after = before;
    change(after);
    auto const answer =
        peer.send(accounts::EditRows{server::fresh_id(), {{{server::fresh_id()}, before, after}}});
    return answer.refusal ? answer.refusal->reason : std::string();
}
auto registering(scene::Server const& server, std::string const& name) {
    return server.stranger().ask<accounts::RegisterPerson>(
        {name, name + "@example.org", scene::password, "a test", "", false, ""});
}

TEST_CASE("flags are the first values of the workspace's row, and nothing more") {
    auto const with = [](RegistrationMode mode, char const* zone) {
        return [mode, zone](server::Settings& settings) {
            settings.registration = mode;
            settings.registration_said = true;
            settings.zone = zone;
        };
    };
    scene::Server first(with(RegistrationMode::closed, "Europe/Moscow"));
    auto boss = first.administrator();
    auto const row = workspace_of(boss);
    CHECK(row.settled);
    CHECK(row.registration == RegistrationMode::closed);
    CHECK(row.zone == "Europe/Moscow");
    CHECK_FALSE(row.admin_second_factor);
    CHECK(row.administrators == 1);
    scene::Server const second(first.database(), with(RegistrationMode::open, "Asia/Omsk"));
    auto elsewhere = second.stranger();
    CHECK(elsewhere.ask<AboutServer>().value.registration == RegistrationMode::closed);
    CHECK(workspace_of(boss).zone == "Europe/Moscow");
}

TEST_CASE("a flag that says something else than the row is named, in words") {
    accounts::FirstValues first{{"Asia/Omsk", RegistrationMode::open, true}, true, true};
    Workspace row;
    row.zone = "Europe/Moscow";
    row.registration = RegistrationMode::closed;
    auto const said = accounts::differing(first, row);
    REQUIRE(said.size() == 3);
    CHECK(said[0].find("--zone says Asia/Omsk, and the workspace says Europe/Moscow") == 0);
    CHECK(said[1].find("--registration says open, and the workspace says closed") == 0);
    CHECK(said[2].find("--admin-second-factor says true") == 0);
    for (auto const& text : said) CHECK(text.find("only the first value") != std::string::npos);
    // What nobody has said says nothing.
    first = {{"", RegistrationMode::open, true}, false, false};
    CHECK(accounts::differing(first, row).empty());
}

TEST_CASE("who may register is changed at once, on every server") {
    scene::Server one;
    auto boss = one.administrator();
    support::TemporaryFolder folder;
    scene::Process const other(folder, scene::on_database_of(one, folder));
    auto const there = [&] {
        return scene::Peer(other.port()).ask<AboutServer>().value.registration;
    };
    CHECK(registering(one, "anna").status() == 200);
    REQUIRE(eventually([&] { return there() == RegistrationMode::open; }));
    CHECK(become(boss, [](Workspace& w) { w.registration = RegistrationMode::closed; }).empty());
    CHECK(registering(one, "boris").rule() == "registration-closed");
    CHECK(eventually([&] { return there() == RegistrationMode::closed; }));
    CHECK(boss.ask<accounts::InvitePerson>({"b@example.org", ""}).rule() == "registration-closed");
    CHECK(become(boss, [](Workspace& w) { w.registration = RegistrationMode::open; }).empty());
    CHECK(registering(one, "boris").status() == 200);
}

TEST_CASE("who asks administrators for a second factor has one, and from then on all need it") {
    scene::FactorStage stage({}, false);
    auto& boss = stage.administrator;
    auto second = stage.server.registered("second");
    REQUIRE(boss.change_right(second.person, true).status() == 200);
    auto const need = [](Workspace& w) { w.admin_second_factor = true; };
    CHECK(become(boss, need) == "second-factor-first");
    CHECK(second.ask<accounts::ListAudit>().status() == 200);
    stage.turn_on(boss);
    CHECK(become(boss, need).empty());
    CHECK(second.ask<accounts::ListAudit>().rule() == "second-factor-required");
    CHECK(boss.ask<accounts::ListAudit>().status() == 200);
    CHECK(become(boss, [](Workspace& w) { w.admin_second_factor = false; }).empty());
    CHECK(second.ask<accounts::ListAudit>().status() == 200);
}

TEST_CASE("the calendar is that of the workspace's zone, as soon as it has another") {
    scene::Server server;
    auto boss = server.administrator();
    CHECK(become(boss, [](Workspace& w) { w.zone = "Mars/Olympus"; }) == "zone-unknown");
    auto const offset = [] {
        return server::calendar(*base::instant_from_text("2026-11-21T21:00:00Z")).offset_s;
    };
    auto const before = offset();
    for (auto const& there : {std::pair("Asia/Omsk", 6), std::pair("Asia/Tokyo", 9)}) {
        CHECK(become(boss, [&](Workspace& w) { w.zone = there.first; }).empty());
        // The next command is decided by it, whatever it is.
        boss.send(accounts::EditProfile{boss.person, "Boss", "", ""});
        CHECK(offset() == there.second * 3600);
    }
    CHECK(become(boss, [](Workspace& w) { w.zone = ""; }).empty());
    boss.send(accounts::EditProfile{boss.person, "Boss", "", ""});
    CHECK(offset() == before);
}

TEST_CASE("a room that is off does nothing for anybody, until it is on again") {
    scene::Server server;
    auto boss = server.administrator();
    scene::Talk talk(server);
    auto const why = [&](scene::Peer& peer) {
        auto const answer = peer.send(talk.post("Привет"));
        return answer.refusal ? answer.refusal->reason : std::string();
    };
    CHECK(why(talk.anna).empty());
    CHECK(become(boss, [](Workspace& w) { w.rooms_off = {{"accounts"}}; }) == "room-needed");
    CHECK(become(boss, [](Workspace& w) { w.rooms_off = {{"messaging"}}; }).empty());
    CHECK(why(talk.anna) == "room-off");
    CHECK(why(talk.boris) == "room-off");
    // Everybody is told.
    auto const told = workspace_of(talk.boris);
    CHECK(accounts::is_off(told, "messaging"));
    CHECK(become(boss, [](Workspace& w) { w.rooms_off.clear(); }).empty());
    CHECK(why(talk.anna).empty());
}

TEST_CASE("strangers see the name and the message, members all, and change nothing") {
    scene::Server server;
    auto boss = server.administrator();
    auto anna = server.registered("anna");
    CHECK(become(boss, [](Workspace& w) {
              w.name = "Столярная";
              w.message = "В пятницу закрыто.\n<b>";
              w.zone = "Europe/Moscow";
          }).empty());
    auto const about = server.stranger().raw("GET", "/api/v1/server", "");
    CHECK(about.status == 200);
    CHECK(about.body == R"({"registration":"open","sends_mail":false,"name":"Столярная",)"
                        R"("message":"В пятницу закрыто.\n<b>","language":"","picture":""})");
    CHECK(workspace_of(anna).zone == "Europe/Moscow");
    CHECK(become(anna, [](Workspace& w) { w.name = "Моё"; }) == "administrators-only");
    auto const listed = [](scene::Peer& peer) {
        return peer.raw("GET", "/api/v1/admin/tables/accounts.workspace", "").status;
    };
    CHECK(listed(anna) == 403);
    CHECK(listed(boss) == 200);
    auto const history = boss.raw("GET", "/api/v1/admin/tables/accounts.edit", "");
    CHECK(history.body.find("Столярная") != std::string::npos);
}

TEST_CASE("letters name the workspace") {
    scene::MailStage stage;
    CHECK(become(stage.administrator, [](Workspace& w) { w.name = "Столярная"; }).empty());
    REQUIRE(stage.ask_to_register("boris@example.org").status() == 202);
    auto const letter = stage.sink.next_to("boris@example.org");
    CHECK(letter.text().find("«Столярная»") != std::string::npos);
}

TEST_CASE("letters to people who have no language of their own are in the workspace's") {
    scene::MailStage stage;
    auto const letter_to = [&](std::string const& name, std::string const& language) {
        auto const email = name + "@example.org";
        REQUIRE(stage.server.stranger()
                    .ask<accounts::RegisterPerson>(
                        {"Somebody", email, scene::password, "a test", "", false, language})
                    .status() == 202);
        return stage.sink.next_to(email).text();
    };
    auto const is_english = [](std::string const& text) {
        return text.find("Hello") != std::string::npos;
    };
    CHECK_FALSE(is_english(letter_to("anna", "")));
    CHECK(become(stage.administrator, [](Workspace& w) { w.language = "en"; }).empty());
    CHECK(is_english(letter_to("boris", "")));
    CHECK(is_english(letter_to("clara", "de")));
    CHECK_FALSE(is_english(letter_to("dina", "ru")));
    CHECK(become(stage.administrator, [](Workspace& w) { w.language = "ru"; }).empty());
    CHECK(is_english(letter_to("emma", "en")));
    CHECK_FALSE(is_english(letter_to("faina", "de")));
}

}  // namespace
}  // namespace workspace_app_test
