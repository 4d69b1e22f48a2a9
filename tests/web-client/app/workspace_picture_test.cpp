// The workspace's picture on the headless stage: chosen under Administration, seen at the head of
// the navigation, and by whoever comes to sign in.
#include <doctest/doctest.h>

#include "shared/accounts/bytes_api.hpp"
#include "tests/web-client/app/small_png.hpp"
#include "tests/web-client/app/visit.hpp"
#include "web-client/accounts/sign_picture.hpp"
#include "web-client/house/portraits.hpp"

namespace app_workspace_picture_test {

using look::Role;
using visit::Member;
using visit::small_png;
using namespace std::literals;

namespace {

std::string const id = base::to_text(accounts::the_workspace);
std::string const path(accounts::PutWorkspacePicture::path);

std::vector<platform::Request> asked_of(visit::Answers const& answers, std::string const& where) {
    std::vector<platform::Request> all;
    for (auto const& request : answers.asked)
        if (request.path.substr(0, request.path.find('?')) == where) all.push_back(request);
    return all;
}

struct Boss : Member {
    explicit Boss(std::string const& route) : Member("/", true) {
        stage->resize(1280, 1600);
        tab.place = route;
        screens->go(route);
        settle();
    }
    void give(std::string const& name) {
        server.people.write([&](syncing::Unit<accounts::Domain>& unit) {
            syncing::decide_and_write<accounts::Domain>(
                unit, accounts::SetWorkspacePicture{name},
                {anna.value, true, [] { return base::Instant{1}; }, {}});
        });
        settle();
    }
    std::vector<platform::Request> asked(std::string const& where) const {
        return asked_of(answers, where);
    }
};

}  // namespace

TEST_CASE("an administrator chooses the picture of the workspace, and takes it away") {
    Boss boss("/workspace");
    CHECK_FALSE(boss.stage->sees(Role::button, "Remove"));
    boss.press("Choose a picture…");
    CHECK(boss.tab.chooser == "image/png,image/jpeg,image/webp");
    boss.answers.by_path[path] = {
        200, {{"content-type", "application/json"}}, R"({"picture":"x"})"};
    boss.tab.give_file({"shop.svg", "<svg/>", false});
    boss.settle(100);
    CHECK(boss.asked(path).empty());
    CHECK(boss.stage->sees(Role::alert,
                           "This is no picture that can be read: choose a PNG, JPEG or WebP file"));
    boss.tab.give_file({"shop.png", small_png, false});
    boss.settle();
    auto const sent = boss.asked(path);
    REQUIRE(sent.size() == 1);
    CHECK(sent[0].method == "PUT");
    CHECK(sent[0].body == small_png);

    boss.give("first");
    boss.answers.give<accounts::RemoveWorkspacePicture>({});
    boss.press("Remove");
    REQUIRE(boss.asked(path).size() == 2);
    CHECK(boss.asked(path)[1].method == "DELETE");
    boss.give("");
    CHECK_FALSE(boss.stage->sees(Role::button, "Remove"));
    // Elsewhere under Administration there is no place for files.
    boss.screens->go("/admin/people");
    boss.settle();
    boss.tab.give_file({"shop.png", small_png, false});
    boss.settle(100);
    CHECK(boss.asked(path).size() == 2);
}

TEST_CASE("the workspace's picture stands at the head of the navigation, also without a network") {
    Boss boss("/people");
    auto const where = path + "/64";
    boss.answers.by_path[where] = {200, {}, small_png};
    CHECK(boss.asked(where).empty());
    boss.give("first");
    boss.settle();
    REQUIRE(boss.asked(where).size() == 1);
    CHECK(boss.asked(where)[0].path == where + "?name=first");
    boss.give("second");
    boss.settle();
    REQUIRE(boss.asked(where).size() == 2);
    boss.server.reachable = false;
    house::Names names(boss.tab, boss.account->api(), *boss.account);
    house::PeoplePictures pictures(boss.tab, boss.account->api(), *boss.account, names);
    boss.settle();
    CHECK(pictures.find(id, 32));
    CHECK(boss.asked(where).size() == 2);
}

TEST_CASE("whoever comes to sign in sees the workspace's picture") {
    visit::Stranger stranger("/sign-in");
    auto const where = path + "/64";
    stranger.answers.by_path[where] = {200, {}, small_png};
    auto const asks = [&](std::string const& picture) {
        stranger.answers.give<accounts::AboutServer>(
            {accounts::RegistrationMode::open, true, "Столярная", "", "", picture});
        stranger.entry = std::make_unique<accounts::SignInScreen>(stranger.tab, stranger.api,
                                                                  [](accounts::SignedIn const&) {});
        for (int i = 0; i < 2; ++i) stranger.settle();
        return asked_of(stranger.answers, where).size();
    };
    CHECK(asks("") == 0);
    CHECK(asks("first") == 1);

    accounts::SignPicture picture(stranger.tab, stranger.api);
    CHECK_FALSE(picture.find(id, 32));
    picture.show("first");
    CHECK_FALSE(picture.find(id, 32));
    stranger.settle();
    CHECK_FALSE(picture.find(base::to_text(base::Id128{1, 1}), 32));
    auto const place = picture.find(id, 32);
    REQUIRE(place);
    CHECK(picture.find(id, 32) == place);
    // What is none leaves the initials.
    stranger.answers.by_path[where] = {404, {}, ""};
    accounts::SignPicture none(stranger.tab, stranger.api);
    none.show("gone");
    CHECK_FALSE(none.find(id, 32));
    stranger.settle();
    CHECK_FALSE(none.find(id, 32));
}

}  // namespace app_workspace_picture_test
