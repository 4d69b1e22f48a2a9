// What the workspace's row may become, and that two administrators both have their way.
#include <doctest/doctest.h>

#include "shared/accounts/commands.hpp"
#include "shared/base/check.hpp"
#include "shared/wire/bytes.hpp"
#include "tests/shared/samples.hpp"

namespace workspace_test {
namespace {

using namespace accounts;

constexpr base::Instant now{1'000'000};
base::Id<Person> const anna{samples::id(1)}, pyotr{samples::id(2)};

base::Day day(int year, int month, int of_month) {
    return *base::day_from_civil(year, month, of_month);
}

// Anna is an administrator with a second factor, Pyotr one without.
struct Office {
    World world;
    unsigned edits = 50;

    Office() {
        Workspace workspace;
        workspace.id = the_workspace;
        workspace.administrators = 2;
        workspace.settled = true;
        world.put(workspace);
        for (auto const id : {anna, pyotr}) {
            world.put(Person{id, "Имя", "a@example.org", true, {5}});
            Account account;
            account.id = account_of(id);
            account.second_factor = id == anna;
            world.put(account);
        }
        world.become_whole();
    }
    Workspace row() const { return *world.find(the_workspace); }
    // "accepted", or why not; what is accepted is carried out.
    std::string edit(Workspace const& before, Workspace const& after, base::Id<Person> actor = anna,
                     bool administrator = true, Facts const& facts = {}) {
        EditRows const command{samples::id(99), {{{samples::id(edits++)}, before, after}}};
        auto const verdict =
            Domain::decide(world, command, {actor.value, administrator, now, facts});
        if (auto const* refusal = std::get_if<base::Refusal>(&verdict)) return refusal->reason;
        world.apply(std::get<World::Change>(verdict));
        return "accepted";
    }
    std::string pictured(std::string const& picture, bool administrator = true) {
        auto const verdict = Domain::decide(world, SetWorkspacePicture{picture},
                                            {anna.value, administrator, now, {}});
        if (auto const* refusal = std::get_if<base::Refusal>(&verdict)) return refusal->reason;
        world.apply(std::get<World::Change>(verdict));
        return "accepted";
    }
    template <class Change>
    std::string become(Change&& change, base::Id<Person> actor = anna, Facts const& facts = {}) {
        auto after = row();
        change(after);
        return edit(row(), after, actor, true, facts);
    }
};

TEST_CASE("two administrators who change different fields both have their way") {
    Office office;
    auto const seen = office.row();
    auto one = seen, other = seen, late = seen;
    one.name = "Столярная";
    other.message = "В пятницу закрыто.";
    late.name = "Цех";
    CHECK(office.edit(seen, one) == "accepted");
    CHECK(office.edit(seen, other, pyotr) == "accepted");
    CHECK(office.row().name == "Столярная");
    CHECK(office.row().message == "В пятницу закрыто.");
    CHECK(office.edit(seen, late, pyotr) == "changed-meanwhile");
    CHECK(office.row().name == "Столярная");
    // Each change has its history.
    for (unsigned const id : {50u, 51u})
        CHECK(office.world.find(base::Id<Edit>{samples::id(id)}) != nullptr);
    CHECK_FALSE(office.world.find(base::Id<Edit>{samples::id(52)}));
}

TEST_CASE("only administrators change the workspace, and not what is counted") {
    Office office;
    auto after = office.row();
    after.name = "Цех";
    CHECK(office.edit(office.row(), after, anna, false) == "administrators-only");
    CHECK(office.become([](Workspace& w) { w.administrators = 7; }) == "kept-counted");
    CHECK(office.become([](Workspace& w) { w.settled = false; }) == "kept-counted");
    CHECK(office.become([](Workspace& w) { w.picture = "0190"; }) == "kept-workspace-picture");
}

TEST_CASE("hours go forward, also when two have changed one of them each") {
    Office office;
    auto const seen = office.row();
    auto early = seen, late = seen;
    early.work_ends = 12 * 60;
    late.work_begins = 13 * 60;
    CHECK(office.edit(seen, early) == "accepted");
    CHECK(office.edit(seen, late, pyotr) == "hours-backwards");
    CHECK(office.become([](Workspace& w) { w.work_begins = w.work_ends; }) == "hours-backwards");
}

TEST_CASE("holidays and rooms stand in order, each once") {
    Office office;
    auto const holidays = [&](std::vector<Holiday> days) {
        return office.become([&](Workspace& w) { w.holidays = std::move(days); });
    };
    CHECK(holidays({{day(2027, 1, 1)}, {day(2027, 1, 7)}}) == "accepted");
    CHECK(holidays({{day(2027, 1, 7)}, {day(2027, 1, 1)}}) == "holidays-order");
    CHECK(holidays({{day(2027, 1, 1)}, {day(2027, 1, 1)}}) == "holidays-order");
    auto const off = [&](std::vector<RoomOff> rooms) {
        return office.become([&](Workspace& w) { w.rooms_off = std::move(rooms); });
    };
    CHECK(off({{"messaging"}, {"notes"}}) == "accepted");
    CHECK(is_off(office.row(), "notes"));
    CHECK_FALSE(is_off(office.row(), "accounts"));
    CHECK(off({{"notes"}, {"messaging"}}) == "rooms-order");
    CHECK(off({{"accounts"}, {"notes"}}) == "room-needed");
}

TEST_CASE("a language is one of those that there are, and a zone one that the server knows") {
    Office office;
    CHECK(office.become([](Workspace& w) { w.language = "en"; }) == "accepted");
    CHECK(office.become([](Workspace& w) { w.language = "de"; }) == "language-unknown");
    auto const moscow = [](Workspace& w) { w.zone = "Europe/Moscow"; };
    auto const nowhere = [](Workspace& w) { w.zone = "Mars/Olympus"; };
    CHECK(office.become(nowhere, anna, {{}, "", false}) == "zone-unknown");
    CHECK(office.become(moscow, anna, {{}, "", true}) == "accepted");
    // A client does not know, and guesses.
    CHECK(office.become(nowhere) == "accepted");
}

TEST_CASE("whoever asks administrators for a second factor has one") {
    Office office;
    auto const need = [](Workspace& w) { w.admin_second_factor = true; };
    CHECK(office.become(need, pyotr) == "second-factor-first");
    CHECK(office.become(need, anna) == "accepted");
    // What was there before is nobody's doing, and everybody may end it.
    CHECK(office.become([](Workspace& w) { w.name = "Цех"; }, pyotr) == "accepted");
    CHECK(office.become([](Workspace& w) { w.admin_second_factor = false; }, pyotr) == "accepted");
}

TEST_CASE("what a server is started with is the first value, once") {
    World world;
    world.become_whole();
    auto const settle = [&](SettleWorkspace const& first) -> std::string {
        auto const verdict = Domain::decide(world, first, {{}, false, now, {}});
        if (auto const* refusal = std::get_if<base::Refusal>(&verdict)) return refusal->reason;
        world.apply(std::get<World::Change>(verdict));
        return "accepted";
    };
    CHECK(settle({"Europe/Moscow", RegistrationMode::closed, true}) == "accepted");
    CHECK(settle({"Asia/Omsk", RegistrationMode::open, false}) == "workspace-settled");
    auto const& row = *world.find(the_workspace);
    CHECK(row.zone == "Europe/Moscow");
    CHECK(row.registration == RegistrationMode::closed);
    CHECK(row.admin_second_factor);
    CHECK(row.administrators == 0);
}

TEST_CASE("the picture is an administrator's to choose, and nothing else changes by it") {
    Office office;
    office.become([](Workspace& w) { w.name = "Цех"; });
    auto const before = office.row();
    CHECK(office.pictured("0190") == "accepted");
    auto after = office.row();
    CHECK(after.picture == "0190");
    after.picture.clear();
    CHECK(wire::to_bytes(after) == wire::to_bytes(before));
    CHECK(office.pictured("0191", false) == "administrators-only");
    CHECK(office.row().picture == "0190");
    CHECK(office.pictured("") == "accepted");
    CHECK(office.row().picture.empty());
}

TEST_CASE("the rules of each field hold of the row") {
    auto const wrong = [](auto&& change) {
        Workspace row;
        row.id = the_workspace;
        change(row);
        auto const problems = base::check(row);
        return problems.empty() ? std::string() : problems[0].path + " " + problems[0].rule;
    };
    CHECK(wrong([](Workspace&) {}).empty());
    CHECK(wrong([](Workspace& w) { w.name = std::string(101, 'x'); }) == "/name too-long");
    CHECK(wrong([](Workspace& w) { w.working_days = 0; }) == "/working_days too-small");
    CHECK(wrong([](Workspace& w) { w.work_ends = 1441; }) == "/work_ends too-large");
    CHECK(wrong([](Workspace& w) { w.message = std::string(1001, 'x'); }) == "/message too-long");
    CHECK(wrong([](Workspace& w) { w.holidays.resize(401); }) == "/holidays too-many");
}

}  // namespace
}  // namespace workspace_test
