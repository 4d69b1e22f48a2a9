// Spaces that are followed on request: what is asked for, held, left and lost.
#include <doctest/doctest.h>

#include "tests/shared/world/shop.hpp"

namespace on_request_test {

using namespace shop;

namespace {

bool asks_for(Mind const& mind, world::Space const& space) {
    for (auto const& have : mind.have())
        if (have.space == space) return true;
    return false;
}
std::size_t messages(Mind const& mind) { return mind.shown().table<Message>().size(); }
world::RowKey mine() { return {"messaging.member", member(anna).id.value}; }

}  // namespace

TEST_CASE(
    "a kind of space says whether it is followed on request, and rows whose spaces are seen") {
    CHECK(world::is_on_request<Domain>("talk"));
    CHECK_FALSE(world::is_on_request<Domain>("channel"));
    CHECK_FALSE(world::is_on_request<Domain>("me"));
    CHECK(world::names_spaces<Domain>("messaging.member"));
    CHECK_FALSE(world::names_spaces<Domain>("messaging.mark"));
    World world;
    world.put(member(anna));
    CHECK(world::followed_by<Domain>(world, anna.value, world::Wanted()) ==
          std::vector<world::Space>{in_channel, my_space});
    CHECK(world::followed_by<Domain>(world, anna.value, world::Wanted({in_talk})) ==
          std::vector<world::Space>{in_channel, my_space, in_talk});
    CHECK(world::followed_by<Domain>(world, pyotr.value, world::Wanted({in_talk})) ==
          std::vector<world::Space>{world::me(pyotr.value)});
}

TEST_CASE("what is wished for is asked for once the confirmed rows let one see it") {
    auto mind = empty();
    mind.follow(in_talk);
    CHECK_FALSE(asks_for(mind, in_talk));
    mind.receive({0, {snapshot(my_space, 1, {{2, member(anna)}})}});
    CHECK(mind.may_see(in_talk));
    CHECK(asks_for(mind, in_talk));
    mind.receive({0, {snapshot(in_talk, 1, {{3, message(1, "раз")}})}});
    CHECK(messages(mind) == 1);
    // What nobody wished for is not taken in.
    auto other = open();
    other.receive({0, {snapshot(in_talk, 1, {{3, message(1, "раз")}})}});
    CHECK(messages(other) == 0);
    CHECK_FALSE(asks_for(other, in_talk));
}

TEST_CASE("what is left goes from memory alone, and goes on from what was kept") {
    auto mind = open();
    mind.follow(in_talk);
    auto const confirmed = mind.receive({0, {snapshot(in_talk, 4, {{3, message(1, "раз")}})}});
    CHECK(confirmed.rows.empty());
    REQUIRE(confirmed.on_request.count(in_talk) == 1);
    std::vector<world::Kept<Domain>> kept;
    for (auto const& [key, row] : confirmed.on_request.at(in_talk)) kept.push_back(*row);
    mind.leave(in_talk);
    CHECK(messages(mind) == 0);
    CHECK_FALSE(asks_for(mind, in_talk));
    mind.follow(in_talk, kept, 4);
    CHECK(shown(mind) == "Цех: 1 раз");
    mind.receive({0, {delta(in_talk, 4, 5, {{9, message(2, "два")}})}});
    CHECK(shown(mind) == "Цех: 1 раз, 2 два");
    CHECK(mind.told_of(in_talk)->rows.size() == 2);
    // Kept once more, and older by now: nothing is put back.
    mind.follow(in_talk, kept, 4);
    CHECK(shown(mind) == "Цех: 1 раз, 2 два");
}

TEST_CASE("what a delta builds on and is not there is said to be missed") {
    auto mind = open();
    mind.follow(in_talk);
    mind.receive({0, {snapshot(in_talk, 4, {})}});
    auto const late = mind.receive({0, {delta(in_talk, 6, 7, {{9, message(2, "два")}})}});
    CHECK(late.missed == std::vector<world::Space>{in_talk});
    CHECK(mind.receive({0, {delta(in_talk, 2, 3, {})}}).missed.empty());  // known by now
}

TEST_CASE("who may no longer see a space loses it with the row that named it") {
    auto mind = open();
    mind.follow(in_talk);
    mind.receive({0, {snapshot(in_talk, 4, {{3, message(1, "раз")}})}});
    mind.receive({0, {delta(in_channel, 1, 2, {}, {mine()})}});
    auto const confirmed = mind.receive({0, {delta(my_space, 1, 2, {}, {mine()})}});
    CHECK(confirmed.rights);
    CHECK(confirmed.gone == std::vector<world::Space>{in_talk});
    CHECK(messages(mind) == 0);
    CHECK_FALSE(asks_for(mind, in_talk));
    // Still wished for: it is asked for again with the right.
    mind.receive({0, {delta(my_space, 2, 3, {{9, member(anna)}})}});
    CHECK(asks_for(mind, in_talk));
}

}  // namespace on_request_test
