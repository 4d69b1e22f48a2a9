// The room of the trial domain on the headless stage: what a person sees of it, what is sent, and
// what waits while there is no network.
#include <doctest/doctest.h>

#include "tests/web-client/app/visit.hpp"

namespace notes_room_test {

using look::Role;
using visit::Member;

namespace {

base::Id<notes::Notebook> const kitchen{{8, 1}};

struct Cook : Member {
    explicit Cook(std::string const& route = "/") : Member(route) {
        server.carry_out(notes::OpenNotebook{kitchen, anna, "Kitchen", std::nullopt, std::nullopt},
                         anna);
        settle();
    }
    void open() {
        screens->go("/notebooks/" + base::to_text(kitchen));
        settle();
    }
    notes::Note const* only() const {
        auto const& all = server.stores.of<notes::Domain>().state.world.table<notes::Note>().all();
        return all.size() == 1 ? &all.begin()->second : nullptr;
    }
    void write(std::string const& title) {
        press("New note");
        stage->fill("Title", title);
        stage->fill("Due", "2126-11-21");
        stage->fill("Amount", "1.25");
        press("New note", "New note");
    }
};

}  // namespace

TEST_CASE("a notebook stands in the navigation, and leads to its notes") {
    Cook anna;
    CHECK(anna.stage->sees(Role::link, "Kitchen"));
    anna.open();
    CHECK(anna.stage->sees(Role::heading, "Kitchen"));
    anna.write("Flour");
    REQUIRE(anna.only());
    CHECK(anna.only()->title == "Flour");
    CHECK(base::to_text(anna.only()->due) == "2126-11-21");
    CHECK(anna.only()->amount.thousandths == 1'250);
    CHECK(anna.stage->sees(Role::cell, "Flour"));
}

TEST_CASE("what is written without a network waits in the outbox, and is sent when there is one") {
    Cook anna;
    anna.open();
    anna.server.reachable = false;
    anna.settle();
    anna.write("Butter");
    CHECK_FALSE(anna.only());
    CHECK(anna.account->of<notes::Domain>().unsent() == 1);
    anna.server.reachable = true;
    anna.settle(120'000);
    REQUIRE(anna.only());
    CHECK(anna.only()->title == "Butter");
    CHECK(anna.account->of<notes::Domain>().unsent() == 0);
}

TEST_CASE("what is refused later is named by the room that knows it") {
    Cook anna;
    anna.open();
    anna.write("Flour");
    anna.server.reachable = false;
    anna.settle();
    // Another device was faster with that title.
    anna.write("Sugar");
    anna.server.carry_out(notes::WriteNote{kitchen, {{8, 9}}, "Sugar", {57'302}, {1}, std::nullopt},
                          anna.anna);
    anna.server.reachable = true;
    anna.settle(120'000);
    words::Words const words(words::Language::english);
    auto const tray = anna.screens->rooms().refused(words);
    REQUIRE(tray.refused.size() == 1);
    CHECK(tray.refused[0].what == "A new note");
    CHECK(tray.refused[0].content == "Sugar");
}

TEST_CASE("a notebook that is not there says so, and nothing of another is shown in it") {
    Cook anna;
    anna.open();
    anna.write("Flour");
    anna.screens->go("/notebooks/00000000-0000-0000-0000-00000000ffff");
    anna.settle();
    CHECK_FALSE(anna.stage->sees(Role::cell, "Flour"));
    CHECK_FALSE(anna.stage->sees(Role::heading, "Kitchen"));
    CHECK(anna.stage->described().find("There is no such notebook") != std::string::npos);
}

TEST_CASE("why a note cannot be finished is said before one is chosen") {
    Cook anna;
    anna.open();
    anna.write("Flour");
    words::Words const words(words::Language::russian);
    auto const grey = [&] {
        auto const all = anna.screens->commands(words);
        auto const* finish = parts::find(all, "notes.finish");
        REQUIRE(finish);
        return finish->grey;
    };
    CHECK(grey() == "Сначала выберите заметку");
    anna.stage->click(Role::row, "Flour");
    anna.stage->run(2);
    CHECK(grey().empty());
    anna.press("Done");
    REQUIRE(anna.only());
    CHECK(anna.only()->state == notes::State::done);
}

}  // namespace notes_room_test
