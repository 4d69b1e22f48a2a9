// People's pictures over HTTP, and the files that stand behind them.
#include <doctest/doctest.h>

#include <filesystem>
#include <thread>
#include <vector>

#include "shared/accounts/bytes_api.hpp"
#include "tests/server/app/scene.hpp"
#include "tests/server/http/served.hpp"
#include "tests/server/pictures.hpp"
#include "tests/support/throwaway.hpp"

namespace avatar_test {
namespace {

namespace fs = std::filesystem;

struct Stage {
    support::TemporaryFolder folder;
    scene::Server server{[this](server::Settings& settings) {
        settings.data = folder.path() / "data";
        settings.picture_program = KONTOR_PICTURE;
    }};
    scene::Peer anna = server.registered("anna");

    http_test::Answer put(scene::Peer& peer, std::string const& type, std::string const& bytes) {
        return peer.raw("PUT", "/api/v1/me/avatar", bytes, "Content-Type: " + type + "\r\n");
    }
    static std::string address(scene::Peer const& peer, int size) {
        return "/api/v1/people/" + base::to_text(peer.person.value) + "/avatar/" +
               std::to_string(size);
    }
    std::size_t files_of(scene::Peer const& peer) const {
        auto const own = folder.path() / "data/avatars" / base::to_text(peer.person.value);
        if (!fs::exists(own)) return 0;
        return static_cast<std::size_t>(
            std::distance(fs::directory_iterator(own), fs::directory_iterator()));
    }
    std::string shown() { return anna.ask<accounts::Me>().value.person.avatar; }
};

TEST_CASE("the files of a picture count among what a person stores") {
    Stage stage;
    auto boss = stage.server.administrator("boss");
    auto const stored = [&] {
        wire::ListRequest asked;
        asked.search = stage.anna.email;
        return boss.ask<accounts::ListAccounts>(asked).value.rows.at(0).stored_bytes;
    };
    CHECK(stored() == 0);
    REQUIRE(stage.put(stage.anna, "image/png", pictures::made("png", 30, 30)).status == 200);
    REQUIRE(stage.put(stage.anna, "image/png", pictures::made("png", 300, 200)).status == 200);
    std::int64_t size = 0;
    auto const own = stage.folder.path() / "data/avatars" / base::to_text(stage.anna.person.value);
    for (auto const& file : fs::directory_iterator(own))
        size += static_cast<std::int64_t>(file.file_size());
    CHECK(stored() == size);
    CHECK(stage.anna.raw("DELETE", "/api/v1/me/avatar", "").status == 200);
    CHECK(stored() == 0);
}

TEST_CASE("a picture is taken in, shown to members, replaced and taken away") {
    Stage stage;
    auto& anna = stage.anna;
    auto boris = stage.server.registered("boris");
    CHECK(boris.raw("GET", Stage::address(anna, 256), "").status == 404);
    for (auto const* kind : {"png", "jpeg", "webp"}) {
        CAPTURE(kind);
        auto const before = stage.shown();
        auto const answer =
            stage.put(anna, std::string("image/") + kind, pictures::made(kind, 300, 200));
        REQUIRE_MESSAGE(answer.status == 200, answer.body);
        CHECK(stage.shown() != before);
        CHECK(answer.body.find(stage.shown()) != std::string::npos);
        CHECK(stage.files_of(anna) == 2);
        for (int const size : {64, 256}) {
            auto const seen = boris.raw("GET", Stage::address(anna, size), "");
            REQUIRE(seen.status == 200);
            CHECK(seen.header("content-type") == "image/png");
            CHECK(seen.header("x-content-type-options") == "nosniff");
            CHECK(pictures::seen(seen.body).width == size);
        }
    }
    CHECK(anna.raw("DELETE", "/api/v1/me/avatar", "").status == 200);
    CHECK(stage.shown().empty());
    CHECK(stage.files_of(anna) == 0);
    CHECK(boris.raw("GET", Stage::address(anna, 256), "").status == 404);
    CHECK(anna.raw("DELETE", "/api/v1/me/avatar", "").status == 200);
}

TEST_CASE("a picture has an address that is kept for ever, and one that is asked again") {
    Stage stage;
    auto& anna = stage.anna;
    REQUIRE(stage.put(anna, "image/png", pictures::made("png", 9, 9)).status == 200);
    auto const target = Stage::address(anna, 64);
    auto const first = anna.raw("GET", target, "");
    CHECK(first.header("cache-control") == "private, no-cache");
    auto const again =
        anna.raw("GET", target, "", "If-None-Match: " + first.header("etag") + "\r\n");
    CHECK(again.status == 304);
    CHECK(again.body.empty());
    auto const kept = anna.raw("GET", target + "?name=" + stage.shown(), "");
    CHECK(kept.header("cache-control").find("immutable") != std::string::npos);
    CHECK(anna.raw("GET", Stage::address(anna, 65), "").status == 404);
    auto stranger = stage.server.stranger();
    CHECK(stranger.raw("GET", target, "").status == 401);
    auto const signed_address = anna.ask<accounts::SignAddress>({target});
    REQUIRE(signed_address.status() == 200);
    CHECK(stranger.raw("GET", signed_address.value.address, "").status == 200);
}

TEST_CASE("a picture's type is taken as programs write it") {
    Stage stage;
    auto const jpeg = pictures::made("jpeg", 30, 20);
    auto const png = pictures::made("png", 30, 20);
    for (auto const* type : {"image/jpg", "image/pjpeg", "IMAGE/JPEG", "image/jpeg; charset=binary",
                             "image/jpg;q=1", "image/jpeg ;name=\"a;b\""})
        CHECK_MESSAGE(stage.put(stage.anna, type, jpeg).status == 200, type);
    for (auto const* type : {"image/x-png", "image/png; charset=binary", "image/png;"})
        CHECK_MESSAGE(stage.put(stage.anna, type, png).status == 200, type);
    // One that was saved under another one's name is shown all the same.
    for (auto const* type : {"image/jpeg", "image/webp", "image/apng"})
        CHECK_MESSAGE(stage.put(stage.anna, type, png).status == 200, type);
    CHECK(stage.put(stage.anna, "image/png", jpeg).status == 200);
    for (auto const* type : {"image/*", "image", "image/png, image/jpeg", "image/gif", "jpg"})
        CHECK_MESSAGE(stage.put(stage.anna, type, png).status == 415, type);
    auto const gif = stage.put(stage.anna, "image/gif", "GIF89a");
    CHECK(gif.header("accept") == "image/png, image/jpeg, image/webp");
}

TEST_CASE("what is no picture changes nothing") {
    Stage stage;
    auto& anna = stage.anna;
    auto const good = pictures::made("png", 300, 200);
    REQUIRE(stage.put(anna, "image/png", good).status == 200);
    auto const before = stage.shown();
    auto const refused = [&](std::string const& type, std::string const& bytes, int status,
                             std::string const& rule) {
        auto const answer = stage.put(anna, type, bytes);
        CHECK_MESSAGE(answer.status == status, answer.body);
        CHECK(scene::rule_in(answer.body) == rule);
    };
    refused("image/svg+xml", "<svg/>", 415, "content-type-unknown");
    refused("application/json", "{}", 415, "content-type-unknown");
    refused("image/png", "<svg/>", 422, "not-a-picture");
    refused("image/png", good.substr(0, good.size() - 1), 422, "not-a-picture");
    refused("image/png", "", 422, "not-a-picture");
    refused("image/png", pictures::blank(30'000, 30'000), 422, "picture-too-large");
    CHECK(stage.shown() == before);
    CHECK(stage.files_of(anna) == 2);
}

TEST_CASE("a picture may have four megabytes, and no byte more") {
    Stage stage;
    auto jpeg = pictures::made("jpeg", 300, 200);
    while (jpeg.size() < accounts::most_picture_bytes) {
        auto const missing = accounts::most_picture_bytes - jpeg.size();
        // A segment has four bytes at least: none may be left for which there is no room.
        auto const length = missing > 60'000 ? std::size_t{50'000} : missing - 4;
        jpeg = pictures::with_segment(jpeg, 0xFE, std::string(length, 'x'));
    }
    REQUIRE(jpeg.size() == accounts::most_picture_bytes);
    CHECK(stage.put(stage.anna, "image/jpeg", jpeg).status == 200);
    auto const shown = stage.shown();
    CHECK(stage.put(stage.anna, "image/jpeg", jpeg + "x").status == 413);
    CHECK(stage.shown() == shown);
}

TEST_CASE("of two pictures at once one is shown, and the other leaves no file") {
    Stage stage;
    auto const bytes = pictures::made("png", 300, 200);
    for (int round = 0; round < 5; ++round) {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 2; ++i)
            threads.emplace_back([&, peer = stage.anna]() mutable {
                auto const status = stage.put(peer, "image/png", bytes).status;
                CHECK(status == 200);
            });
        threads.clear();
        CHECK(stage.files_of(stage.anna) == 2);
        CHECK(stage.anna.raw("GET", Stage::address(stage.anna, 64), "").status == 200);
    }
}

TEST_CASE("whose account goes leaves no picture") {
    Stage stage;
    auto admin = stage.server.administrator();
    REQUIRE(stage.put(stage.anna, "image/png", pictures::made("png", 9, 9)).status == 200);
    CHECK(stage.files_of(stage.anna) == 2);
    REQUIRE(
        admin.ask<accounts::DeletePerson>({stage.anna.person, {scene::password}, false}).status() ==
        200);
    auto const folder =
        stage.folder.path() / "data/avatars" / base::to_text(stage.anna.person.value);
    CHECK(http_test::eventually([&] { return !fs::exists(folder); }));
    CHECK(admin.raw("GET", Stage::address(stage.anna, 64), "").status == 404);
}

}  // namespace
}  // namespace avatar_test
