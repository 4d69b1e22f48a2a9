// Who may come in, and by which letters: registering with mail, by invitation, by hand, or not.
#include <doctest/doctest.h>

#include "shared/accounts/invitations_api.hpp"
#include "tests/server/app/mail_stage.hpp"

namespace registration_test {
namespace {

using accounts::AboutServer;
using accounts::EnrolPerson;
using accounts::InvitePerson;
using accounts::RegisterPerson;
using accounts::RegistrationMode;
using scene::MailStage;

scene::Server::Change with(RegistrationMode mode) {
    return [mode](server::Settings& settings) { settings.registration = mode; };
}

TEST_CASE("with mail on, a registration is answered alike whether the e-mail is known or not") {
    MailStage stage;
    auto const fresh = stage.ask_to_register("boris@example.org");
    auto const known = stage.ask_to_register("ADMIN@example.org");
    CHECK(fresh.status() == 202);
    CHECK(known.status() == 202);
    CHECK(fresh.raw.body == known.raw.body);
    CHECK(fresh.value.letter_sent);
    CHECK_FALSE(fresh.value.signed_in);

    auto const told = stage.sink.next_to("admin@example.org");
    CHECK(told.header("Subject").find("=?UTF-8?B?") == 0);
    CHECK(told.word_of("confirm").empty());
    auto const letter = stage.sink.next_to("boris@example.org");
    auto const word = letter.word_of("confirm");
    CHECK(word.size() == 43);
    CHECK(letter.text().find(std::string(scene::home) + "/confirm#" + word) != std::string::npos);
    // What the stranger called themselves is not repeated to whoever gets the letter.
    CHECK(letter.text().find("Новый человек") == std::string::npos);

    SUBCASE("the account is there only after the link was followed, once") {
        // As for an e-mail that somebody has: whoever registers it does not learn which it is.
        for (auto const* with : {scene::password, "not the password"}) {
            auto const refused = stage.sign_in("boris@example.org", with);
            CHECK(refused.status() == 401);
            CHECK(refused.rule() == "wrong-credentials");
        }
        CHECK(stage.administrator.ask<accounts::ListPeople>().value.total == 1);
        auto const confirmed = stage.finish(word);
        CHECK(confirmed.status() == 200);
        CHECK(confirmed.value.email == "boris@example.org");
        auto const in = stage.sign_in("boris@example.org");
        REQUIRE(in.status() == 200);
        CHECK(in.value.person.name == "Новый человек");
        CHECK_FALSE(in.value.person.administrator);
        auto peer = stage.server.stranger();
        peer.keep(in.value);
        CHECK(peer.ask<accounts::SendConfirmation>().rule() == "email-is-confirmed");
        CHECK(stage.was_audited("registered"));
    }
    SUBCASE("a link ends after three days, and with it what waited") {
        stage.let_pass(3 * 24 * 60 * 60 - 60);
        stage.let_pass(60);
        CHECK(stage.finish(word).rule() == "link-unknown");
        CHECK(stage.sign_in("boris@example.org").rule() == "wrong-credentials");
    }
    SUBCASE("of two who name the same e-mail, its owner's link decides") {
        REQUIRE(stage.ask_to_register("boris@example.org", scene::other_password).status() == 202);
        auto const second = stage.sink.next_to("boris@example.org", 1).word_of("confirm");
        REQUIRE(stage.finish(second, scene::other_password).status() == 200);
        CHECK(stage.sign_in("boris@example.org", scene::other_password).status() == 200);
        CHECK(stage.sign_in("boris@example.org").rule() == "wrong-credentials");
        CHECK(stage.finish(word).rule() == "email-taken");
    }
}

TEST_CASE("the rules of a password are said before any letter") {
    MailStage stage;
    auto const common = stage.ask_to_register("boris@example.org", "Qwertyuiop");
    CHECK(common.status() == 422);
    CHECK(common.says("password-too-common"));
    CHECK(stage.ask_to_register("boris@example.org", "short").says("password-too-short"));
    CHECK(
        stage.ask_to_register("boris@example.org", "Boris@Example.org").says("password-is-email"));
    CHECK(stage.sink.all().empty());
}

TEST_CASE("the first administrator comes in at once, and can have the e-mail confirmed") {
    MailStage stage;
    auto const& about = stage.server.stranger().ask<AboutServer>().value;
    CHECK(about.sends_mail);
    CHECK(about.registration == RegistrationMode::open);
    CHECK(stage.administrator.ask<accounts::SendConfirmation>().status() == 202);
    auto const old = stage.sink.next_to("admin@example.org").word_of("confirm");
    CHECK(stage.administrator.ask<accounts::SendConfirmation>().status() == 202);
    auto const word = stage.sink.next_to("admin@example.org", 1).word_of("confirm");
    CHECK(stage.confirm(old).rule() == "link-unknown");
    CHECK(stage.confirm(word).status() == 200);
    CHECK(stage.administrator.ask<accounts::SendConfirmation>().rule() == "email-is-confirmed");
    CHECK(stage.was_audited("email-confirmed"));
}

TEST_CASE("by invitation: only whoever has one, once, and nobody when it was used") {
    MailStage stage(with(RegistrationMode::invitation));
    CHECK(stage.server.stranger().ask<AboutServer>().value.registration ==
          RegistrationMode::invitation);
    CHECK(stage.ask_to_register("boris@example.org").rule() == "invitation-needed");
    CHECK(stage.ask_to_register("boris@example.org", scene::password, "guess").rule() ==
          "invitation-unknown");
    auto const invited = stage.administrator.ask<InvitePerson>({"boris@example.org", "en"});
    REQUIRE(invited.status() == 200);
    auto const letter = stage.sink.next_to("boris@example.org");
    auto const word = letter.word_of("join");
    CHECK(invited.value.letter_sent);
    CHECK_FALSE(invited.says(word));
    CHECK(letter.text().find(std::string(scene::home) + "/join#" + word) != std::string::npos);
    CHECK(stage.link_of(invited.value.letter).rule() == "link-ended");  // it is in the letter alone
    CHECK(letter.header("Subject") == "An invitation to Kontor");
    CHECK(stage.administrator.ask<InvitePerson>({"admin@example.org", ""}).rule() == "email-taken");
    // In the language of whoever invites, when none is named.
    auto const chosen = stage.administrator.send(
        accounts::ChooseSettings{stage.administrator.person, "en", accounts::Theme::dark});
    REQUIRE(chosen.outcome == world::Outcome::accepted);
    REQUIRE(stage.administrator.ask<InvitePerson>({"vera@example.org", ""}).status() == 200);
    CHECK(stage.sink.next_to("vera@example.org").header("Subject") == "An invitation to Kontor");

    // Whoever asks twice has one account, and nobody has one for another e-mail.
    CHECK(stage.ask_to_register("boris@home.example", scene::password, word).rule() ==
          "invitation-for-another");
    REQUIRE(stage.ask_to_register("Boris@example.org", scene::password, word).status() == 202);
    REQUIRE(stage.ask_to_register("boris@example.org", scene::other_password, word).status() ==
            202);
    auto const first = stage.sink.next_to("Boris@example.org").word_of("confirm");
    auto const second = stage.sink.next_to("boris@example.org", 1).word_of("confirm");
    CHECK(stage.finish(first).status() == 200);
    CHECK(stage.finish(second, scene::other_password).rule() == "invitation-used");
    CHECK(stage.sign_in("boris@example.org").status() == 200);
    CHECK(stage.sign_in("boris@home.example").status() == 401);
    CHECK(stage.ask_to_register("boris@example.org", scene::password, word).rule() ==
          "invitation-used");
    CHECK(stage.was_audited("invited"));

    auto const invite = [&](std::string const& email) {
        REQUIRE(stage.administrator.ask<InvitePerson>({email, ""}).status() == 200);
        return stage.sink.next_to(email).word_of("join");
    };
    auto const again = invite("kira@example.org"), newer = invite("Kira@example.org");
    CHECK(stage.ask_to_register("kira@example.org", scene::password, again).rule() ==
          "invitation-unknown");
    CHECK(stage.ask_to_register("kira@example.org", scene::password, newer).status() == 202);
}

TEST_CASE("without mail an invitation lets in at once, and whoever is refused keeps it") {
    MailStage stage(with(RegistrationMode::invitation), false);
    auto const invited = stage.administrator.ask<InvitePerson>({"boris@example.org", ""});
    CHECK_FALSE(invited.value.letter_sent);
    auto const word = stage.word_of(invited.value.letter);
    for (auto const* email :
         {"admin@example.org", "eve@example.org", "boris@example.org.evil.example"})
        CHECK(stage.ask_to_register(email, scene::password, word).rule() ==
              "invitation-for-another");
    auto const in = stage.ask_to_register("boris@example.org", scene::password, word);
    CHECK(in.status() == 200);
    CHECK(in.value.signed_in);
    CHECK(stage.ask_to_register("eve@example.org", scene::password, word).rule() ==
          "invitation-used");
}

TEST_CASE("a guest sees for whom the invitation is; administrators see it, and take it back") {
    MailStage stage(with(RegistrationMode::invitation), false);
    auto& admin = stage.administrator;
    auto const invite = [&](std::string const& email) {
        return stage.word_of(admin.ask<InvitePerson>({email, ""}).value.letter);
    };
    auto const boris = invite("boris@example.org"), vera = invite("vera@example.org");
    CHECK(stage.look(boris).value.email == "boris@example.org");
    CHECK(stage.look("guess").rule() == "link-unknown");
    auto const out = [&] { return admin.ask<accounts::ListInvitations>().value.rows; };
    REQUIRE(out().size() == 2);
    CHECK(out()[0].email == "vera@example.org");
    auto const id = out()[1].id;
    CHECK(admin.ask<accounts::TakeBackInvitation>({id}).status() == 200);
    CHECK(admin.ask<accounts::TakeBackInvitation>({id}).rule() == "invitation-unknown");
    CHECK(stage.was_audited("invitation-taken-back"));
    CHECK(stage.look(boris).rule() == "link-unknown");
    CHECK(stage.ask_to_register("boris@example.org", scene::password, boris).rule() ==
          "invitation-unknown");
    auto const in = stage.ask_to_register("vera@example.org", scene::password, vera);
    REQUIRE(in.status() == 200);
    CHECK(out().empty());
    auto peer = stage.server.stranger();
    peer.keep(*in.value.signed_in);
    CHECK(peer.ask<accounts::ListInvitations>().status() == 403);
    CHECK(peer.ask<accounts::TakeBackInvitation>({id}).status() == 403);
}

TEST_CASE("nobody's mailbox is filled by strangers, who do not stop administrators either") {
    MailStage stage([](server::Settings& settings) { settings.rate_limits = 1; });
    int refused = 0;
    for (int i = 0; i < 20; ++i) {
        auto const asked = stage.ask_to_register("Victim+" + std::to_string(i) + "@home.example");
        if (asked.status() == 202) continue;
        CHECK(asked.status() == 429);
        CHECK(asked.rule() == "too-many-attempts");
        ++refused;
    }
    CHECK(refused == 15);
    CHECK(stage.ask_to_register("other@home.example").status() == 202);
    CHECK(http_test::eventually([&] { return stage.sink.all().size() == 6; }));
    CHECK(stage.administrator.ask<InvitePerson>({"victim+work@home.example", ""}).status() == 200);
    auto const word = stage.sink.next_to("victim+work@home.example").word_of("join");
    CHECK_FALSE(word.empty());
    // A member who names it as their own new e-mail is no way round.
    CHECK(stage.administrator
              .ask<accounts::ChangeEmail>({"victim+mine@home.example", {scene::password}})
              .status() == 429);
}

TEST_CASE("whoever knows only a guest's e-mail keeps no guest out") {
    MailStage stage([](server::Settings& settings) {
        settings.rate_limits = 1;
        settings.registration = RegistrationMode::invitation;
    });
    REQUIRE(stage.administrator.ask<InvitePerson>({"boris@example.org", ""}).status() == 200);
    auto const word = stage.sink.next_to("boris@example.org").word_of("join");
    std::string last;
    for (int i = 0; i < 10; ++i) last = stage.ask_to_register("boris@example.org").rule();
    CHECK(last == "too-many-attempts");
    for (int i = 0; i < 10; ++i)
        CHECK(stage.ask_to_register("boris@example.org", scene::password, "guess").status() != 202);
    CHECK(stage.ask_to_register("boris@example.org", scene::password, word).status() == 202);
    // Nor is the invitation a way round the limits.
    for (int i = 0; i < 10; ++i)
        last = stage.ask_to_register("boris@example.org", scene::password, word).rule();
    CHECK(last == "too-many-attempts");
}

TEST_CASE("closed: nobody registers; administrators do it by hand") {
    MailStage stage(with(RegistrationMode::closed));
    CHECK(stage.ask_to_register("boris@example.org").rule() == "registration-closed");
    CHECK(stage.administrator.ask<InvitePerson>({"boris@example.org", ""}).rule() ==
          "registration-closed");
    auto const enrolled =
        stage.administrator.ask<EnrolPerson>({"Борис", "boris@example.org", "ru", false});
    REQUIRE(enrolled.status() == 200);
    CHECK(enrolled.value.letter_sent);
    CHECK(enrolled.value.password.empty());
    CHECK(stage.was_audited("enrolled"));
    CHECK(stage.sign_in("boris@example.org").rule() == "wrong-credentials");
    auto const word = stage.sink.next_to("boris@example.org").word_of("reset");
    CHECK_FALSE(enrolled.says(word));
    stage.let_pass(6 * 24 * 60 * 60);
    auto const set = stage.reset(word, scene::password);
    CHECK(set.status() == 200);
    auto const in = stage.sign_in("boris@example.org");
    CHECK(in.status() == 200);
    CHECK(in.value.person.id == enrolled.value.person);
    CHECK(stage.administrator.ask<EnrolPerson>({"B", "BORIS@example.org", "", false}).rule() ==
          "email-taken");
    auto peer = stage.server.stranger();
    peer.keep(in.value);
    CHECK(peer.ask<EnrolPerson>({"C", "c@example.org", "", true}).status() == 403);
    CHECK(peer.ask<InvitePerson>({"c@example.org", ""}).status() == 403);
}

TEST_CASE("a password to hand over lets in, and is another each time") {
    MailStage stage({}, false);
    auto& boss = stage.administrator;
    accounts::PasswordAgain const right{scene::password}, wrong{"not the password"};
    CHECK(boss.ask<EnrolPerson>({"A", "a@example.org", "", true}).says("required"));
    CHECK(boss.ask<EnrolPerson>({"A", "a@example.org", "", true, wrong}).says("wrong-password"));
    auto const one = boss.ask<EnrolPerson>({"A", "a@example.org", "", true, right});
    auto const two = boss.ask<EnrolPerson>({"B", "b@example.org", "", true, right});
    REQUIRE(one.status() == 200);
    CHECK(one.value.password.size() == 23);
    CHECK(one.value.password != two.value.password);
    CHECK_FALSE(one.value.letter);
    CHECK_FALSE(one.value.letter_sent);
    CHECK(stage.sign_in("a@example.org", one.value.password).status() == 200);
    CHECK(stage.sign_in("b@example.org", one.value.password).status() == 401);

    auto const by_link = boss.ask<EnrolPerson>({"C", "c@example.org", "", false});
    REQUIRE(by_link.value.letter);
    CHECK(by_link.value.password.empty());
    CHECK(stage.reset(stage.word_of(*by_link.value.letter), scene::password).status() == 200);
    CHECK(stage.sign_in("c@example.org").status() == 200);
}

}  // namespace
}  // namespace registration_test
