// What lasts asks for the password once more, and for a code where a second factor is on; and it is
// done only while the session that asks is still there.
#include <doctest/doctest.h>

#include <thread>

#include "server/accounts/proofs/lockout.hpp"
#include "shared/wire/json.hpp"
#include "tests/server/app/factor_stage.hpp"
#include "tests/server/app/held.hpp"

namespace again_test {
namespace {

using accounts::CreateToken;
using accounts::PasswordAgain;
using scene::FactorStage;
using scene::other_password;
using scene::password;

struct Lasting {
    char const* path;    // {me}: of who asks
    char const* before;  // of the body, around the proof
    char const* after;
    char const* at;  // where the proof stands
};
constexpr Lasting all_that_lasts[] = {
    {"accounts/tokens", R"({"name":"x","scope":"write","days":30,"again":)", "}", "/again"},
    {"accounts/second-factor/begin", "", "", ""},
    {"accounts/second-factor/recovery-codes", "", "", ""},
    {"accounts/second-factor/end", "", "", ""},
    {"accounts/change-email", R"({"email":"new@example.org","again":)", "}", "/again"},
    {"accounts/change-password", R"({"password":"another good password","again":)", "}", "/again"},
    {"accounts/delete-me", R"({"again":)", "}", "/again"},
    {"admin/accounts/{me}/right", R"({"administrator":true,"again":)", "}", "/again"},
    {"admin/accounts", R"({"name":"x","email":"x@example.org","hand_over":true,"again":)", "}",
     "/again"},
};

http_test::Answer ask(scene::Peer& peer, Lasting const& what, PasswordAgain const& again) {
    std::string path(what.path);
    constexpr std::string_view me = "{me}";
    if (auto const at = path.find(me); at != path.npos)
        path.replace(at, me.size(), base::to_text(peer.person));
    return peer.raw("POST", "/api/v1/" + path, what.before + wire::json::text(again) + what.after);
}
bool says(http_test::Answer const& answer, std::string const& path, std::string const& rule) {
    return answer.status == 422 && answer.body.find(R"("path":")" + path + R"(","rule":")" + rule +
                                                    "\"") != std::string::npos;
}

TEST_CASE("nothing that lasts is done by an open session alone") {
    FactorStage stage;
    auto boris = stage.member("boris");
    REQUIRE(stage.administrator.change_right(boris.person, true).status() == 200);
    for (auto const& what : all_that_lasts) {
        CAPTURE(what.path);
        std::string const at(what.at);
        CHECK(says(ask(boris, what, {}), at + "/password", "required"));
        CHECK(says(ask(boris, what, {"not the password"}), at + "/password", "wrong-password"));
    }
    boris.sign_in();  // wrong ones count by the session
    stage.turn_on(boris);
    for (auto const& what : all_that_lasts) {
        CAPTURE(what.path);
        std::string const at(what.at);
        CHECK(says(ask(boris, what, {password}), at + "/code", "second-factor-needed"));
    }
    // A right code does not help without the password, and is not used up by trying.
    CHECK(says(ask(boris, all_that_lasts[0], {"no", stage.codes[0]}), "/again/password",
               "wrong-password"));
    CHECK(says(ask(boris, all_that_lasts[0], {password, "wrong"}), "/again/code", "wrong-code"));
    CHECK(ask(boris, all_that_lasts[0], {password, stage.codes[0]}).status == 200);
    CHECK(says(ask(boris, all_that_lasts[0], {password, stage.codes[0]}), "/again/code",
               "wrong-code"));
    CHECK(stage.sql("select 1 from accounts.token").size() == 1);
}

TEST_CASE("codes are guessed no more often here than at the door") {
    FactorStage stage;
    auto boris = stage.member("boris");
    stage.turn_on(boris);
    for (std::int64_t i = 0; i < accounts::Lockout::free_failures; ++i)
        CHECK(
            says(ask(boris, all_that_lasts[0], {password, "wrong"}), "/again/code", "wrong-code"));
    auto const closed = ask(boris, all_that_lasts[0], {password, stage.codes[0]});
    CHECK(closed.status == 429);
    CHECK(scene::rule_in(closed.body) == "locked-out");
}

TEST_CASE("a token for administrators lives for 90 days at most") {
    scene::Server server;
    auto boss = server.administrator();
    auto const ask = [&](accounts::Scope scope, std::int64_t days) {
        return boss.ask<CreateToken>({"x", scope, days, {password}});
    };
    CHECK(ask(accounts::Scope::admin, 91).says("too-large"));
    CHECK(ask(accounts::Scope::admin, 90).status() == 200);
    CHECK(ask(accounts::Scope::write, 3660).status() == 200);
}

// What a session began before it ended, and finishes after.
struct Late {
    Late(FactorStage& stage, scene::Peer& peer) : held(stage.server, peer.person), who(peer) {}

    template <class Ask>
    http_test::Answer answer_to(Ask act) {
        http_test::Answer answer;
        std::thread late([&] { answer = act(who); });
        CHECK(held.is_waited_for());
        held.run("delete from accounts.session where person = $1", who.person);
        held.commit();
        late.join();
        return answer;
    }

    scene::Held held;
    scene::Peer who;
};

TEST_CASE("a session that ended in between makes no token any more") {
    FactorStage stage;
    auto boris = stage.member("boris");
    auto const answer = Late(stage, boris).answer_to([](scene::Peer& peer) {
        return peer.ask<CreateToken>({"late", accounts::Scope::write, 30, {password}}).raw;
    });
    CHECK(answer.status == 401);
    CHECK(scene::rule_in(answer.body) == "session-ended");
    CHECK(stage.sql("select 1 from accounts.token").empty());
    CHECK(stage.sql("select 1 from accounts.token_word").empty());
}

TEST_CASE("a session that ended in between turns no second factor on any more") {
    FactorStage stage;
    auto boris = stage.member("boris");
    auto const begun = boris.ask<accounts::BeginSecondFactor>({password});
    REQUIRE(begun.status() == 200);
    scene::Device const device{scene::from_base32(begun.value.secret)};
    auto const answer = Late(stage, boris).answer_to([&](scene::Peer& peer) {
        return peer.ask<accounts::ConfirmSecondFactor>({device.code()}).raw;
    });
    CHECK(answer.status == 401);
    CHECK(scene::rule_in(answer.body) == "session-ended");
    CHECK(stage.come_in(boris.email, "").status() == 200);
    CHECK(stage.audited("second-factor-on") == 0);
}

TEST_CASE("a command that comes after its session is not refused: whoever sent it keeps it") {
    FactorStage stage;
    auto boris = stage.member("boris");
    boris.name = "boris";
    accounts::AccountsCommands::Request const batch{
        boris.client, {{1, accounts::EditProfile{boris.person, "Борис"}}}};
    auto const ask = [&](scene::Peer& peer) { return peer.ask<accounts::AccountsCommands>(batch); };
    auto const late =
        Late(stage, boris).answer_to([&](scene::Peer& peer) { return ask(peer).raw; });
    CHECK(late.status == 401);
    CHECK(scene::rule_in(late.body) == "session-ended");
    boris.sign_in();
    CHECK(boris.ask<accounts::Me>().value.person.name == "Новый человек");
    auto const again = ask(boris);
    REQUIRE(again.status() == 200);
    CHECK(again.value.answers[0].outcome == world::Outcome::accepted);
    CHECK(boris.ask<accounts::Me>().value.person.name == "Борис");
}

}  // namespace
}  // namespace again_test
