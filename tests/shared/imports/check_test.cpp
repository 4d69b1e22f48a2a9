#include "shared/imports/check.hpp"

#include <doctest/doctest.h>

#include "tests/shared/imports/item.hpp"

namespace check_test {

using namespace imports;
using samples::Checked;
using samples::Item;
using samples::Told;

namespace {

Item item(std::uint64_t number, std::string code) {
    Item item;
    item.id = {{7, number}};
    item.code = std::move(code);
    item.title = "Доска";
    item.owner = {5, 1};
    item.price = {500, base::Currency::of("RUB")};
    item.counted = 3;
    return item;
}
constexpr char const* head = "code;title;owner;price;price_currency;parent\n";
constexpr char const* anna = "00000000-0000-0005-0000-000000000001";

Checked with_anna() {
    Checked checked;
    checked.people["Анна"] = {{5, 1}};
    checked.people["Пётр"] = {{5, 2}, {5, 3}};
    return checked;
}

}  // namespace

TEST_CASE("rows that are not there are added, with the ids that they are given") {
    auto checked = with_anna();
    checked.take(std::string(head) + "A1;Доска;Анна;5,50;RUB;\nA2;Брус;" + anna + ";7;USD;\n");
    CHECK(Told(checked.check->problems()) == Told{});
    CHECK(checked.check->count(Action::add) == 2);
    CHECK(checked.row(0).id == base::Id<Item>{{7, 101}});
    CHECK(checked.row(0).owner == base::Id128{5, 1});
    CHECK(checked.row(0).price == base::Money{550, base::Currency::of("RUB")});
    CHECK(checked.row(1).title == "Брус");
    CHECK(checked.check->before(1) == nullptr);
}

TEST_CASE("rows that are there are found by their id or their natural key, in any case") {
    auto checked = with_anna();
    checked.there = {item(1, "A1"), item(2, "a2"), item(3, "A3")};
    checked.take("id,code,title\n,a1,Брус\n" + base::to_text(base::Id128{7, 2}) +
                 ",A9,Доска\n,A3,\n" + ",A3x,Доска\n");
    CHECK(Told(checked.check->problems()) ==
          Told{"4:3 required", "5:0 column-missing field=owner", "5:0 column-missing field=price"});
    CHECK(checked.check->action(0) == Action::change);
    CHECK(checked.check->before(0) == &checked.there[0]);
    auto const changed = checked.row(0);
    CHECK(changed.id == checked.there[0].id);
    CHECK(changed.title == "Брус");
    CHECK(changed.counted == 3);  // what no column says stays
    CHECK(checked.row(1).code == "A9");
    CHECK(checked.check->action(2) == Action::wrong);
    CHECK(checked.check->action(3) == Action::wrong);
}

TEST_CASE("what is the same is told from what changes, and what is kept stays") {
    auto checked = with_anna();
    checked.there = {item(1, "A1"), item(2, "A2")};
    checked.take("code,title,counted\nA1,Доска,3\nA2,Доска,4\n");
    CHECK(Told(checked.check->problems()) == Told{"3:3 kept-counted"});
    CHECK(checked.check->action(0) == Action::same);
    CHECK(checked.check->action(1) == Action::wrong);
}

TEST_CASE("of two rows with one key both are named, and a key of another row is refused") {
    auto checked = with_anna();
    checked.there = {item(1, "A1"), item(2, "A2")};
    auto const one = base::to_text(base::Id128{7, 1}), new_one = base::to_text(base::Id128{7, 50});
    checked.take("id,code,title\n" + one + ",A2,x\n,B,x\n,b,x\n,B,x\n" + new_one + ",a1,x\n");
    auto const said = Told(checked.check->problems());
    auto const has = [&](std::string const& text) {
        return std::find(said.begin(), said.end(), text) != said.end();
    };
    CHECK(has("2:2 already-taken"));
    CHECK(has("3:2 same-key row=4"));
    CHECK(has("4:2 same-key row=3"));
    CHECK(has("5:2 same-key row=3"));
    CHECK(has("6:2 already-taken"));
    CHECK(std::count_if(said.begin(), said.end(),
                        [](auto const& text) { return text.find("3:2 same-key") == 0; }) == 1);
}

TEST_CASE("a row may refer to one further down, by its key or by what it is called") {
    auto checked = with_anna();
    checked.there = {item(1, "A1")};
    checked.take(std::string(head) +
                 "B1;Часть;Анна;1;RUB;B3\nB2;Часть 2;Анна;1;RUB;целое\n"
                 "B3;Целое;Анна;1;RUB;\nB4;Часть;Анна;1;RUB;часть\nB5;Пятая;Пётр;1;RUB;B1\n"
                 "B6;Шестая;Никто;1;RUB;nothing\n");
    CHECK(Told(checked.check->problems()) == Told{"5:6 several-of-this-name table=trial.item",
                                                  "6:3 several-of-this-name table=trial.person",
                                                  "7:3 unknown-reference table=trial.person",
                                                  "7:6 unknown-reference table=trial.item"});
    CHECK(checked.row(0).parent == checked.row(2).id);
    CHECK(checked.row(1).parent == checked.row(2).id);
    auto const& names = checked.check->names();
    CHECK(names.count({"trial.person", "Никто"}) == 1);
    CHECK(names.count({"trial.item", "B3"}) == 1);
    CHECK(checked.check->keys(1).size() == 6);
    CHECK(checked.check->keys(1)[2] == "b3");
}

TEST_CASE("what a column's own cells say counts, then what the file says, then its separator") {
    auto const first_amount = [](std::string text, DayOrder days = DayOrder::unknown) {
        auto checked = with_anna();
        checked.there = {item(1, "A1"), item(2, "A2")};
        checked.open(std::move(text));
        checked.mapping.days = days;
        checked.run();
        auto const said = Told(checked.check->problems());
        if (!said.empty()) return said[0];
        return std::to_string(checked.row(0).amount.thousandths) + " " +
               base::to_text(checked.row(0).made);
    };
    CHECK(first_amount("code\tamount\nA1\t1,250\n") == "2:2 ambiguous-number");
    CHECK(first_amount("code\tamount\nA1\t1,250\nA2\t1,5\n") == "1250 1970-01-01");
    CHECK(first_amount("code\tamount\tprice\nA1\t1,250\t1,50 EUR\n") == "1250 1970-01-01");
    CHECK(first_amount("code;amount\nA1;1,250\n") == "1250 1970-01-01");
    CHECK(first_amount("code,amount\nA1,1.250\n") == "1250 1970-01-01");
    CHECK(first_amount("code,made\nA1,3/4/2026\n") == "2:2 ambiguous-day");
    CHECK(first_amount("code,made\nA1,3/4/2026\nA2,3/28/2026\n") == "0 2026-03-04");
    CHECK(first_amount("code,made\nA1,3/4/2026\n", DayOrder::day_first) == "0 2026-04-03");
}

TEST_CASE("rows of which cells are missing are wrong, and their other problems are said, too") {
    auto checked = with_anna();
    checked.take(std::string(head) + "A1;Доска;Анна;5,50;RUB\nA2;;Анна;x;RUB;\n");
    CHECK(Told(checked.sheet.problems) == Told{"2:0 too-few-cells most=6"});
    CHECK(Told(checked.check->problems()) ==
          Told{"2:0 too-few-cells most=6", "3:2 required", "3:4 not-a-decimal"});
    CHECK(checked.check->count(Action::wrong) == 2);
}

TEST_CASE("JSON lines change what they name, and leave the rest as it is") {
    auto checked = with_anna();
    checked.there = {item(1, "A1")};
    checked.take(
        "{\"code\":\"A1\",\"note\":\"=1\"}\n"
        "{\"code\":\"B\",\"title\":\"x\",\"owner\":\"Анна\","
        "\"price\":{\"minor\":1,\"currency\":\"RUB\"}}\n{\"code\":\"C\"}\n");
    CHECK(Told(checked.check->problems()) == Told{"3:3 required", "3:4 required", "3:5 required"});
    CHECK(checked.row(0).title == "Доска");
    CHECK(checked.row(0).note == "=1");
    CHECK(checked.check->action(1) == Action::add);
    CHECK(checked.check->action(2) == Action::wrong);
}

TEST_CASE("the work grows with the cells alone, and names are looked up once") {
    auto const work = [](std::size_t rows) {
        auto checked = with_anna();
        std::string text = head;
        for (std::size_t i = 0; i < rows; ++i)
            text += "A" + std::to_string(i) + ";Доска;Анна;5,50;RUB;A" + std::to_string(rows - 1) +
                    "\n";
        checked.open(std::move(text));
        checked.run(7);
        CHECK(checked.check->problems().empty());
        return checked.check->work();
    };
    auto const small = work(100), large = work(1'000);
    CHECK(small.cells <= 100 * 6 * 3);
    CHECK(large.cells == 10 * small.cells);
    CHECK(large.existing == 1'000);
    CHECK(large.references == 2);
}

TEST_CASE("a check goes on in steps, and tells what is to be looked up before it goes on") {
    auto checked = with_anna();
    std::string text = head;
    for (int i = 0; i < 100; ++i) text += "A" + std::to_string(i) + ";Доска;Анна;5,50;RUB;\n";
    checked.open(std::move(text));
    Check check(checked.sheet, checked.mapping, base::type_of<std::vector<Item>>(),
                &checked.scratch, checked.lookups());
    int steps = 0;
    for (; check.stage() != Stage::identities; ++steps) check.step(10);
    CHECK(steps == 20);
    CHECK(check.names().size() == 1);
    CHECK(check.keys(1)[99] == "a99");
    CHECK(check.progress() == 0.5);
    for (; !check.done(); ++steps) check.step(10);
    CHECK(steps == 40);
    CHECK(check.progress() == 1);
    CHECK(check.count(Action::add) == 100);
}

TEST_CASE("more problems than anybody reads are counted") {
    auto checked = with_anna();
    std::string text = "count,code,title,owner\n";
    for (int i = 0; i < 40'000; ++i) text += "x,,,\n";
    checked.take(std::move(text));
    CHECK(checked.check->problems().count() == 160'001);
    CHECK(checked.check->problems().all().size() == Problems::most_kept);
}

}  // namespace check_test
