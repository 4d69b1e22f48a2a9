#include "shared/imports/sheet.hpp"

#include <doctest/doctest.h>

#include "tests/shared/imports/told.hpp"

namespace sheet_test {

using imports::read_sheet;
using imports::Sheet;
using samples::Told;

namespace {

using Texts = std::vector<std::string>;

// "2:[a][b]": the number of each row and its cells; what is not there is "-".
Texts texts(Sheet const& sheet) {
    Texts all;
    for (std::size_t row = 0; row < sheet.rows(); ++row) {
        auto text = std::to_string(sheet.number(row)) + ":";
        for (std::size_t column = 0; column < sheet.columns.size(); ++column) {
            wire::csv::Cell cell;
            auto const held = sheet.cell(row, column, cell);
            auto const mark = held == imports::Held::json ? "#" : cell.quoted ? "\"" : "";
            text += held == imports::Held::nothing ? "-" : "[" + (mark + cell.text) + "]";
        }
        all.push_back(std::move(text));
    }
    return all;
}

std::string repeated(std::string const& piece, std::size_t times) {
    std::string text;
    for (std::size_t i = 0; i < times; ++i) text += piece;
    return text;
}

}  // namespace

TEST_CASE("what parts cells is recognised, or named by the first line") {
    CHECK(read_sheet("a,b\n1,2\n").separator == ',');
    CHECK(read_sheet("a;b\n1,5;2\n").separator == ';');
    CHECK(read_sheet("a\tb\n1,5\t2;3\n").separator == '\t');
    CHECK(read_sheet("\"a;b;c\",d\n1,2\n").separator == ',');
    CHECK(read_sheet("\"a\"\"\n;\",d\n1,2\n").separator == ',');
    CHECK(read_sheet("alone\nx\n").separator == ',');
    // As many of both in the first line: the one that all lines have as often.
    CHECK(read_sheet("a;b,c\n1;2\n3;4\n").separator == ';');
    auto const named = read_sheet("sep=|\r\na|b;c\r\n1|2\r\n");
    CHECK(named.separator == '|');
    CHECK(named.columns == Texts{"a", "b;c"});
    CHECK(texts(named) == Texts{"2:[1][2]"});
    CHECK(named.line(0) == 3);
    CHECK(read_sheet("a;b\n1;2\n", ',').columns == Texts{"a;b"});
}

TEST_CASE("rows are read with quotes, line ends of all systems and blank lines between") {
    CHECK(texts(read_sheet("a,b\r\n\"c\"\"d\",\"e\r\nf\"\r\n")) == Texts{"2:[\"c\"d][\"e\r\nf]"});
    auto const mixed = read_sheet("\na,b\n1,2\r3,4\r\n\n,\n\r\r5,6");
    CHECK(texts(mixed) == Texts{"3:[1][2]", "4:[3][4]", "9:[5][6]"});
    CHECK(mixed.line(2) == 9);
    CHECK(Told(mixed.problems) == Told{});
    auto const lines = read_sheet("a,b\n\"1\n1\",2\n3,4\n");
    CHECK(lines.number(1) == 3);  // as a spreadsheet counts
    CHECK(lines.line(1) == 4);    // as an editor does
    CHECK(read_sheet(" a ,\"b\"\n1,\n").columns == Texts{"a", "b"});
    CHECK(texts(read_sheet("a,b\n\"\",\"\"\n")) == Texts{"2:[\"][\"]"});
    CHECK(read_sheet("a\nДоска 😀\n").shown(0, 0, 7) == "Доска 😀");
    CHECK(read_sheet("a\nДоска 😀\n").shown(0, 0, 3) == "Дос");
}

TEST_CASE("what is wrong with a row is said of that row, and the others are read") {
    auto const ragged = read_sheet("a,b\n1\n2,3\n4,5,6\n");
    CHECK(Told(ragged.problems) == Told{"2:0 too-few-cells most=2", "4:0 too-many-cells most=2"});
    CHECK(texts(ragged) == Texts{"2:[1]-", "3:[2][3]", "4:[4][5]"});
    auto const strays = read_sheet("a,b\n1\"2,\"3\"4\n\"5\" ,6\n");
    CHECK(Told(strays.problems) == Told{"2:1 stray-quote", "2:2 stray-quote", "3:1 stray-quote"});
    auto const beyond = read_sheet("a,b\n1,2,\"3\"4\n");
    CHECK(Told(beyond.problems) == Told{"2:0 stray-quote", "2:0 too-many-cells most=2"});
    auto const open = read_sheet("a,b\n1,2\n3,\"4\n5,6\n");
    CHECK(Told(open.problems) == Told{"3:2 open-quote"});
    CHECK(Told(read_sheet("").problems) == Told{"0:0 no-rows"});
    CHECK(Told(read_sheet("a,b\n").problems) == Told{"0:0 no-rows"});
}

TEST_CASE("what is too large ends in a problem, and is read in no more than one pass") {
    auto const wide = read_sheet("a" + std::string(1'000'000, ',') + "\n1\n");
    CHECK(Told(wide.problems) == Told{"1:0 too-many-columns most=1000"});
    auto const row = read_sheet("a,b\n" + std::string(1'000'000, ',') + "1\n2,3\n");
    CHECK(Told(row.problems) == Told{"2:0 too-many-cells most=2"});
    CHECK(texts(row)[1] == "3:[2][3]");
    auto const deep =
        read_sheet("a,b\n1,\"" + std::string(imports::longest_cell + 1, 'x') + "\"\n");
    CHECK(Told(deep.problems) == Told{"2:2 cell-too-long most=1048576"});
    auto const many = read_sheet("a\n" + repeated("1\n", imports::most_rows + 5));
    CHECK(many.rows() == imports::most_rows);
    CHECK(many.problems.all().at(0).rule == "too-many-rows");
    auto const heads = repeated(",", 999);
    auto const full = read_sheet(heads + "x\n" + repeated("1" + heads + "\n", 10'100));
    CHECK(full.problems.all().at(0).rule == "too-many-rows");
    CHECK(full.rows() == 10'000);
}

TEST_CASE("a page reads some rows at a time") {
    imports::SheetReader reader("a,b\n" + repeated("1,2\n", 999));
    CHECK_FALSE(reader.step(500));
    CHECK(reader.progress() > 0.4);
    CHECK(reader.progress() < 0.6);
    CHECK(reader.step(1'000));
    CHECK(reader.progress() == 1);
    CHECK(reader.take().rows() == 999);
}

TEST_CASE("JSON lines are recognised, and their keys are the columns") {
    auto const sheet = read_sheet(
        "{\"a\": \"x\", \"b\": 1.5}\r\n\n"
        "{\"b\":null,\"c\":[1,{\"d\":\"]}\"}],\"a\":\"q\\u0416\\\"\"}\n"
        "{}\n  {\"c\" : true , \"a\":\"\"}  ");
    CHECK(sheet.form == imports::Form::json_lines);
    CHECK(Told(sheet.problems) == Told{});
    CHECK(sheet.columns == Texts{"a", "b", "c"});
    CHECK(texts(sheet) ==
          Texts{"1:[\"x][#1.5]-", "3:[\"qЖ\"]-[#[1,{\"d\":\"]}\"}]]", "4:---", "5:[\"]-[#true]"});
    CHECK(read_sheet("{a};b\n1;2\n").form == imports::Form::separated);
}

TEST_CASE("a line that is no JSON object is told by its number, and the others are read") {
    auto const sheet = read_sheet(
        "{\"a\":1}\n{\"a\":}\n{\"a\":tru}\n{\"a\":1\n[1]\n{\"a\":\"x}\n{\"a\":[1}\n{\"a\":1}x\n"
        "{\"a\":1,\"a\":2}\n{\"a\":\"\\x\"}\n{\"a\":2}\n");
    CHECK(Told(sheet.problems) == Told{"2:0 not-json offset=5", "3:0 not-json offset=8",
                                       "4:0 not-json offset=6", "5:0 not-json offset=0",
                                       "6:0 not-json offset=8", "7:0 not-json offset=8",
                                       "8:0 not-json offset=7", "9:1 given-twice"});
    CHECK(texts(sheet) == Texts{"1:[#1]", "9:[#2]", "10:[#\"\\x\"]", "11:[#2]"});
    std::string wide = "{";
    for (int i = 0; i < 1'200; ++i) wide += (i ? ",\"" : "\"") + std::to_string(i) + "\":1";
    CHECK(Told(read_sheet(wide + "}\n").problems) == Told{"1:0 too-many-columns most=1000"});
}

}  // namespace sheet_test
