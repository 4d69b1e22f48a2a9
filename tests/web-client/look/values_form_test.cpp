// Every kind of value in a form and in a table, as people type and read it.
#include <doctest/doctest.h>

#include "tests/shared/goods.hpp"
#include "tests/shared/said.hpp"
#include "tests/support/stage.hpp"
#include "tests/web-client/look/form_desk.hpp"
#include "web-client/look/cells.hpp"
#include "web-client/look/form.hpp"

namespace values_form_test {

using look::Role;
using samples::Goods;
using samples::Said;
using support::scrolled_form;
using support::Stage;

namespace {

struct Desk : support::FormDesk<Goods> {
    Desk() {
        record.id.value = {1, 1};
        record.names.ru = "Торт";
        record.price = {123'450, base::Currency::of("RUB")};
    }
};

support::StageSettings tall(words::Language language = words::Language::english) {
    support::StageSettings settings;
    settings.language = language;
    settings.height = 4'000;
    return settings;
}
std::string said_at(Stage& stage, std::string const& field) {
    return stage.find(Role::textbox, field).description;
}

}  // namespace

TEST_CASE("an amount is typed as one writes it, with its currency or without") {
    Desk desk;
    Stage stage(tall(), scrolled_form(desk));
    CHECK(stage.find(Role::textbox, "price").value == "1234.50 RUB");
    stage.fill("price", "$1,999.99");
    CHECK(said_at(stage, "price") == "Several currencies are written so: add the code, as USD");
    CHECK(desk.record.price.minor == 123'450);
    CHECK(Said(desk.last.problems) == Said{"/price ambiguous-currency"});
    stage.fill("price", "USD 1,999.99");
    CHECK(desk.record.price == base::Money{199'999, base::Currency::of("USD")});
    CHECK(desk.last.problems.empty());
    stage.fill("price", "5");
    CHECK(desk.record.price == base::Money{500, base::Currency::of("USD")});
    stage.fill("price", "5.001");
    CHECK(said_at(stage, "price") == "No more than 2 digits after the point");
    stage.fill("price", "");
    CHECK(said_at(stage, "price") == "This is needed");
    CHECK_FALSE(desk.last.problems.empty());
}

TEST_CASE("an amount that has no currency yet is in the usual one, unless it is said") {
    Desk desk;
    desk.record.price = {};
    Stage stage(tall(), scrolled_form(desk));
    stage.fill("deposit", "7");
    CHECK_FALSE(desk.record.deposit.has_value());
    CHECK_FALSE(desk.last.problems.empty());
    desk.texts.currency = base::Currency::of("EUR");
    stage.fill("price", "5");
    CHECK(desk.record.price == base::Money{500, base::Currency::of("EUR")});
    stage.fill("deposit", "8");
    CHECK(desk.record.deposit == base::Money{800, base::Currency::of("EUR")});
    stage.fill("deposit", "9 USD");
    stage.fill("deposit", "10");
    CHECK(desk.record.deposit == base::Money{1'000, base::Currency::of("USD")});
    stage.fill("deposit", "");
    CHECK_FALSE(desk.record.deposit.has_value());
}

TEST_CASE("an amount of one currency needs no code, and its limits are said in it") {
    Desk desk;
    Stage stage(tall(words::Language::russian), scrolled_form(desk));
    CHECK(stage.find(Role::textbox, "fee").value == "0,00");
    stage.fill("fee", "1000,01");
    CHECK(said_at(stage, "fee") == "Не больше 1\u00a0000,00\u00a0₽");
    stage.fill("fee", "5 EUR");
    CHECK(said_at(stage, "fee") == "Здесь нужна валюта RUB");
    stage.fill("fee", "1 000,00 ₽");
    CHECK(desk.record.fee.minor == 100'000);
    CHECK(desk.last.problems.empty());
    stage.fill("fee", "1.000");
    CHECK(desk.last.problems.size() == 1);
    CHECK(desk.last.problems[0].rule == "ambiguous-number");
}

TEST_CASE("quantities and days are typed in the reader's language") {
    Desk desk;
    Stage stage(tall(words::Language::russian), scrolled_form(desk));
    stage.fill("amount", "1,250");
    CHECK(desk.record.amount.thousandths == 1'250);
    stage.fill("amount", "2000");
    CHECK(said_at(stage, "amount") == "Не больше 1\u00a0000");
    stage.fill("amount", "0,0005");
    CHECK(said_at(stage, "amount") == "Знаков после запятой не больше 3");
    stage.fill("amount", "1");
    CHECK(stage.find(Role::textbox, "made").value == "01.01.1970");
    stage.fill("made", "14 марта 2026");
    CHECK(desk.record.made == *base::day_from_civil(2026, 3, 14));
    stage.fill("made", "29.02.2023");
    CHECK(said_at(stage, "made") == "Такого дня в календаре нет");
    CHECK(desk.record.made == *base::day_from_civil(2026, 3, 14));
    CHECK_FALSE(desk.last.problems.empty());
}

TEST_CASE("what may be missing is missing when its field is emptied") {
    Desk desk;
    Stage stage(tall(), scrolled_form(desk));
    stage.fill("until", "2026-11-21");
    stage.fill("deposit", "5 EUR");
    stage.fill("least", "0.5");
    stage.fill("shelf", "7");
    stage.fill("note", "warm");
    stage.click(Role::option, "finish", "next");
    stage.click(Role::option, "Yes", "hot");
    CHECK(desk.record.until == *base::day_from_civil(2026, 11, 21));
    CHECK(desk.record.deposit == base::Money{500, base::Currency::of("EUR")});
    CHECK(desk.record.least == base::Quantity{500});
    CHECK(desk.record.shelf == 7);
    CHECK(desk.record.note == "warm");
    CHECK(desk.record.next == samples::Stage::finish);
    CHECK(desk.record.hot == true);
    for (auto field : {"until", "deposit", "least", "shelf", "note"}) stage.fill(field, "");
    stage.click(Role::option, "None", "next");
    stage.click(Role::option, "None", "hot");
    CHECK_FALSE((desk.record.until || desk.record.deposit || desk.record.least ||
                 desk.record.shelf || desk.record.note || desk.record.next || desk.record.hot));
    CHECK(desk.last.problems.empty());
    stage.fill("shelf", "61");
    CHECK(said_at(stage, "shelf") == "At most 60");
    stage.fill("currency", "jpy");
    CHECK(desk.record.currency == base::Currency::of("JPY"));
    stage.fill("currency", "XYZ");
    CHECK(said_at(stage, "currency") == "There is no such currency (ISO 4217)");
}

TEST_CASE("a text in two languages has two fields, the reader's first, and needs one of them") {
    Desk desk;
    Stage stage(tall(), scrolled_form(desk));
    auto const english = stage.find(Role::textbox, "names in English");
    auto const russian = stage.find(Role::textbox, "names in Russian");
    CHECK(english.rect.y < russian.rect.y);
    stage.fill("names in Russian", "");
    CHECK(said_at(stage, "names in English") == "This is needed");
    CHECK(Said(desk.last.problems) == Said{"/names required"});
    stage.fill("names in English", "A cake with a very long name");
    CHECK(said_at(stage, "names in English") == "At most 20 characters. 8 characters too many");
    stage.fill("names in English", "Cake");
    CHECK(desk.record.names == base::Names{"", "Cake"});
    CHECK(desk.last.problems.empty());
    stage.fill("about in Russian", "Мёд");
    CHECK(desk.record.about == base::Names{"Мёд", ""});
    stage.fill("about in Russian", "");
    CHECK_FALSE(desk.record.about);
}

TEST_CASE("the items of a list are small forms that one adds, changes and removes") {
    Desk desk;
    Stage stage(tall(), scrolled_form(desk));
    stage.click(Role::button, "Add · parts");
    stage.click(Role::button, "Add · parts");
    stage.run(2);
    REQUIRE(desk.record.parts.size() == 2);
    CHECK(Said(desk.last.problems) == Said{"/parts/0/title required", "/parts/1/title required"});
    auto const titles = [&] {
        std::vector<look::Node> all;
        for (auto const& node : stage.all(Role::textbox))
            if (node.name == "title in English") all.push_back(node);
        return all;
    };
    REQUIRE(titles().size() == 2);
    auto const second = titles()[1].rect;
    stage.click_at(second.x + 20, second.y + second.height / 2);
    stage.type("Cream");
    CHECK(desk.record.parts[1].title.en == "Cream");
    stage.click(Role::button, "Add · parts");
    stage.run(2);
    CHECK(desk.record.parts.size() == 3);
    CHECK(stage.find(Role::button, "Add · parts").state.disabled);
    stage.click(Role::button, "Remove · parts 1");
    stage.run(2);
    REQUIRE(desk.record.parts.size() == 2);
    CHECK(desk.record.parts[0].title.en == "Cream");
    CHECK(titles()[0].value == "Cream");
    CHECK(stage.without_node().empty());
}

TEST_CASE("a table shows values as people read them, and sorts by the server's columns") {
    Stage stage([](look::Ui&, look::Rect) {});
    stage.run(1);
    look::CellText texts;
    texts.label = [](std::string_view field) { return std::string(field); };
    texts.option = [](std::string_view option) { return "<" + std::string(option) + ">"; };
    Goods goods;
    goods.names = {"Торт", ""};
    goods.price = {-123'450, base::Currency::of("RUB")};
    goods.amount.thousandths = 1'250;
    goods.made = *base::day_from_civil(2026, 3, 14);
    goods.next = samples::Stage::finish;
    goods.note = "one\ntwo";
    goods.parts.resize(2);
    std::string shown, right, keys;
    auto const columns = look::columns_of<Goods>(stage.ui(), texts);
    auto const cells = look::cells_of(stage.ui(), texts, goods);
    REQUIRE(columns.size() == cells.size());
    for (std::size_t i = 0; i < cells.size(); ++i) {
        shown += columns[i].label + "=" + cells[i].text + "; ";
        if (columns[i].right) right += columns[i].label + " ";
        if (columns[i].sortable) keys += columns[i].id + " ";
    }
    CHECK(shown ==
          "names=Торт; about=; price=\u2212RUB\u00a01,234.50; fee=RUB\u00a00.00; deposit=; "
          "amount=1.25; least=; made=14 March 2026; until=; currency=; stage=<bake>; "
          "next=<finish>; hot=; note=one; shelf=; shown=No; parts=2; ");
    CHECK(right == "price fee deposit amount least shelf parts ");
    CHECK(keys == "names_en price_minor deposit_minor amount_thousandths until currency ");
}

}  // namespace values_form_test
