// The client's own commands: guessed, refused, numbered, dropped and answered.
#include "shared/world/optimistic.hpp"

#include <doctest/doctest.h>

#include "tests/shared/said.hpp"
#include "tests/shared/world/shop.hpp"

namespace optimistic_test {

using samples::Said;
using namespace shop;

namespace {

Said waiting(Mind const& mind) {
    Said said;
    for (auto& text : outbox(mind)) said.push_back(std::move(text));
    return said;
}

}  // namespace

TEST_CASE("a command is shown at once, and stays until the news that includes it") {
    auto mind = open();
    mind.submit(1, post(1, "да"), {70}, 1);
    CHECK(shown(mind) == "Цех: 1 да");
    CHECK(mind.shown().find(base::Id<Message>{samples::id(21)})->sent.us == 70);
    CHECK(waiting(mind) == Said{"1#1 shown"});
    // News that does not include it leaves it on top of what changed.
    mind.receive({0, {delta(in_channel, 1, 2, {{3, channel("Цех", 1)}, {4, message(9, "нет")}})}});
    CHECK(shown(mind) == "Цех: 2 да, 9 нет");
    auto mine = message(1, "да");
    mine.number = 2;
    mind.receive({1, {delta(in_channel, 2, 3, {{5, channel("Цех", 2)}, {6, mine}})}});
    CHECK(shown(mind) == "Цех: 2 да, 9 нет");
    CHECK(waiting(mind) == Said{});
    CHECK(mind.answered() == 1);
}

TEST_CASE("a guess builds on the guesses before it, and an answer to one leaves the others") {
    auto mind = open();
    mind.submit(1, post(1, "раз"), {70}, 1);
    mind.submit(2, post(2, "два"), {71}, 2);
    mind.submit(3, RenameChannel{channel_id, "Склад", ""}, {72}, 3);
    CHECK(shown(mind) == "Склад: 1 раз, 2 два");
    mind.receive({1, {delta(in_channel, 1, 2, {{3, channel("Цех", 1)}, {4, message(1, "раз")}})}});
    CHECK(shown(mind) == "Склад: 1 раз, 2 два");
    CHECK(waiting(mind) == Said{"2#2 shown", "3#3 shown"});
}

TEST_CASE(
    "what would be refused now stays in the outbox with the reason, and is shown again later") {
    auto mind = open();
    mind.submit(1, RenameChannel{channel_id, "Склад", ""}, {70}, 1);
    mind.receive({0, {delta(in_channel, 1, 2, {{3, member(anna, Role::member)}})}});
    CHECK(shown(mind) == "Цех");
    CHECK(waiting(mind) == Said{"1#1 owners-only"});
    mind.receive({0, {delta(in_channel, 2, 3, {{4, member(anna, Role::owner)}})}});
    CHECK(shown(mind) == "Склад");
    CHECK(waiting(mind) == Said{"1#1 shown"});
}

TEST_CASE("what only the server can decide waits without being shown") {
    auto mind = empty();
    mind.submit(1, post(1, "да"), {70}, 1);
    CHECK(shown(mind) == "nothing");
    CHECK(waiting(mind) == Said{"1#1"});
    CHECK(std::holds_alternative<world::ServerDecides>(mind.judge(post(1, "да"))));
    mind.receive(
        {0, {snapshot(in_channel, 1, {{1, channel("Цех")}, {2, member(anna, Role::owner)}})}});
    CHECK(shown(mind) == "Цех: 1 да");
    CHECK(waiting(mind) == Said{"1#1 shown"});
}

TEST_CASE("dropping a command takes back what it and only it did") {
    auto mind = open();
    mind.submit(1, post(1, "раз"), {70}, 1);
    mind.submit(2, post(2, "два"), {71}, 2);
    mind.submit(3, RenameChannel{channel_id, "Склад", ""}, {72}, 3);
    mind.drop(1);
    CHECK(shown(mind) == "Склад: 1 два");
    mind.drop(3);
    CHECK(shown(mind) == "Цех: 1 два");
    mind.drop(17);
    mind.drop(2);
    CHECK(shown(mind) == "Цех");
    CHECK(waiting(mind) == Said{});
}

TEST_CASE("commands are guessed in the order of their numbers, those without one last") {
    auto mind = open();
    mind.submit(1, post(1, "раз"), {70});
    mind.submit(2, post(2, "два"), {71});
    mind.submit(3, post(3, "три"), {72});
    CHECK(waiting(mind) == Said{"1#0 shown", "2#0 shown", "3#0 shown"});
    mind.number(3, 1);  // another tab took its number first
    CHECK(waiting(mind) == Said{"3#1 shown", "1#0 shown", "2#0 shown"});
    CHECK(shown(mind) == "Цех: 1 три, 2 раз, 3 два");
    mind.submit(4, post(4, "четыре"), {73}, 2);
    CHECK(waiting(mind) == Said{"3#1 shown", "4#2 shown", "1#0 shown", "2#0 shown"});
    // News answers numbers; what has none is not among them.
    mind.receive({2, {}});
    CHECK(waiting(mind) == Said{"1#0 shown", "2#0 shown"});
}

TEST_CASE("a client with a new identity sends everything again under new numbers") {
    auto mind = open();
    mind.submit(1, post(1, "раз"), {70}, 5);
    mind.receive({4, {}});
    CHECK(mind.answered() == 4);
    mind.forget_numbers();
    CHECK(mind.answered() == 0);
    CHECK(waiting(mind) == Said{"1#0 shown"});
    mind.number(1, 1);
    mind.receive({1, {}});
    CHECK(waiting(mind) == Said{});
}

TEST_CASE("the numbers that were answered never go back") {
    auto mind = open();
    mind.submit(1, post(1, "раз"), {70}, 6);
    mind.receive({5, {}});
    mind.receive({3, {}});
    CHECK(mind.answered() == 5);
    CHECK(waiting(mind) == Said{"1#6 shown"});
}

TEST_CASE("judging changes nothing") {
    auto mind = open();
    auto const version = mind.shown().version();
    CHECK(std::holds_alternative<World::Change>(mind.judge(post(1, "да"))));
    CHECK(std::holds_alternative<base::Refusal>(mind.judge(ReadUpTo{channel_id, pyotr, 1})));
    CHECK(mind.shown().version() == version);
    CHECK(shown(mind) == "Цех");
}

}  // namespace optimistic_test
