// The second factor as a person meets it: turned on, asked for, lost, turned off.
#include <doctest/doctest.h>

#include "server/accounts/proofs/lockout.hpp"
#include "tests/server/app/factor_stage.hpp"

namespace second_factor_test {
namespace {

using accounts::BeginSecondFactor;
using accounts::ConfirmSecondFactor;
using accounts::EndSecondFactor;
using accounts::RenewRecoveryCodes;
using scene::account_of;
using scene::FactorStage;
using scene::password;

TEST_CASE("a second factor is on from its first right code, and is then asked for") {
    FactorStage stage;
    auto boris = stage.member("boris");
    CHECK(boris.ask<BeginSecondFactor>({"not the password"}).says("wrong-password"));
    CHECK(boris.ask<ConfirmSecondFactor>({"123456"}).rule() == "second-factor-off");
    auto const begun = boris.ask<BeginSecondFactor>({password});
    REQUIRE(begun.status() == 200);
    CHECK(begun.value.picture == accounts::qr_code(begun.value.uri));
    CHECK(begun.raw.header("cache-control") == "no-store");
    // Not yet on: nobody asks for a code.
    CHECK(boris.ask<ConfirmSecondFactor>({"abcdef"}).says("wrong-code"));
    CHECK_FALSE(account_of(boris).second_factor);
    CHECK(stage.come_in(boris.email, "").status() == 200);

    stage.turn_on(boris);
    CHECK(stage.codes.size() == 10);
    auto const account = account_of(boris);
    CHECK(account.second_factor);
    CHECK(account.recovery_codes == 10);
    CHECK(boris.ask<BeginSecondFactor>({password, stage.device.code(0)}).rule() ==
          "second-factor-on");
    CHECK(stage.audited("second-factor-on") == 1);

    auto const needed = stage.come_in(boris.email, "");
    CHECK(needed.status() == 401);
    CHECK(needed.rule() == "second-factor-needed");
    auto const wrong = stage.come_in(boris.email, "x");
    CHECK(wrong.status() == 401);
    CHECK(wrong.rule() == "wrong-code");
    // Whoever does not know the password learns nothing of the factor.
    auto const code = stage.device.code(1);
    CHECK(stage.come_in(boris.email, code, "not the password").rule() == "wrong-credentials");
    CHECK(stage.come_in(boris.email, code).status() == 200);
    CHECK(stage.come_in(boris.email, code).rule() == "wrong-code");
}

TEST_CASE("each recovery code works once, and the owner sees how many are left") {
    FactorStage stage;
    auto boris = stage.member("boris");
    stage.turn_on(boris);
    auto typed = stage.codes[0];
    for (auto& c : typed)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    CHECK(stage.come_in(boris.email, typed).status() == 200);
    CHECK(stage.come_in(boris.email, stage.codes[0]).rule() == "wrong-code");
    CHECK(account_of(boris).recovery_codes == 9);
    CHECK(stage.audited("recovery-code-used") == 1);

    auto const renewed = boris.ask<RenewRecoveryCodes>({password, stage.codes[2]});
    REQUIRE(renewed.status() == 200);
    CHECK(renewed.value.codes.size() == 10);
    CHECK(account_of(boris).recovery_codes == 10);
    CHECK(stage.come_in(boris.email, stage.codes[1]).rule() == "wrong-code");
    CHECK(stage.come_in(boris.email, renewed.value.codes[1]).status() == 200);
    // As they are kept they let nobody in.
    auto const kept = stage.sql("select encode(hash, 'hex') from accounts.recovery_code limit 1");
    CHECK(stage.come_in(boris.email, std::string(kept[0][0].c_str()).substr(0, 40)).rule() ==
          "wrong-code");
}

TEST_CASE("a second factor is turned off with the password and a code") {
    FactorStage stage;
    auto boris = stage.member("boris");
    CHECK(boris.ask<EndSecondFactor>({password, "123456"}).rule() == "second-factor-off");
    CHECK(boris.ask<RenewRecoveryCodes>({password}).rule() == "second-factor-off");
    stage.turn_on(boris);
    CHECK(boris.ask<EndSecondFactor>({"wrong", stage.codes[0]}).says("wrong-password"));
    CHECK(boris.ask<EndSecondFactor>({password, "wrong"}).says("wrong-code"));
    CHECK(boris.ask<EndSecondFactor>({password, stage.codes[0]}).status() == 200);
    auto const account = account_of(boris);
    CHECK_FALSE(account.second_factor);
    CHECK(account.recovery_codes == 0);
    CHECK(stage.audited("second-factor-off") == 1);
    CHECK(stage.come_in(boris.email, "").status() == 200);
    CHECK(stage.sql("select 1 from accounts.second_factor").empty());
    CHECK(stage.sql("select 1 from accounts.recovery_code").empty());
}

TEST_CASE("wrong codes lock out like wrong passwords, and the right password does not forgive") {
    FactorStage stage;
    auto boris = stage.member("boris");
    stage.turn_on(boris);
    for (std::int64_t i = 0; i < accounts::Lockout::free_failures; ++i) {
        CHECK(stage.come_in(boris.email, "wrong").rule() == "wrong-code");
        if (i < accounts::Lockout::free_failures - 1)
            CHECK(stage.come_in(boris.email, "").rule() == "second-factor-needed");
    }
    CHECK(stage.come_in(boris.email, stage.codes[0]).status() == 429);
}

TEST_CASE("where they need it, administrators do nothing before they have a second factor") {
    FactorStage stage(
        [](server::Settings& settings) { settings.administrators_need_second_factor = true; });
    auto& boss = stage.administrator;
    auto const boris = stage.member("boris");
    auto const refused = boss.ask<accounts::ListAudit>();
    CHECK(refused.status() == 403);
    CHECK(refused.rule() == "second-factor-required");
    CHECK(boss.send(accounts::SetBlocked{boris.person, true}).outcome == world::Outcome::refused);
    CHECK(boss.ask<accounts::Me>().status() == 200);
    auto script = boss;
    auto const token =
        boss.ask<accounts::CreateToken>({"x", accounts::Scope::admin, 1, {password}});
    REQUIRE(token.status() == 200);
    script.token = token.value.token;
    CHECK(script.ask<accounts::ListAudit>().rule() == "second-factor-required");

    stage.turn_on(boss);
    CHECK(boss.ask<accounts::ListAudit>().status() == 200);
    CHECK(script.ask<accounts::ListAudit>().status() == 200);
    CHECK(boss.send(accounts::SetBlocked{boris.person, true}).outcome == world::Outcome::accepted);
    CHECK(boss.ask<EndSecondFactor>({password, stage.codes[0]}).status() == 200);
    CHECK(boss.ask<accounts::ListAudit>().rule() == "second-factor-required");
}

TEST_CASE("administrators see all accounts, with what they store") {
    FactorStage stage({}, false);
    auto& boss = stage.administrator;
    scene::Talk talk(stage.server);
    auto& boris = talk.boris;
    CHECK(boris.ask<accounts::ListAccounts>().rule() == "administrators-only");
    REQUIRE(boris.send(talk.post("привет")).outcome == world::Outcome::accepted);
    REQUIRE(boris.send(talk.post("hi")).outcome == world::Outcome::accepted);
    stage.turn_on(boris);
    wire::ListRequest asked;
    asked.search = "BORIS@";
    // What a domain stores it tells a moment later.
    CHECK(http_test::eventually([&] {
        return boss.ask<accounts::ListAccounts>(asked).value.rows.at(0).stored_bytes == 14;
    }));
    auto const found = boss.ask<accounts::ListAccounts>(asked);
    REQUIRE(found.status() == 200);
    REQUIRE(found.value.rows.size() == 1);
    auto const& row = found.value.rows[0];
    CHECK(row.id == boris.person);
    CHECK(row.second_factor);
    CHECK(row.sessions == 1);
    CHECK(row.last_seen);
    CHECK(row.stored_bytes == 14);
    CHECK_FALSE(row.blocked);
    CHECK_FALSE(row.deletion);

    asked.search = "";
    asked.sort = "-stored_bytes";
    auto const all = boss.ask<accounts::ListAccounts>(asked);
    REQUIRE(all.value.rows.size() == 3);
    CHECK(all.value.total == 3);
    CHECK(all.value.rows[0].id == boris.person);
    auto const with_factor =
        boss.raw("GET", "/api/v1/admin/accounts?filter[second_factor]=true", "");
    CHECK(with_factor.status == 200);
    CHECK(with_factor.body.find("\"total\":1") != std::string::npos);
}

}  // namespace
}  // namespace second_factor_test
