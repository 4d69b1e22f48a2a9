#include "web-client/sync/drafts.hpp"

#include <doctest/doctest.h>

#include "tests/web-client/sync/client.hpp"

using fake::Client;
using fake::Story;
using fake::Texts;

namespace {

std::string const place = "channel/цех";

std::map<std::string, std::string> kept(Story& story) {
    std::map<std::string, std::string> drafts;
    for (auto const& [key, value] : story.desk.disks[base::to_text(story.anna)].entries)
        if (key.rfind("draft/", 0) == 0) drafts[key.substr(6)] = value;
    return drafts;
}

}  // namespace

TEST_CASE("what is typed is on the disk within a moment, and there again after a kill") {
    Story story;
    auto anna = std::make_unique<Client>(story.desk, story.server, story.anna);
    story.desk.pass(3'000);
    anna->account->drafts().type(place, "Полу");
    anna->account->drafts().type(place, "Полуслово");
    CHECK(kept(story).empty());
    story.desk.pass(400);
    CHECK(kept(story).at(place) == "Полуслово");
    story.desk.kill(anna->tab);
    Client again(story.desk, story.server, story.anna);
    story.desk.pass(3'000);
    CHECK(again.account->drafts().at(place) == "Полуслово");
    again.account->drafts().type(place, "");
    story.desk.pass(400);
    CHECK(kept(story).empty());
}

TEST_CASE("a page that is left writes at once, and one that goes by itself writes nothing") {
    Story story;
    {
        Client anna(story.desk, story.server, story.anna);
        story.desk.pass(3'000);
        anna.account->drafts().type(place, "сразу");
        anna.account->drafts().flush();
        CHECK(kept(story).at(place) == "сразу");
    }
    story.desk.pass(3'000);
    CHECK(kept(story).at(place) == "сразу");
}

TEST_CASE("a draft leaves in the transaction in which its message enters the outbox") {
    Story story;
    Client anna(story.desk, story.server, story.anna);
    story.desk.pass(3'000);
    auto const channel = anna.create("Цех");
    story.desk.pass(3'000);
    anna.account->drafts().type(place, "готово");
    story.desk.pass(400);
    auto& disk = story.desk.disks[base::to_text(story.anna)];
    disk.full = true;  // neither happens
    CHECK_FALSE(anna.post(channel, "готово", {place, {}}));
    story.desk.pass(400);
    CHECK(kept(story).at(place) == "готово");
    CHECK(anna.refused() == Texts{"готово: not-stored"});
    disk.full = false;  // both happen
    anna.account->drafts().type(place, "готово");
    CHECK_FALSE(anna.post(channel, "готово", {place, {}}));
    CHECK(kept(story).empty());
    CHECK(anna.account->drafts().at(place).empty());
    CHECK(anna.account->status().unsent == 1);
    // Refused at once: it stays.
    anna.account->drafts().type(place, "\u200b");
    CHECK(anna.post(channel, "\u200b", {place, {}}).has_value());
    CHECK(anna.account->drafts().at(place) == "\u200b");
}

TEST_CASE("two tabs show the same draft, and what both write at once stays in both") {
    Story story;
    Client first(story.desk, story.server, story.anna),
        second(story.desk, story.server, story.anna);
    story.desk.pass(3'000);
    auto& one = first.account->drafts();
    auto& other = second.account->drafts();
    one.type(place, "общее");
    story.desk.pass(400);
    CHECK(other.at(place) == "общее");
    auto const arrived = other.arrivals(place);
    story.desk.pass(3'000);
    other.type(place, "общее и ещё");
    story.desk.pass(400);
    CHECK(one.at(place) == "общее и ещё");
    CHECK(other.arrivals(place) == arrived);  // nothing came into the field that is typed into
    story.desk.pass(3'000);
    one.type(place, "из первой");
    other.type(place, "из второй");
    story.desk.pass(3'000);
    CHECK(one.at(place) == "из второй\nиз первой");
    CHECK(other.at(place) == one.at(place));
    CHECK(kept(story).at(place) == one.at(place));
    // Sent in one, it is gone from both.
    auto const channel = first.create("Цех");
    story.desk.pass(3'000);
    CHECK_FALSE(first.post(channel, one.at(place), {place, {}}));
    story.desk.pass(400);
    CHECK(other.at(place).empty());
    CHECK(kept(story).empty());
}

TEST_CASE("a full disk keeps a draft in its field, and the next letter tries again") {
    Story story;
    Client anna(story.desk, story.server, story.anna);
    story.desk.pass(3'000);
    auto& disk = story.desk.disks[base::to_text(story.anna)];
    disk.full = true;
    anna.account->drafts().type(place, "а");
    story.desk.pass(1'000);
    CHECK(kept(story).empty());
    CHECK(anna.account->drafts().at(place) == "а");
    disk.full = false;
    anna.account->drafts().type(place, "аб");
    story.desk.pass(1'000);
    CHECK(kept(story).at(place) == "аб");
}

TEST_CASE("drafts belong to their person, and signing out leaves none of them, in no tab") {
    Story story;
    auto anna = std::make_unique<Client>(story.desk, story.server, story.anna);
    Client second(story.desk, story.server, story.anna);
    second.account->on_signed_out([] {});
    story.desk.pass(3'000);
    anna->account->drafts().type(place, "личное");
    anna->account->drafts().flush();
    Client boris(story.desk, story.server, story.boris);
    story.desk.pass(3'000);
    CHECK(boris.account->drafts().at(place).empty());
    second.account->drafts().type(place, "личное дело");  // not on the disk yet
    CHECK(anna->account->unsent_as_text().find("личное") != std::string::npos);
    anna->account->wipe([] {});
    story.desk.pass(3'000);
    second.account->drafts().flush();
    story.desk.pass(3'000);
    CHECK(kept(story).empty());
}
