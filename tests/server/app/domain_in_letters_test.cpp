// An e-mail whose domain is written in its own letters, and the same in ASCII: one address,
// whoever asks for what with either.
#include <doctest/doctest.h>

#include "shared/accounts/invitations_api.hpp"
#include "tests/server/app/mail_stage.hpp"

namespace domain_in_letters_test {
namespace {

using scene::MailStage;
using scene::other_password;
using scene::password;

constexpr char const* in_letters = "anna@Пример.рф";
constexpr char const* in_ascii = "anna@xn--e1afmkfd.xn--p1ai";

scene::Server::Change with(accounts::RegistrationMode mode) {
    return [mode](server::Settings& settings) { settings.registration = mode; };
}

void register_with(MailStage& stage, std::string const& email) {
    REQUIRE(stage.ask_to_register(email).status() == 202);
    auto const made = stage.finish(stage.sink.next_to(in_ascii).word_of("confirm"));
    REQUIRE(made.status() == 200);
    CHECK(made.value.email == in_ascii);
}

TEST_CASE("who registers with one spelling signs in with either") {
    for (auto const* registered : {in_letters, in_ascii}) {
        MailStage stage;
        register_with(stage, registered);
        for (auto const* email : {in_letters, in_ascii, "ANNA@ПРИМЕР。РФ"}) {
            auto const in = stage.sign_in(email);
            REQUIRE(in.status() == 200);
            CHECK(in.value.person.email == in_ascii);
        }
    }
}

TEST_CASE("an e-mail is taken in whichever spelling") {
    MailStage stage;
    register_with(stage, in_letters);
    for (auto const* email : {in_letters, in_ascii}) {
        CAPTURE(email);
        auto const before = stage.sink.count_to(in_ascii);
        REQUIRE(stage.ask_to_register(email).status() == 202);
        // Its owner is told, and there is nothing to confirm.
        CHECK(stage.sink.next_to(in_ascii, before).word_of("confirm").empty());
        CHECK(stage.administrator.ask<accounts::EnrolPerson>({"Другая", email, "ru"}).rule() ==
              "email-taken");
        CHECK(stage.administrator.ask<accounts::InvitePerson>({email, "ru"}).rule() ==
              "email-taken");
    }
}

TEST_CASE("a forgotten password is reset for either spelling") {
    MailStage stage;
    register_with(stage, in_ascii);
    auto const before = stage.sink.count_to(in_ascii);
    REQUIRE(stage.server.stranger().ask<accounts::RequestReset>({in_letters}).status() == 202);
    auto const word = stage.sink.next_to(in_ascii, before).word_of("reset");
    REQUIRE(stage.reset(word, other_password).status() == 200);
    CHECK(stage.sign_in(in_letters, other_password).status() == 200);
}

TEST_CASE("an invitation in one spelling is for who registers with the other") {
    MailStage stage(with(accounts::RegistrationMode::invitation));
    REQUIRE(stage.administrator.ask<accounts::InvitePerson>({in_letters, "ru"}).status() == 200);
    auto const word = stage.sink.next_to(in_ascii).word_of("join");
    REQUIRE_FALSE(word.empty());
    CHECK(stage.look(word).value.email == in_ascii);
    CHECK(stage.ask_to_register("anna@xn--e1afmkfd.example", password, word).rule() ==
          "invitation-for-another");
    REQUIRE(stage.ask_to_register(in_ascii, password, word).status() < 300);
    auto const letter = stage.sink.next_to(in_ascii, 1).word_of("confirm");
    REQUIRE(stage.finish(letter).status() == 200);
    CHECK(stage.sign_in(in_letters).status() == 200);
}

TEST_CASE("an e-mail is changed to one in letters, and is the same when it is written in ASCII") {
    MailStage stage;
    auto boris = stage.member("boris");
    REQUIRE(boris.ask<accounts::ChangeEmail>({in_letters, {password}}).status() < 300);
    auto const word = stage.sink.next_to(in_ascii).word_of("confirm");
    REQUIRE(stage.confirm(word).status() == 200);
    CHECK(stage.sign_in(in_ascii).status() == 200);
    CHECK(stage.sign_in(in_letters).status() == 200);
    auto again = stage.server.stranger();
    again.email = in_letters;
    again.sign_in();
    CHECK(again.ask<accounts::ChangeEmail>({in_letters, {password}}).rule() == "email-unchanged");
}

TEST_CASE("lists find an address by either spelling of its domain") {
    MailStage stage;
    register_with(stage, in_letters);
    auto const found = [&](std::string const& query) {
        auto const equals = query.find('=');
        auto const encoded = scene::percent_encoded(query.substr(0, equals)) + "=" +
                             scene::percent_encoded(query.substr(equals + 1));
        std::string lists;
        for (auto const* list : {"/api/v1/people?", "/api/v1/admin/accounts?"}) {
            auto const answer = stage.administrator.raw("GET", list + encoded, "");
            CHECK_MESSAGE(answer.status == 200, answer.body);
            lists += answer.body.find(in_ascii) != std::string::npos ? "+" : "-";
        }
        return lists;
    };
    for (auto const* query :
         {"filter[email]=anna@пример.рф", "filter[email]=anna@xn--e1afmkfd.xn--p1ai",
          "filter[email]=boris@example.org,anna@Пример.рф", "filter[email][starts]=anna@пример.",
          "filter[email]=ANNA@ПРИМЕР.РФ", "filter[email]=Anna@XN--E1AFMKFD.xn--p1ai",
          "filter[email][starts]=anna@прим", "search=anna@пример.рф", "search=пример.рф",
          "search=@Пример", "search=e1afmkfd", "search=прим", "search=ример.р",
          "search= anna@пример.рф "})
        CHECK_MESSAGE(found(query) == "++", query);
    for (auto const* query : {"filter[email]=anna@примеры.рф", "filter[email]=пример.рф",
                              "search=anna@примеры.рф", "search=почта@пример.рф"})
        CHECK_MESSAGE(found(query) == "--", query);
    REQUIRE(stage.administrator.ask<accounts::InvitePerson>({"boris@Пример.рф", "ru"}).status() ==
            200);
    for (auto const* query :
         {"/api/v1/admin/letters?filter%5Brecipient%5D=Boris@",
          "/api/v1/admin/letters?search=", "/api/v1/admin/invitations?filter%5Bemail%5D=Boris@"}) {
        auto const list = query + scene::percent_encoded("пример.рф");
        auto const answer = stage.administrator.raw("GET", list, "");
        CHECK_MESSAGE(answer.body.find("boris@xn--e1afmkfd") != std::string::npos, list);
    }
}

TEST_CASE("an address that was pasted with white space around it is the same one") {
    MailStage stage;
    register_with(stage, " " + std::string(in_letters) + "\u00A0");
    CHECK(stage.sign_in(in_ascii).status() == 200);
    CHECK(stage.sign_in(std::string(in_letters) + "  ").status() == 200);
    CHECK(stage.sign_in("\u3000" + std::string(in_ascii)).status() == 200);
}

TEST_CASE("what cannot stand before the @ is said, and what IDNA refuses is no address") {
    MailStage stage;
    auto const rule = [&](char const* email) {
        auto const answer = stage.ask_to_register(email);
        CHECK(answer.status() == 422);
        return answer.says("not-a-local-part") ? 1 : answer.says("not-an-email") ? 2 : 0;
    };
    CHECK(rule("почта@пример.рф") == 1);
    CHECK(rule("anna@a\u200Db.рф") == 2);
    CHECK(rule("anna@пример") == 2);
}

}  // namespace
}  // namespace domain_in_letters_test
