#include <doctest/doctest.h>

#include "tests/web-client/app/visit.hpp"

using look::Role;
using visit::Stranger;

namespace {

void fill_sign_in(Stranger& stranger) {
    stranger.stage->fill("E-mail", "anna@example.org");
    stranger.stage->fill("Password", "correct horse battery");
}

accounts::SignedIn signed_in() {
    accounts::SignedIn tokens;
    tokens.person = {{{1, 1}}, "Anna", "anna@example.org", false, {1}};
    tokens.session = {{9, 9}};
    tokens.access_token = "word";
    tokens.expires_in_s = 600;
    return tokens;
}

}  // namespace

TEST_CASE("where a second factor is needed the code is asked for, and the password kept") {
    Stranger stranger("/sign-in");
    fill_sign_in(stranger);
    stranger.answers.refuse<accounts::SignIn>(401, "second-factor-needed");
    stranger.press("Sign in");
    REQUIRE(stranger.stage->sees(Role::heading, "Second factor"));
    CHECK_FALSE(stranger.stage->sees(Role::textbox, "Password"));
    stranger.answers.refuse<accounts::SignIn>(401, "wrong-code");
    stranger.stage->fill("Code", "123456");
    stranger.press("Sign in");
    CHECK(stranger.stage->find(Role::textbox, "Code").description ==
          "This code is wrong or has been used");
    CHECK(stranger.answers.last<accounts::SignIn>().find(R"("code":"123456")") !=
          std::string::npos);
    stranger.answers.give<accounts::SignIn>(signed_in());
    stranger.stage->fill("Code", "654321");
    stranger.press("Sign in");
    REQUIRE(stranger.came_in.has_value());
    CHECK(stranger.answers.last<accounts::SignIn>().find("correct horse battery") !=
          std::string::npos);
}

TEST_CASE("from the code one comes back to the password") {
    Stranger stranger("/sign-in");
    fill_sign_in(stranger);
    stranger.answers.refuse<accounts::SignIn>(401, "second-factor-needed");
    stranger.press("Sign in");
    stranger.stage->click(Role::link, "Back to signing in");
    stranger.settle();
    CHECK(stranger.stage->find(Role::textbox, "E-mail").value == "anna@example.org");
}

TEST_CASE("a wrong password, too many attempts and a blocked account each say what is so") {
    Stranger stranger("/sign-in");
    fill_sign_in(stranger);
    stranger.answers.refuse<accounts::SignIn>(401, "wrong-credentials");
    stranger.press("Sign in");
    CHECK(
        stranger.stage->find(Role::textbox, "Password").description ==
        "E-mail or password do not match. If you have just registered, open the link in the letter "
        "first");
    stranger.answers.refuse<accounts::SignIn>(429, "too-many-attempts", {{"retry-after", "42"}});
    stranger.press("Sign in");
    CHECK(stranger.stage->sees(Role::alert, "Too many attempts. Try again in 42 seconds."));
    stranger.answers.refuse<accounts::SignIn>(403, "person-blocked");
    stranger.press("Sign in");
    CHECK(stranger.stage->sees(Role::alert, "This account is blocked. Ask an administrator."));
    stranger.answers.by_path[std::string(accounts::SignIn::path)] = {
        429, {}, R"({"type":"urn:kontor:problem:locked-out","arguments":{"minutes":"15"}})"};
    stranger.press("Sign in");
    CHECK(stranger.stage->sees(Role::alert,
                               "Too many wrong passwords. Signing in is closed for 15 min"));
}

TEST_CASE("an unexpected failure says the number under which it was reported") {
    Stranger stranger("/sign-in");
    fill_sign_in(stranger);
    stranger.answers.by_path[std::string(accounts::SignIn::path)] = {
        500, {}, R"({"type":"urn:kontor:problem:unexpected","arguments":{"report":"1042"}})"};
    stranger.press("Sign in");
    CHECK(stranger.stage->sees(
        Role::alert, "Something is broken on the server. Report it with the number 1042"));
}

TEST_CASE("a problem of a field with arguments is told at the field") {
    Stranger stranger("/register");
    stranger.stage->fill("Your name", "Anna");
    stranger.stage->fill("E-mail", "anna@example.org");
    stranger.stage->fill("Password", "correct horse battery");
    stranger.answers.by_path[std::string(accounts::RegisterPerson::path)] = {
        422,
        {},
        R"({"type":"about:blank","problems":[{"path":"/name","rule":"too-long",)"
        R"("arguments":{"most":"100"}}]})"};
    stranger.press("Create account");
    CHECK(stranger.stage->find(Role::textbox, "Your name").description == "At most 100 characters");
}

