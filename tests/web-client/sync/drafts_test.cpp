#include "web-client/sync/drafts.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/web-client/sync/client.hpp"

namespace sync_drafts_test {

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

// Messages in the outbox on the disk.
long waiting(Story& story) {
    auto const& entries = story.desk.disks[base::to_text(story.anna)].entries;
    return std::count_if(entries.begin(), entries.end(), [](auto const& entry) {
        return entry.first.rfind("outbox/messaging/", 0) == 0;
    });
}

// What the store of this program answers, wherever it keeps it now.
std::map<std::string, std::string> read_drafts(Story& story, Client& client) {
    std::map<std::string, std::string> drafts;
    client.tab.store(base::to_text(story.anna))
        .read("draft/", [&](bool ok, platform::Store::Entries const& entries) {
            CHECK(ok);
            for (auto const& [key, value] : entries) drafts[key.substr(6)] = value;
        });
    story.desk.pass(10);
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
    CHECK_FALSE(anna.post(channel, "готово", {place, {}}));
    CHECK(kept(story).empty());
    CHECK(waiting(story) == 1);
    CHECK(anna.account->drafts().at(place).empty());
    CHECK(anna.account->status().unsent == 1);
    // Refused at once: it stays.
    anna.account->drafts().type(place, "\u200b");
    CHECK(anna.post(channel, "\u200b", {place, {}}).has_value());
    CHECK(anna.account->drafts().at(place) == "\u200b");
}

TEST_CASE("on a full disk a draft stays until its message is sent from memory, and is sent once") {
    Story story;
    auto anna = std::make_unique<Client>(story.desk, story.server, story.anna);
    story.desk.pass(3'000);
    auto const channel = anna->create("Цех");
    story.desk.pass(3'000);
    anna->account->drafts().type(place, "готово");
    story.desk.pass(400);
    auto& disk = story.desk.disks[base::to_text(story.anna)];
    disk.full = true;
    story.server.reachable = false;
    CHECK_FALSE(anna->post(channel, "готово", {place, {}}));
    story.desk.pass(400);
    // Neither happened on the disk, and both did in memory.
    CHECK(kept(story).at(place) == "готово");
    CHECK(waiting(story) == 0);
    CHECK(anna->account->drafts().at(place).empty());
    CHECK(anna->account->status().unsent == 1);
    CHECK(anna->refused().empty());
    CHECK_FALSE(anna->account->status().lasts);
    Texts expected{"готово"};
    SUBCASE("it is sent") {}
    SUBCASE("there is room again, and it is gone from the disk as well, once it is sent") {
        disk.full = false;
        story.desk.pass(10'000);
        CHECK(kept(story).at(place) == "готово");
        story.server.reachable = true;
        story.desk.pass(60'000);
        CHECK(kept(story).empty());
        story.desk.kill(anna->tab);
        anna = std::make_unique<Client>(story.desk, story.server, story.anna);
        story.desk.pass(10'000);
    }
    SUBCASE("refused, it stays in the tray, and on the disk until it is sent from there") {
        disk.full = false;
        story.server.instead = [](platform::Request const& request) {
            std::optional<platform::Answer> answer;
            if (request.body.find("готово") != std::string::npos) answer = {422, {}, "{}"};
            return answer;
        };
        story.server.reachable = true;
        story.desk.pass(60'000);
        REQUIRE(anna->refused().size() == 1);
        CHECK(kept(story).at(place) == "готово");
        story.server.instead = nullptr;
        anna->account->again(anna->account->of<messaging::Domain>().tray().begin()->first);
    }
    SUBCASE("the program ends before, and the text is in its field again") {
        story.desk.kill(anna->tab);
        disk.full = false;
        anna = std::make_unique<Client>(story.desk, story.server, story.anna);
        story.desk.pass(30'000);
        CHECK(anna->account->drafts().at(place) == "готово");
        CHECK_FALSE(anna->post(channel, anna->account->drafts().at(place), {place, {}}));
    }
    SUBCASE("others follow, and their drafts") {
        anna->account->drafts().type(place, "и ещё");
        story.desk.pass(400);
        CHECK_FALSE(anna->post(channel, "и ещё", {place, {}}));
        expected.push_back("и ещё");
    }
    story.desk.pass(400);
    story.server.reachable = true;
    story.desk.pass(60'000);
    CHECK(story.server.texts("Цех") == expected);
    CHECK(anna->account->status().unsent == 0);
    CHECK(anna->account->drafts().all().empty());
    if (!disk.full) CHECK(kept(story).empty());
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

TEST_CASE("drafts outlast a store that is full or gone, as long as the program runs") {
    Story story;
    Client anna(story.desk, story.server, story.anna);
    story.desk.pass(3'000);
    auto& disk = story.desk.disks[base::to_text(story.anna)];
    std::string const elsewhere = "channel/склад";
    anna.account->drafts().type(elsewhere, "раньше");
    story.desk.pass(1'000);
    SUBCASE("full") { disk.full = true; }
    SUBCASE("full, and cleared by somebody") {
        disk.entries.clear();
        disk.full = true;
    }
    SUBCASE("gone") { disk.broken = true; }
    anna.account->drafts().type(place, "а");
    story.desk.pass(3'000);
    CHECK_FALSE(anna.account->status().lasts);
    std::map<std::string, std::string> expected{{place, "а"}, {elsewhere, "раньше"}};
    CHECK(anna.account->drafts().all() == expected);
    CHECK(read_drafts(story, anna) == expected);  // as the tab that leads reads it anew
    anna.account->drafts().type(place, "аб");
    anna.account->drafts().type(elsewhere, "");
    story.desk.pass(1'000);
    expected = {{place, "аб"}};
    CHECK(anna.account->drafts().all() == expected);
    CHECK(read_drafts(story, anna) == expected);
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

}  // namespace sync_drafts_test
