#include <doctest/doctest.h>

#include "tests/web-client/app/visit.hpp"

namespace web_client_sign_in_test {

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

TEST_CASE("a domain may be in its own letters, and what cannot stand before the @ is said") {
    Stranger stranger("/register");
    stranger.stage->fill("Your name", "Anna");
    stranger.stage->fill("E-mail", "почта@пример.рф");
    stranger.stage->fill("Password", "correct horse battery");
    stranger.press("Create account");
    CHECK(stranger.stage->find(Role::textbox, "E-mail").description ==
          "Before the @ only Latin letters, digits and signs such as . _ - + can stand");
    stranger.stage->fill("E-mail", "anna@пример");
    stranger.press("Create account");
    CHECK(stranger.stage->find(Role::textbox, "E-mail").description ==
          "This is not an e-mail address");
    CHECK(stranger.answers.last<accounts::RegisterPerson>().empty());
    stranger.stage->fill("E-mail", "anna@пример.рф");
    stranger.answers.give<accounts::RegisterPerson>({true, {}});
    stranger.press("Create account");
    CHECK(stranger.stage->sees(Role::heading, "A letter is on its way"));
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

accounts::LookAtLink::Response link_for(accounts::LinkKind kind, std::string const& name = {}) {
    return {kind, "anna@example.org", name};
}

TEST_CASE("a new password is set by the link's word, and one signs in with it") {
    Stranger stranger("/sign-in");
    stranger.answers.give<accounts::LookAtLink>(link_for(accounts::LinkKind::reset));
    stranger.open("/reset#the-word");
    CHECK(stranger.tab.place == "/reset");  // the word does not stay in the address
    CHECK(stranger.answers.last<accounts::LookAtLink>() == R"({"word":"the-word"})");
    CHECK(stranger.stage->sees(Role::text, "For anna@example.org."));
    stranger.stage->fill("Password", "short");
    stranger.press("Set password");
    CHECK(stranger.answers.last<accounts::ResetPassword>().empty());
    stranger.stage->fill("Password", "another long one");
    stranger.answers.refuse<accounts::ResetPassword>(429, "too-many-attempts");
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

TEST_CASE("opening the link of a confirmation does nothing, and a press confirms") {
    Stranger stranger("/sign-in");
    stranger.answers.give<accounts::LookAtLink>(link_for(accounts::LinkKind::new_email, "Mallory"));
    stranger.open("/confirm#the-word");
    stranger.settle();
    CHECK(stranger.answers.last<accounts::ConfirmEmail>().empty());
    CHECK(stranger.stage->sees(Role::text,
                               "It becomes the e-mail of the account “Mallory”. If that is not "
                               "you, press nothing."));
    CHECK(stranger.stage->sees(Role::text, "Confirm that anna@example.org is your e-mail."));
    stranger.answers.give<accounts::ConfirmEmail>({"anna@example.org"});
    stranger.press("Confirm");
    CHECK(stranger.answers.last<accounts::ConfirmEmail>() == R"({"word":"the-word"})");
    CHECK(stranger.stage->sees(Role::status, "anna@example.org is confirmed."));
    auto const asked = stranger.answers.asked.size();
    stranger.settle();
    CHECK(stranger.answers.asked.size() == asked);
    stranger.press("Go on");
    CHECK(stranger.stage->sees(Role::heading, "Sign in"));
}

TEST_CASE("a registration is finished with the password that was chosen, and comes in") {
    Stranger stranger("/sign-in");
    stranger.answers.give<accounts::LookAtLink>(link_for(accounts::LinkKind::registration, "Anna"));
    stranger.open("/confirm#the-word");
    CHECK(stranger.answers.last<accounts::ConfirmRegistration>().empty());
    CHECK(stranger.stage->sees(
        Role::text, "An account is about to be made for anna@example.org, in the name of “Anna”."));
    CHECK_FALSE(stranger.stage->sees(Role::textbox, "Your name"));
    stranger.press("Create account");
    CHECK(stranger.stage->find(Role::textbox, "Password").description == "This is needed");
    stranger.stage->fill("Password", "correct horse battery");
    stranger.answers.by_path[std::string(accounts::ConfirmRegistration::path)] = {
        422,
        {},
        R"({"type":"about:blank","problems":[{"path":"/password","rule":"wrong-password"}]})"};
    stranger.press("Create account");
    CHECK(stranger.stage->find(Role::textbox, "Password").description ==
          "This is not your password");
    stranger.answers.give<accounts::ConfirmRegistration>({"anna@example.org"});
    stranger.answers.give<accounts::SignIn>(signed_in());
    stranger.stage->fill("Password", "correct horse batteries");
    stranger.press("Create account");
    CHECK(stranger.answers.last<accounts::ConfirmRegistration>() ==
          R"({"word":"the-word","password":"correct horse batteries","fresh":false,"name":""})");
    CHECK(stranger.came_in.has_value());
}

TEST_CASE("whoever did not register says another name and password") {
    Stranger stranger("/sign-in");
    stranger.answers.give<accounts::LookAtLink>(
        link_for(accounts::LinkKind::registration, "Somebody else"));
    stranger.open("/confirm#the-word");
    stranger.stage->click(Role::link, "I did not register, or forgot the password");
    stranger.settle();
    CHECK(stranger.stage->find(Role::textbox, "Your name").value == "Somebody else");
    stranger.stage->fill("Your name", "Anna");
    stranger.stage->fill("Password", "short");
    stranger.press("Create account");
    CHECK(stranger.answers.last<accounts::ConfirmRegistration>().empty());
    stranger.stage->fill("Password", "correct horse battery");
    stranger.answers.give<accounts::ConfirmRegistration>({"anna@example.org"});
    stranger.press("Create account");
    CHECK(stranger.answers.last<accounts::ConfirmRegistration>() ==
          R"({"word":"the-word","password":"correct horse battery","fresh":true,"name":"Anna"})");
}

TEST_CASE(
    "a link that was used says what it did, one that is none says so, and one may ask again") {
    Stranger stranger("/sign-in");
    stranger.answers.by_path[std::string(accounts::LookAtLink::path)] = {
        409, {}, R"({"type":"urn:kontor:problem:link-used","arguments":{"kind":"reset"}})"};
    stranger.open("/reset#used");
    CHECK(stranger.stage->sees(Role::status,
                               "The password was set by this link already: sign in with it."));
    stranger.answers.refuse<accounts::LookAtLink>(409, "link-unknown");
    stranger.open("/confirm#none");
    CHECK(stranger.stage->all(Role::alert).empty());
    CHECK(stranger.stage->sees(Role::button, "Back to signing in"));
    stranger.answers.refuse<accounts::LookAtLink>(503, "busy");
    stranger.open("/reset#later");
    CHECK(stranger.stage->all(Role::alert).size() == 1);
    stranger.answers.give<accounts::LookAtLink>(link_for(accounts::LinkKind::enrolled));
    stranger.press("Try again");
    CHECK(stranger.stage->sees(Role::textbox, "Password"));
}

TEST_CASE("an invitation that is opened by somebody who is signed in asks what is meant") {
    visit::Member boris("/");
    boris.answers.give<accounts::LookAtLink>(link_for(accounts::LinkKind::invitation));
    client::Api api(boris.tab);
    accounts::SignInScreen entry(boris.tab, api, [](accounts::SignedIn const&) {});
    boris.tab.place = "/join#inviting-word";
    REQUIRE(entry.is_link_here());
    bool leaves = false;
    support::Stage stage([&](look::Ui& ui, look::Rect window) {
        leaves = entry.frame(ui, window, boris.account.get(), false).sign_out || leaves;
    });
    auto const settle = [&] {
        stage.run(2);
        boris.machine.pass(200);
        stage.run(4);
    };
    settle();
    CHECK(boris.tab.place == "/join");
    CHECK(stage.sees(Role::heading, "An invitation"));
    stage.click(Role::button, "Sign out and make a new account");
    settle();
    CHECK(leaves);
    CHECK(entry.is_link_here());
    stage.click(Role::button, "Go on as who I am");
    settle();
    CHECK(boris.tab.place == "/");
    CHECK_FALSE(entry.is_link_here());
    boris.tab.place = "/join";  // loaded anew, when the word has gone from the address
    REQUIRE(entry.is_link_here());
    settle();
    CHECK(stage.sees(Role::text,
                     "Open the link of the letter once more: it does not stay in the address."));
    stage.click(Role::button, "Go on");
    settle();
    CHECK(boris.tab.place == "/");
}

TEST_CASE("registering by mail ends with a letter, and takes the invitation's word along") {
    Stranger stranger("/sign-in", accounts::RegistrationMode::invitation);
    stranger.answers.give<accounts::LookAtLink>(link_for(accounts::LinkKind::invitation));
    stranger.open("/join#inviting-word");
    stranger.stage->fill("Your name", "Anna");
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

TEST_CASE("a guest finds the e-mail that the invitation is for, and cannot change it") {
    Stranger guest("/sign-in", accounts::RegistrationMode::invitation);
    guest.answers.give<accounts::LookAtLink>({accounts::LinkKind::invitation, "petr@example.org"});
    guest.open("/join#inviting-word");
    CHECK(guest.answers.last<accounts::LookAtLink>() == R"({"word":"inviting-word"})");
    CHECK(guest.stage->sees(Role::text, "petr@example.org"));
    CHECK_FALSE(guest.stage->sees(Role::textbox, "E-mail"));
    guest.stage->fill("Your name", "Petr");
    guest.stage->fill("Password", "correct horse battery");
    guest.answers.give<accounts::RegisterPerson>({true, {}});
    guest.press("Create account");
    CHECK(guest.answers.last<accounts::RegisterPerson>().find(R"("email":"petr@example.org")") !=
          std::string::npos);
    CHECK(guest.stage->sees(Role::heading, "A letter is on its way"));
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

}  // namespace web_client_sign_in_test