TEST_CASE("whoever lost the password hears the same, whatever the e-mail") {
    Stranger stranger("/sign-in");
    stranger.stage->click(Role::link, "Forgot the password?");
    stranger.settle();
    CHECK(stranger.tab.place == "/forgot");
    stranger.press("Send the letter");
    CHECK(stranger.answers.last<accounts::RequestReset>().empty());
    CHECK(stranger.stage->find(Role::textbox, "E-mail").description == "This is needed");
    stranger.stage->fill("E-mail", "anna@example.org");
    stranger.answers.give<accounts::RequestReset>({});
    stranger.press("Send the letter");
    CHECK(stranger.answers.last<accounts::RequestReset>() == R"({"email":"anna@example.org"})");
    CHECK(stranger.stage->sees(Role::heading, "A letter is on its way"));
}

TEST_CASE("a new password is set by the link's word, and one signs in with it") {
    Stranger stranger("/reset/the-word");
    stranger.stage->fill("Password", "short");
    stranger.press("Set password");
    CHECK(stranger.answers.last<accounts::ResetPassword>().empty());
    stranger.stage->fill("Password", "another long one");
    stranger.answers.refuse<accounts::ResetPassword>(409, "link-unknown");
    stranger.press("Set password");
    CHECK(stranger.stage->all(Role::alert).size() == 1);
    stranger.answers.give<accounts::ResetPassword>({"anna@example.org"});
    stranger.press("Set password");
    CHECK(stranger.answers.last<accounts::ResetPassword>() ==
          R"({"word":"the-word","password":"another long one"})");
    CHECK(stranger.tab.place == "/sign-in");
    CHECK(stranger.stage->sees(Role::status, "The password is changed. Sign in with it."));
    CHECK(stranger.stage->find(Role::textbox, "E-mail").value == "anna@example.org");
}

TEST_CASE("the link of a confirmation is followed once, and says what was confirmed") {
    Stranger stranger("/confirm/the-word?from=letter");
    CHECK(stranger.answers.last<accounts::ConfirmEmail>() == R"({"word":"the-word"})");
    CHECK(stranger.stage->sees(Role::status, "The e-mail was not confirmed."));
    Stranger other("/sign-in");
    other.answers.give<accounts::ConfirmEmail>({"anna@example.org"});
    other.tab.place = "/confirm/another";
    other.stage->run(2);
    other.settle();
    other.settle();
    CHECK(other.stage->sees(Role::status, "anna@example.org is confirmed."));
    auto const asked = other.answers.asked.size();
    other.settle();
    CHECK(other.answers.asked.size() == asked);
    other.press("Go on");
    CHECK(other.stage->sees(Role::heading, "Sign in"));
}

TEST_CASE("registering by mail ends with a letter, and takes the invitation's word along") {
    Stranger stranger("/join/inviting-word", accounts::RegistrationMode::invitation);
    stranger.stage->fill("Your name", "Anna");
    stranger.stage->fill("E-mail", "anna@example.org");
    stranger.stage->fill("Password", "correct horse battery");
    accounts::Registration made;
    made.letter_sent = true;
    stranger.answers.give<accounts::RegisterPerson>(made);
    stranger.press("Create account");
    CHECK(stranger.answers.last<accounts::RegisterPerson>().find(
              R"("invitation":"inviting-word")") != std::string::npos);
    CHECK(stranger.stage->sees(Role::heading, "A letter is on its way"));
    CHECK_FALSE(stranger.came_in.has_value());
}

TEST_CASE("where nobody can register, that is said instead of offered") {
    Stranger closed("/sign-in", accounts::RegistrationMode::closed);
    CHECK_FALSE(closed.stage->sees(Role::link, "Create one"));
    CHECK(closed.stage->sees(Role::text,
                             "Nobody can register here by themselves. Ask an administrator."));
    Stranger invited("/register", accounts::RegistrationMode::invitation);
    CHECK_FALSE(invited.stage->sees(Role::textbox, "Password"));
    CHECK(invited.stage->sees(Role::text,
                              "Registration is by invitation. Ask an administrator for a link."));
    Stranger open("/sign-in");
    CHECK(open.stage->sees(Role::link, "Create one"));
}
