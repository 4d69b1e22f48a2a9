// The picture of the workspace over HTTP: who chooses it, who sees it, and what is left of it.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "shared/accounts/bytes_api.hpp"
#include "tests/server/app/running.hpp"
#include "tests/server/http/served.hpp"
#include "tests/server/pictures.hpp"
#include "tests/support/throwaway.hpp"

namespace workspace_picture_test {
namespace {

namespace fs = std::filesystem;
constexpr char const* path = "/api/v1/workspace/picture";

struct Stage {
    support::TemporaryFolder folder;
    scene::Server server{[this](server::Settings& settings) { settle(settings); }};
    scene::Peer boss = server.administrator();

    void settle(server::Settings& settings) const {
        settings.data = folder.path() / "data";
        settings.picture_program = KONTOR_PICTURE;
    }
    static http_test::Answer put(scene::Peer& peer, std::string const& bytes) {
        return peer.raw("PUT", path, bytes, "Content-Type: image/png\r\n");
    }
    fs::path own() const {
        return folder.path() / "data/avatars" / base::to_text(accounts::the_workspace);
    }
    std::size_t files() const {
        if (!fs::exists(own())) return 0;
        return static_cast<std::size_t>(
            std::distance(fs::directory_iterator(own()), fs::directory_iterator()));
    }
    static std::string named(scene::Peer stranger) {
        return stranger.ask<accounts::AboutServer>().value.picture;
    }
    std::int64_t entries(std::string const& action) {
        return server.sql("select count(*) from server.audit where action = '" + action + "'")[0][0]
            .as<std::int64_t>();
    }
};

TEST_CASE("an administrator chooses the picture, and whoever comes to sign in sees it") {
    Stage stage;
    auto stranger = stage.server.stranger();
    CHECK(stranger.raw("GET", std::string(path) + "/64", "").status == 404);
    auto const answer = Stage::put(stage.boss, pictures::made("png", 300, 200));
    REQUIRE_MESSAGE(answer.status == 200, answer.body);
    auto const first = Stage::named(stranger);
    CHECK_FALSE(first.empty());
    CHECK(answer.body.find(first) != std::string::npos);
    auto const rows = scene::rows_in<accounts::Workspace>(stage.boss.news());
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].picture == first);
    for (int const size : {64, 256}) {
        auto const seen = stranger.raw("GET", std::string(path) + "/" + std::to_string(size), "");
        REQUIRE(seen.status == 200);
        CHECK(seen.header("content-type") == "image/png");
        CHECK(seen.header("cache-control") == "public, no-cache");
        CHECK(pictures::seen(seen.body).width == size);
        auto const known = stranger.raw("GET", std::string(path) + "/" + std::to_string(size), "",
                                        "If-None-Match: " + seen.header("etag") + "\r\n");
        CHECK(known.status == 304);
    }
    auto const kept = stranger.raw("GET", std::string(path) + "/64?name=" + first, "");
    CHECK(kept.header("cache-control") == "public, max-age=31536000, immutable");
    CHECK(stranger.raw("GET", std::string(path) + "/65", "").status == 404);
    CHECK(stage.files() == 2);

    REQUIRE(Stage::put(stage.boss, pictures::made("png", 9, 9)).status == 200);
    CHECK(Stage::named(stranger) != first);
    CHECK(stage.files() == 2);
    CHECK(stage.boss.raw("DELETE", path, "").status == 200);
    CHECK(stage.boss.raw("DELETE", path, "").status == 200);
    CHECK(Stage::named(stranger).empty());
    CHECK(stage.files() == 0);
    CHECK(stage.entries("workspace-picture-changed") == 2);
    CHECK(stage.entries("workspace-picture-removed") == 1);
}

TEST_CASE("nobody but an administrator chooses it, and what is no picture changes nothing") {
    Stage stage;
    auto anna = stage.server.registered("anna");
    REQUIRE(Stage::put(stage.boss, pictures::made("png", 30, 30)).status == 200);
    auto const name = Stage::named(stage.server.stranger());
    auto const refused = Stage::put(anna, pictures::made("png", 9, 9));
    CHECK(refused.status == 403);
    CHECK(scene::rule_in(refused.body) == "administrators-only");
    CHECK(anna.raw("DELETE", path, "").status == 403);
    CHECK(scene::rule_in(Stage::put(stage.boss, "<svg/>").body) == "not-a-picture");
    CHECK(Stage::named(stage.server.stranger()) == name);
    CHECK(stage.files() == 2);
}

TEST_CASE("another server shows it at once, and cleaning up leaves it") {
    Stage stage;
    scene::Server const other(stage.server.database(),
                              [&](server::Settings& settings) { stage.settle(settings); });
    auto elsewhere = other.stranger();
    CHECK(Stage::named(elsewhere).empty());
    REQUIRE(Stage::put(stage.boss, pictures::made("png", 30, 30)).status == 200);
    CHECK(http_test::eventually([&] { return !Stage::named(elsewhere).empty(); }));
    CHECK(elsewhere.raw("GET", std::string(path) + "/64", "").status == 200);

    std::ofstream(stage.own() / "0123-64.png") << "of a server that was killed";
    auto const long_ago = fs::file_time_type::clock::now() - std::chrono::hours(2);
    for (auto const& file : fs::directory_iterator(stage.own()))
        fs::last_write_time(file.path(), long_ago);
    scene::Running const cleaning(*stage.server.database(), stage.folder.path() / "data");
    CHECK(http_test::eventually([&] { return stage.files() == 2; }));
    CHECK(elsewhere.raw("GET", std::string(path) + "/64", "").status == 200);
}

}  // namespace
}  // namespace workspace_picture_test
