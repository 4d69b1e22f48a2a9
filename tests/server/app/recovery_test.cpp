// A lost password, a changed one, another e-mail: what each link and letter does, and what it ends.
#include <doctest/doctest.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <thread>

#include "server/accounts/proofs/passwords.hpp"
#include "tests/server/app/mail_stage.hpp"

namespace recovery_test {
namespace {

using accounts::ChangeEmail;
using accounts::ChangePassword;
using accounts::Me;
using accounts::RequestReset;
using scene::account_of;
using scene::MailStage;
using scene::other_password;
using scene::password;

TEST_CASE("asking for a reset answers alike, whoever it is for") {
    MailStage stage;
    auto stranger = stage.server.stranger();
    auto const known = stranger.ask<RequestReset>({"Admin@example.org"});
    auto const unknown = stranger.ask<RequestReset>({"who@example.org"});
    CHECK(known.status() == 202);
    CHECK(unknown.status() == 202);
    CHECK(known.raw.body == unknown.raw.body);
    CHECK(stage.sink.next_to("admin@example.org").word_of("reset").size() == 43);
    CHECK(http_test::eventually(
        [&] { return stage.sql("select 1 from jobs.job where state <> 'done'").empty(); }));
    CHECK(stage.sink.count_to("who@example.org") == 0);
    // Nothing of a stranger's e-mail stays.
    CHECK(stage.sql("select 1 from jobs.job where payload <> ''").empty());
    CHECK(stranger.ask<RequestReset>({"nobody"}).status() == 422);
}

TEST_CASE("strangers use up none of the resets of whoever asks from elsewhere") {
    MailStage stage([](server::Settings& settings) {
        settings.rate_limits = 1;
        settings.trusted_proxies = {{"127.0.0.1", 32}};
    });
    auto const ask_from = [&](std::string const& address) {
        return stage.server.stranger()
            .raw("POST", "/api/v1/accounts/request-reset", R"({"email":"admin@example.org"})",
                 "X-Forwarded-For: " + address + "\r\n")
            .status;
    };
    for (int i = 0; i < 4; ++i) CHECK(ask_from("198.51.100.1") == 202);
    for (int i = 0; i < 10; ++i) CHECK(ask_from("198.51.100.1") == 429);
    CHECK(ask_from("203.0.113.9") == 202);
    // Of all networks together the mailbox gets no more than this.
    int letters = 5;
    for (int i = 2; i < 30; ++i) letters += ask_from("198.51.100." + std::to_string(i)) == 202;
    CHECK(letters >= 10);
    CHECK(letters <= 12);
}

TEST_CASE("a reset sets the password and ends every session, and every other link") {
    MailStage stage;
    auto boris = stage.member("boris");
    auto phone = stage.server.stranger();
    phone.email = boris.email;
    phone.sign_in();
    REQUIRE(boris.ask<ChangeEmail>({"new@example.org", {password}}).status() == 202);
    auto const other = stage.sink.next_to("new@example.org").word_of("confirm");
    stage.sink.next_to(boris.email, 1);  // the warning
    auto const word = stage.reset_word(boris.email);
    auto const made =
        boris.ask<accounts::CreateToken>({"backup", accounts::Scope::read, 30, {password}});
    REQUIRE(made.status() == 200);
    auto script = stage.server.stranger();
    script.token = made.value.token;
    CHECK(script.ask<Me>().status() == 200);

    CHECK(stage.reset(word, "short").status() == 422);
    CHECK(stage.reset(word, "boris@example.org").says("password-is-email"));
    CHECK(stage.reset(word, "password123").says("password-too-common"));
    CHECK(boris.ask<Me>().status() == 200);

    auto const done = stage.reset(word, other_password);
    REQUIRE(done.status() == 200);
    CHECK(done.value.email == boris.email);
    CHECK(boris.ask<Me>().rule() == "session-ended");
    CHECK(phone.ask<Me>().rule() == "session-ended");
    CHECK(script.ask<Me>().rule() == "token-invalid");
    CHECK(phone.ask<accounts::Refresh>({phone.refresh_token}).status() == 401);
    CHECK(stage.sign_in(boris.email).rule() == "wrong-credentials");
    CHECK(stage.confirm(other).rule() == "link-unknown");
    auto in = stage.sign_in(boris.email, other_password);
    REQUIRE(in.status() == 200);
    boris.keep(in.value);
    CHECK(account_of(boris).new_email.empty());
    CHECK(account_of(boris).email_confirmed);
    CHECK(stage.was_audited("reset-asked"));
    CHECK(stage.was_audited("password-reset"));
    CHECK(stage.was_audited("sessions-and-tokens-ended"));

    CHECK(stage.reset(word, password).rule() == "link-used");
}

TEST_CASE("tokens for scripts end with the password, unless whoever changes it keeps them") {
    MailStage stage;
    auto boris = stage.member("boris");
    auto const token_for = [&](char const* name) {
        auto script = stage.server.stranger();
        auto const made =
            boris.ask<accounts::CreateToken>({name, accounts::Scope::write, 30, {password}});
        REQUIRE(made.status() == 200);
        script.token = made.value.token;
        return script;
    };
    auto backup = token_for("backup"), robot = token_for("robot");
    auto others = stage.server.stranger();
    others.token = stage.administrator
                       .ask<accounts::CreateToken>({"hers", accounts::Scope::read, 1, {password}})
                       .value.token;
    bool keeps = false;
    SUBCASE("a reset") {
        REQUIRE(stage.reset(stage.reset_word(boris.email), password).status() == 200);
    }
    SUBCASE("another password") {
        REQUIRE(boris.ask<ChangePassword>({{password}, other_password}).status() == 200);
    }
    SUBCASE("another password, and the tokens stay") {
        keeps = true;
        REQUIRE(boris.ask<ChangePassword>({{password}, other_password, keeps}).status() == 200);
    }
    for (auto* script : {&backup, &robot}) CHECK(script->ask<Me>().status() == (keeps ? 200 : 401));
    CHECK(others.ask<Me>().status() == 200);
    CHECK(stage.was_audited("sessions-and-tokens-ended") == !keeps);
}

TEST_CASE("a reset link that is late, replaced or invented says one and the same") {
    MailStage stage;
    auto const boris = stage.member("boris");
    auto const first = stage.reset_word(boris.email);
    auto const second = stage.reset_word(boris.email);
    CHECK(first != second);
    auto const replaced = stage.reset(first, other_password);
    auto const invented = stage.reset(std::string(43, 'A'), other_password);
    CHECK(replaced.rule() == "link-unknown");
    CHECK(invented.rule() == "link-unknown");
    CHECK(replaced.status() == invented.status());
    // A link of another kind is none of these.
    stage.ask_to_register("kira@example.org");
    auto const confirm = stage.sink.next_to("kira@example.org").word_of("confirm");
    CHECK(stage.reset(confirm, other_password).rule() == "link-unknown");
    CHECK(stage.confirm(second).rule() == "link-unknown");
    stage.let_pass(60 * 60 - 30);
    SUBCASE("in time") { CHECK(stage.reset(second, other_password).status() == 200); }
    SUBCASE("late") {
        stage.let_pass(30);
        CHECK(stage.reset(second, other_password).rule() == "link-unknown");
        CHECK(stage.sign_in(boris.email).status() == 200);
    }
    SUBCASE("of two at once one gets through") {
        std::vector<int> statuses(4);
        std::vector<std::thread> threads;
        for (auto& status : statuses)
            threads.emplace_back([&] { status = stage.reset(second, other_password).status(); });
        for (auto& thread : threads) thread.join();
        CHECK(std::count(statuses.begin(), statuses.end(), 200) == 1);
        CHECK(std::count(statuses.begin(), statuses.end(), 409) == 3);
    }
}

TEST_CASE("a link waits for its person before it is used, so that nobody waits for one another") {
    MailStage stage;
    auto const boris = stage.member("boris");
    auto const word = stage.reset_word(boris.email);
    database::Pool pool({stage.server.database()->owner_url()});
    auto const waiting = [&] {
        return !stage
                    .sql(
                        "select 1 from pg_stat_activity where datname = current_database() and "
                        "wait_event = 'advisory'")
                    .empty();
    };
    int status = 0;
    std::thread reset;
    {
        auto lease = pool.take();
        auto const held = database::begin(*lease, database::Isolation::read_committed);
        // As whoever changes the password meanwhile: first the person, then the links. The one who
        // closes a circle of waiting is told at once.
        database::run(*held, "set local deadlock_timeout = '10ms'");
        database::run(*held, "select pg_advisory_xact_lock(hashtextextended($1, 0))",
                      "accounts " + world::to_text(world::me(boris.person.value)));
        reset = std::thread([&] { status = stage.reset(word, other_password).status(); });
        CHECK(http_test::eventually(waiting));
        CHECK_NOTHROW(
            database::run(*held, "delete from accounts.link where person = $1", boris.person));
        held->commit();
    }
    reset.join();
    CHECK(status == 409);
    CHECK(stage.sign_in(boris.email).status() == 200);
}

TEST_CASE("who is blocked gets no letters, and no way in") {
    MailStage stage;
    auto const boris = stage.member("boris");
    auto const word = stage.reset_word(boris.email);
    auto const letters = stage.sink.count_to(boris.email);
    auto const blocked = stage.administrator.send(accounts::SetBlocked{boris.person, true});
    REQUIRE(blocked.outcome == world::Outcome::accepted);
    CHECK(stage.server.stranger().ask<RequestReset>({boris.email}).status() == 202);
    CHECK(stage.ask_to_register(boris.email).status() == 202);
    CHECK(stage.reset(word, other_password).rule() == "link-unknown");
    CHECK(http_test::eventually(
        [&] { return stage.sql("select 1 from jobs.job where state <> 'done'").empty(); }));
    CHECK(stage.sink.count_to(boris.email) == letters);
}

TEST_CASE("a password is changed with the current one, and all other sessions end") {
    MailStage stage;
    auto boris = stage.member("boris");
    auto phone = stage.server.stranger();
    phone.email = boris.email;
    phone.sign_in();
    auto const word = stage.reset_word(boris.email);
    auto const wrong = boris.ask<ChangePassword>({{"not the password"}, other_password});
    CHECK(wrong.status() == 422);
    CHECK(wrong.says("/again/password"));
    CHECK(wrong.says("wrong-password"));
    CHECK(boris.ask<ChangePassword>({{password}, "1234567890"}).says("password-too-common"));
    CHECK(phone.ask<Me>().status() == 200);
    CHECK(boris.ask<ChangePassword>({{password}, other_password}).status() == 200);
    CHECK(boris.ask<Me>().status() == 200);
    CHECK(phone.ask<Me>().rule() == "session-ended");
    CHECK(stage.sign_in(boris.email).status() == 401);
    CHECK(stage.sign_in(boris.email, other_password).status() == 200);
    CHECK(stage.reset(word, password).rule() == "link-unknown");
    CHECK(stage.was_audited("password-changed"));
    CHECK(stage.was_audited("sessions-and-tokens-ended"));
}

TEST_CASE("an e-mail changes when the new one was confirmed, and the old one is told") {
    MailStage stage;
    auto boris = stage.member("boris");
    CHECK(boris.ask<ChangeEmail>({"new@example.org", {"not the password"}}).says("wrong-password"));
    CHECK(boris.ask<ChangeEmail>({boris.email, {password}}).rule() == "email-unchanged");
    REQUIRE(boris.ask<ChangeEmail>({"typo@example.org", {password}}).status() == 202);
    auto const typo = stage.sink.next_to("typo@example.org").word_of("confirm");
    REQUIRE(boris.ask<ChangeEmail>({"new@example.org", {password}}).status() == 202);
    auto const word = stage.sink.next_to("new@example.org").word_of("confirm");
    auto const warning = stage.sink.next_to(boris.email, 2);
    CHECK(warning.text().find("new@example.org") != std::string::npos);
    CHECK(warning.word_of("confirm").empty());
    CHECK(account_of(boris).new_email == "new@example.org");
    CHECK(boris.ask<Me>().value.person.email == boris.email);
    CHECK(stage.sign_in("new@example.org").status() == 401);
    auto const reset = stage.reset_word(boris.email);

    CHECK(stage.confirm(typo).rule() == "link-unknown");
    auto const confirmed = stage.confirm(word);
    REQUIRE(confirmed.status() == 200);
    CHECK(confirmed.value.email == "new@example.org");
    CHECK(boris.ask<Me>().value.person.email == "new@example.org");
    CHECK(account_of(boris).new_email.empty());
    CHECK(stage.sign_in("new@example.org").status() == 200);
    CHECK(stage.sign_in(boris.email).status() == 401);
    CHECK(stage.reset(reset, other_password).rule() == "link-unknown");
    CHECK(stage.was_audited("email-change-asked"));
}

TEST_CASE("who changes the password is rid of whoever asked for another e-mail") {
    MailStage stage;
    auto boris = stage.member("boris");
    REQUIRE(boris.ask<ChangeEmail>({"thief@example.org", {password}}).status() == 202);
    auto const word = stage.sink.next_to("thief@example.org").word_of("confirm");
    REQUIRE(boris.ask<ChangePassword>({{password}, other_password}).status() == 200);
    CHECK(account_of(boris).new_email.empty());
    CHECK(stage.confirm(word).rule() == "link-unknown");
    CHECK(boris.ask<Me>().value.person.email == boris.email);
}

TEST_CASE("an e-mail is one e-mail, however its letters are written") {
    MailStage stage;
    stage.member("mike");
    // The Kelvin sign is a small k to who lowers letters by Unicode, but no letter of an e-mail.
    auto const odd = stage.sign_in("mi\u212Ae@example.org");
    CHECK(odd.status() == 422);
    CHECK(odd.says("/email"));
    CHECK(stage.sign_in("MIKE@example.org").status() == 200);
}

TEST_CASE("somebody else's e-mail cannot be taken, nor learned of") {
    MailStage stage;
    auto boris = stage.member("boris");
    CHECK(boris.ask<ChangeEmail>({"ADMIN@example.org", {password}}).status() == 202);
    auto const letter = stage.sink.next_to("ADMIN@example.org");
    CHECK(letter.word_of("confirm").empty());
    // One that somebody takes between the letter and its answer.
    REQUIRE(boris.ask<ChangeEmail>({"kira@example.org", {password}}).status() == 202);
    auto const word = stage.sink.next_to("kira@example.org").word_of("confirm");
    REQUIRE(stage.ask_to_register("kira@example.org").status() == 202);
    REQUIRE(stage.finish(stage.sink.next_to("kira@example.org", 1).word_of("confirm")).status() ==
            200);
    CHECK(stage.confirm(word).rule() == "email-taken");
    CHECK(boris.ask<Me>().value.person.email == boris.email);
}

TEST_CASE("a refresh token that is used again is written down") {
    MailStage stage;
    auto const boris = stage.member("boris");
    auto peer = stage.server.stranger();
    auto const once = peer.ask<accounts::Refresh>({boris.refresh_token});
    REQUIRE(peer.ask<accounts::Refresh>({once.value.refresh_token}).status() == 200);
    CHECK_FALSE(stage.was_audited("token-reused"));
    CHECK(peer.ask<accounts::Refresh>({boris.refresh_token}).status() == 401);
    CHECK(stage.was_audited("token-reused"));
}

TEST_CASE("a hash with yesterday's parameters is made anew at the next sign-in") {
    MailStage stage;
    // One pass over 8 MiB, of the same password.
    std::array<char, crypto_pwhash_STRBYTES> weak{};
    REQUIRE(crypto_pwhash_str(weak.data(), password, std::string(password).size(), 1,
                              8 * 1024 * 1024) == 0);
    stage.sql("update accounts.credential set password_hash = '" + std::string(weak.data()) + "'");
    CHECK(stage.sign_in("admin@example.org", "not the password").status() == 401);
    auto const hash = [&] {
        return std::string(
            stage.sql("select password_hash from accounts.credential")[0][0].c_str());
    };
    CHECK(accounts::is_outdated(hash()));
    CHECK(stage.sign_in("admin@example.org").status() == 200);
    CHECK_FALSE(accounts::is_outdated(hash()));
    CHECK(accounts::is_password(password, hash()));
    auto const now = hash();
    CHECK(stage.sign_in("admin@example.org").status() == 200);
    CHECK(hash() == now);
}

}  // namespace
}  // namespace recovery_test
