// What can be done to one of many - a session, a token, a member, what was refused - is said as
// commands, from which its buttons are drawn.
#include <doctest/doctest.h>

#include "web-client/accounts/mine.hpp"
#include "web-client/accounts/sessions.hpp"
#include "web-client/messaging/details.hpp"
#include "web-client/shell/tray.hpp"
#include "web-client/words/words.hpp"

namespace row_commands_test {
namespace {

// "details.remove-do ": their names; each has an icon, and words in both languages.
std::string names(parts::Commands const& commands) {
    std::string all;
    for (auto const& command : commands) {
        all += command.name + " ";
        CHECK(command.icon != look::Icon::none);
        for (auto const language : {words::Language::russian, words::Language::english})
            CHECK(words::Words(language).say(command.name) != command.name);
    }
    return all;
}

void carry_out(parts::Commands const& commands, char const* name) {
    auto const* command = parts::find(commands, name);
    REQUIRE(command);
    command->act();
}

}  // namespace

TEST_CASE("to end one of my sessions is a command, with the reason why it is grey, and asks") {
    accounts::SessionsDraft draft;
    accounts::SessionRow session{"a", "Chromium", "", 0, 0, false, true, "no network"};
    auto const commands = session_commands(session, draft);
    CHECK(names(commands) == "sessions.end ");
    CHECK(commands[0].grey == "no network");
    CHECK(commands[0].busy);
    carry_out(commands, "sessions.end");
    CHECK(draft.asking == "a");
    session.current = true;
    CHECK(session_commands(session, draft).empty());
}

TEST_CASE("to revoke a token is a command that is marked as final, and asks") {
    accounts::MineDraft draft;
    auto const commands = accounts::token_commands({"t", "report", "reads", 0, 0, 0}, draft);
    CHECK(names(commands) == "token.revoke ");
    CHECK(commands[0].danger);
    carry_out(commands, "token.revoke");
    CHECK(draft.revoking == "t");
}

TEST_CASE("to remove a member is a command, with the reason why it is grey, and asks") {
    messaging::DetailsDraft draft;
    messaging::MemberView member{"b", "Boris", false, false, false, "owners only"};
    auto const commands = member_commands(member, draft);
    CHECK(names(commands) == "details.remove-do ");
    CHECK(commands[0].grey == "owners only");
    carry_out(commands, "details.remove-do");
    CHECK(draft.removing == "b");
    member.me = true;
    CHECK(member_commands(member, draft).empty());
}

TEST_CASE("what can become of what was refused is commands: as many as make sense of it") {
    shell::TrayDraft draft;
    shell::TrayWishes wishes;
    shell::Refused refused{"7", "Message", "", "full", 0, false, {}, "the channel is gone"};
    CHECK(names(refused_commands(refused, draft, wishes)) == "tray.again tray.discard ");
    refused.content = "Привет";
    CHECK(names(refused_commands(refused, draft, wishes)) == "tray.again tray.copy tray.discard ");
    refused.can_change = true;
    auto const commands = refused_commands(refused, draft, wishes);
    CHECK(names(commands) == "tray.again tray.change tray.copy tray.discard ");
    CHECK(commands[0].grey == "the channel is gone");
    CHECK(commands[3].danger);
    carry_out(commands, "tray.again");
    CHECK(wishes.again == "7");
    carry_out(commands, "tray.copy");
    CHECK(wishes.copy == "Привет");
    carry_out(commands, "tray.discard");
    CHECK(draft.discarding == "7");
    CHECK_FALSE(wishes.discard);
    carry_out(commands, "tray.change");
    CHECK(draft.changing == "7");
    CHECK(draft.text.text == "Привет");
}

}  // namespace row_commands_test
