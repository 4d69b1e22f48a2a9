// Tabs of two builds in one browser: after the server was replaced, the page that stays open is the
// old one, and whatever is opened from then on is the new one. They share the outbox and the lease.
#include <doctest/doctest.h>

#include "tests/web-client/sync/client.hpp"

namespace other_build_test {

using client::Link;
using client::Note;
using client::tabs::OtherBuild;
using fake::Client;
using fake::Texts;

namespace {

constexpr char const* rows_of_other = "cache/0123456789abcdef/";

// A tab of another build, as the tabs of this one know it.
struct Other {
    Other(fake::Machine& machine, base::Id<accounts::Person> person)
        : store(machine.open_tab().store(base::to_text(person))) {
        store.on_broadcast([this](std::string const& text) {
            Note note;
            if (wire::json::parse(text, note).empty()) heard.push_back(note);
        });
    }
    void lead() {
        store.lease("leader", "other", 6'000, [](bool) {});
    }
    void opened() { store.broadcast(wire::json::text(Note(OtherBuild{rows_of_other, "other"}))); }
    std::vector<OtherBuild> asked_to_hand_over() const {
        std::vector<OtherBuild> asked;
        for (auto const& note : heard)
            if (auto const* hands = std::get_if<OtherBuild>(&note)) asked.push_back(*hands);
        return asked;
    }
    platform::Store& store;
    std::vector<Note> heard;
};

}  // namespace

TEST_CASE("what tabs of two builds tell each other does not change from build to build") {
    CHECK(wire::json::text(Note(OtherBuild{"cache/1/", "a"})) ==
          R"({"type":"other-build","value":{"rows":"cache/1/","tab":"a"}})");
    CHECK(wire::json::text(Note(client::tabs::SignedOut{})) ==
          R"({"type":"signed-out","value":{}})");
    CHECK(wire::json::text(Note(client::tabs::Free{})) == R"({"type":"free","value":{}})");
    CHECK(wire::json::text(Note(client::tabs::Draft{"a", "б"})) ==
          R"({"type":"draft","value":{"place":"a","text":"б"}})");
}

TEST_CASE("a tab of another build that is opened later leads, and when it closes this one does") {
    fake::Story story;
    Client anna(story.desk, story.server, story.anna);
    story.desk.pass(3'000);
    auto const channel = anna.create("Цех");
    story.desk.pass(3'000);
    REQUIRE(anna.account->leads());

    Other other(story.desk, story.anna);
    other.opened();
    story.desk.pass(10);
    CHECK_FALSE(anna.account->leads());
    CHECK(story.desk.disks[base::to_text(story.anna)].leases["leader"].holder == "other");
    CHECK_FALSE(anna.post(channel, "при другой"));
    auto const asked = story.server.requests;
    for (int i = 0; i < 5; ++i) {
        other.lead();
        story.desk.pass(2'000);
        CHECK_FALSE(anna.account->leads());
    }
    CHECK(story.server.requests == asked);
    CHECK(anna.account->status().unsent == 1);
    CHECK(anna.shows(channel) == Texts{"при другой"});

    story.desk.pass(20'000);  // it is closed
    CHECK(anna.account->leads());
    CHECK(anna.account->status().link == Link::online);
    CHECK(anna.account->status().unsent == 0);
    CHECK(story.server.texts("Цех") == Texts{"при другой"});
    CHECK(anna.shows(channel) == Texts{"при другой"});
}

TEST_CASE("beside an older build that leads a tab asks to lead, and wipes nothing before it does") {
    fake::Story story;
    Client boris(story.other, story.server, story.boris);
    story.other.pass(3'000);
    auto const channel = boris.create("Цех");
    story.other.pass(3'000);
    boris.account->want(
        messaging::Command(messaging::Invite{channel, {client::new_id(boris.tab)}, story.anna}));
    story.other.pass(3'000);

    auto& disk = story.desk.disks[base::to_text(story.anna)];
    auto const row = std::string(rows_of_other) + "row/messaging/1";
    disk.entries[row] = "{}";
    Other other(story.desk, story.anna);
    other.lead();
    story.desk.pass(10);
    Client anna(story.desk, story.server, story.anna);
    story.desk.pass(3'000);
    REQUIRE(other.asked_to_hand_over().size() == 1);
    auto const note = other.asked_to_hand_over()[0];
    CHECK_FALSE(anna.account->leads());
    CHECK(disk.entries.count(row) == 1);

    other.store.release("leader", "other");
    other.store.lease("leader", note.tab, 6'000, [](bool) {});
    story.desk.pass(3'000);
    CHECK(anna.account->leads());
    CHECK(disk.entries.count(row) == 0);
    anna.open(channel);
    story.desk.pass(3'000);
    CHECK(anna.account->shown<messaging::Domain>().find(channel) != nullptr);

    // Those of one build do not displace one another.
    Client again(story.desk, story.server, story.anna);
    story.desk.pass(3'000);
    CHECK(other.asked_to_hand_over().size() == 1);
    other.store.broadcast(wire::json::text(Note(OtherBuild{note.rows, "other"})));
    story.desk.pass(3'000);
    CHECK(anna.account->leads());
}

}  // namespace other_build_test
