// Links prove a mailbox and nothing else: who registers with somebody else's e-mail has no account
// of it, opening does nothing, and what was pressed twice says that all is done.
#include <doctest/doctest.h>

#include <algorithm>
#include <thread>

#include "shared/accounts/own_api.hpp"
#include "tests/server/app/mail_stage.hpp"

namespace links_test {
namespace {

using accounts::ConfirmRegistration;
using accounts::LinkKind;
using scene::MailStage;
using scene::other_password;
using scene::password;

constexpr char const* director = "director@example.org";

// A stranger's registration, and the word that only the director gets.
std::string word_after_stranger(MailStage& stage) {
    REQUIRE(stage.ask_to_register(director, "the stranger knows it").status() == 202);
    return stage.sink.next_to(director).word_of("confirm");
}

TEST_CASE("a stranger's password opens nothing, whoever follows the link") {
    MailStage stage;
    auto const word = word_after_stranger(stage);
    auto const info = stage.look(word);
    REQUIRE(info.status() == 200);
    CHECK(info.value.kind == LinkKind::registration);
    CHECK(info.value.email == director);
    CHECK(info.value.name == "Новый человек");  // as the stranger wrote it, to be seen and changed
    // The word alone makes nobody.
    CHECK(stage.confirm(word).rule() == "link-unknown");
    auto const none = stage.server.stranger().ask<ConfirmRegistration>({word, ""});
    CHECK(none.status() == 422);
    auto const wrong = stage.finish(word, password);
    CHECK(wrong.status() == 422);
    CHECK(wrong.says("wrong-password"));
    CHECK(stage.administrator.ask<accounts::ListPeople>().value.total == 1);
    // The rules of a new password hold here as well.
    CHECK(stage.server.stranger()
              .ask<ConfirmRegistration>({word, director, true})
              .says("password-is-email"));

    auto const made =
        stage.server.stranger().ask<ConfirmRegistration>({word, password, true, "Директор"});
    REQUIRE(made.status() == 200);
    CHECK(stage.sign_in(director, "the stranger knows it").rule() == "wrong-credentials");
    auto const in = stage.sign_in(director);
    REQUIRE(in.status() == 200);
    CHECK(in.value.person.name == "Директор");
}

TEST_CASE("whoever registered says the password once more, and that is all") {
    MailStage stage;
    REQUIRE(stage.ask_to_register("boris@example.org").status() == 202);
    auto const word = stage.sink.next_to("boris@example.org").word_of("confirm");
    CHECK(stage.finish(word).status() == 200);
    CHECK(stage.sign_in("boris@example.org").value.person.name == "Новый человек");
}

TEST_CASE("looking at a link uses nothing, and tells whose it is only while it is good") {
    MailStage stage;
    auto boris = stage.member("boris");
    auto const reset = stage.reset_word(boris.email);
    for (int i = 0; i < 3; ++i) {
        auto const info = stage.look(reset);
        CHECK(info.value.kind == LinkKind::reset);
        CHECK(info.value.email == boris.email);
        CHECK(info.value.name.empty());
    }
    REQUIRE(boris.ask<accounts::ChangeEmail>({"new@example.org", {password}}).status() == 202);
    auto const fresh = stage.sink.next_to("new@example.org").word_of("confirm");
    CHECK(stage.look(fresh).value.kind == LinkKind::new_email);
    CHECK(stage.look(fresh).value.email == "new@example.org");
    CHECK(stage.look(fresh).value.name == "Новый человек");  // whose e-mail it becomes
    REQUIRE(stage.administrator.ask<accounts::InvitePerson>({"eve@example.org", ""}).status() ==
            200);
    auto const invited = stage.sink.next_to("eve@example.org").word_of("join");
    CHECK(stage.look(invited).value.kind == LinkKind::invitation);
    CHECK(stage.look(invited).value.email == "eve@example.org");
    CHECK(stage.look("a guess").rule() == "link-unknown");
    scene::Server empty;
    auto const first = empty.first_word();
    CHECK(empty.stranger().ask<accounts::LookAtLink>({first}).value.kind == LinkKind::first);

    REQUIRE(stage.reset(reset, other_password).status() == 200);
    // What the reset ended is known no more; the reset itself is done.
    CHECK(stage.look(fresh).rule() == "link-unknown");
    auto const used = stage.look(reset);
    CHECK(used.rule() == "link-used");
    CHECK(used.says("reset"));
    CHECK_FALSE(used.says("boris"));
}

TEST_CASE("what was pressed twice says that all is done, by its kind and nothing else") {
    MailStage stage;
    auto const word = word_after_stranger(stage);
    std::vector<scene::Answered<ConfirmRegistration::Response>> answers(4);
    std::vector<std::thread> threads;
    for (auto& answer : answers)
        threads.emplace_back([&] { answer = stage.finish(word, "the stranger knows it"); });
    for (auto& thread : threads) thread.join();
    auto const done = std::count_if(answers.begin(), answers.end(),
                                    [](auto const& answer) { return answer.status() == 200; });
    CHECK(done == 1);
    for (auto const& answer : answers) {
        if (answer.status() == 200) continue;
        CHECK(answer.rule() == "link-used");
        CHECK(answer.says("registration"));
        CHECK_FALSE(answer.says("director"));
    }
    CHECK(stage.administrator.ask<accounts::ListPeople>().value.total == 2);
    // Nothing of the registration is left in it.
    CHECK(stage
              .sql("select 1 from accounts.link where used is not null and email = '' and name = "
                   "'' and password_hash = '' and invitation is null")
              .size() == 1);
    stage.let_pass(3 * 24 * 60 * 60);
    CHECK(stage.finish(word).rule() == "link-unknown");
}

TEST_CASE("a word is guessed at no more often than a password") {
    MailStage stage([](server::Settings& settings) { settings.rate_limits = 1; });
    auto const word = word_after_stranger(stage);
    int refused = 0;
    for (int i = 0; i < 12; ++i) refused += stage.finish(word, password).status() == 429 ? 1 : 0;
    CHECK(refused > 0);
}

}  // namespace
}  // namespace links_test
