// Numbered commands over HTTP: each once, only on what is mine, and a stranger learns nothing.
#include <doctest/doctest.h>

#include "server/database/transaction.hpp"
#include "server/outside.hpp"
#include "tests/server/app/scene.hpp"

namespace commands_test {
namespace {

using messaging::CreateChannel;
using messaging::Post;
using world::Outcome;

template <class Row>
base::Id<Row> fresh() {
    return {server::fresh_id()};
}

TEST_CASE("a command that comes twice is answered the same and done once") {
    scene::Server server;
    scene::Talk talk(server);
    auto& anna = talk.anna;
    auto const post = talk.post("один раз");
    auto const number = ++anna.numbers["messaging"];
    auto const once = anna.send_numbered(number, post);
    auto const twice = anna.send_numbered(number, post);
    CHECK(once.raw.body == twice.raw.body);
    REQUIRE(twice.value.answers.size() == 1);
    CHECK(twice.value.answers[0].outcome == Outcome::accepted);
    CHECK(anna.ask<messaging::ListMessages>({talk.channel}).value.messages.size() == 1);

    auto const refused = anna.send(messaging::RenameChannel{fresh<messaging::Channel>(), "x", ""});
    REQUIRE(refused.outcome == Outcome::refused);
    CHECK(refused.refusal->reason == "channel-unknown");
    CHECK(anna.send(talk.post("дальше")).outcome == Outcome::accepted);
}

TEST_CASE("another command under a used number is a fork, a missing number a gap") {
    scene::Server server;
    scene::Talk talk(server);
    auto& anna = talk.anna;
    CHECK(anna.send(talk.post("первое")).outcome == Outcome::accepted);
    auto const number = anna.numbers["messaging"];
    auto const fork = anna.send_numbered(number, talk.post("другое"));
    REQUIRE(fork.value.answers.size() == 1);
    CHECK(fork.value.answers[0].outcome == Outcome::forked);
    auto const gap = anna.send_numbered(number + 2, talk.post("рано"));
    REQUIRE(gap.value.answers.size() == 1);
    CHECK(gap.value.answers[0].outcome == Outcome::gap);
    CHECK(gap.value.answers[0].expected == number + 1);
    CHECK(anna.ask<messaging::ListMessages>({talk.channel}).value.messages.size() == 1);

    auto boris = talk.boris;
    boris.client = anna.client;  // which belongs to somebody else
    auto const stolen = boris.send_numbered(number + 1, talk.post("чужое"));
    REQUIRE(stolen.value.answers.size() == 1);
    CHECK(stolen.value.answers[0].outcome == Outcome::forked);
}

TEST_CASE("a batch is taken in order, and ends at a gap") {
    scene::Server server;
    scene::Talk talk(server);
    auto& boris = talk.boris;
    messaging::MessagingCommands::Request batch{
        boris.client,
        {{1, talk.post("1")}, {2, talk.post("2")}, {4, talk.post("4")}, {5, talk.post("5")}}};
    auto const answered = boris.ask<messaging::MessagingCommands>(batch);
    REQUIRE(answered.value.answers.size() == 3);
    CHECK(answered.value.answers[0].outcome == Outcome::accepted);
    CHECK(answered.value.answers[1].outcome == Outcome::accepted);
    CHECK(answered.value.answers[2].outcome == Outcome::gap);
    CHECK(answered.value.answers[2].expected == 3);
    CHECK(talk.anna.ask<messaging::ListMessages>({talk.channel}).value.messages.size() == 2);
}

TEST_CASE("who is not in a channel hears no more of it than of one that is not there") {
    scene::Server server;
    scene::Talk talk(server);
    auto eve = server.registered("eve");
    auto const nowhere = fresh<messaging::Channel>();
    auto const reason = [&](messaging::Command const& command) {
        auto const answer = eve.send(command);
        CHECK(answer.outcome == Outcome::refused);
        return answer.refusal ? answer.refusal->reason : "";
    };
    for (auto const channel : {talk.channel, nowhere}) {
        CHECK(reason(Post{channel, fresh<messaging::Message>(), "я тут"}) == "channel-unknown");
        CHECK(reason(messaging::RenameChannel{channel, "моё", ""}) == "channel-unknown");
        CHECK(reason(messaging::Invite{channel, fresh<messaging::Member>(), eve.person}) ==
              "channel-unknown");
        CHECK(reason(messaging::ReadUpTo{channel, eve.person, 0}) == "channel-unknown");
        CHECK(reason(messaging::RemoveMember{channel, talk.boris.person}) == "channel-unknown");
        auto const listed = eve.ask<messaging::ListMessages>({channel});
        CHECK(listed.status() == 404);
        CHECK(listed.rule() == "channel-unknown");
    }
    // An id that is taken says so whoever's it is, and shows nothing.
    CHECK(reason(CreateChannel{talk.channel, fresh<messaging::Member>(), eve.person, "x", ""}) ==
          "id-taken");
    CHECK(reason(CreateChannel{nowhere, fresh<messaging::Member>(), talk.anna.person, "x", ""}) ==
          "not-yours");
    world::Held<messaging::Domain> const forged{
        {}, {{messaging::channel_space(talk.channel.value), 1, {}}}};
    news::AskNews::Request asks{eve.client, {forged}, 0};
    for (auto const& space :
         scene::told<messaging::Domain>(eve.ask<news::AskNews>(asks).value).spaces)
        CHECK(space.rows.empty());
}

TEST_CASE("members may not do what only owners may, and nobody is invited who is not there") {
    scene::Server server;
    scene::Talk talk(server);
    auto const rename = talk.boris.send(messaging::RenameChannel{talk.channel, "моё", ""});
    CHECK(rename.refusal->reason == "owners-only");
    auto const ghost = talk.anna.send(
        messaging::Invite{talk.channel, fresh<messaging::Member>(), fresh<accounts::Person>()});
    CHECK(ghost.refusal->reason == "person-unknown");
    auto const again = talk.anna.send(
        messaging::Invite{talk.channel, fresh<messaging::Member>(), talk.boris.person});
    CHECK(again.refusal->reason == "already-member");
}

TEST_CASE("what only the server asks for is a type that nobody knows") {
    scene::Server server;
    auto anna = server.registered("anna");
    accounts::Register forged;
    forged.person = {fresh<accounts::Person>(), "Eve", "eve@example.org", true, server::now()};
    for (bool const bytes : {false, true}) {
        anna.bytes = bytes;
        auto const answered = anna.ask<accounts::AccountsCommands>(
            {anna.client, {{1, accounts::EditProfile{anna.person, "Анна"}}, {2, forged}}});
        CHECK(answered.status() == 400);
        CHECK(answered.says("/commands/1/command/type"));
        CHECK(answered.says("unknown-type"));
    }
    anna.bytes = false;
    CHECK(anna.ask<accounts::Me>().value.person.name == "anna");
    CHECK(anna.send(accounts::EditProfile{anna.person, "Анна"}).outcome == Outcome::accepted);
    CHECK(anna.ask<accounts::Me>().value.person.name == "Анна");
}

TEST_CASE("malformed commands are refused with every problem and its path") {
    scene::Server server;
    auto anna = server.registered("anna");
    auto const path = std::string(messaging::MessagingCommands::path);
    auto const answered = anna.raw("POST", path,
                                   R"({"client":"x","commands":[{"number":0,"command":)"
                                   R"({"type":"messaging.post","value":{"text":7}}}]})");
    CHECK(answered.status == 400);
    for (auto const* part : {"/client", "/commands/0/number", "/commands/0/command/value/text",
                             "/commands/0/command/value/channel"}) {
        INFO(part << " in " << answered.body);
        CHECK(answered.body.find(part) != std::string::npos);
    }
    CHECK(anna.raw("POST", path, "{").status == 400);
    CHECK(anna.raw("POST", path, "").status == 400);
    anna.bytes = true;
    CHECK(anna.raw("POST", path, "\xff\xff\xff\xff").status == 400);
}

TEST_CASE(
    "a command that breaks something is refused with a report, and does not stand in the way") {
    scene::Server server;
    scene::Talk talk(server);
    database::Pool pool({server.database()->owner_url()});
    auto const run = [&](std::string const& sql) {
        database::with_transaction(pool, database::Isolation::read_committed,
                                   [&](pqxx::transaction_base& t) { database::run(t, sql); });
    };
    run("alter table messaging.message add constraint no_curses check (text <> 'черт')");
    auto const post = talk.post("черт");
    auto const broken = talk.boris.send(post);
    CHECK(broken.outcome == Outcome::refused);
    REQUIRE(broken.refusal);
    CHECK(broken.refusal->reason == "unexpected");
    REQUIRE(broken.refusal->arguments.size() == 1);
    CHECK(broken.refusal->arguments[0].name == "report");
    // The same question has the same answer, and the next command is taken.
    auto const again = talk.boris.send_numbered(talk.boris.numbers["messaging"], post);
    CHECK(again.value.answers[0].refusal == broken.refusal);
    CHECK(talk.boris.send(talk.post("хорошо")).outcome == Outcome::accepted);
}

}  // namespace
}  // namespace commands_test
