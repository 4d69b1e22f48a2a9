// Links of letters that nobody sends: who is shown one, after what, and who is never.
#include <doctest/doctest.h>

#include "tests/server/app/factor_stage.hpp"

namespace letter_links_test {
namespace {

using accounts::EnrolPerson;
using accounts::InvitePerson;
using accounts::SeeLetterLink;
using scene::password;

struct NoMail : scene::FactorStage {
    NoMail() : FactorStage({}, false) {}
    // Somebody asks for a reset, as anybody may.
    accounts::Letter reset_of(std::string const& email) {
        REQUIRE(server.stranger().ask<accounts::RequestReset>({email}).status() == 202);
        accounts::Letter letter;
        REQUIRE(http_test::eventually([&] {
            for (auto const& each : letters())
                if (each.recipient == email && each.kind == "reset") letter = each;
            return letter.has_link;
        }));
        return letter;
    }
};

TEST_CASE("a script that administers becomes nobody by the links of letters") {
    NoMail stage;
    auto const eve = stage.server.registered("eve");
    auto script = stage.admin_script();
    auto const letter = stage.reset_of(eve.email);
    auto const listed = script.ask<accounts::ListLetters>();
    REQUIRE(listed.status() == 200);
    CHECK_FALSE(listed.says("/reset#"));
    auto const refused = script.ask<SeeLetterLink>({letter.id, {password}});
    CHECK(refused.status() == 403);
    CHECK(refused.rule() == "session-needed");
}

TEST_CASE("a script registers and invites by letters alone, whose links a session sees") {
    NoMail stage;
    auto script = stage.admin_script();
    auto const refused = script.ask<EnrolPerson>({"Vera", "vera@example.org", "", true});
    CHECK(refused.status() == 403);
    CHECK(refused.rule() == "session-needed");
    auto const enrolled = script.ask<EnrolPerson>({"Vera", "vera@example.org", "", false});
    auto const invited = script.ask<InvitePerson>({"gleb@example.org", ""});
    REQUIRE(enrolled.status() == 200);
    REQUIRE(invited.status() == 200);
    REQUIRE(enrolled.value.letter);
    CHECK(enrolled.value.password.empty());
    CHECK_FALSE(enrolled.value.letter_sent);
    CHECK_FALSE(invited.value.letter_sent);
    auto& boss = stage.administrator;
    for (auto const letter : {*enrolled.value.letter, invited.value.letter}) {
        CHECK(script.ask<SeeLetterLink>({letter, {password}}).rule() == "session-needed");
        CHECK(boss.ask<SeeLetterLink>({letter, {"not the password"}}).says("wrong-password"));
        CHECK(stage.audited("link-seen") == 0);
    }
    for (auto const* answered : {&enrolled.raw, &invited.raw}) {
        auto const& body = answered->body;
        CHECK_MESSAGE(body.find('#') == std::string::npos, body);
    }
    CHECK(stage.reset(stage.word_of(*enrolled.value.letter), password).status() == 200);
    CHECK(stage.sign_in("vera@example.org").status() == 200);
    CHECK(stage.look(stage.word_of(invited.value.letter)).value.email == "gleb@example.org");
    CHECK(stage.audited("link-seen") == 2);
}

TEST_CASE("an administrator sees one link after the password, and that is written down") {
    NoMail stage;
    auto eve = stage.server.registered("eve");
    auto const letter = stage.reset_of(eve.email);
    auto& boss = stage.administrator;
    CHECK(boss.ask<SeeLetterLink>({letter.id, {"not the password"}}).says("wrong-password"));
    CHECK(eve.ask<SeeLetterLink>({letter.id, {password}}).rule() == "administrators-only");
    CHECK(stage.audited("link-seen") == 0);
    auto const seen = boss.ask<SeeLetterLink>({letter.id, {password}});
    REQUIRE(seen.status() == 200);
    CHECK(seen.raw.header("cache-control") == "no-store");
    CHECK(seen.value.link.rfind(std::string(scene::home) + "/reset#", 0) == 0);
    auto const entries = stage.sql(
        "select actor, subject, detail from server.audit where action "
        "= 'link-seen'");
    REQUIRE(entries.size() == 1);
    CHECK(entries[0][0].as<std::string>() == base::to_text(boss.person));
    CHECK(entries[0][1].as<std::string>() == base::to_text(eve.person));
    CHECK(entries[0][2].as<std::string>() == "reset");

    stage.turn_on(boss);
    CHECK(boss.ask<SeeLetterLink>({letter.id, {password}}).says("second-factor-needed"));
    CHECK(boss.ask<SeeLetterLink>({letter.id, {password, stage.codes[0]}}).status() == 200);
}

TEST_CASE("no administrator is shown what opens the account of one") {
    NoMail stage;
    auto eve = stage.server.registered("eve");
    REQUIRE(stage.administrator.change_right(eve.person, true).status() == 200);
    auto const letter = stage.reset_of(eve.email);
    CHECK(stage.link_of(letter.id).rule() == "link-of-administrator");
    REQUIRE(eve.ask<accounts::ChangeEmail>({"eve@home.example", {password}}).status() == 202);
    for (auto const& each : stage.letters())
        if (each.kind == "new-email")
            CHECK(stage.link_of(each.id).rule() == "link-of-administrator");
    CHECK(stage.audited("link-seen") == 0);
}

TEST_CASE("whoever made a token is told of it by a letter") {
    scene::MailStage stage;
    auto boris = stage.member("boris");
    auto const before = stage.sink.count_to(boris.email);
    REQUIRE(
        boris.ask<accounts::CreateToken>({"x", accounts::Scope::read, 1, {password}}).status() ==
        200);
    auto const letter = stage.sink.next_to(boris.email, before);
    CHECK(letter.text().find("Токены") != std::string::npos);
}

}  // namespace
}  // namespace letter_links_test
