#include <doctest/doctest.h>

#include "tests/web-client/app/visit.hpp"

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
        std::make_unique<syncing::Account>(anna.tab, anna.server.signed_in(anna.anna, {{9, 9}}));
    anna.machine.pass(3'000);
    anna.screens = std::make_unique<Screens>(anna.tab, anna.account->api(), *anna.account);
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
    anna.screens = std::make_unique<Screens>(anna.tab, anna.account->api(), *anna.account);
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
