#include "web-client/sync/fate.hpp"

#include <doctest/doctest.h>

#include "tests/web-client/sync/client.hpp"

namespace fate_test {

using fake::Client;
using fake::Story;
using fake::Texts;

namespace {

// A server, or something before it, that answers so to whatever holds the word "беда".
void take_offence(fake::Server& server, int status, std::string const& body) {
    server.instead = [status, body](platform::Request const& request) {
        std::optional<platform::Answer> answer;
        if (request.body.find("беда") != std::string::npos) answer = {status, {}, body};
        return answer;
    };
}

}  // namespace

TEST_CASE("the one message that cannot be taken stands in the tray, and all others arrive") {
    struct Fault {
        int status;
        std::string body, reason;
    };
    std::string const problem = R"({"type":"urn:kontor:problem:)";
    for (auto const& fault : std::vector<Fault>{
             {400, "{}", "not-understood"},
             {403, problem + R"(foreign-origin"})", "foreign-origin"},
             {403, "<html>", "not-taken"},
             {404, "<html>", "not-taken"},
             {413, "<html>", "too-large-to-send"},
             {422,
              R"({"problems":[{"path":"/commands/0/command/value/text","rule":"too-long",)"
              R"("arguments":{"most":"10000"}}]})",
              "too-long"},
             {500, problem + R"(unexpected","arguments":{"report":"7"}})", "unexpected"}}) {
        CAPTURE(fault.status);
        Story story;
        Client anna(story.desk, story.server, story.anna);
        story.desk.pass(3'000);
        auto const channel = anna.create("Цех");
        story.desk.pass(3'000);
        take_offence(story.server, fault.status, fault.body);
        Texts expected;
        for (int i = 0; i < 9; ++i) {
            auto const text = i == 4 ? std::string("беда") : std::to_string(i);
            if (i != 4) expected.push_back(text);
            CHECK_FALSE(anna.post(channel, text));
        }
        story.desk.pass(120'000);
        CHECK(story.server.texts("Цех") == expected);
        CHECK(anna.refused() == Texts{"беда: " + fault.reason});
        // Whoever signs out saves it with what is unsent.
        CHECK(anna.account->unsent_as_text().find("беда") != std::string::npos);
        CHECK(anna.account->status().unsent == 0);
    }
}

TEST_CASE("a server that has no room, or is not there, only makes one wait") {
    for (int const status : {0, 302, 408, 429, 502, 503, 504}) {
        CAPTURE(status);
        Story story;
        Client anna(story.desk, story.server, story.anna);
        story.desk.pass(3'000);
        auto const channel = anna.create("Цех");
        story.desk.pass(3'000);
        take_offence(story.server, status, "{}");
        CHECK_FALSE(anna.post(channel, "беда"));
        story.desk.pass(120'000);
        CHECK(anna.refused().empty());
        CHECK(anna.account->status().unsent == 1);
        story.server.instead = nullptr;
        story.desk.pass(40'000);
        CHECK(story.server.texts("Цех") == Texts{"беда"});
    }
}

TEST_CASE("what is against the rules does not leave its field") {
    Story story;
    Client anna(story.desk, story.server, story.anna);
    story.desk.pass(3'000);
    auto const channel = anna.create("Цех");
    story.desk.pass(3'000);
    int const requests = story.server.requests;
    auto const too_long = anna.post(channel, std::string(12'429, 'x'));
    REQUIRE(too_long.has_value());
    CHECK(too_long->reason == "too-long");
    CHECK(too_long->arguments == std::vector<base::Argument>{{"most", "10000"}});
    CHECK(anna.post(channel, "\u200b\u2800").value_or(base::Refusal{}).reason == "required");
    CHECK(anna.account->status().unsent == 0);
    story.desk.pass(10);
    CHECK(story.server.requests <= requests + 1);  // news, and no command
}

TEST_CASE("what an earlier release left too long is shown in the tray, after a restart, too") {
    Story story;
    auto anna = std::make_unique<Client>(story.desk, story.server, story.anna);
    story.desk.pass(3'000);
    auto const channel = anna->create("Цех");
    story.desk.pass(3'000);
    std::string const long_text(10'001, 'x');
    messaging::Post const said{channel, {client::new_id(anna->tab)}, long_text};
    anna->tab.store(base::to_text(story.anna))
        .write(
            {{platform::Write::Kind::append,
              "outbox/messaging/" + anna->account->of<messaging::Domain>().identity(),
              wire::json::text(client::Waiting<messaging::Domain>{messaging::Command(said), {1}})}},
            [](platform::Written) {});
    for (int run = 0; run < 2; ++run) {
        anna.reset();
        anna = std::make_unique<Client>(story.desk, story.server, story.anna);
        story.desk.pass(10'000);
        CHECK(anna->refused() == Texts{long_text + ": too-long"});
        CHECK(anna->account->status().unsent == 0);
    }
    CHECK_FALSE(anna->post(channel, "дальше"));
    story.desk.pass(10'000);
    CHECK(story.server.texts("Цех") == Texts{"дальше"});
}

TEST_CASE("what waits is sent on from the tray in one step, and its place there is empty") {
    Story story;
    Client anna(story.desk, story.server, story.anna);
    story.desk.pass(3'000);
    auto const channel = anna.create("Цех");
    story.desk.pass(3'000);
    take_offence(story.server, 422, "{}");
    CHECK_FALSE(anna.post(channel, "беда"));
    story.desk.pass(5'000);
    REQUIRE(anna.refused().size() == 1);
    auto const key = anna.account->of<messaging::Domain>().tray().begin()->first;
    CHECK_FALSE(anna.post(channel, "радость", {{}, key}));
    auto const& kept = story.desk.disks[base::to_text(story.anna)].entries;
    CHECK(kept.count(key) == 0);
    CHECK(anna.refused().empty());
    story.desk.pass(5'000);
    CHECK(story.server.texts("Цех") == Texts{"радость"});
}

TEST_CASE("a message that is sent again under another number is there once, and in no tray") {
    Story story;
    Client anna(story.desk, story.server, story.anna);
    story.desk.pass(3'000);
    auto const channel = anna.create("Цех");
    story.desk.pass(3'000);
    story.server.loses_answers = true;  // it is taken, and nobody hears of it
    CHECK_FALSE(anna.post(channel, "один"));
    story.desk.pass(1'000);
    CHECK(story.server.texts("Цех") == Texts{"один"});
    story.server.loses_answers = false;
    take_offence(story.server, 422, "{}");
    CHECK_FALSE(anna.account->want(accounts::Command(
        accounts::EditProfile{story.anna, "Анна", "беда", ""})));  // begins a new numbering
    story.desk.pass(60'000);
    CHECK(story.server.texts("Цех") == Texts{"один"});
    CHECK(anna.refused().empty());
    CHECK(anna.account->status().unsent == 0);
    CHECK(anna.account->status().refused == 1);
}

}  // namespace fate_test
