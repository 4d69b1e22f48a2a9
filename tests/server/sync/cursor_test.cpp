#include "server/sync/cursor.hpp"

#include <doctest/doctest.h>

namespace {

using syncing::Cursor;

Cursor sample() {
    return {
        {1, 2},
        {{world::me({3, 4}), 5, {}}, {world::directory(), 1'000'000'000'000, {}}},
        {{world::channel({6, 7}), 300, "messaging.message 0190f3a2-5c1b-7d3e-8a4f-1b2c3d4e5f60"}}};
}

TEST_CASE("a cursor says where the reading of news continues") {
    auto const text = syncing::cursor_text(sample());
    CHECK(text.find_first_not_of(
              "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") ==
          std::string::npos);
    auto const read = syncing::read_cursor(text);
    REQUIRE(read);
    CHECK(syncing::cursor_text(*read) == text);
    CHECK(read->history == base::Id128{1, 2});
    REQUIRE(read->accounts.size() == 2);
    CHECK(read->accounts[1].version == 1'000'000'000'000);
    REQUIRE(read->messaging.size() == 1);
    CHECK(read->messaging[0].space == world::channel({6, 7}));
    CHECK(read->messaging[0].next == sample().messaging[0].next);
}

TEST_CASE("a cursor that was cut, changed or invented is none, or another, but breaks nothing") {
    auto const text = syncing::cursor_text(sample());
    for (std::size_t size = 0; size < text.size(); ++size)
        CHECK_FALSE(syncing::read_cursor(text.substr(0, size)));
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto changed = text;
        changed[i] = changed[i] == '_' ? 'A' : '_';
        if (auto const read = syncing::read_cursor(changed))
            CHECK(syncing::cursor_text(*read).size() <= text.size() + 4);
    }
    CHECK_FALSE(syncing::read_cursor("не курсор"));
}

TEST_CASE("more spaces than fit into a request have no cursor") {
    Cursor cursor;
    for (std::uint64_t i = 0; i < 1000; ++i)
        cursor.messaging.push_back({world::channel({i, i}), 1, {}});
    CHECK(syncing::cursor_text(cursor).empty());
}

TEST_CASE("news moves the versions that one has") {
    world::News<messaging::Domain> news;
    news.spaces.push_back({world::channel({1, 1}), world::NewsKind::delta, 3, 5, {}, {}, {}, {}});
    news.spaces.push_back({world::channel({2, 2}), world::NewsKind::gone, 0, 0, {}, {}, {}, {}});
    news.spaces.push_back({world::channel({3, 3}),
                           world::NewsKind::snapshot,
                           0,
                           9,
                           {},
                           {},
                           {},
                           "messaging.member x"});
    auto const have = syncing::after<messaging::Domain>({{world::channel({1, 1}), 3, {}},
                                                         {world::channel({2, 2}), 4, {}},
                                                         {world::channel({4, 4}), 8, {}}},
                                                        news);
    REQUIRE(have.size() == 3);
    CHECK(have[0].space == world::channel({4, 4}));
    CHECK(have[1].version == 5);
    CHECK(have[2].next == "messaging.member x");
}

}  // namespace
