// Everything of mine, as a zip that others can read.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "shared/accounts/bytes_api.hpp"
#include "shared/accounts/own_api.hpp"
#include "tests/server/app/scene.hpp"
#include "tests/server/app/zip.hpp"
#include "tests/server/pictures.hpp"
#include "tests/support/throwaway.hpp"

namespace archive_test {
namespace {

TEST_CASE("the archive holds what is mine, and nothing of others") {
    scene::Server server;
    scene::Talk talk(server);
    constexpr int written = 205;  // more than a page
    for (int i = 0; i < written; ++i)
        REQUIRE(talk.anna.send(talk.post("Слово " + std::to_string(i))).outcome ==
                world::Outcome::accepted);
    REQUIRE(talk.boris.send(talk.post("a secret of boris")).outcome == world::Outcome::accepted);
    auto const made = talk.anna.ask<accounts::CreateToken>(
        {"backup", accounts::Scope::read, 30, {scene::password}});
    REQUIRE(made.status() == 200);
    auto const answer = talk.anna.raw("GET", "/api/v1/me/archive", "");
    REQUIRE(answer.status == 200);
    CHECK(answer.header("content-type") == "application/zip");
    CHECK(answer.header("content-disposition").find("attachment") == 0);
    auto files = scene::files_in(answer.body);
    for (auto const* name : {"profile.json", "account.json", "sessions.json", "tokens.json",
                             "audit.json", "channels.json", "drafts.json", "messages.json"})
        CHECK_MESSAGE(files.count(name) == 1, name);
    CHECK(files["profile.json"].find("anna@example.org") != std::string::npos);
    CHECK(files["tokens.json"].find("backup") != std::string::npos);
    CHECK(files["audit.json"].find("signed-in") != std::string::npos);
    CHECK(files["channels.json"].find("Общий") != std::string::npos);
    auto const& messages = files["messages.json"];
    int found = 0;
    for (auto at = messages.find("Слово "); at != std::string::npos;
         at = messages.find("Слово ", at + 1))
        ++found;
    CHECK(found == written);
    for (auto const& file : files) {
        CAPTURE(file.first);
        CHECK(file.second.find(made.value.token) == std::string::npos);
        CHECK(file.second.find("a secret of boris") == std::string::npos);
    }
}

TEST_CASE("the archive holds my picture as others see it, for as long as there is one") {
    support::TemporaryFolder folder;
    scene::Server server([&](server::Settings& settings) {
        settings.data = folder.path() / "data";
        settings.picture_program = KONTOR_PICTURE;
    });
    auto anna = server.registered("anna");
    auto boris = server.registered("boris");
    auto const pictures_of = [](scene::Peer& peer) {
        auto const answer = peer.raw("GET", "/api/v1/me/archive", "");
        REQUIRE(answer.status == 200);
        std::map<std::string, std::string> pictures;
        for (auto const& [name, bytes] : scene::files_in(answer.body))
            if (bytes.find("PNG") == 1) pictures[name] = bytes;
        return pictures;
    };
    CHECK(pictures_of(anna).empty());
    auto const taken = anna.raw("PUT", "/api/v1/me/avatar", pictures::made("jpeg", 300, 200),
                                "Content-Type: image/jpeg\r\n");
    REQUIRE_MESSAGE(taken.status == 200, taken.body);
    auto const shown = boris.raw("GET",
                                 "/api/v1/people/" + base::to_text(anna.person.value) + "/avatar/" +
                                     std::to_string(accounts::largest_picture),
                                 "");
    REQUIRE(shown.status == 200);
    auto const pictures = pictures_of(anna);
    CHECK(pictures.size() == 1);
    REQUIRE(pictures.count("avatar.png") == 1);
    CHECK((pictures.at("avatar.png") == shown.body));
    CHECK(pictures_of(boris).empty());
    REQUIRE(anna.raw("DELETE", "/api/v1/me/avatar", "").status == 200);
    CHECK(pictures_of(anna).empty());
}

TEST_CASE("the archive opens by a signed address, and to nobody else") {
    scene::Server server;
    auto anna = server.registered("anna");
    auto const signed_address = anna.ask<accounts::SignAddress>({"/api/v1/me/archive"});
    REQUIRE(signed_address.status() == 200);
    auto stranger = server.stranger();
    CHECK(stranger.raw("GET", "/api/v1/me/archive", "").status == 401);
    auto const answer = stranger.raw("GET", signed_address.value.address, "");
    REQUIRE(answer.status == 200);
    CHECK(scene::files_in(answer.body).count("profile.json") == 1);
}

TEST_CASE("the archive is made a few times in an hour for each person, by whatever way in") {
    scene::Server server([](server::Settings& settings) { settings.rate_limits = 1; });
    auto anna = server.registered("anna");
    auto boris = server.registered("boris");
    auto const ask = [](scene::Peer& peer) { return peer.raw("GET", "/api/v1/me/archive", ""); };
    for (int left = 4; left > 0; --left) {
        auto const answer = ask(anna);
        REQUIRE(answer.status == 200);
        CHECK(answer.header("ratelimit-limit") == "5");
        CHECK(answer.header("ratelimit-remaining") == std::to_string(left));
    }
    auto const address = anna.ask<accounts::SignAddress>({"/api/v1/me/archive"}).value.address;
    REQUIRE(server.stranger().raw("GET", address, "").status == 200);
    for (auto const& refused : {ask(anna), server.stranger().raw("GET", address, "")}) {
        CHECK(refused.status == 429);
        CHECK(scene::rule_in(refused.body) == "too-many-attempts");
        CHECK(std::stoi(refused.header("retry-after")) > 500);
    }
    CHECK(ask(boris).status == 200);
    auto const made = server.administrator().ask<accounts::ListAudit>().value.rows;
    CHECK(std::count_if(made.begin(), made.end(), [](auto const& entry) {
              return entry.action == "archive-downloaded";
          }) == 6);
}

}  // namespace
}  // namespace archive_test
