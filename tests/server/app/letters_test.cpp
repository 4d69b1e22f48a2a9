// Letters as administrators see them, wrong passwords in a row, and how often one may try.
#include <doctest/doctest.h>

#include <algorithm>

#include "server/accounts/proofs/links.hpp"
#include "server/outside.hpp"
#include "tests/server/app/mail_stage.hpp"

namespace letters_test {
namespace {

using accounts::LetterState;
using accounts::RequestReset;
using accounts::SendLetterAgain;
using scene::MailStage;

accounts::Letter only_letter(MailStage& stage) {
    auto const letters = stage.letters();
    REQUIRE(letters.size() == 1);
    return letters[0];
}

bool was_tried(MailStage& stage) {
    return http_test::eventually(
        [&] { return stage.letters().size() == 1 && stage.letters()[0].attempts > 0; });
}

bool settled(MailStage const& stage) {
    return http_test::eventually([&] {
        return stage.sql("select 1 from jobs.job where state in ('waiting', 'running')").empty();
    });
}

TEST_CASE("a letter that was sent leaves its kind and its recipient, and no secret") {
    MailStage stage;
    auto const word = stage.reset_word("admin@example.org");
    REQUIRE(settled(stage));
    auto const letter = only_letter(stage);
    CHECK(letter.kind == "reset");
    CHECK(letter.recipient == "admin@example.org");
    CHECK(letter.state == LetterState::sent);
    CHECK(letter.attempts == 1);
    CHECK_FALSE(letter.has_link);
    CHECK_FALSE(letter.next_attempt);
    auto const again = stage.administrator.ask<SendLetterAgain>({letter.id});
    CHECK(again.status() == 409);
    CHECK(again.rule() == "letter-was-sent");
    CHECK(stage.administrator.ask<SendLetterAgain>({{server::fresh_id()}}).rule() ==
          "letter-unknown");
    // Nowhere in the database: only the hash of the word.
    for (auto const* table : {"server.letter", "accounts.link", "jobs.job", "server.audit"}) {
        auto const found = stage.sql("select 1 from " + std::string(table) +
                                     " as r where r::text like '%" + word + "%'");
        CHECK_MESSAGE(found.empty(), table);
    }
    CHECK(stage.reset(word, scene::other_password).status() == 200);
}

TEST_CASE("a letter that cannot be sent says why, waits, and is tried again when asked") {
    MailStage stage;
    stage.sink.refuse_with("451 the mailbox is full");
    REQUIRE(stage.server.stranger().ask<RequestReset>({"admin@example.org"}).status() == 202);
    CHECK(was_tried(stage));
    auto const letter = only_letter(stage);
    CHECK(letter.state == LetterState::waiting);
    CHECK_FALSE(letter.failure.empty());
    REQUIRE(letter.next_attempt);
    CHECK(server::now().us < letter.next_attempt->us);
    CHECK_FALSE(letter.has_link);  // it is for its recipient only
    stage.sink.refuse_with("");
    CHECK(stage.administrator.ask<SendLetterAgain>({letter.id}).status() == 200);
    auto const word = stage.sink.next_to("admin@example.org").word_of("reset");
    CHECK(stage.reset(word, scene::other_password).status() == 200);
}

TEST_CASE("a letter that will never be taken is given up at once, and can be sent by hand") {
    MailStage stage;
    stage.sink.refuse_with("550 5.1.1 no such mailbox", "RCPT");
    REQUIRE(stage.server.stranger().ask<RequestReset>({"admin@example.org"}).status() == 202);
    // The job has ended a moment before its letter says why.
    CHECK(was_tried(stage));
    auto const letter = only_letter(stage);
    CHECK(letter.state == LetterState::dead);
    CHECK(letter.attempts == 1);
    CHECK(letter.failure.find("550 5.1.1 no such mailbox") != std::string::npos);
    CHECK_FALSE(letter.next_attempt);
    stage.sink.refuse_with("");
    CHECK(stage.administrator.ask<SendLetterAgain>({letter.id}).status() == 200);
    auto const word = stage.sink.next_to("admin@example.org").word_of("reset");
    CHECK(stage.reset(word, scene::other_password).status() == 200);
}

TEST_CASE("with a wrong password of ours letters wait, and do not knock often") {
    MailStage stage([](server::Settings& settings) {
        settings.smtp_url.insert(settings.smtp_url.find("127."), "kontor:geheim@");
    });
    stage.sink.refuse_with("535 5.7.8 wrong password", "AUTH");
    REQUIRE(stage.server.stranger().ask<RequestReset>({"admin@example.org"}).status() == 202);
    CHECK(was_tried(stage));
    auto const letter = only_letter(stage);
    CHECK(letter.state == LetterState::waiting);
    CHECK(letter.failure.find("535 5.7.8 wrong password") != std::string::npos);
    CHECK(letter.failure.find("geheim") == std::string::npos);
    REQUIRE(letter.next_attempt);
    CHECK(letter.next_attempt->us - letter.made.us > std::int64_t{14} * 60 * 1'000'000);
    // Whoever has put it right need not wait.
    stage.sink.refuse_with("");
    CHECK(stage.administrator.ask<SendLetterAgain>({letter.id}).status() == 200);
    CHECK_FALSE(stage.sink.next_to("admin@example.org").word_of("reset").empty());
}

TEST_CASE("a server that starts, perhaps with other settings, sends what waited") {
    MailStage stage;
    stage.sink.refuse_with("535 5.7.8 not from you", "MAIL");
    REQUIRE(stage.server.stranger().ask<RequestReset>({"admin@example.org"}).status() == 202);
    CHECK(was_tried(stage));
    auto const waiting = only_letter(stage);
    REQUIRE(waiting.next_attempt);
    CHECK(waiting.next_attempt->us - waiting.made.us > std::int64_t{14} * 60 * 1'000'000);
    stage.sink.refuse_with("");
    scene::Server const other(stage.server.database(), [&](server::Settings& settings) {
        settings.public_url = scene::home;
        settings.smtp_url = stage.sink.url();
        settings.mail_from = "Kontor <kontor@example.org>";
    });
    CHECK_FALSE(stage.sink.next_to("admin@example.org").word_of("reset").empty());
    CHECK(settled(stage));
    CHECK(only_letter(stage).attempts == 2);
}

TEST_CASE("a letter whose link has ended is not sent any more") {
    MailStage stage;
    stage.sink.refuse_with("451 the mailbox is full");
    REQUIRE(stage.server.stranger().ask<RequestReset>({"admin@example.org"}).status() == 202);
    CHECK(was_tried(stage));
    stage.let_pass(60 * 60);
    database::Pool pool({stage.server.database()->url()});
    accounts::forget_ended_links(pool, server::now());
    stage.sink.refuse_with("");
    CHECK(stage.administrator.ask<SendLetterAgain>({only_letter(stage).id}).rule() == "link-ended");
    CHECK(stage.sink.all().empty());
}

TEST_CASE("without mail administrators find the links, until they were used") {
    MailStage stage({}, false);
    auto const enrolled =
        stage.administrator.ask<accounts::EnrolPerson>({"B", "boris@example.org", "", false});
    REQUIRE(enrolled.status() == 200);
    REQUIRE(settled(stage));
    auto const letter = only_letter(stage);
    CHECK(letter.has_link);
    CHECK(enrolled.value.letter == letter.id);
    CHECK(letter.state == LetterState::waiting);
    CHECK(stage.administrator.ask<SendLetterAgain>({letter.id}).rule() == "mail-off");
    // Nothing is tried, not even when a server starts.
    scene::Server const other(stage.server.database());
    CHECK_FALSE(only_letter(stage).next_attempt);
    auto const word = stage.word_of(letter.id);
    CHECK(stage.reset(word, scene::password).status() == 200);
    CHECK_FALSE(only_letter(stage).has_link);
    CHECK(stage.link_of(letter.id).rule() == "link-ended");
    auto boris = stage.server.stranger();
    boris.keep(stage.sign_in("boris@example.org").value);
    CHECK(boris.ask<accounts::ListLetters>().status() == 403);

    // Another e-mail, too.
    REQUIRE(boris.ask<accounts::ChangeEmail>({"new@example.org", {scene::password}}).status() ==
            202);
    auto const letters = stage.letters();
    REQUIRE(letters.size() == 2);
    CHECK(letters[0].kind == "new-email");
    CHECK(stage.confirm(stage.word_of(letters[0].id)).status() == 200);
    CHECK(stage.sign_in("new@example.org").status() == 200);
}

TEST_CASE("letters go with the person whom they name") {
    MailStage stage;
    auto const boris = stage.member("boris");
    REQUIRE(settled(stage));
    CHECK(stage.letters().size() == 1);
    stage.sql("delete from accounts.person where id = '" + base::to_text(boris.person) + "'");
    CHECK(stage.letters().empty());
}

TEST_CASE("after ten wrong passwords an account is closed, known or not, and its owner is told") {
    MailStage stage;
    auto const fail = [&](std::string const& email) {
        return stage.sign_in(email, "not the password");
    };
    for (auto const* email : {"admin@example.org", "who@example.org"}) {
        for (int i = 0; i < 10; ++i) CHECK(fail(email).rule() == "wrong-credentials");
        auto const closed = fail(email);
        CHECK(closed.status() == 429);
        CHECK(closed.rule() == "locked-out");
        auto const wait = std::stoi(closed.raw.header("retry-after"));
        CHECK(wait > 50);
        CHECK(wait <= 60);
        CHECK(closed.says("\"minutes\":\"1\""));
    }
    CHECK(stage.sign_in("Admin@example.org").rule() == "locked-out");  // the right password, too
    // Not for whoever is in already: what is wrong there counts for itself.
    CHECK(stage.administrator
              .ask<accounts::ChangePassword>({{"not the password"}, scene::other_password})
              .says("wrong-password"));
    auto const letter = stage.sink.next_to("admin@example.org");
    CHECK(letter.header("Subject").find("=?UTF-8?B?") == 0);
    REQUIRE(settled(stage));
    CHECK(stage.sink.all().size() == 1);
    CHECK(stage.was_audited("locked-out"));
    auto const actions = stage.audited();
    CHECK(std::count(actions.begin(), actions.end(), "sign-in-failed") == 11);

    auto const pass = [&](std::int64_t seconds) {
        stage.sql("update accounts.failure set waits_until = waits_until - 1000000::bigint * " +
                  std::to_string(seconds));
    };
    pass(60);
    CHECK(fail("admin@example.org").rule() == "wrong-credentials");
    CHECK(std::stoi(fail("admin@example.org").raw.header("retry-after")) > 110);
    REQUIRE(settled(stage));
    CHECK(stage.sink.all().size() == 1);  // one letter for the whole series

    SUBCASE("the right password at last opens it for good") {
        pass(120);
        CHECK(stage.sign_in("admin@example.org").status() == 200);
        CHECK(fail("admin@example.org").rule() == "wrong-credentials");
        CHECK(stage.sign_in("admin@example.org").status() == 200);
    }
    SUBCASE("so does a reset") {
        auto const word = stage.reset_word("admin@example.org");
        REQUIRE(stage.reset(word, scene::other_password).status() == 200);
        CHECK(stage.sign_in("admin@example.org", scene::other_password).status() == 200);
    }
}

TEST_CASE("whatever may be guessed or flooded is limited, and says how often it may be asked") {
    MailStage stage([](server::Settings& settings) { settings.rate_limits = 0.2; });
    auto peer = stage.administrator;
    struct Asked {
        char const *method, *path, *body;
    };
    for (auto const& asked : std::initializer_list<Asked>{
             {"POST", "/api/v1/accounts/register",
              R"({"name":"Ева","email":"eve@example.org","password":"a few good words"})"},
             {"POST", "/api/v1/accounts/sign-in",
              R"({"email":"eve@example.org","password":"a guess"})"},
             {"POST", "/api/v1/accounts/request-reset", R"({"email":"eve@example.org"})"},
             {"POST", "/api/v1/accounts/reset-password",
              R"({"word":"a guess","password":"a few good words"})"},
             {"POST", "/api/v1/accounts/confirm-email", R"({"word":"a guess"})"},
             {"POST", "/api/v1/accounts/refresh", R"({"refresh_token":"a guess"})"},
             {"POST", "/api/v1/accounts/send-confirmation", "{}"},
             {"POST", "/api/v1/accounts/tokens",
              R"({"name":"x","scope":"read","days":1,"again":{"password":"a guess"}})"},
             {"POST", "/api/v1/accounts/change-email",
              R"({"email":"new@example.org","again":{"password":"a guess"}})"},
             {"POST", "/api/v1/accounts/change-password",
              R"({"again":{"password":"a guess"},"password":"a few good words"})"},
             {"POST", "/api/v1/accounts/second-factor/begin", R"({"password":"a guess"})"},
             {"POST", "/api/v1/accounts/second-factor/confirm", R"({"code":"123456"})"},
             {"POST", "/api/v1/accounts/second-factor/recovery-codes", R"({"password":"a guess"})"},
             {"POST", "/api/v1/accounts/second-factor/end",
              R"({"password":"a guess","code":"123456"})"},
             {"POST", "/api/v1/accounts/delete-me", R"({"again":{"password":"a guess"}})"},
             {"GET", "/api/v1/me/archive", ""}}) {
        CAPTURE(asked.path);
        http_test::Answer answer;
        for (int i = 0; i < 200 && answer.status != 429; ++i)
            answer = peer.raw(asked.method, asked.path, asked.body);
        CHECK_MESSAGE(answer.status == 429, answer.body);
        CHECK(scene::rule_in(answer.body) == "too-many-attempts");
        CHECK(answer.header("ratelimit-remaining") == "0");
        CHECK_FALSE(answer.header("ratelimit-limit").empty());
        CHECK(std::stoi(answer.header("retry-after")) > 0);
    }
}

TEST_CASE("how often one may try is limited by address and account, on all servers together") {
    auto const tight = [](server::Settings& settings) {
        settings.rate_limits = 0.2;  // four sign-ins of an account at once
        settings.trusted_proxies = {{"127.0.0.1", 32}};
    };
    MailStage stage(tight);
    scene::Server other(stage.server.database(), tight);
    auto const ask = [](scene::Server const& server, std::string const& address,
                        std::string const& email) {
        return server.stranger().raw(
            "POST", "/api/v1/accounts/sign-in",
            R"({"email":")" + email + R"(","password":"not the password"})",
            "X-Forwarded-For: " + address + "\r\n");
    };
    for (int left = 3; left >= 0; --left) {
        auto const& server = left % 2 ? stage.server : other;
        // All of one network, whose guesses at one account count together.
        auto const answer = ask(server, "2001:db8::" + std::to_string(left), "anna@example.org");
        CHECK(answer.status == 401);
        CHECK(answer.header("ratelimit-limit") == "4");
        CHECK(answer.header("ratelimit-remaining") == std::to_string(left));
        CHECK(std::stoi(answer.header("ratelimit-reset")) > 0);
    }
    auto const refused = ask(stage.server, "2001:db8::9", "ANNA@example.org");
    CHECK(refused.status == 429);
    CHECK(scene::rule_in(refused.body) == "too-many-attempts");
    CHECK(refused.header("ratelimit-remaining") == "0");
    CHECK(std::stoi(refused.header("retry-after")) > 0);
    CHECK(ask(other, "2001:db8::9", "boris@example.org").status == 401);
    CHECK(ask(stage.server, "192.0.2.9", "anna@example.org").status == 401);
    // One address that tries many accounts.
    int granted = 0;
    for (int i = 0; i < 30; ++i)
        granted +=
            ask(stage.server, "198.51.100.7", "n" + std::to_string(i) + "@x.org").status == 401;
    CHECK(granted >= 24);
    CHECK(granted < 30);
    CHECK(ask(stage.server, "198.51.100.8", "other@example.org").status == 401);
}

}  // namespace
}  // namespace letters_test
