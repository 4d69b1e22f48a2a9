#include "shared/world/space.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "shared/world/reads.hpp"
#include "tests/shared/samples.hpp"

TEST_CASE("a space is written and read in one form only") {
    auto const id = samples::id(5);
    for (auto const& space : {world::me(id), accounts::directory(), messaging::channel_space(id)})
        CHECK(world::space_from_text(world::to_text(space)) == space);
    CHECK(world::to_text(accounts::directory()) == "directory");
    CHECK(world::to_text(messaging::channel_space(id)) ==
          "channel:0190f3a2-5c1b-7d3e-8a4f-000000000005");
    auto const text = base::to_text(id);
    // Which kinds there are, and which have an id, is known to the domains.
    CHECK(world::space_from_text("of-tomorrow")->kind == "of-tomorrow");
    for (auto const& bad :
         {std::string(), std::string("channel:"), "Channel:" + text, "channel:" + text + " ",
          "channel::" + text, " me:" + text, text, "каналы:" + text, std::string(25, 'a'),
          "channel:" + base::to_text(base::Id128{})})
        CHECK_FALSE_MESSAGE(world::space_from_text(bad), bad);
}

TEST_CASE("spaces are locked in one order, each once, by its strongest lock") {
    auto const a = messaging::channel_space(samples::id(1)),
               b = messaging::channel_space(samples::id(2)), c = accounts::directory(),
               d = world::me(samples::id(3));
    std::vector<world::Space> spaces = {a, b, c, d};
    std::sort(spaces.begin(), spaces.end());
    auto order = spaces;
    do {
        world::Reads reads;
        for (auto const& space : order) reads.read(space);
        reads.write(a).read(a).read(b).write(b);
        REQUIRE(reads.spaces.size() == 4);
        for (std::size_t i = 0; i < 4; ++i) {
            CHECK(reads.spaces[i].space == spaces[i]);
            bool const writes = spaces[i] == a || spaces[i] == b;
            CHECK(reads.spaces[i].lock == (writes ? world::Lock::exclusive : world::Lock::shared));
        }
    } while (std::next_permutation(order.begin(), order.end()));
}

TEST_CASE("rows and ranges that are declared twice are read once") {
    using messaging::Member;
    base::Id<Member> const member{samples::id(1)};
    base::Id<messaging::Channel> const channel{samples::id(2)};
    world::Reads reads;
    reads.row(member).row(member);
    reads.range<&Member::channel>(channel).range<&Member::channel>(channel);
    reads.range<&Member::channel, &Member::person>(channel, messaging::PersonId{samples::id(3)});
    CHECK(reads.rows.size() == 1);
    CHECK(reads.rows.begin()->type_name == "messaging.member");
    REQUIRE(reads.ranges.size() == 2);
    CHECK(reads.ranges.begin()->fields == std::vector<std::string_view>{"channel"});
}
