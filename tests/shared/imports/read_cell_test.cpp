#include "shared/imports/read_cell.hpp"

#include <doctest/doctest.h>

#include "shared/wire/plain.hpp"
#include "tests/shared/imports/item.hpp"

namespace read_cell_test {

using namespace imports;
using base::DecimalSign;

namespace {

base::FieldInfo const& field_of(std::string_view name) {
    for (auto const& field : base::describe<samples::Item>())
        if (field.name == name) return field;
    throw std::logic_error("no such field");
}

// What is wrong, or nothing; the value stands in `item`.
struct One {
    samples::Item item{};
    Ways ways{};
    std::string read(std::string_view name, std::vector<std::string> const& texts,
                     Held held = Held::text) {
        ways.field = &field_of(name);
        std::vector<CellRead> cells;
        for (auto const& text : texts) cells.push_back({{text, false}, held});
        std::string said;
        for (auto const& problem : read_cells(cells, ways, ways.field->member(&item)))
            said += (said.empty() ? "" : ", ") + problem.path + " " + problem.rule;
        return said;
    }
    std::string day(std::string const& text) {
        auto const said = read("made", {text});
        return said.empty() ? base::to_text(item.made) : said;
    }
    std::string count(std::string const& text) {
        auto const said = read("count", {text});
        return said.empty() ? std::to_string(item.count) : said;
    }
    std::string amount(std::string const& text) {
        auto const said = read("amount", {text});
        return said.empty() ? std::to_string(item.amount.thousandths) : said;
    }
};

}  // namespace

TEST_CASE("numbers are read as both languages write them") {
    One one;
    one.ways.decimal = DecimalSign::comma;
    CHECK(one.amount("1,25") == "1250");
    CHECK(one.amount("1 234,5") == "1234500");
    CHECK(one.amount("1\u00A0234,5") == "1234500");
    CHECK(one.amount("1\u202F234,5") == "1234500");
    CHECK(one.amount("1\u2009234,5") == "1234500");
    CHECK(one.amount(" 7 ") == "7000");
    CHECK(one.amount("1,250") == "1250");
    CHECK(one.amount("1.250") == " ambiguous-number");
    CHECK(one.amount("1,2345") == " too-fine");
    CHECK(one.amount("x") == " not-a-decimal");
    CHECK(one.amount("-1") == " too-small");
    CHECK(one.count("1 234") == "1234");
    CHECK(one.count("1\u00A0234") == "1234");
    CHECK(one.count("1,5") == " not-a-whole-number");
    CHECK(one.count("99999999999") == " not-a-whole-number");
    CHECK(one.count("100001") == " too-large");
    CHECK(one.count("") == " required");
    one.ways.decimal = DecimalSign::point;
    CHECK(one.amount("1,234.5") == "1234500");
    CHECK(one.count("1,234") == "1234");
    one.ways.decimal = DecimalSign::unknown;
    CHECK(one.count("1,234") == " ambiguous-number");
    CHECK(one.amount("1,234.5") == "1234500");
}

TEST_CASE("days are read in every form that means one day") {
    One one;
    for (auto const* text : {"2026-11-28", "28.11.2026", "28/11/2026", "11/28/2026", "28-11-2026",
                             " 28.11.2026 ", "2026-11-28 00:00:00", "2026-11-28T00:00"})
        CHECK_MESSAGE(one.day(text) == "2026-11-28", text);
    CHECK(one.day("3/4/2026") == " ambiguous-day");
    CHECK(one.day("30.02.2026") == " not-a-day");
    CHECK(one.day("2026-02-30") == " not-a-day");
    CHECK(one.day("28.11.26") == " not-a-day");
    CHECK(one.day("2026-11-28 12:00:00") == " not-a-day");
    one.ways.days = DayOrder::month_first;
    CHECK(one.day("3/4/2026") == "2026-03-04");
    CHECK(one.day("28/11/2026") == " not-a-day");
    CHECK(one.day("28.11.2026") == "2026-11-28");
    one.ways.days = DayOrder::day_first;
    CHECK(one.day("3/4/2026") == "2026-04-03");
}

TEST_CASE("a column says by its cells what parts decimals and which figure is the month") {
    for (auto const* text : {"1,5", "1 234,50", "1.234,5", "0,250", "1.234.567"})
        CHECK_MESSAGE(decimal_sign_in(text) == DecimalSign::comma, text);
    for (auto const* text : {"1.5", "1,234.50", "1234.567", "1,234,567"})
        CHECK_MESSAGE(decimal_sign_in(text) == DecimalSign::point, text);
    for (auto const* text : {"1,234", "1.234", "12", "", "a,b", "1 234"})
        CHECK_MESSAGE(decimal_sign_in(text) == DecimalSign::unknown, text);
    CHECK(day_order_in("28/11/2026") == DayOrder::day_first);
    CHECK(day_order_in("11/28/2026") == DayOrder::month_first);
    for (auto const* text : {"3/4/2026", "28.11.2026", "2026-11-28", "", "28/28/2026"})
        CHECK_MESSAGE(day_order_in(text) == DayOrder::unknown, text);
}

TEST_CASE("yes and no, values with names, amounts and texts are read as people write them") {
    One one;
    for (auto const* yes : {"да", "Yes", "TRUE", "1", "ИСТИНА", " да "}) {
        CHECK(one.read("shown", {yes}) == "");
        CHECK_MESSAGE(one.item.shown, yes);
    }
    CHECK(one.read("shown", {"maybe"}) == " not-a-boolean");
    one.ways.options = {{plain_name("Продано"), 1}};
    CHECK(one.read("state", {"ПРОДАНО "}) == "");
    CHECK(one.item.state == samples::State::sold);
    CHECK(one.read("state", {"draft"}) == "");
    CHECK(one.read("state", {"lost"}) == " unknown-value");
    one.ways.decimal = DecimalSign::comma;
    CHECK(one.read("price", {"1 234,50", "rub"}) == "");
    CHECK(one.item.price == base::Money{123'450, base::Currency::of("RUB")});
    CHECK(one.read("price", {"€5", ""}) == "");
    CHECK(one.item.price == base::Money{500, base::Currency::of("EUR")});
    CHECK(one.read("price", {"5", ""}) == " currency-missing");
    CHECK(one.read("price", {"5", "QQQ"}) == "/currency unknown-currency");
    CHECK(one.read("title", {" Доска  "}) == "");
    CHECK(one.item.title == "Доска");
    CHECK(one.read("title", {"'=1+1"}) == "");
    CHECK(one.item.title == "=1+1");
    CHECK(one.read("title", {" "}) == " required");
    CHECK(one.read("title", {"a\nb"}) == " forbidden-character");
    CHECK(one.read("title", {std::string(41, 'x')}) == " too-long");
    // Of two signs, it is the same letter as of one.
    CHECK(one.read("title", {"и\u0306"}) == "");
    CHECK(one.item.title == "й");
    CHECK(one.read("names", {"Торт"}) == "");
    CHECK(one.item.names == base::Names{"Торт", ""});
    CHECK(one.read("names", {"Cake"}) == "");
    CHECK(one.item.names == base::Names{"", "Cake"});
    CHECK(one.read("note", {""}) == "");
    CHECK_FALSE(one.item.note);
}

TEST_CASE("an id may stand by the name of its row") {
    One one;
    auto const id = base::Id128{7, 1};
    CHECK(one.read("owner", {"00000000-0000-0007-0000-000000000001"}) == "");
    CHECK(one.item.owner == id);
    CHECK(one.read("owner", {"Anna"}) == " not-an-id");
    one.ways.refer = [&](std::string_view name) {
        using How = Referred::How;
        return name == "Anna" ? Referred{How::one, {7, 2}}
                              : Referred{name == "Пётр" ? How::several : How::none, {}};
    };
    CHECK(one.read("owner", {"Anna"}) == "");
    CHECK(one.item.owner == base::Id128{7, 2});
    CHECK(one.read("owner", {"Пётр"}) == " several-of-this-name");
    CHECK(one.read("owner", {"Nobody"}) == " unknown-reference");
    CHECK(one.read("owner", {""}) == " required");
    CHECK(one.read("parent", {""}) == "");
    CHECK_FALSE(one.item.parent);
}

TEST_CASE("what JSON has is read as it stands in answers") {
    One one;
    one.ways.guarded = false;
    one.ways.decimal = DecimalSign::comma;
    CHECK(one.read("price", {R"({"minor": 5, "currency": "USD"})"}, Held::json) == "");
    CHECK(one.item.price == base::Money{5, base::Currency::of("USD")});
    CHECK(one.read("amount", {"1.250"}, Held::json) == "");
    CHECK(one.item.amount.thousandths == 1'250);
    CHECK(one.read("count", {"12"}, Held::json) == "");
    CHECK(one.item.count == 12);
    CHECK(one.read("count", {"1.5"}, Held::json) == " not-a-whole-number");
    CHECK(one.read("shown", {"true"}, Held::json) == "");
    CHECK(one.read("shown", {"[1]"}, Held::json) == " not-a-boolean");
    CHECK(one.read("shown", {"{"}, Held::json) == " not-json");
    CHECK(one.read("names", {R"({"ru": "Торт"})"}, Held::json) == "");
    CHECK(one.item.names.ru == "Торт");
    CHECK(one.read("title", {"'=1"}) == "");
    CHECK(one.item.title == "'=1");
}

}  // namespace read_cell_test
