#include <doctest/doctest.h>

#include "shared/accounts/api.hpp"
#include "shared/accounts/commands.hpp"
#include "tests/shared/samples.hpp"

namespace accounts_decide_test {
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

TEST_CASE("people say who they are, and nobody else") {
    auto world = shop();
    CHECK(judge(world, anna, EditProfile{anna, "Анна"}) == "accepted");
    CHECK(judge(world, pyotr, EditProfile{anna, "Анна"}) == "not-yours");
    CHECK(judge(world, pyotr, EditProfile{pyotr, "Пётр"}) == "person-unknown");
    CHECK(judge({}, pyotr, EditProfile{pyotr, "Пётр"}) == "the server decides");
    auto const verdict =
        Domain::decide(world, EditProfile{anna, "Анна"}, {anna.value, false, now, {}});
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

namespace {

// Anna is an administrator, Pyotr is not; both are signed in.
World office(std::int64_t administrators = 1) {
    auto world = shop();
    auto boss = person(anna);
    boss.administrator = true;
    world.put(boss);
    world.put(person(pyotr));
    world.put(session({samples::id(4)}, pyotr));
    Workspace workspace;
    workspace.id = the_workspace;
    workspace.administrators = administrators;
    world.put(workspace);
    for (auto const id : {anna, pyotr}) {
        Account account;
        account.id = account_of(id);
        world.put(account);
    }
    return world;
}
World::Verdict decided(World const& world, base::Id<Person> actor, Command const& command,
                       bool administrator = true) {
    return Domain::decide(world, command, {actor.value, administrator, now, {true}});
}
void carry_out(World& world, base::Id<Person> actor, Command const& command) {
    auto const verdict = decided(world, actor, command);
    REQUIRE(said(verdict) == "accepted");
    world.apply(std::get<World::Change>(verdict));
}

}  // namespace

TEST_CASE("administrators give the right and take it, but never from the last one") {
    auto world = office();
    CHECK(said(decided(world, pyotr, SetAdministrator{pyotr, true})) == "administrators-only");
    // A token for scripts may hold less than its owner's rights.
    CHECK(said(decided(world, anna, SetAdministrator{pyotr, true}, false)) ==
          "administrators-only");
    CHECK(said(decided(world, anna, SetAdministrator{anna, false})) == "last-administrator");
    carry_out(world, anna, SetAdministrator{pyotr, true});
    CHECK(world.find(the_workspace)->administrators == 2);
    carry_out(world, pyotr, SetAdministrator{anna, false});
    CHECK(world.find(the_workspace)->administrators == 1);
    CHECK(said(decided(world, anna, SetAdministrator{pyotr, false})) == "administrators-only");
    CHECK(said(decided(world, pyotr, SetAdministrator{pyotr, false})) == "last-administrator");
    CHECK(said(decided(world, pyotr, ErasePerson{pyotr})) == "last-administrator");
}

TEST_CASE("who is blocked is signed out everywhere and cannot come in") {
    auto world = office();
    base::Id<Session> const phone{samples::id(5)};
    CHECK(said(decided(world, pyotr, SetBlocked{anna, true})) == "administrators-only");
    CHECK(said(decided(world, anna, SetBlocked{anna, true})) == "blocks-administrator");
    carry_out(world, anna, SetBlocked{pyotr, true});
    CHECK(world.find(base::Id<Session>{samples::id(4)}) == nullptr);
    CHECK(world.find(desk) != nullptr);
    CHECK(said(decided(world, pyotr, OpenSession{session(phone, pyotr)})) == "person-blocked");
    CHECK(said(decided(world, anna, SetAdministrator{pyotr, true})) == "person-blocked");
    carry_out(world, anna, SetBlocked{pyotr, false});
    CHECK(said(decided(world, pyotr, OpenSession{session(phone, pyotr)})) == "accepted");
}

TEST_CASE("people end all their other sessions, and administrators those of anybody") {
    auto world = office();
    world.put(session({samples::id(6)}, anna));
    CHECK(said(decided(world, pyotr, EndSessions{anna, {}})) == "administrators-only");
    carry_out(world, anna, EndSessions{anna, desk});
    CHECK(world.find(desk) != nullptr);
    CHECK(world.find(base::Id<Session>{samples::id(6)}) == nullptr);
    carry_out(world, anna, EndSessions{pyotr, {}});
    CHECK(world.find(base::Id<Session>{samples::id(4)}) == nullptr);
}

TEST_CASE("an e-mail is taken when it was proved, unless somebody else has it by now") {
    auto world = office();
    auto const taken = Domain::decide(world, TakeEmail{pyotr, "b@example.org"},
                                      {pyotr.value, false, now, {false}});
    CHECK(said(taken) == "email-taken");
    carry_out(world, pyotr, TakeEmail{pyotr, "b@example.org"});
    CHECK(world.find(pyotr)->email == "b@example.org");
    CHECK(world.find(account_of(pyotr))->email_confirmed);
}

TEST_CASE("an account that is deleted leaves nothing of its own") {
    auto world = office();
    world.put(ScriptToken{{samples::id(7)}, pyotr, "x", Scope::read, now, now, {}});
    carry_out(world, pyotr, ErasePerson{pyotr});
    CHECK(world.find(pyotr) == nullptr);
    CHECK(world.find(account_of(pyotr)) == nullptr);
    CHECK(world.find(base::Id<Session>{samples::id(4)}) == nullptr);
    CHECK(world.find(base::Id<ScriptToken>{samples::id(7)}) == nullptr);
    carry_out(world, pyotr, ErasePerson{pyotr});  // again changes nothing
}

TEST_CASE("a token for scripts is revoked by its owner alone") {
    auto world = office();
    base::Id<ScriptToken> const token{samples::id(7)};
    world.put(ScriptToken{token, pyotr, "x", Scope::read, now, now, {}});
    CHECK(said(decided(world, anna, RevokeToken{pyotr, token})) == "not-yours");
    CHECK(said(decided(world, anna, RevokeToken{anna, token})) == "token-unknown");
    carry_out(world, pyotr, TouchToken{pyotr, token});
    CHECK(world.find(token)->used == now);
    carry_out(world, pyotr, RevokeToken{pyotr, token});
    CHECK(world.find(token) == nullptr);
}

TEST_CASE("a new password is long enough, and not the address") {
    auto const judged = [](std::string const& password) {
        auto const problem = judge_password(password, "Anna@Example.org", "/password");
        return problem ? problem->path + " " + problem->rule : "";
    };
    CHECK(judged("123456789") == "/password password-too-short");
    CHECK(judged("ёёёёёёёёё") == "/password password-too-short");  // bytes are no letters
    CHECK(judged("0918273645") == "");
    CHECK(judged("anna@example.ORG") == "/password password-is-email");
    CHECK_FALSE(judge_password("0918273645", "", "/password"));
}

TEST_CASE("an account is kept until its deletion begins, and not after it was ordered") {
    auto world = shop();
    auto account = Account{};
    account.id = account_of(anna);
    account.deletion = base::Instant{now.us + 1};
    world.put(account);
    CHECK(judge(world, anna, KeepAccount{anna}) == "accepted");
    CHECK(judge(world, pyotr, KeepAccount{anna}) == "not-yours");
    account.deletion_ordered = true;  // whatever the time is
    world.put(account);
    CHECK(judge(world, anna, KeepAccount{anna}) == "account-deleted");
    account.deletion_ordered = false;
    account.deletion = now;
    world.put(account);
    CHECK(judge(world, anna, KeepAccount{anna}) == "account-deleted");
    account.deletion.reset();
    world.put(account);
    auto const nothing = Domain::decide(world, KeepAccount{anna}, {anna.value, false, now, {}});
    CHECK(std::get<World::Change>(nothing).empty());
}

TEST_CASE("what was ordered stays ordered, whatever is done with the account afterwards") {
    auto world = office();
    auto const before = *world.find(account_of(pyotr));
    carry_out(world, anna, ScheduleDeletion{pyotr, now, true, true});
    base::Id<Session> const phone{samples::id(5)};
    CHECK(said(decided(world, pyotr, OpenSession{session(phone, pyotr)})) == "account-deleted");
    ScriptToken const token{{samples::id(7)}, pyotr, "x", Scope::read, now, now, {}};
    CHECK(said(decided(world, pyotr, AddToken{token})) == "account-deleted");
    CHECK(said(decided(world, anna, SetAdministrator{pyotr, true})) == "account-deleted");
    CHECK(said(decided(world, pyotr, ScheduleDeletion{pyotr, now, false})) == "account-deleted");
    CHECK(said(decided(world, pyotr, ScheduleDeletion{pyotr})) == "account-deleted");
    carry_out(world, pyotr, ChangeAccount{before});  // by somebody who read it before the order
    CHECK(world.find(account_of(pyotr))->deletion == now);
    CHECK(world.find(account_of(pyotr))->erase_messages);
    CHECK(world.find(account_of(pyotr))->deletion_ordered);
}

TEST_CASE("administrators are counted as they will be") {
    auto world = office();
    auto const staying = [&] { return world.find(the_workspace)->administrators; };
    base::Instant const later{now.us + 1};
    CHECK(said(decided(world, anna, ScheduleDeletion{anna, later})) == "last-administrator");
    carry_out(world, anna, SetAdministrator{pyotr, true});
    carry_out(world, anna, ScheduleDeletion{anna, later});
    CHECK(staying() == 1);
    carry_out(world, anna,
              ScheduleDeletion{anna, base::Instant{later.us + 1}});  // again: counted once
    CHECK(staying() == 1);
    CHECK(said(decided(world, pyotr, ScheduleDeletion{pyotr, later})) == "last-administrator");
    CHECK(said(decided(world, anna, SetAdministrator{pyotr, false})) == "last-administrator");
    carry_out(world, anna, KeepAccount{anna});
    CHECK(staying() == 2);

    carry_out(world, pyotr, ScheduleDeletion{pyotr, later});
    SUBCASE("the right of one who leaves is taken without a loss") {
        carry_out(world, anna, SetAdministrator{pyotr, false});
        CHECK(staying() == 1);
        carry_out(world, pyotr, KeepAccount{pyotr});
        CHECK(staying() == 1);
    }
    SUBCASE("one who leaves is given no right that counts before they stay") {
        carry_out(world, anna, SetAdministrator{pyotr, false});
        carry_out(world, anna, SetAdministrator{pyotr, true});
        CHECK(staying() == 1);
        carry_out(world, pyotr, KeepAccount{pyotr});
        CHECK(staying() == 2);
    }
    SUBCASE("and goes") {
        carry_out(world, pyotr, ErasePerson{pyotr});
        CHECK(staying() == 1);
    }
    SUBCASE("a client does not see of others whether they leave, and lets the server decide") {
        World seen;
        for (auto const& who : {anna, pyotr}) seen.put(*world.find(who));
        seen.put(*world.find(the_workspace));
        seen.know(accounts::directory());
        seen.know(accounts::everybody());
        seen.know(world::me(anna.value));
        CHECK(said(decided(seen, anna, SetAdministrator{pyotr, false})) == "the server decides");
        CHECK(said(decided(seen, anna, SetAdministrator{anna, false})) == "last-administrator");
    }
}

TEST_CASE("nobody is counted twice where rows were changed by hand") {
    auto world = office(0);  // the only administrator has asked, as nobody may by now
    auto account = *world.find(account_of(anna));
    account.deletion = now;
    world.put(account);
    CHECK(said(decided(world, anna, SetAdministrator{anna, false})) == "last-administrator");
    CHECK(said(decided(world, anna, ErasePerson{anna})) == "last-administrator");
    carry_out(world, anna, ScheduleDeletion{anna});
    CHECK(world.find(the_workspace)->administrators == 1);
    CHECK_FALSE(world.find(account_of(anna))->deletion);
}

}  // namespace accounts_decide_test
