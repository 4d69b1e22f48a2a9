#include <doctest/doctest.h>

#include <algorithm>

#include "tests/web-client/app/visit.hpp"

namespace admin_test {

using look::Role;
using visit::Member;

namespace {

void give_people(Member& member) {
    accounts::ListAccounts::Response page;
    auto const& world = member.server.people.state.world;
    for (auto const& [id, person] : world.table<accounts::Person>().all()) {
        accounts::Overview row;
        row.id = person.id;
        row.name = person.name;
        row.email = person.email;
        row.administrator = person.administrator;
        row.stored_bytes = 3'500'000;
        row.second_factor = world.find(accounts::account_of(person.id))->second_factor;
        page.rows.push_back(row);
    }
    page.total = static_cast<std::int64_t>(page.rows.size());
    member.answers.give<accounts::ListAccounts>(page);
}

struct Boss : Member {
    explicit Boss(std::string const& route) : Member("/", true) {
        give_people(*this);
        tab.place = route;
        screens->go(route);
        settle();
    }
};

// Where it is changed; the server does so.
std::string right_of(Boss& boss, base::Id<accounts::Person> person) {
    auto const path = "/api/v1/admin/accounts/" + base::to_text(person) + "/right";
    boss.answers.by_path[path] = {200, {{"content-type", "application/json"}}, "{}"};
    return path;
}

}  // namespace

TEST_CASE("only administrators find the section, and nobody else asks the server for it") {
    Member anna("/admin/people");
    CHECK_FALSE(anna.stage->sees(Role::link, "Administration"));
    CHECK(anna.stage->sees(Role::heading, "Only administrators may do this."));
    CHECK(anna.answers.last<accounts::ListAccounts>().empty());
    Boss boss("/");
    boss.stage->click(Role::link, "Administration");
    boss.settle();
    CHECK(boss.tab.place == "/admin/people");
    CHECK(boss.stage->sees(Role::cell, "3.3 MB"));
}

TEST_CASE("people are searched and sorted by the server") {
    Boss boss("/admin/people");
    boss.stage->fill("Name or e-mail", "anna");
    boss.settle();
    CHECK(boss.answers.last<accounts::ListAccounts>() ==
          "/api/v1/admin/accounts?search=anna&sort=name&limit=50");
    boss.stage->click(Role::columnheader, "Storage");
    boss.settle();
    CHECK(boss.answers.last<accounts::ListAccounts>().find("sort=stored_bytes") !=
          std::string::npos);
}

TEST_CASE("the right is given with the password, and never taken from the last one") {
    Boss boss("/admin/people");
    boss.stage->click(Role::row, "Anna");
    boss.settle();
    CHECK(boss.stage->find(Role::button, "Take administrator’s right…").description ==
          "This is the last administrator: give the right to somebody else first.");
    CHECK(boss.stage->find(Role::button, "Block…").description ==
          "An administrator cannot be blocked: take the right first.");
    boss.stage->press(ImGuiKey_Escape);
    boss.settle();
    boss.stage->click(Role::row, "Boris");
    boss.settle();
    boss.press("Make administrator…");
    auto const path = right_of(boss, boss.boris);
    boss.press("Make administrator");
    CHECK(boss.answers.last_to(path).empty());
    boss.stage->fill("Current password", "my password");
    boss.press("Make administrator");
    CHECK(boss.answers.last_to(path) ==
          R"({"again":{"password":"my password","code":""},"administrator":true})");
    CHECK(boss.stage->sees(Role::status, "Boris is an administrator now"));
}

TEST_CASE("the right of another administrator is taken with the password") {
    Boss boss("/");
    auto const vera = boss.server.add_person("Vera", true);
    give_people(boss);
    boss.screens->go("/admin/people");
    boss.settle();
    boss.stage->click(Role::row, "Vera");
    boss.settle();
    boss.press("Take administrator’s right…");
    auto const path = right_of(boss, vera);
    boss.stage->fill("Current password", "my password");
    boss.press("Take the right");
    CHECK(boss.answers.last_to(path) ==
          R"({"again":{"password":"my password","code":""},"administrator":false})");
    CHECK(boss.stage->sees(Role::status, "Vera is no administrator any more"));
}

TEST_CASE("somebody is blocked after one question, which anything but its button only closes") {
    Boss boss("/admin/people");
    auto const ask = [&] {
        boss.stage->click(Role::row, "Boris");
        boss.settle();
        boss.press("Block…");
        CHECK_FALSE(boss.stage->sees(Role::dialog, "Boris"));
        REQUIRE(boss.stage->sees(Role::dialog, "Block Boris?"));
    };
    auto const is_blocked = [&] {
        return boss.server.people.state.world.find(boss.boris)->blocked;
    };
    ask();
    SUBCASE("by its button") {
        boss.press("Block", "Block Boris?");
        CHECK(is_blocked());
        CHECK(boss.stage->sees(Role::cell, "blocked"));
    }
    SUBCASE("not by Cancel") {
        boss.press("Cancel");
        CHECK_FALSE(is_blocked());
    }
    SUBCASE("not by Escape, after which one is asked anew") {
        boss.stage->press(ImGuiKey_Escape);
        boss.settle();
        CHECK_FALSE(boss.stage->sees(Role::dialog, "Block Boris?"));
        CHECK_FALSE(is_blocked());
        ask();
    }
    SUBCASE("not by going elsewhere, where nothing is asked any more") {
        boss.screens->go("/people");
        boss.settle();
        boss.screens->go("/admin/people");
        boss.settle();
        CHECK_FALSE(boss.stage->sees(Role::dialog, "Block Boris?"));
        CHECK_FALSE(is_blocked());
    }
}

TEST_CASE(
    "sessions are ended after one question, and the tokens of scripts unless that is unticked") {
    Boss boss("/admin/people");
    constexpr base::Instant never{1LL << 52};
    boss.server.carry_out(accounts::OpenSession{{{{8, 8}}, boss.boris, "Phone", "", {1}, {1}}});
    boss.server.carry_out(accounts::AddToken{
        {{{8, 9}}, boss.boris, "Backup", accounts::Scope::read, {1}, never, {}}});
    auto const& world = boss.server.people.state.world;
    boss.stage->click(Role::row, "Boris");
    boss.settle();
    boss.press("End sessions…");
    CHECK(boss.stage->find(Role::checkbox, "Revoke the tokens of scripts, too").state.checked);
    CHECK(world.find(base::Id<accounts::Session>{{8, 8}}) != nullptr);
    bool keeps = false;
    SUBCASE("both") {}
    SUBCASE("the sessions only") {
        boss.stage->click(Role::checkbox, "Revoke the tokens of scripts, too");
        keeps = true;
    }
    boss.press("End sessions", "End all sessions of Boris?");
    CHECK(world.find(base::Id<accounts::Session>{{8, 8}}) == nullptr);
    CHECK((world.find(base::Id<accounts::ScriptToken>{{8, 9}}) != nullptr) == keeps);
}

void has_factor(Member& member, base::Id<accounts::Person> person) {
    auto account = *member.server.people.state.world.find(accounts::account_of(person));
    account.second_factor = true;
    member.server.carry_out(accounts::ChangeAccount{account});
}

TEST_CASE("a second factor that somebody lost is taken off with password and code") {
    Boss boss("/");
    has_factor(boss, boss.boris);
    give_people(boss);
    boss.screens->go("/admin/people");
    boss.settle();
    boss.stage->click(Role::row, "Anna");
    boss.settle();
    CHECK_FALSE(boss.stage->sees(Role::button, "Take the second factor off…"));
    boss.stage->press(ImGuiKey_Escape);
    boss.settle();
    boss.stage->click(Role::row, "Boris");
    boss.settle();
    CHECK(boss.stage->find(Role::button, "Take the second factor off…").state.disabled);
    has_factor(boss, boss.anna);
    boss.settle();
    boss.press("Take the second factor off…");
    boss.stage->fill("Current password", "my password");
    boss.stage->fill("Code", "123456");
    auto const path = "/api/v1/admin/accounts/" + base::to_text(boss.boris) + "/forget-factor";
    boss.answers.by_path[path] = {200, {{"content-type", "application/json"}}, "{}"};
    boss.press("Take it off");
    CHECK(boss.answers.last_to(path) == R"({"again":{"password":"my password","code":"123456"}})");
    CHECK(boss.stage->sees(Role::status, "The second factor of Boris is off"));
}

TEST_CASE("an account is deleted after two questions, of which the second is typed") {
    Boss boss("/admin/people");
    boss.stage->click(Role::row, "Boris");
    boss.settle();
    boss.press("Delete…");
    boss.stage->click(Role::checkbox, "Erase the messages, too");
    boss.press("Go on…");
    auto const path = "/api/v1/admin/accounts/" + base::to_text(boss.boris) + "/delete";
    boss.answers.by_path[path] = {200, {{"content-type", "application/json"}}, "{}"};
    boss.press("Delete for good");
    CHECK(boss.answers.last_to(path).empty());
    boss.stage->fill("E-mail", "boris@example.org");
    boss.press("Delete for good");
    CHECK(boss.stage->find(Role::textbox, "E-mail").description == "Type the e-mail exactly");
    boss.stage->fill("E-mail", boss.server.people.state.world.find(boss.boris)->email);
    boss.stage->fill("Current password", "my password");
    boss.press("Delete for good");
    CHECK(boss.answers.last_to(path) ==
          R"({"again":{"password":"my password","code":""},"erase_messages":true})");
    CHECK(boss.stage->sees(Role::status, "Boris is deleted"));
}

TEST_CASE("somebody is registered by hand, with a password that is shown once") {
    Boss boss("/admin/people");
    boss.press("Register…");
    boss.stage->fill("Name", "Vera");
    boss.stage->fill("E-mail", "vera@example.org");
    boss.stage->click(Role::checkbox, "A password to hand over instead");
    boss.answers.by_path[std::string(accounts::EnrolPerson::path)] = {
        200,
        {{"content-type", "application/json"}},
        wire::json::text(accounts::EnrolPerson::Response{{{1, 9}}, {}, false, "hand-over-word"})};
    boss.press("Register", "Register somebody");
    CHECK_FALSE(boss.stage->sees(Role::text, "hand-over-word"));
    CHECK(boss.stage->find(Role::textbox, "Current password").state.invalid);
    boss.stage->fill("Current password", "my password");
    boss.press("Register", "Register somebody");
    auto const& asked = boss.answers.asked;  // the list of people has the same address
    CHECK(std::any_of(asked.begin(), asked.end(), [](platform::Request const& request) {
        return request.method == "POST" &&
               request.body.find(R"("again":{"password":"my password","code":""})") !=
                   std::string::npos;
    }));
    CHECK(boss.stage->sees(Role::text, "hand-over-word"));
    boss.press("Done");
    CHECK_FALSE(boss.stage->sees(Role::text, "hand-over-word"));
}

TEST_CASE("an invitation is a letter, which is on its way") {
    Boss boss("/admin/people");
    boss.press("Invite…");
    boss.stage->fill("E-mail", "vera");
    boss.press("Invite", "Invite somebody");
    CHECK(boss.stage->find(Role::textbox, "E-mail").state.invalid);
    boss.stage->fill("E-mail", "vera@example.org");
    boss.answers.give<accounts::InvitePerson>({{{5, 5}}, true});
    boss.press("Invite", "Invite somebody");
    CHECK(boss.stage->sees(Role::status, "The invitation is on its way to vera@example.org"));
}

// Says the password in the dialog that has opened, and copies the link of this letter.
std::string copied_link(Boss& boss, base::Id<accounts::Letter> letter) {
    CHECK_FALSE(boss.stage->sees(Role::button, "Copy"));
    auto const path = "/api/v1/admin/letters/" + base::to_text(letter) + "/link";
    boss.answers.by_path[path] = {200,
                                  {{"content-type", "application/json"}},
                                  R"({"link":"https://kontor.example.org/here#word"})"};
    boss.stage->fill("Current password", "my password");
    boss.press("Show the link");
    CHECK(boss.answers.last_to(path) == R"({"again":{"password":"my password","code":""}})");
    CHECK(boss.stage->sees(Role::dialog, "The link for vera@example.org"));
    boss.press("Copy");
    boss.press("Done");
    return boss.tab.copied;
}

TEST_CASE("where no mail is sent, the link of a letter is shown at once, after the password") {
    Boss boss("/admin/people");
    SUBCASE("of an invitation") {
        boss.press("Invite…");
        boss.stage->fill("E-mail", "vera@example.org");
        boss.answers.give<accounts::InvitePerson>({{{5, 6}}, false});
        boss.press("Invite", "Invite somebody");
        CHECK(copied_link(boss, {{5, 6}}) == "https://kontor.example.org/here#word");
    }
    SUBCASE("of who is registered by hand") {
        boss.press("Register…");
        boss.stage->fill("Name", "Vera");
        boss.stage->fill("E-mail", "vera@example.org");
        boss.answers.by_path[std::string(accounts::EnrolPerson::path)] = {
            200,
            {{"content-type", "application/json"}},
            wire::json::text(accounts::EnrolPerson::Response{{{1, 9}}, {{{5, 7}}}, false, ""})};
        boss.press("Register", "Register somebody");
        CHECK(copied_link(boss, {{5, 7}}) == "https://kontor.example.org/here#word");
    }
}

TEST_CASE("an invitation that is out is seen, and taken back") {
    Boss boss("/");
    accounts::Invitation const out{{{7, 7}}, "vera@example.org", {5}, {6}};
    boss.answers.give<accounts::ListInvitations>({{out}, 1, ""});
    boss.screens->go("/admin/invitations");
    boss.settle();
    boss.stage->click(Role::row, "vera@example.org");
    boss.settle();
    auto const path = "/api/v1/admin/invitations/" + base::to_text(out.id) + "/take-back";
    boss.answers.by_path[path] = {200, {{"content-type", "application/json"}}, "{}"};
    boss.answers.give<accounts::ListInvitations>({{}, 0, ""});
    boss.press("Take back");
    CHECK(boss.answers.last_to(path) == "{}");
    CHECK(boss.stage->sees(Role::status, "The invitation works no more"));
    CHECK_FALSE(boss.stage->sees(Role::row, "vera@example.org"));
}

TEST_CASE("the log names who did what to whom, and those who are gone by a pseudonym") {
    Boss boss("/");
    accounts::ListAudit::Response page;
    page.rows.push_back(
        {{{3, 1}}, {5}, boss.anna.value, boss.boris.value, "blocked", "192.0.2.1", ""});
    page.rows.push_back({{{3, 2}}, {4}, {}, {0xabcdef0123456789, 1}, "deleted", "", ""});
    page.total = 2;
    page.next = "more";
    boss.answers.give<accounts::ListAudit>(page);
    boss.screens->go("/admin/audit");
    boss.settle();
    CHECK(boss.stage->sees(Role::cell, "Boris"));
    CHECK(boss.stage->sees(Role::cell, "blocked"));
    CHECK(boss.stage->sees(Role::cell, "deleted person abcdef01"));
    CHECK(boss.stage->sees(Role::cell, "the server"));
    boss.press("Load more");
    CHECK(boss.answers.last<accounts::ListAudit>().find("after=more") != std::string::npos);
    CHECK(boss.stage->all(Role::row).size() == 5);  // with the head
}

TEST_CASE("a letter that could not be delivered is sent again") {
    Boss boss("/");
    accounts::ListLetters::Response page;
    accounts::Letter letter;
    letter.id = {{5, 5}};
    letter.recipient = "vera@example.org";
    letter.kind = "reset";
    letter.state = accounts::LetterState::dead;
    letter.failure = "550 unknown";
    letter.has_link = true;
    page.rows = {letter};
    page.total = 1;
    boss.answers.give<accounts::ListLetters>(page);
    boss.screens->go("/admin/letters");
    boss.settle();
    boss.stage->click(Role::row, "vera@example.org");
    boss.settle();
    CHECK(boss.stage->sees(Role::text, "550 unknown"));
    boss.press("Show the link…");
    boss.stage->fill("Current password", "my password");
    auto const link = "/api/v1/admin/letters/" + base::to_text(letter.id) + "/link";
    boss.answers.by_path[link] = {200,
                                  {{"content-type", "application/json"}},
                                  R"({"link":"https://kontor.example.org/reset#word"})"};
    boss.press("Show the link");
    CHECK(boss.answers.last_to(link) == R"({"again":{"password":"my password","code":""}})");
    boss.press("Copy");
    CHECK(boss.tab.copied == "https://kontor.example.org/reset#word");
    boss.press("Done");
    boss.stage->click(Role::row, "vera@example.org");
    boss.settle();
    auto const path = "/api/v1/admin/letters/" + base::to_text(letter.id) + "/send";
    boss.answers.by_path[path] = {200, {{"content-type", "application/json"}}, "{}"};
    boss.press("Send again");
    CHECK(boss.answers.last_to(path) == "{}");
    CHECK(boss.stage->sees(Role::status, "The letter is tried again now"));
}

TEST_CASE("a list that could not be fetched says why, and is asked for again") {
    Boss boss("/");
    boss.answers.by_path[std::string(accounts::ListReports::path)] = {
        500, {}, R"({"type":"urn:kontor:problem:unexpected","arguments":{"report":"77"}})"};
    boss.screens->go("/admin/reports");
    boss.settle();
    CHECK(boss.stage->sees(Role::text,
                           "Something is broken on the server. Report it with the number 77"));
    accounts::ListReports::Response page;
    page.rows.push_back({{{6, 6}}, 77, {5}, 2, "server", "GET /x", "what was thrown", "1.0"});
    page.total = 1;
    boss.answers.give<accounts::ListReports>(page);
    boss.press("Try again");
    boss.stage->click(Role::row, "77");
    boss.settle();
    CHECK(boss.stage->sees(Role::text, "what was thrown"));
}

}  // namespace admin_test
