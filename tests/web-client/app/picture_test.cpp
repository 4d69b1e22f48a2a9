// People's pictures: my own is chosen and sent, and those of others are fetched when they are seen.
#include <doctest/doctest.h>
#include <imgui.h>

#include <algorithm>
#include <cstring>

#include "shared/accounts/bytes_api.hpp"
#include "tests/web-client/app/small_png.hpp"
#include "tests/web-client/app/visit.hpp"
#include "web-client/house/portraits.hpp"

namespace app_picture_test {

using look::Role;
using visit::Member;
using visit::small_png;
using namespace std::literals;

namespace {

constexpr auto no_picture = "This is no picture that can be read: choose a PNG, JPEG or WebP file";

void give_picture(Member& member, base::Id<accounts::Person> person, std::string const& name) {
    member.server.carry_out(accounts::SetAvatar{person, name});
    member.settle();
}

std::string address_of(base::Id<accounts::Person> person, int side) {
    return "/api/v1/people/" + base::to_text(person) + "/avatar/" + std::to_string(side);
}

// The colour on the atlas, four bytes from red to opacity.
std::uint32_t colour_at(look::AtlasPlace place, int x, int y) {
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    ImFontAtlasRect rect;
    REQUIRE(atlas.GetCustomRect(place, &rect));
    std::uint32_t colour = 0;
    std::memcpy(&colour, atlas.TexData->GetPixelsAt(rect.x + x, rect.y + y), sizeof colour);
    return colour;
}

platform::Request const* last_to(Member const& member, std::string const& path) {
    platform::Request const* last = nullptr;
    for (auto const& request : member.answers.asked)
        if (request.path.substr(0, request.path.find('?')) == path) last = &request;
    return last;
}

}  // namespace

TEST_CASE("a picture is read as it was written, and what is none is not") {
    auto const pixels = look::pixels_of_png(small_png);
    REQUIRE(pixels);
    CHECK(pixels->width == 4);
    CHECK(pixels->height == 3);
    REQUIRE(pixels->rgba.size() == 48);
    CHECK(pixels->rgba[0] == 255);
    CHECK(pixels->rgba[3] == 255);
    CHECK(pixels->rgba[8] == 0);
    CHECK_FALSE(look::pixels_of_png(""));
    CHECK_FALSE(look::pixels_of_png("<svg/>"));
    CHECK_FALSE(look::pixels_of_png(small_png.substr(0, 60)));
    auto huge = small_png;
    huge.replace(16, 8, "\0\0\x04\x01\0\0\0\x03"s);
    CHECK_FALSE(look::pixels_of_png(huge));
}

TEST_CASE("a picture is fetched when its person is first seen, and again when it is another one") {
    Member anna("/");
    house::Names names(anna.tab, anna.account->api(), *anna.account);
    house::PeoplePictures pictures(anna.tab, anna.account->api(), *anna.account, names);
    auto const id = base::to_text(anna.boris);
    CHECK_FALSE(pictures.find(id, 32));
    anna.settle();
    CHECK(anna.answers.last_to(address_of(anna.boris, 64)).empty());

    anna.answers.by_path[address_of(anna.boris, 64)] = {200, {}, small_png};
    give_picture(anna, anna.boris, "first");
    CHECK_FALSE(pictures.find(id, 32));
    anna.settle();
    auto const place = pictures.find(id, 32);
    REQUIRE(place);
    CHECK(colour_at(*place, 0, 0) == 0xFF0000FF);
    CHECK(colour_at(*place, 3, 2) == 0xFF000000);
    CHECK(anna.answers.last_to(address_of(anna.boris, 64)).find("name=first") != std::string::npos);

    auto const asked = anna.answers.asked.size();
    for (int i = 0; i < 3; ++i) CHECK(pictures.find(id, 32) == place);
    anna.settle();
    CHECK(anna.answers.asked.size() == asked);

    give_picture(anna, anna.boris, "second");
    CHECK(pictures.find(id, 32) == place);  // until the other one is there
    anna.settle();
    CHECK(pictures.find(id, 32));
    CHECK(anna.answers.last_to(address_of(anna.boris, 64)).find("name=second") !=
          std::string::npos);

    give_picture(anna, anna.boris, "");
    CHECK_FALSE(pictures.find(id, 32));
}

TEST_CASE("a large picture is fetched for a large place") {
    Member anna("/");
    house::Names names(anna.tab, anna.account->api(), *anna.account);
    house::PeoplePictures pictures(anna.tab, anna.account->api(), *anna.account, names);
    give_picture(anna, anna.boris, "first");
    CHECK_FALSE(pictures.find(base::to_text(anna.boris), 192));
    anna.settle();
    CHECK_FALSE(anna.answers.last_to(address_of(anna.boris, 256)).empty());
}

TEST_CASE("a picture that does not come is asked for again, but not in every frame") {
    Member anna("/");
    house::Names names(anna.tab, anna.account->api(), *anna.account);
    house::PeoplePictures pictures(anna.tab, anna.account->api(), *anna.account, names);
    auto const id = base::to_text(anna.boris);
    auto const path = address_of(anna.boris, 64);
    anna.answers.by_path[path] = {200, {}, "no picture"};
    give_picture(anna, anna.boris, "first");
    auto const times = [&] {
        return std::count_if(anna.answers.asked.begin(), anna.answers.asked.end(),
                             [&](auto const& request) {
                                 return request.path.substr(0, request.path.find('?')) == path;
                             });
    };
    for (int i = 0; i < 4; ++i) {
        CHECK_FALSE(pictures.find(id, 32));
        anna.settle();
    }
    CHECK(times() == 1);
    anna.answers.by_path[path] = {200, {}, small_png};
    anna.settle(30'000);
    CHECK_FALSE(pictures.find(id, 32));
    anna.settle();
    CHECK(times() == 2);
    CHECK(pictures.find(id, 32));
}

TEST_CASE("small pictures stay on this machine, and go when they are nobody's any more") {
    Member anna("/");
    auto const id = base::to_text(anna.boris);
    auto& disk = anna.machine.disks[base::to_text(anna.anna) + "-people"];
    anna.answers.by_path[address_of(anna.boris, 64)] = {200, {}, small_png};
    give_picture(anna, anna.boris, "first");
    {
        house::Names names(anna.tab, anna.account->api(), *anna.account);
        house::PeoplePictures pictures(anna.tab, anna.account->api(), *anna.account, names);
        anna.settle();
        CHECK_FALSE(pictures.find(id, 32));
        anna.settle();
        REQUIRE(pictures.find(id, 32));
    }
    CHECK(disk.entries ==
          std::map<std::string, std::string>{{"picture/" + id, "first\n" + small_png}});

    anna.server.reachable = false;
    auto const asked = anna.answers.asked.size();
    {
        house::Names names(anna.tab, anna.account->api(), *anna.account);
        house::PeoplePictures pictures(anna.tab, anna.account->api(), *anna.account, names);
        anna.settle();
        auto const place = pictures.find(id, 32);
        REQUIRE(place);
        CHECK(colour_at(*place, 0, 0) == 0xFF0000FF);
        CHECK(pictures.find(id, 192) == place);  // better than none
    }
    CHECK(anna.answers.asked.size() == asked);

    anna.server.reachable = true;
    anna.settle(70'000);
    give_picture(anna, anna.boris, "second");
    anna.answers.by_path.clear();
    house::Names names(anna.tab, anna.account->api(), *anna.account);
    house::PeoplePictures pictures(anna.tab, anna.account->api(), *anna.account, names);
    anna.settle();
    CHECK_FALSE(pictures.find(id, 32));
    anna.settle();
    CHECK(disk.entries.empty());
}

TEST_CASE("signing out takes the pictures of others along") {
    Member anna("/");
    auto& disk = anna.machine.disks[base::to_text(anna.anna) + "-people"];
    disk.entries["x"] = "y";
    bool done = false;
    anna.account->wipe([&] { done = true; });
    anna.machine.pass(100);
    CHECK(done);
    CHECK(disk.entries.empty());
    CHECK(anna.machine.disks[base::to_text(anna.anna)].entries.empty());
}

TEST_CASE("I choose my picture, and it is sent as what it is") {
    Member anna("/account");
    anna.answers.by_path[std::string(accounts::PutAvatar::path)] = {
        200, {{"content-type", "application/json"}}, R"({"avatar":"x"})"};
    anna.press("Choose a picture…");
    CHECK(anna.tab.chooser == "image/png,image/jpeg,image/webp");
    anna.tab.give_file({"me.jpg", small_png, false});
    anna.settle();
    auto const* sent = last_to(anna, std::string(accounts::PutAvatar::path));
    REQUIRE(sent);
    CHECK(sent->method == "PUT");
    CHECK(sent->body == small_png);
    CHECK(std::find(sent->headers.begin(), sent->headers.end(),
                    std::pair("content-type"s, "image/png"s)) != sent->headers.end());
}

TEST_CASE("what is no picture, or too large, is not sent, and why is said") {
    Member anna("/account");
    anna.tab.give_file({"me.svg", "<svg/>", false});
    anna.settle(100);
    CHECK(anna.stage->sees(Role::alert, no_picture));
    anna.tab.give_file({"film.mp4", "", true});
    anna.settle(100);
    CHECK(
        anna.stage->sees(Role::alert, "The picture is too large: at most 4 MB and 50 megapixels"));
    anna.tab.give_file({"large.png", small_png + std::string(4u << 20, 'x'), false});
    anna.settle(100);
    CHECK_FALSE(last_to(anna, std::string(accounts::PutAvatar::path)));
}

TEST_CASE("where there is no dialog for files, dropping one is offered, and refusals are told") {
    Member anna("/account");
    anna.tab.has_chooser = false;
    anna.press("Choose a picture…");
    CHECK(anna.stage->sees(Role::status, "Drop a picture onto this window"));
    anna.answers.refuse<accounts::PutAvatar>(422, "not-a-picture");
    anna.tab.give_file({"me.png", small_png, false});
    anna.settle(100);
    CHECK(anna.stage->sees(Role::alert, no_picture));
}

TEST_CASE("a file that is dropped on another screen is no picture of mine") {
    Member anna("/people");
    auto const told = [&] {
        return anna.stage->sees(Role::alert, "Files cannot be attached here yet");
    };
    anna.tab.give_file({"me.png", small_png, false});
    anna.settle();
    CHECK_FALSE(last_to(anna, std::string(accounts::PutAvatar::path)));
    CHECK(told());
    // And after there was a place for one, too.
    anna.screens->go("/account");
    anna.stage->wait(30);
    anna.settle();
    REQUIRE_FALSE(told());
    anna.screens->go("/");
    anna.settle();
    anna.tab.give_file({"huge.iso", {}, true});
    anna.settle();
    CHECK_FALSE(last_to(anna, std::string(accounts::PutAvatar::path)));
    CHECK(told());
}

TEST_CASE("I take my picture away") {
    Member anna("/account");
    CHECK_FALSE(anna.stage->sees(Role::button, "Remove"));
    give_picture(anna, anna.anna, "first");
    anna.answers.give<accounts::RemoveAvatar>({});
    anna.press("Remove");
    auto const* sent = last_to(anna, std::string(accounts::RemoveAvatar::path));
    REQUIRE(sent);
    CHECK(sent->method == "DELETE");
}

}  // namespace app_picture_test
