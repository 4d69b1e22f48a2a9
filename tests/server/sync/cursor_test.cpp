#include "server/sync/cursor.hpp"

#include <doctest/doctest.h>

#include "server/secrets.hpp"
#include "server/sync/teller.hpp"

namespace cursor_test {
namespace {

using syncing::Cursor;

using People = world::Held<accounts::Domain>;
using Talk = world::Held<messaging::Domain>;

world::Space const channel = messaging::channel_space({6, 7});

Cursor sample() {
    return {People{{1, 2},
                   {{world::me({3, 4}), 5, {}}, {accounts::directory(), 1'000'000'000'000, {}}}},
            Talk{{8, 9},
                 {{channel, 300, "messaging.message 0190f3a2-5c1b-7d3e-8a4f-1b2c3d4e5f60"},
                  {{"of-another-release", {1, 1}}, 2, {}}}}};
}

TEST_CASE("a cursor says where the reading of news continues") {
    auto const text = syncing::cursor_text(sample());
    CHECK(text.find_first_not_of(
              "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") ==
          std::string::npos);
    auto const read = syncing::read_cursor(text);
    REQUIRE(read);
    CHECK(syncing::cursor_text(*read) == text);
    REQUIRE(read->size() == 2);
    auto const& people = std::get<People>(read->at(0));
    CHECK(people.history == base::Id128{1, 2});
    REQUIRE(people.spaces.size() == 2);
    CHECK(people.spaces[1].version == 1'000'000'000'000);
    auto const& talk = std::get<Talk>(read->at(1));
    CHECK(talk.history == base::Id128{8, 9});
    REQUIRE(talk.spaces.size() == 2);
    CHECK(talk.spaces[0].space == channel);
    CHECK(talk.spaces[0].next == std::get<Talk>(sample()[1]).spaces[0].next);
    CHECK(talk.spaces[1].space.kind == "of-another-release");
}

// As the text of a release that has a domain more: its name, and so many bytes of it.
TEST_CASE("a cursor of another release keeps its place in the domains that are known") {
    auto const bytes = server::from_base64url(syncing::cursor_text(sample()));
    REQUIRE(bytes);
    std::string const foreign = std::string("\x05") + "goats" + "\x03" + "abc";
    for (auto const& text : {*bytes + foreign, foreign + *bytes}) {
        auto const read = syncing::read_cursor(server::base64url(text));
        REQUIRE(read);
        CHECK(syncing::cursor_text(*read) == syncing::cursor_text(sample()));
    }
    CHECK_FALSE(syncing::read_cursor(server::base64url(*bytes + foreign.substr(0, 8))));
}

TEST_CASE("a cursor that was cut, changed or invented is none, or another, but breaks nothing") {
    auto const text = syncing::cursor_text(sample());
    for (std::size_t size = 0; size < text.size(); ++size)
        if (auto const read = syncing::read_cursor(text.substr(0, size)))
            CHECK(read->size() < sample().size());  // between two domains
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto changed = text;
        changed[i] = changed[i] == '_' ? 'A' : '_';
        if (auto const read = syncing::read_cursor(changed))
            CHECK(syncing::cursor_text(*read).size() <= text.size() + 4);
    }
    CHECK_FALSE(syncing::read_cursor("не курсор"));
}

TEST_CASE("two spaces of one id take little more room than one, wherever they stand") {
    Talk one, two;
    for (std::uint64_t i = 1; i <= 200; ++i) {
        one.spaces.push_back({messaging::channel_space({i, i}), 1, {}});
        two.spaces.push_back(one.spaces.back());
    }
    for (std::uint64_t i = 1; i <= 200; ++i)
        two.spaces.push_back({messaging::talk_space({i, i}), 1, {}});
    auto const text = syncing::cursor_text({two});
    REQUIRE_FALSE(text.empty());
    CHECK(text.size() < syncing::cursor_text({one}).size() * 5 / 4);
    auto const read = syncing::read_cursor(text);
    REQUIRE(read);
    auto spaces = std::get<Talk>(read->at(0)).spaces;
    REQUIRE(spaces.size() == 400);
    CHECK(spaces[0].space == messaging::channel_space({1, 1}));
    CHECK(spaces[1].space == messaging::talk_space({1, 1}));
    CHECK(spaces[399].space == messaging::talk_space({200, 200}));
}

TEST_CASE("more spaces than fit into a request have no cursor") {
    Talk talk;
    for (std::uint64_t i = 0; i < 1000; ++i)
        talk.spaces.push_back({messaging::channel_space({i, i}), 1, {}});
    CHECK(syncing::cursor_text({talk}).empty());
}

TEST_CASE("news moves the versions that one has") {
    world::News<messaging::Domain> news;
    news.spaces.push_back(
        {messaging::channel_space({1, 1}), world::NewsKind::delta, 3, 5, {}, {}, {}, {}});
    news.spaces.push_back(
        {messaging::channel_space({2, 2}), world::NewsKind::gone, 0, 0, {}, {}, {}, {}});
    news.spaces.push_back({messaging::channel_space({3, 3}),
                           world::NewsKind::snapshot,
                           0,
                           9,
                           {},
                           {},
                           {},
                           "messaging.member x"});
    news.history = {8, 9};
    Talk const held{{8, 9},
                    {{messaging::channel_space({1, 1}), 3, {}},
                     {messaging::channel_space({2, 2}), 4, {}},
                     {messaging::channel_space({4, 4}), 8, {}}}};
    auto const have = syncing::after<messaging::Domain>(held, news).spaces;
    REQUIRE(have.size() == 3);
    CHECK(have[0].space == messaging::channel_space({4, 4}));
    CHECK(have[1].version == 5);
    CHECK(have[2].next == "messaging.member x");
    // Of another history nothing is left.
    auto const anew = syncing::after<messaging::Domain>({{1, 1}, held.spaces}, news);
    CHECK(anew.history == news.history);
    CHECK(anew.spaces.size() == 2);
}

}  // namespace
}  // namespace cursor_test
