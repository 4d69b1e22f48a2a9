#include <doctest/doctest.h>

#include "tests/web-client/app/visit.hpp"

namespace app_drafts_test {

using look::Role;
using visit::Member;

namespace {

using Channel = base::Id<messaging::Channel>;

Channel make_channel(Member& anna, std::string const& title, std::uint64_t number) {
    Channel const id{{3, number}};
    anna.server.carry_out(messaging::CreateChannel{id, {{4, number}}, anna.anna, title, ""},
                          anna.anna);
    anna.settle();
    return id;
}

// As after a reload: a new program over the same store.
void reload(Member& anna) {
    anna.account->drafts().flush();
    anna.stage.reset();
    anna.screens.reset();
    anna.account =
        std::make_unique<client::Account>(anna.tab, anna.server.signed_in(anna.anna, {{9, 9}}));
    anna.machine.pass(3'000);
    anna.screens =
        std::make_unique<house::Screens<Rooms>>(anna.tab, anna.account->api(), *anna.account);
    anna.stage = std::make_unique<support::Stage>([&](look::Ui& ui, look::Rect window) {
        anna.screens->frame(ui, window, shell::Shade::dark);
    });
    anna.settle();
}

std::string written(Member const& anna, std::string const& title) {
    return anna.stage->find(Role::textbox, "Write to “" + title + "”").value;
}

}  // namespace

TEST_CASE("a half-written message is there after a reload, and its channel is marked") {
    Member anna("/");
    auto const workshop = make_channel(anna, "Workshop", 1);
    make_channel(anna, "Store", 2);
    anna.tab.place = "/channels/" + base::to_text(workshop);
    anna.screens->go(anna.tab.place);
    anna.settle();
    anna.stage->type("An unfinished");
    anna.stage->run(2);
    CHECK(anna.stage->sees(Role::link, "Workshop, a draft"));
    CHECK(anna.stage->sees(Role::link, "Store"));
    reload(anna);
    CHECK(written(anna, "Workshop") == "An unfinished");
    CHECK(anna.stage->sees(Role::link, "Workshop, a draft"));
    anna.stage->type(" sentence");
    anna.stage->press(ImGuiKey_Enter);
    anna.settle();
    CHECK(anna.server.texts("Workshop") == std::vector<std::string>{"An unfinished sentence"});
    CHECK(written(anna, "Workshop").empty());
    CHECK(anna.stage->sees(Role::link, "Workshop"));
    reload(anna);
    CHECK(written(anna, "Workshop").empty());
}

TEST_CASE("a field that is built anew takes what was typed into the one before, stored or not") {
    Member anna("/");
    auto const workshop = make_channel(anna, "Workshop", 1);
    anna.tab.place = "/channels/" + base::to_text(workshop);
    anna.screens->go(anna.tab.place);
    anna.settle();
    anna.stage->type("An unfinished");
    anna.stage->run(2);
    anna.screens =
        std::make_unique<house::Screens<Rooms>>(anna.tab, anna.account->api(), *anna.account);
    anna.settle();
    CHECK(written(anna, "Workshop") == "An unfinished");
    reload(anna);
    CHECK(written(anna, "Workshop") == "An unfinished");
}

TEST_CASE("what is refused at once stays in the field") {
    Member anna("/");
    auto const workshop = make_channel(anna, "Workshop", 1);
    anna.screens->go("/channels/" + base::to_text(workshop));
    anna.settle();
    anna.stage->clipboard = std::string(12'429, 'x');
    anna.stage->press(ImGuiMod_Ctrl, ImGuiKey_V);
    anna.stage->press(ImGuiKey_Enter);
    anna.settle();
    CHECK(written(anna, "Workshop") == anna.stage->clipboard);
    CHECK(anna.stage->sees(Role::status, "2,429 characters too many"));
    CHECK(anna.stage->find(Role::button, "Send").description == "At most 10000 characters");
    CHECK(anna.server.texts("Workshop").empty());
    CHECK(anna.account->status().refused == 0);
}

TEST_CASE("whoever signs out is asked about drafts and what was refused, which no sending takes") {
    Member anna("/");
    auto const workshop = make_channel(anna, "Workshop", 1);
    anna.screens->go("/channels/" + base::to_text(workshop));
    anna.settle();
    anna.stage->type("later");
    anna.settle();
    anna.stage->click(Role::button, "Anna, my menu");
    anna.settle();
    anna.stage->click(Role::menuitem, "Sign out");
    anna.settle();
    CHECK(anna.stage->sees(Role::text, "Draft for “Workshop”: later"));
    CHECK(anna.stage->find(Role::button, "Send, then sign out").state.disabled);
}

TEST_CASE("what is typed for a new channel outlives Escape and a reload, and goes by Cancel") {
    Member anna("/");
    make_channel(anna, "Store", 1);
    auto const open = [&] {
        anna.stage->click(Role::button, "Create channel", "Navigation");
        anna.stage->run(3);
    };
    open();
    anna.stage->fill("Name", "Workshop");
    anna.stage->fill("What it is for", "All that is glued");
    anna.stage->press(ImGuiKey_Escape);
    anna.settle();
    REQUIRE_FALSE(anna.stage->sees(Role::textbox, "Name"));
    open();
    CHECK(anna.stage->find(Role::textbox, "Name").value == "Workshop");
    reload(anna);
    open();
    CHECK(anna.stage->find(Role::textbox, "Name").value == "Workshop");
    CHECK(anna.stage->find(Role::textbox, "What it is for").value == "All that is glued");
    SUBCASE("when it is not wanted") {
        anna.press("Cancel");
        open();
        CHECK(anna.stage->find(Role::textbox, "Name").value.empty());
    }
    SUBCASE("when it is made") {
        anna.press("Create channel", "New channel");
        CHECK(anna.stage->sees(Role::link, "Workshop"));
        open();
        CHECK(anna.stage->find(Role::textbox, "Name").value.empty());
    }
    CHECK(anna.account->drafts().all().empty());
}

TEST_CASE("a name that is as long as it may be may have blanks at its ends") {
    Member anna("/");
    make_channel(anna, "Store", 1);
    anna.stage->click(Role::button, "Create channel", "Navigation");
    anna.stage->run(3);
    anna.stage->fill("Name", " " + std::string(80, 'x') + " ");
    CHECK_FALSE(anna.stage->find(Role::textbox, "Name").state.invalid);
    anna.press("Create channel", "New channel");
    CHECK(anna.stage->sees(Role::link, std::string(80, 'x')));
}

TEST_CASE(
    "the new name of a channel that was not saved is there after a reload, and is of it alone") {
    Member anna("/", false);
    auto const workshop = make_channel(anna, "Workshop", 1);
    auto const store = make_channel(anna, "Store", 2);
    auto const change = [&](Channel channel) {
        anna.tab.place = "/channels/" + base::to_text(channel);
        anna.screens->go(anna.tab.place);
        anna.settle();
        anna.stage->click(Role::button, "Change…");
        anna.stage->run(3);
    };
    change(workshop);
    anna.stage->fill("Name", "Workshop of");
    anna.settle();
    // The channel that is left takes its dialog along.
    anna.screens->go("/channels/" + base::to_text(store));
    anna.settle();
    CHECK_FALSE(anna.stage->sees(Role::textbox, "Name"));
    change(store);
    CHECK(anna.stage->find(Role::textbox, "Name").value == "Store");
    reload(anna);
    change(workshop);
    CHECK(anna.stage->find(Role::textbox, "Name").value == "Workshop of");
    anna.press("Save");
    CHECK(anna.server.people.state.world.find(anna.anna) != nullptr);
    CHECK(anna.stage->sees(Role::link, "Workshop of"));
    CHECK(anna.account->drafts().all().empty());
}

TEST_CASE("what is being changed in the tray is being changed after a reload, too") {
    Member anna("/");
    auto const workshop = make_channel(anna, "Workshop", 1);
    anna.screens->go("/channels/" + base::to_text(workshop));
    anna.settle();
    anna.server.instead = [](platform::Request const& request) -> std::optional<platform::Answer> {
        if (request.body.find("\"too soon") == std::string::npos) return std::nullopt;
        return platform::Answer{403, {}, R"({"type":"urn:kontor:problem:not-yours"})"};
    };
    anna.stage->type("too soon");
    anna.stage->press(ImGuiKey_Enter);
    anna.settle();
    REQUIRE(anna.account->status().refused == 1);
    anna.tab.place = "/tray";
    anna.screens->go("/tray");
    anna.settle();
    anna.press("Change…");
    anna.stage->type(" indeed");
    anna.settle();
    auto const text = [&] { return anna.stage->find(Role::textbox, "Text").value; };
    auto const typed = text();
    REQUIRE(typed.find(" indeed") != std::string::npos);
    reload(anna);
    CHECK(text() == typed);
    SUBCASE("until it is cancelled") {
        anna.press("Cancel");
        CHECK_FALSE(anna.stage->sees(Role::textbox, "Text"));
        anna.press("Change…");
        CHECK(text() == "too soon");
    }
    SUBCASE("until it is sent") {
        anna.server.instead = nullptr;
        anna.press("Send changed text");
        CHECK(anna.account->status().refused == 0);
        CHECK(anna.server.texts("Workshop") == std::vector<std::string>{typed});
    }
    CHECK(anna.account->drafts().all().empty());
}

TEST_CASE("the name and the place that were not saved are there after a reload") {
    Member anna("/account");
    anna.stage->fill("Name", "Anna Maria");
    anna.stage->fill("Where you are", "Kazan");
    reload(anna);
    CHECK(anna.stage->find(Role::textbox, "Name").value == "Anna Maria");
    CHECK(anna.stage->find(Role::textbox, "Where you are").value == "Kazan");
    anna.press("Save");
    CHECK(anna.server.people.state.world.find(anna.anna)->location == "Kazan");
    CHECK(anna.account->drafts().all().empty());
    reload(anna);
    anna.stage->fill("Where you are", "");
    anna.settle();
    anna.stage->fill("Where you are", "Kazan");
    anna.settle();
    CHECK(anna.account->drafts().all().empty());  // as it was
}

TEST_CASE("of a question to the server the words outlive a reload, and never a secret") {
    Member anna("/account/tokens");
    auto account = *anna.row();
    account.second_factor = true;
    anna.server.carry_out(accounts::ChangeAccount{account});
    anna.settle();
    auto const open = [&] {
        anna.stage->click(Role::button, "Make a token…");
        anna.stage->run(3);
    };
    open();
    anna.stage->fill("Name", "backup of the till");
    anna.stage->fill("Current password", "a few good words");
    anna.stage->fill("Code", "k7hd-2311");
    reload(anna);
    for (auto const& [name, disk] : anna.machine.disks)
        for (auto const& [key, value] : disk.entries)
            for (auto const* secret : {"a few good words", "k7hd-2311"})
                CHECK(value.find(secret) == std::string::npos);
    open();
    CHECK(anna.stage->find(Role::textbox, "Name").value == "backup of the till");
    CHECK(anna.stage->find(Role::textbox, "Current password").value.empty());
    anna.press("Cancel");
    CHECK(anna.account->drafts().all().empty());
}

}  // namespace app_drafts_test
