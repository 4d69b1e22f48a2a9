// Taking back what was done by hand, on the headless stage: what the server is asked, when the
// person is asked before, and what is told when it does not go.
#include <doctest/doctest.h>

#include <algorithm>

#include "shared/tables.hpp"
#include "tests/web-client/app/visit.hpp"

namespace app_tables_undo_test {

using look::Role;
using Undo = world::UndoAct<messaging::Domain>;

namespace {

std::string const when = "2026-11-20T08:00:00.000000Z";

struct Boss : visit::Member {
    base::Id<messaging::Channel> const channel{{5, 1}};
    base::Id128 const act{6, 1}, later{6, 2};
    messaging::Channel now{{5, 1}, "Склад", "", {{1, 1}}, {1}};

    Boss() : Member("/", true) {
        rows<accounts::Domain, accounts::Person>({});
        rows<messaging::Domain, messaging::Channel>({now});
    }
    template <class Domain, class Row>
    void rows(std::vector<Row> all, std::int64_t total = 0) {
        world::TablePage<Row> page;
        page.total = std::max(total, static_cast<std::int64_t>(all.size()));
        page.rows = std::move(all);
        answers.give<world::ListTable<Domain, Row>>(page);
    }
    // The title from one to another, some days ago.
    messaging::Edit edit(base::Id128 of, std::string from, std::string to, int days = 0) {
        auto before = now, after = now;
        before.title = std::move(from);
        after.title = std::move(to);
        auto const at = stage->ui().now_us - days * std::int64_t{86'400'000'000};
        return {{{of.high + 1, of.low}},
                "messaging.channel",
                channel.value,
                of,
                1,
                anna.value,
                {at},
                "",
                wire::json::text(before),
                wire::json::text(after)};
    }
    void history(std::vector<messaging::Edit> edits, std::int64_t total = 0) {
        rows<messaging::Domain, messaging::Edit>(std::move(edits), total);
    }
    void open() {
        screens->go("/tables/messaging/channel/" + base::to_text(channel));
        settle();
    }
    void refuse(std::string const& rule, std::string const& problems) {
        answers.by_path[std::string(Undo::path)] = {
            409,
            {{"content-type", "application/problem+json"}},
            R"({"type":"urn:kontor:problem:)" + rule + R"(","problems":[)" + problems + "]}"};
    }
    std::string why_not() { return stage->find(Role::button, "Take back").description; }
    bool draws(std::string const& text) {
        return stage->described().find(text) != std::string::npos;
    }
};

}  // namespace

TEST_CASE("an act is taken back by the server, and what came of it is looked at") {
    Boss boss;
    boss.history({boss.edit(boss.act, "Цех", "Склад")});
    boss.answers.give<Undo>({1, 0});
    boss.open();
    CHECK(boss.draws("Title: Цех → Склад"));
    CHECK(boss.why_not() == "");
    auto const asked = [&] {
        return std::count_if(
            boss.answers.asked.begin(), boss.answers.asked.end(), [](auto const& request) {
                return request.path.find("messaging.channel?") != std::string::npos;
            });
    };
    auto const before = asked();
    boss.press("Take back");
    boss.settle();  // what else belongs to the act is asked first
    auto const body = boss.answers.last<Undo>();
    CHECK(body.find("\"act\":\"" + base::to_text(boss.act) + "\"") != std::string::npos);
    CHECK(body.find("\"as\":\"" + base::to_text(boss.act) + "\"") == std::string::npos);
    CHECK(boss.draws("1 row is as it was"));
    boss.settle();
    CHECK(asked() > before);
}

TEST_CASE("more than one row is asked about, and may stay as it is; by the keyboard, too") {
    Boss boss;
    boss.history({boss.edit(boss.act, "Цех", "Склад")}, 40);
    boss.answers.give<Undo>({40, 0});
    boss.open();
    boss.press("Take back");
    boss.settle();
    CHECK(boss.draws("40 rows were changed in one go"));
    boss.stage->press(ImGuiKey_Escape);
    boss.settle();
    CHECK(boss.answers.last<Undo>().empty());
    boss.press("Take back");
    boss.settle();
    boss.press("Take all back");
    CHECK_FALSE(boss.answers.last<Undo>().empty());
    CHECK(boss.draws("40 rows are as they were"));
}

TEST_CASE("later changes that stand on it are listed, with the way to each row") {
    Boss boss;
    boss.history({boss.edit(boss.act, "Цех", "Склад")});
    std::string const other = base::to_text(base::Id128{5, 9});
    boss.refuse("edited-later", R"({"path":"/messaging.channel/)" + other +
                                    R"(/title","rule":"edited-later","arguments":{"by":")" +
                                    base::to_text(boss.anna) + R"(","at":")" + when +
                                    R"(","act":")" + base::to_text(boss.later) + R"("}})");
    boss.open();
    boss.press("Take back");
    boss.settle();
    CHECK(boss.stage->sees(Role::dialog, "It cannot be taken back"));
    CHECK(boss.draws("Later changes stand on this."));
    std::string const where = other.substr(0, 8) + " (Channels): Title";
    CHECK(boss.stage->sees(Role::link, where));
    CHECK(boss.draws(base::to_text(boss.anna).substr(0, 8)));
    boss.stage->click(Role::link, where);
    boss.settle();
    CHECK(boss.tab.place == "/tables/messaging/channel/" + other);
    CHECK_FALSE(boss.stage->sees(Role::dialog, "It cannot be taken back"));
}

