#include <doctest/doctest.h>

#include "shared/accounts/api.hpp"
#include "shared/accounts/commands.hpp"
#include "tests/shared/samples.hpp"

namespace {

using namespace accounts;

constexpr base::Instant now{1'000'000};
base::Id<Person> const anna{samples::id(1)}, pyotr{samples::id(2)};
base::Id<Session> const desk{samples::id(3)};

Person person(base::Id<Person> id) { return {id, "Имя", "a@example.org", false, {5}}; }
Session session(base::Id<Session> id, base::Id<Person> who) {
    return {id, who, "Firefox", "::1", {5}, {5}};
}

// Anna is signed in at her desk; everything is known.
World shop() {
    World world;
    world.put(person(anna));
    world.put(session(desk, anna));
    world.become_whole();
    return world;
}

// "accepted", "the server decides", or the reason of the refusal.
std::string said(World::Verdict const& verdict) {
    if (auto const* refusal = std::get_if<base::Refusal>(&verdict)) return refusal->reason;
    return std::holds_alternative<World::Change>(verdict) ? "accepted" : "the server decides";
}
std::string judge(World const& world, base::Id<Person> actor, Command const& command,
                  std::optional<bool> email_is_free = std::nullopt) {
    return said(Domain::decide(world, command, {actor.value, false, now, {email_is_free}}));
}

}  // namespace

TEST_CASE("people rename themselves, and nobody else") {
    auto world = shop();
    CHECK(judge(world, anna, Rename{anna, "Анна"}) == "accepted");
    CHECK(judge(world, pyotr, Rename{anna, "Анна"}) == "not-yours");
    CHECK(judge(world, pyotr, Rename{pyotr, "Пётр"}) == "person-unknown");
    CHECK(judge({}, pyotr, Rename{pyotr, "Пётр"}) == "the server decides");
    auto const verdict = Domain::decide(world, Rename{anna, "Анна"}, {anna.value, false, now, {}});
    world.apply(std::get<World::Change>(verdict));
    CHECK(world.find(anna)->name == "Анна");
    CHECK(world.find(anna)->email == "a@example.org");
}

TEST_CASE("people end their own sessions; a foreign one is as unknown as none") {
    auto world = shop();
    CHECK(judge(world, anna, EndSession{anna, desk}) == "accepted");
    CHECK(judge(world, pyotr, EndSession{anna, desk}) == "not-yours");
    CHECK(judge(world, pyotr, EndSession{pyotr, desk}) == "session-unknown");
    CHECK(judge(world, anna, EndSession{anna, {samples::id(9)}}) == "session-unknown");
    CHECK(judge({}, anna, EndSession{anna, desk}) == "the server decides");
    auto const verdict =
        Domain::decide(world, EndSession{anna, desk}, {anna.value, false, now, {}});
    world.apply(std::get<World::Change>(verdict));
    CHECK(world.find(desk) == nullptr);
}

TEST_CASE("an account needs an address that is free, and an id that is new") {
    auto const world = shop();
    CHECK(judge(world, pyotr, Register{person(pyotr)}, true) == "accepted");
    CHECK(judge(world, pyotr, Register{person(pyotr)}, false) == "email-taken");
    CHECK(judge(world, pyotr, Register{person(anna)}, true) == "id-taken");
    CHECK(judge(world, pyotr, Register{person(pyotr)}) == "the server decides");
}

TEST_CASE("a session is opened for somebody who is there, under an id that is new") {
    auto const world = shop();
    base::Id<Session> const phone{samples::id(4)};
    CHECK(judge(world, anna, OpenSession{session(phone, anna)}) == "accepted");
    CHECK(judge(world, anna, OpenSession{session(desk, anna)}) == "id-taken");
    CHECK(judge(world, anna, OpenSession{session(phone, pyotr)}) == "person-unknown");
}

TEST_CASE("a session that is used says when and from where") {
    auto world = shop();
    CHECK(judge(world, anna, TouchSession{anna, {samples::id(9)}, "::2"}) == "session-unknown");
    CHECK(judge(world, pyotr, TouchSession{pyotr, desk, "::2"}) == "session-unknown");
    auto const verdict =
        Domain::decide(world, TouchSession{anna, desk, "::2"}, {anna.value, false, now, {}});
    world.apply(std::get<World::Change>(verdict));
    CHECK(world.find(desk)->last_seen == now);
    CHECK(world.find(desk)->address == "::2");
    CHECK(world.find(desk)->opened.us == 5);
}

TEST_CASE("a new password is long enough, and not the address") {
    auto const judged = [](std::string const& password) {
        auto const problem = judge_password(password, "Anna@Example.org", "/password");
        return problem ? problem->path + " " + problem->rule : "";
    };
    CHECK(judged("123456789") == "/password password-too-short");
    CHECK(judged("ёёёёёёёёё") == "/password password-too-short");  // bytes are no letters
    CHECK(judged("1234567890") == "");
    CHECK(judged("anna@example.ORG") == "/password password-is-email");
    CHECK_FALSE(judge_password("1234567890", "", "/password"));
}
