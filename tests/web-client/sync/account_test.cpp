#include "web-client/sync/account.hpp"

#include <doctest/doctest.h>

#include "tests/web-client/sync/client.hpp"

namespace sync_account_test {

using client::Account;
using client::Link;
using fake::Client;
using fake::Story;
using fake::Texts;

TEST_CASE("a message is shown at once, and then on the other screen") {
    Story story;
    Client anna(story.desk, story.server, story.anna),
        boris(story.other, story.server, story.boris);
    story.desk.pass(3'000);
    auto const channel = anna.create("Цех");
    CHECK_FALSE(anna.account->want(
        messaging::Command(messaging::Invite{channel, {client::new_id(anna.tab)}, story.boris})));
    CHECK_FALSE(anna.post(channel, "Привет"));
    CHECK(anna.shows(channel) == Texts{"Привет"});
    CHECK(anna.account->status().unsent == 3);
    boris.open(channel);
    story.desk.pass(3'000);
    story.other.pass(6'000);
    CHECK(anna.account->status().unsent == 0);
    CHECK(anna.account->status().link == Link::online);
    CHECK(boris.shows(channel) == Texts{"Привет"});
}

TEST_CASE("three messages written without a network survive a restart and arrive once, in order") {
    Story story;
    auto first = std::make_unique<Client>(story.desk, story.server, story.anna);
    story.desk.pass(3'000);
    auto const channel = first->create("Цех");
    story.desk.pass(3'000);
    story.server.reachable = false;
    story.desk.pass(30'000);
    CHECK(first->account->status().link == Link::offline);
    for (auto text : {"один", "два", "три"}) CHECK_FALSE(first->post(channel, text));
    story.desk.pass(5'000);
    CHECK(first->account->status().unsent == 3);
    first.reset();
    Client again(story.desk, story.server, story.anna);
    again.open(channel);
    story.desk.pass(5'000);
    CHECK(again.shows(channel) == Texts{"один", "два", "три"});
    CHECK(again.account->status().unsent == 3);
    story.server.reachable = true;
    story.desk.pass(40'000);
    CHECK(again.account->status().unsent == 0);
    CHECK(story.server.texts("Цех") == Texts{"один", "два", "три"});
    CHECK(again.shows(channel) == Texts{"один", "два", "три"});
}

TEST_CASE("answers that are lost do not double anything") {
    Story story;
    Client anna(story.desk, story.server, story.anna);
    story.desk.pass(3'000);
    auto const channel = anna.create("Цех");
    story.desk.pass(3'000);
    story.server.loses_answers = true;
    for (auto text : {"один", "два"}) CHECK_FALSE(anna.post(channel, text));
    story.desk.pass(20'000);
    CHECK(story.server.texts("Цех") == Texts{"один", "два"});
    CHECK(anna.account->status().unsent == 2);
    story.server.loses_answers = false;
    story.desk.pass(40'000);
    CHECK(story.server.texts("Цех") == Texts{"один", "два"});
    CHECK(anna.account->status().unsent == 0);
}

TEST_CASE("eight tabs of one person share one outbox, and one of them speaks to the server") {
    Story story;
    std::vector<std::unique_ptr<Client>> tabs;
    for (int i = 0; i < 8; ++i)
        tabs.push_back(std::make_unique<Client>(story.desk, story.server, story.anna));
    story.desk.pass(5'000);
    int leading = 0;
    for (auto const& tab : tabs) leading += tab->account->leads();
    CHECK(leading == 1);
    auto const channel = tabs[0]->create("Цех");
    story.desk.pass(5'000);
    for (auto const& tab : tabs) tab->open(channel);
    Texts expected;
    for (int i = 0; i < 8; ++i) {
        expected.push_back("из вкладки " + std::to_string(i));
        CHECK_FALSE(tabs[static_cast<std::size_t>(i)]->post(channel, expected.back()));
    }
    story.desk.pass(10'000);
    CHECK(story.server.texts("Цех") == expected);
    for (auto const& tab : tabs) {
        CHECK(tab->shows(channel) == expected);
        CHECK(tab->account->status().unsent == 0);
    }
}

TEST_CASE(
    "when the tab that leads is killed while it sends, another takes over and nothing is lost or "
    "doubled") {
    Story story;
    std::vector<std::unique_ptr<Client>> tabs;
    for (int i = 0; i < 3; ++i)
        tabs.push_back(std::make_unique<Client>(story.desk, story.server, story.anna));
    story.desk.pass(5'000);
    auto const channel = tabs[0]->create("Цех");
    story.desk.pass(5'000);
    auto const leads = std::find_if(tabs.begin(), tabs.end(),
                                    [](auto const& tab) { return tab->account->leads(); });
    REQUIRE(leads != tabs.end());
    auto const other = tabs[leads == tabs.begin() ? 1 : 0].get();
    other->open(channel);
    CHECK_FALSE((*leads)->post(channel, "один"));
    CHECK_FALSE(other->post(channel, "два"));
    story.desk.pass(4);  // stored, and on its way
    story.desk.kill((*leads)->tab);
    CHECK_FALSE(other->post(channel, "три"));
    story.desk.pass(30'000);
    auto texts = story.server.texts("Цех");
    CHECK(texts.size() == 3);
    CHECK(texts.back() == "три");
    CHECK(other->account->status().unsent == 0);
    CHECK(other->shows(channel).size() == 3);
}

TEST_CASE("what the server refuses goes to the tray with its content and can be sent again") {
    Story story;
    Client anna(story.desk, story.server, story.anna),
        boris(story.other, story.server, story.boris);
    story.desk.pass(3'000);
    auto const channel = anna.create("Цех");
    anna.account->want(
        messaging::Command(messaging::Invite{channel, {client::new_id(anna.tab)}, story.boris}));
    story.desk.pass(3'000);
    story.other.pass(6'000);
    // Boris writes while he is being removed: only the server knows.
    story.server.reachable = false;
    story.other.pass(20'000);
    CHECK_FALSE(boris.post(channel, "успею?"));
    story.server.reachable = true;
    anna.account->want(messaging::Command(messaging::RemoveMember{channel, story.boris}));
    story.desk.pass(20'000);
    story.other.pass(40'000);
    REQUIRE(boris.account->status().refused == 1);
    CHECK(boris.account->status().unsent == 0);
    auto const& [key, returned] = *boris.account->of<messaging::Domain>().tray().begin();
    CHECK(std::get<messaging::Post>(returned.command).text == "успею?");
    CHECK(returned.refusal.reason == "channel-unknown");
    // Invited again, he sends it again.
    std::string const kept = key;
    anna.account->want(
        messaging::Command(messaging::Invite{channel, {client::new_id(anna.tab)}, story.boris}));
    story.desk.pass(5'000);
    story.other.pass(10'000);
    boris.account->again(kept);
    story.other.pass(10'000);
    CHECK(boris.account->status().refused == 0);
    CHECK(story.server.texts("Цех") == Texts{"успею?"});
}

TEST_CASE("a tray and an outbox survive a restart") {
    Story story;
    auto anna = std::make_unique<Client>(story.desk, story.server, story.anna);
    story.desk.pass(3'000);
    auto const channel = anna->create("Цех");
    story.desk.pass(3'000);
    story.server.refuses_everything = true;
    CHECK_FALSE(anna->post(channel, "непонятное"));
    story.desk.pass(10'000);
    CHECK(anna->account->status().refused == 1);
    anna.reset();
    story.server.refuses_everything = false;
    Client again(story.desk, story.server, story.anna);
    story.desk.pass(5'000);
    CHECK(again.account->status().refused == 1);
    // What comes after the one that could not be read arrives all the same, under a new identity.
    CHECK_FALSE(again.post(channel, "понятное"));
    story.desk.pass(10'000);
    CHECK(story.server.texts("Цех") == Texts{"понятное"});
    CHECK(again.account->status().unsent == 0);
}

TEST_CASE("a session that was ended elsewhere stops everything but keeps the outbox") {
    Story story;
    Client anna(story.desk, story.server, story.anna);
    story.desk.pass(3'000);
    auto const channel = anna.create("Цех");
    story.desk.pass(3'000);
    story.server.session_ended = true;
    story.desk.pass(5'000);
    CHECK(anna.account->status().link == Link::ended);
    CHECK_FALSE(anna.post(channel, "потом"));
    int const requests = story.server.requests;
    story.desk.pass(60'000);
    CHECK(story.server.requests == requests);
    CHECK(anna.account->status().unsent == 1);
    story.server.session_ended = false;
    anna.sign_in_again(story.server);
    story.desk.pass(10'000);
    CHECK(story.server.texts("Цех") == Texts{"потом"});
}

TEST_CASE("every tab says why the session ended, until somebody signed in again") {
    Story story;
    Client first(story.desk, story.server, story.anna),
        second(story.desk, story.server, story.anna);
    story.desk.pass(5'000);
    REQUIRE(first.account->leads() != second.account->leads());
    story.server.session_ended = true;
    story.server.why_ended = "person-blocked";
    story.desk.pass(5'000);
    for (auto* tab : {&first, &second}) {
        CHECK(tab->account->status().link == Link::ended);
        CHECK(tab->account->why_ended() == "person-blocked");
    }
    story.server.session_ended = false;
    auto& leads = first.account->leads() ? first : second;
    leads.sign_in_again(story.server);
    story.desk.pass(10'000);
    for (auto* tab : {&first, &second}) {
        CHECK(tab->account->status().link == Link::online);
        CHECK(tab->account->why_ended().empty());
    }
}

TEST_CASE("a restored backup makes the client begin anew and offer its outbox again") {
    Story story;
    Client anna(story.desk, story.server, story.anna);
    story.desk.pass(3'000);
    auto const channel = anna.create("Цех");
    CHECK_FALSE(anna.post(channel, "до"));
    story.desk.pass(5'000);
    auto const backup = story.server.channels.state;
    CHECK_FALSE(anna.post(channel, "после"));
    story.desk.pass(5'000);
    story.server.channels.state = backup;
    story.server.history = {8, 8};
    story.desk.pass(10'000);
    CHECK(anna.shows(channel) == Texts{"до"});
    CHECK_FALSE(anna.post(channel, "снова"));
    story.desk.pass(20'000);
    CHECK(story.server.texts("Цех") == Texts{"до", "снова"});
    CHECK(anna.account->status().unsent == 0);
}

TEST_CASE("signing out leaves nothing of the account on the machine, in no tab") {
    Story story;
    Client first(story.desk, story.server, story.anna),
        second(story.desk, story.server, story.anna);
    story.desk.pass(5'000);
    first.create("Цех");
    story.desk.pass(5'000);
    bool other_left = false, done = false;
    second.account->on_signed_out([&] { other_left = true; });
    first.account->wipe([&] { done = true; });
    story.desk.pass(1'000);
    CHECK(done);
    CHECK(other_left);
    // An answer that was under way brings a key.
    story.server.key_word = "another key of ";
    for (auto const& client : {&first, &second})
        client->account->api().signed_in(story.server.signed_in(story.anna, {{9, 9}}));
    story.desk.pass(1'000);
    CHECK(story.desk.disks[base::to_text(story.anna)].entries.empty());
}

}  // namespace sync_account_test
