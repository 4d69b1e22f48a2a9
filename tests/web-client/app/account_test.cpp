#include <doctest/doctest.h>

#include "tests/web-client/app/visit.hpp"

namespace app_account_test {

using look::Role;
using visit::Member;

namespace {

accounts::Account account_as(Member const& member) { return *member.row(); }

}  // namespace

TEST_CASE("the profile is changed, told to the server, and nothing unchanged can be saved") {
    Member anna("/account");
    CHECK(anna.stage->find(Role::button, "Save").description == "Nothing has been changed");
    anna.stage->fill("Where you are", "Kazan");
    anna.press("Save");
    auto const* person = anna.server.people.state.world.find(anna.anna);
    CHECK(person->location == "Kazan");
    CHECK(anna.stage->sees(Role::status, "The profile is saved"));
    anna.stage->fill("Where you are", " Kazan ");
    CHECK(anna.stage->find(Role::button, "Save").description == "Nothing has been changed");
    anna.stage->fill("Where you are", std::string(100, 'x') + "  ");
    CHECK_FALSE(anna.stage->find(Role::textbox, "Where you are").state.invalid);
    CHECK_FALSE(anna.stage->find(Role::button, "Save").state.disabled);
    anna.stage->fill("Name", " ");
    CHECK(anna.stage->find(Role::textbox, "Name").state.invalid);
    CHECK(anna.stage->find(Role::button, "Save").state.disabled);
}

TEST_CASE("what was written about oneself and not saved is there after a reload") {
    Member anna("/account");
    anna.stage->fill("About me", "Bakes at night");
    anna.settle();
    anna.account->drafts().flush();
    anna.screens =
        std::make_unique<house::Screens<Rooms>>(anna.tab, anna.account->api(), *anna.account);
    anna.settle();
    CHECK(anna.stage->find(Role::textbox, "About me").value == "Bakes at night");
    anna.press("Save");
    CHECK(anna.server.people.state.world.find(anna.anna)->biography == "Bakes at night");
    CHECK(anna.account->drafts().all().empty());
    CHECK(anna.stage->find(Role::textbox, "About me").value == "Bakes at night");
}

TEST_CASE("language and look that were chosen follow from another device, once") {
    Member anna("/account");
    auto account = account_as(anna);
    account.language = "ru";
    account.theme = accounts::Theme::light;
    anna.language.reset();
    anna.shade.reset();
    anna.server.carry_out(accounts::ChangeAccount{account});
    anna.settle();
    CHECK(anna.language == words::Language::russian);
    CHECK(anna.shade == shell::Shade::light);
    anna.language.reset();
    anna.settle();
    CHECK_FALSE(anna.language.has_value());
}

TEST_CASE("what is chosen here is told to the account") {
    Member anna("/account");
    anna.stage->wheel(600, 500, -1000);
    anna.stage->click(Role::option, "Light");
    anna.settle();
    CHECK(anna.server.people.state.world.find(accounts::account_of(anna.anna))->theme ==
          accounts::Theme::light);
}

TEST_CASE("an answer that comes late is said to the question it answers, and to no other") {
    Member anna("/account/entry");
    auto const press = [&](std::string const& button) {
        anna.stage->click(Role::button, button);
        anna.stage->run(3);
    };
    press("Change password…");
    anna.stage->fill("Current password", "the old one");
    anna.stage->fill("New password", "correct horse battery");
    SUBCASE("when it is a refusal") {
        anna.answers.refuse<accounts::ChangePassword>(403, "wrong-password");
    }
    SUBCASE("when all went well") { anna.answers.give<accounts::ChangePassword>({}); }
    press("Change password");
    anna.stage->press(ImGuiKey_Escape);
    anna.stage->run(3);
    press("Turn on…");
    REQUIRE(anna.stage->sees(Role::dialog, "Turn the second factor on"));
    anna.settle();
    REQUIRE_FALSE(anna.answers.last<accounts::ChangePassword>().empty());
    CHECK(anna.stage->sees(Role::dialog, "Turn the second factor on"));
    CHECK_FALSE(anna.stage->find(Role::textbox, "Current password").state.invalid);
    CHECK_FALSE(anna.stage->find(Role::button, "Next").state.disabled);
}

TEST_CASE("a password is changed with the current one, and what is wrong stands at its field") {
    Member anna("/account/entry");
    anna.press("Change password…");
    anna.press("Change password");
    CHECK(anna.answers.last<accounts::ChangePassword>().empty());
    CHECK(anna.stage->find(Role::textbox, "Current password").description == "This is needed");
    anna.stage->fill("Current password", "the old one");
    anna.stage->fill("New password", "too short");
    CHECK(anna.stage->find(Role::textbox, "New password").description == "At least 10 characters");
    anna.stage->fill("New password", "correct horse battery");
    anna.answers.refuse<accounts::ChangePassword>(403, "wrong-password");
    anna.press("Change password");
    CHECK(anna.stage->find(Role::textbox, "Current password").description ==
          "This is not your password");
    CHECK_FALSE(anna.stage->find(Role::textbox, "New password").state.invalid);
    anna.stage->fill("Current password", "the right one");
    anna.answers.give<accounts::ChangePassword>({});
    anna.press("Change password");
    CHECK(anna.answers.last<accounts::ChangePassword>() ==
          R"({"again":{"password":"the right one","code":""},"password":"correct horse battery",)"
          R"("keep_tokens":false})");
    CHECK_FALSE(anna.stage->sees(Role::dialog, "Change password"));
    CHECK(anna.stage->sees(Role::status, "The password is changed. Other sessions have ended."));
}

TEST_CASE("Tab goes from one password to the next, and going elsewhere drops what was asked") {
    Member anna("/account/entry");
    anna.press("Change password…");
    anna.stage->type("the old one");
    anna.stage->press(ImGuiKey_Tab);
    anna.stage->type("correct horse battery");
    anna.answers.give<accounts::ChangePassword>({});
    anna.stage->press(ImGuiKey_Enter);
    anna.settle();
    CHECK(anna.answers.last<accounts::ChangePassword>() ==
          R"({"again":{"password":"the old one","code":""},"password":"correct horse battery",)"
          R"("keep_tokens":false})");
    anna.press("Change password…");
    anna.screens->go("/account");
    anna.settle();
    CHECK_FALSE(anna.stage->sees(Role::dialog, "Change password"));
}

TEST_CASE("another e-mail is waited for, and its letter is sent again") {
    Member anna("/account");
    auto account = account_as(anna);
    account.new_email = "new@example.org";
    anna.server.carry_out(accounts::ChangeAccount{account});
    anna.settle();
    CHECK(anna.stage->sees(Role::text,
                           "Waiting for confirmation of new@example.org: follow the link in the "
                           "letter. Until then the old address stays."));
    anna.answers.give<accounts::SendConfirmation>({});
    anna.press("Send a letter with the link");
    CHECK(anna.stage->sees(Role::status, "The letter is on its way"));
}

TEST_CASE("a token is shown once, copied, listed without its word, and revoked") {
    Member anna("/account/tokens");
    anna.press("Make a token…");
    anna.stage->fill("Name", "Backup");
    anna.stage->click(Role::option, "write");
    anna.stage->fill("Current password", "my password");
    accounts::CreateToken::Response made;
    made.row = {{{4, 4}}, anna.anna, "Backup", wire::Scope::write, {1}, {9'000'000'000'000'000}};
    made.token = "kontor_secret";
    anna.answers.give<accounts::CreateToken>(made);
    anna.server.carry_out(accounts::AddToken{made.row});
    anna.press("Make token");
    CHECK(anna.answers.last<accounts::CreateToken>() ==
          R"({"name":"Backup","scope":"write","days":90,)"
          R"("again":{"password":"my password","code":""}})");
    CHECK(anna.stage->sees(Role::text, "kontor_secret"));
    anna.press("Copy");
    CHECK(anna.tab.copied == "kontor_secret");
    anna.press("Done");
    CHECK_FALSE(anna.stage->sees(Role::text, "kontor_secret"));
    CHECK(anna.stage->sees(Role::listitem, "Backup"));
    anna.press("Revoke…", "Backup");
    anna.press("Revoke");
    CHECK_FALSE(anna.stage->sees(Role::listitem, "Backup"));
    CHECK(anna.server.people.state.world.find(made.row.id) == nullptr);
}

TEST_CASE("a member makes no tokens for administrators") {
    Member anna("/account/tokens");
    anna.press("Make a token…");
    CHECK_FALSE(anna.stage->sees(Role::option, "administer"));
    Member boss("/account/tokens", true);
    boss.press("Make a token…");
    CHECK(boss.stage->sees(Role::option, "administer"));
}

TEST_CASE("the second factor: password, picture, code, and ten codes that are kept") {
    Member anna("/account/entry");
    anna.press("Turn on…");
    anna.stage->fill("Current password", "my password");
    anna.answers.give<accounts::BeginSecondFactor>(
        {"JBSWY3DPEHPK3PXP", "otpauth://totp/x", {"101", "010", "111"}});
    anna.press("Next");
    CHECK(anna.stage->sees(Role::img, "QR code of the secret"));
    CHECK(anna.stage->sees(Role::text, "JBSW Y3DP EHPK 3PXP"));
    anna.press("Copy the key");
    CHECK(anna.tab.copied == "JBSWY3DPEHPK3PXP");
    anna.stage->fill("Code", "111111");
    anna.answers.refuse<accounts::ConfirmSecondFactor>(409, "wrong-code");
    anna.press("Turn on", "Turn the second factor on");
    CHECK(anna.stage->find(Role::textbox, "Code").state.invalid);
    accounts::RecoveryCodes codes;
    for (int i = 0; i < 10; ++i) codes.codes.push_back("code-" + std::to_string(i));
    anna.answers.give<accounts::ConfirmSecondFactor>(codes);
    anna.stage->fill("Code", "222222");
    anna.press("Turn on", "Turn the second factor on");
    CHECK(anna.stage->sees(Role::text, "code-9"));
    anna.press("Save to a file");
    CHECK(anna.tab.saved["kontor-recovery-codes.txt"].find("code-0\ncode-1\n") == 0);
}

TEST_CASE("everything of mine is saved to a file where no browser downloads it") {
    Member anna("/account/data");
    anna.answers.give<accounts::SignAddress>({"/api/v1/me/archive?signed=proof"});
    anna.answers.by_path["/api/v1/me/archive"] = {
        200, {{"content-disposition", R"(attachment; filename="anna.zip")"}}, "PK"};
    anna.press("Download everything of mine");
    CHECK(anna.answers.last<accounts::SignAddress>() == R"({"path":"/api/v1/me/archive"})");
    CHECK(anna.tab.saved["anna.zip"] == "PK");
}

TEST_CASE("an account that will be deleted says so on every screen, until it is kept") {
    Member anna("/account/data");
    anna.press("Delete my account…");
    anna.stage->fill("Current password", "my password");
    anna.stage->click(Role::checkbox, "Erase my messages, too");
    anna.answers.give<accounts::DeleteMe>({{1'773'900'000'000'000}});
    anna.server.carry_out(
        accounts::ScheduleDeletion{anna.anna, base::Instant{1'773'900'000'000'000}});
    anna.press("Delete in a week");
    CHECK(anna.answers.last<accounts::DeleteMe>() ==
          R"({"again":{"password":"my password","code":""},"erase_messages":true})");
    anna.tab.place = "/people";
    anna.screens->go("/people");
    anna.settle();
    CHECK(anna.stage->sees(Role::region, "Your account will be deleted on 19 March 2026."));
    anna.press("Keep my account");
    CHECK_FALSE(anna.stage->sees(Role::region, "Your account will be deleted on 19 March 2026."));
    CHECK_FALSE(
        anna.server.people.state.world.find(accounts::account_of(anna.anna))->deletion.has_value());
}

TEST_CASE("where no mail is sent, the administrators are said to have the link") {
    Member anna("/account");
    CHECK(anna.stage->sees(Role::button, "Send a letter with the link"));
    Member boris("/people");
    boris.answers.give<accounts::AboutServer>({accounts::RegistrationMode::open, false});
    boris.answers.give<accounts::SendConfirmation>({});
    boris.screens->go("/account");
    boris.settle();
    boris.press("Make a new link");
    CHECK_FALSE(boris.answers.last_to(std::string(accounts::AboutServer::path)).empty());
    CHECK(boris.stage->sees(Role::status, "The link is with the administrators now"));
}

}  // namespace app_account_test