TEST_CASE("a rule that does not let a row be as it was is said with the row") {
    Boss boss;
    boss.history({boss.edit(boss.act, "Цех", "Склад")});
    boss.refuse("channel-written-in", R"({"path":"/messaging.channel/)" +
                                          base::to_text(boss.channel) +
                                          R"(","rule":"channel-written-in"})");
    boss.open();
    boss.press("Take back");
    boss.settle();
    CHECK(boss.stage->sees(Role::dialog, "It cannot be taken back"));
    boss.press("All right");
    CHECK_FALSE(boss.stage->sees(Role::dialog, "It cannot be taken back"));
    boss.answers.refuse<Undo>(404, "act-unknown");
    boss.press("Take back");
    boss.settle();
    CHECK_FALSE(boss.stage->sees(Role::dialog, "It cannot be taken back"));
    CHECK(boss.draws("Nothing of this is kept any more."));
}

TEST_CASE("what cannot be taken back says why before it is pressed") {
    Boss boss;
    boss.history({boss.edit(boss.act, "Цех", "Склад", 8)});
    boss.open();
    CHECK(boss.why_not() == "A change can be taken back for seven days.");

    // A later change of the same field stands on it, until that is taken back.
    Boss second;
    auto const first = second.edit(second.act, "Цех", "Склад", 1);
    auto const then = second.edit(second.later, "Склад", "Двор");
    second.history({then, first});
    second.open();
    auto grey = [&] {
        auto const drawn = second.stage->described();
        return drawn.find("A later change stands on it") != std::string::npos;
    };
    CHECK(grey());
    auto const back = second.edit({6, 3}, "Двор", "Склад");
    second.history({back, then, first});
    second.press("Load again");
    CHECK(second.draws("Title: Двор → Склад"));
    CHECK_FALSE(grey());
}

TEST_CASE("what was erased is taken back at its history") {
    Boss boss;
    auto erased = boss.edit(boss.act, "Цех", "Цех");
    erased.after.clear();
    boss.history({erased});
    boss.answers.give<Undo>({1, 0});
    boss.screens->go("/tables/messaging/edit/" + base::to_text(erased.id));
    boss.settle();
    boss.press("Take back");
    boss.settle();
    CHECK(boss.answers.last<Undo>().find(base::to_text(boss.act)) != std::string::npos);
    CHECK(boss.draws("1 row is as it was"));
}

}  // namespace app_tables_undo_test
