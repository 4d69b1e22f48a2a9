// Acts by hand that are taken back: what each row becomes, what stands on it, and who put it there.
#include "shared/world/undo.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <tuple>

#include "shared/domains.hpp"
#include "shared/wire/json.hpp"
#include "tests/shared/samples.hpp"

namespace undo_test {

using namespace messaging;
using samples::id;
using world::PastEdit;

namespace {

using ActRow = world::ActRow<World::Row>;
using Fields = std::vector<std::string_view>;

PersonId const anna{id(1)}, boris{id(2)};
Channel const shop{{id(10)}, "Цех", "про станки", anna, {1}};
auto const an_act = id(80);

Channel titled(std::string title, std::string about = "про станки") {
    auto channel = shop;
    channel.title = std::move(title);
    channel.about = std::move(about);
    return channel;
}

// A world in which administrators edit, and the history of what they did.
struct Office {
    World world;
    std::int64_t now = 100;

    Office() { world.become_whole(); }

    std::string does(base::Id128 act, std::vector<world::RowEdit<Name, World::Row>> rows,
                     PersonId by = anna) {
        Domain::Context context{by.value, true, {now++}, {true}, {}, "::1"};
        auto const verdict = Domain::decide(world, EditRows{act, std::move(rows)}, context);
        if (auto const* refusal = std::get_if<base::Refusal>(&verdict)) return refusal->reason;
        world.apply(std::get<World::Change>(verdict));
        return {};
    }
    std::string edit(base::Id128 act, std::optional<World::Row> before,
                     std::optional<World::Row> after, PersonId by = anna) {
        return does(act, {{{id(next_++)}, std::move(before), std::move(after)}}, by);
    }
    // The oldest first.
    std::vector<PastEdit> edits(base::Id128 act) const {
        std::vector<Edit> all;
        for (auto const& [key, row] : world.table<Edit>().all())
            if (row.act == act) all.push_back(row);
        std::sort(all.begin(), all.end(), [](auto const& a, auto const& b) {
            return std::tie(a.at.us, a.number) < std::tie(b.at.us, b.number);
        });
        std::vector<PastEdit> edits;
        for (auto const& row : all)
            edits.push_back(
                {row.table, row.row, row.act, row.actor, row.at, row.before, row.after});
        return edits;
    }
    std::vector<ActRow> rows(base::Id128 act) const {
        auto read = world::rows_of_act<World::Row>(edits(act));
        REQUIRE(read);
        return *std::move(read);
    }
    std::string takes_back(base::Id128 act, base::Id128 as) {
        std::vector<world::RowEdit<Name, World::Row>> back;
        for (auto const& row : rows(act)) back.push_back(world::taken_back<Name>(row, id(next_++)));
        return does(as, std::move(back), boris);
    }
    Fields standing(ActRow const& row) const {
        return world::standing_on(world::seen(row), world::now_of(world, row));
    }
    bool is_as_before(ActRow const& row) const {
        return world::is_as_before(world::seen(row), world::now_of(world, row));
    }
    Channel const* channel() const { return world.find(shop.id); }

private:
    unsigned next_ = 1000;
};

std::string text_of(base::Problem const& problem) {
    auto text = problem.path + " " + problem.rule;
    for (auto const& argument : problem.arguments) text += " " + argument.value;
    return text;
}

}  // namespace

TEST_CASE("what was added, changed or erased in one act becomes what it was") {
    Office office;
    office.world.put(shop);
    Channel const yard{{id(20)}, "Двор", "", boris, {1}};
    REQUIRE(office.edit(an_act, shop, titled("Склад")).empty());
    REQUIRE(office.edit(an_act, titled("Склад"), titled("Двор")).empty());
    REQUIRE(office.edit(an_act, std::nullopt, yard).empty());
    auto const rows = office.rows(an_act);
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].row == yard.id.value);  // the last first
    for (auto const& row : rows) {
        CHECK(office.standing(row).empty());
        CHECK_FALSE(office.is_as_before(row));
    }
    REQUIRE(office.takes_back(an_act, id(81)).empty());
    CHECK(office.channel()->title == "Цех");
    CHECK_FALSE(office.world.find(yard.id));
    CHECK(office.world.table<Member>().size() == 0);
    for (auto const& row : rows) CHECK(office.is_as_before(row));
    // And taking that back is an act as any other.
    REQUIRE(office.takes_back(id(81), id(82)).empty());
    CHECK(office.channel()->title == "Двор");
    REQUIRE(office.world.find(yard.id));
    CHECK(office.world.find(yard.id)->title == "Двор");
    CHECK(office.world.table<Member>().size() == 1);
    CHECK(office.edits(id(82)).size() == 2);
    CHECK(office.edits(id(82))[0].actor == boris.value);
}

TEST_CASE("a row that came and went in one act is none of it") {
    Office office;
    REQUIRE(office.edit(an_act, std::nullopt, shop).empty());
    REQUIRE(office.edit(an_act, shop, std::nullopt).empty());
    CHECK(office.rows(an_act).empty());
}

TEST_CASE("what others changed in other fields stays, and in the same one it stands on the act") {
    Office office;
    office.world.put(shop);
    REQUIRE(office.edit(an_act, shop, titled("Склад")).empty());
    auto const row = office.rows(an_act).at(0);
    REQUIRE(office.edit(id(85), titled("Склад"), titled("Склад", "другое"), boris).empty());
    CHECK(office.standing(row).empty());
    REQUIRE(
        office.edit(id(86), titled("Склад", "другое"), titled("Двор", "другое"), boris).empty());
    CHECK(office.standing(row) == Fields{"title"});
    CHECK(office.takes_back(an_act, id(87)) == "changed-meanwhile");
    auto later = office.edits(id(85));
    later.push_back(office.edits(id(86)).at(0));
    auto const problems =
        world::later_edits(world::seen(row), row.table, row.row, office.standing(row), later);
    REQUIRE(problems.size() == 1);
    CHECK(text_of(problems[0]) == "/messaging.channel/" + base::to_text(id(10)) +
                                      "/title edited-later " + base::to_text(boris.value) +
                                      " 1970-01-01T00:00:00.000102Z " + base::to_text(id(86)));
    // Once that is taken back nothing stands on it any more.
    REQUIRE(office.takes_back(id(86), id(88)).empty());
    CHECK(office.standing(row).empty());
    REQUIRE(office.takes_back(an_act, id(89)).empty());
    CHECK(office.channel()->title == "Цех");
    CHECK(office.channel()->about == "другое");
}

TEST_CASE("what was changed in another way than by hand is named without a name") {
    Office office;
    office.world.put(shop);
    REQUIRE(office.edit(an_act, shop, titled("Склад")).empty());
    auto const row = office.rows(an_act).at(0);
    office.world.put(titled("Двор"));
    auto problems =
        world::later_edits(world::seen(row), row.table, row.row, office.standing(row), {});
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].rule == "changed-meanwhile");
    CHECK(problems[0].arguments[0].value == "title");
    office.world.erase(shop.id);
    CHECK(office.standing(row) == Fields{""});
    problems = world::later_edits(world::seen(row), row.table, row.row, office.standing(row), {});
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].rule == "row-gone");
    CHECK(office.takes_back(an_act, id(87)) == "row-gone");
}

TEST_CASE("an added row that was changed stays, and an erased one that is there again does, too") {
    Office office;
    REQUIRE(office.edit(an_act, std::nullopt, shop).empty());
    auto const added = office.rows(an_act).at(0);
    CHECK(world::changed_by(world::seen(added)) == Fields{""});
    // What is counted holds nothing.
    auto counted = shop;
    counted.earlier = 3;
    office.world.put(counted);
    CHECK(office.standing(added).empty());
    office.world.put(titled("Склад"));
    CHECK(office.standing(added) == Fields{"title"});
    office.world.put(shop);
    REQUIRE(office.edit(id(81), shop, std::nullopt).empty());
    auto const erased = office.rows(id(81)).at(0);
    CHECK(office.is_as_before(added));
    CHECK(office.standing(erased).empty());
    office.world.put(shop);
    CHECK(office.is_as_before(erased));
    CHECK(office.standing(erased).empty());
    office.world.put(titled("Склад"));
    CHECK(office.standing(erased) == Fields{""});
    CHECK(office.takes_back(id(81), id(82)) == "id-taken");
}

TEST_CASE("rows without number are taken back in one order, and their edits keep it") {
    Office office;
    std::vector<world::RowEdit<Name, World::Row>> add;
    for (unsigned i = 0; i < 250; ++i)
        add.push_back(
            {{id(5000 + i)}, {}, Channel{{id(6000 + i)}, "К" + std::to_string(i), "", anna, {1}}});
    REQUIRE(office.does(an_act, add).empty());
    auto const edits = office.edits(an_act);
    REQUIRE(edits.size() == 250);
    for (unsigned i = 0; i < 250; ++i) CHECK(edits[i].row == id(6000 + i));
    for (auto const& [key, edit] : office.world.table<Edit>().all())
        CHECK((edit.number >= 1 && edit.number <= world::most_at_once));
    auto const rows = office.rows(an_act);
    CHECK(rows.front().row == id(6249));
    CHECK(rows.back().row == id(6000));
    REQUIRE(office.takes_back(an_act, id(81)).empty());
    CHECK(office.world.table<Channel>().size() == 0);
}

TEST_CASE("what another version wrote is not guessed at") {
    auto const text = wire::json::text(shop);
    std::vector<PastEdit> edits{
        {"messaging.channel", id(10), an_act, anna.value, {1}, text, R"({"title":7})"}};
    auto rows = world::rows_of_act<World::Row>(edits);
    REQUIRE_FALSE(rows);
    CHECK(rows.refusal().reason == "undo-unreadable");
    edits[0].after = text;
    edits[0].table = "messaging.gone";
    rows = world::rows_of_act<World::Row>(edits);
    REQUIRE_FALSE(rows);
    CHECK(rows.refusal().reason == "undo-unreadable");
}

namespace {

struct Vault {
    base::Id<Vault> id;
    std::string name, word;
    static constexpr auto fields() {
        return base::Pack{base::field("id", &Vault::id).required(),
                          base::field("name", &Vault::name),
                          base::field("word", &Vault::word).server_only()};
    }
};

}  // namespace

TEST_CASE("what has a secret that is kept nowhere does not come back without it") {
    Vault const before{{id(1)}, "Сейф", "1234"};
    auto after = before;
    after.name = "Шкаф";
    auto const make = []() -> std::shared_ptr<void> { return std::make_shared<Vault>(); };
    auto const& type = base::type_of<Vault>();
    auto const barred = world::bars_return({type, make, &before, nullptr});
    REQUIRE(barred);
    CHECK(barred->reason == "undo-secret");
    CHECK(barred->arguments[0].value == "word");
    CHECK_FALSE(world::bars_return({type, make, &before, &after}));
    CHECK_FALSE(world::bars_return({type, make, nullptr, &after}));
    // Nor is it told apart by it.
    auto other = before;
    other.word = "5678";
    CHECK(world::is_as_before({type, make, &before, &after}, &other));
    CHECK(world::changed_by({type, make, &before, &other}).empty());
}

}  // namespace undo_test
