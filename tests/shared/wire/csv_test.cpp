#include "shared/wire/csv.hpp"

#include <doctest/doctest.h>

#include "tests/shared/goods.hpp"
#include "tests/shared/said.hpp"

namespace csv_test {

namespace csv = wire::csv;
using samples::Goods;
using samples::Said;

namespace {

struct Small {
    std::string word;
    std::optional<std::string> note;
    std::int64_t count = 0;
    static constexpr auto fields() {
        using base::field;
        return base::Pack{field("word", &Small::word).required().at_most(20),
                          field("note", &Small::note), field("count", &Small::count).within(-9, 9)};
    }
};

struct Narrow {
    std::uint8_t byte = 0;
    std::int16_t near = 0;
    std::uint32_t far = 0;
    std::string key;
    static constexpr auto fields() {
        using base::field;
        return base::Pack{field("byte", &Narrow::byte), field("near", &Narrow::near),
                          field("far", &Narrow::far), field("key", &Narrow::key).secret()};
    }
};
struct Nested {
    std::optional<Small> small;
    static constexpr auto fields() { return base::Pack{base::field("small", &Nested::small)}; }
};
struct Choice {
    std::variant<Goods> which;
    static constexpr auto fields() { return base::Pack{base::field("which", &Choice::which)}; }
};

std::vector<std::string> texts(csv::Sheet const& sheet) {
    std::vector<std::string> all;
    for (auto const& record : sheet.records) {
        std::string line = std::to_string(record.line) + ":";
        for (auto const& cell : record.cells) line += "[" + cell.text + "]";
        all.push_back(line);
    }
    return all;
}
using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("rows come back from CSV as they went, in every style") {
    for (auto const& style : {csv::Style{}, csv::style_for(base::Language::russian),
                              csv::style_for(base::Language::english),
                              csv::Style{'\t', false, base::DecimalSign::comma}}) {
        samples::GoodsDice dice;
        std::vector<Goods> rows;
        for (int i = 0; i < 500; ++i) rows.push_back(dice.goods());
        auto const table = csv::parse<Goods>(csv::text(rows, style), style);
        REQUIRE(Said(table.problems) == Said{});
        REQUIRE(table.rows.size() == rows.size());
        for (std::size_t i = 0; i < rows.size(); ++i) REQUIRE(same(table.rows[i], rows[i]));
    }
}

TEST_CASE("a field has the columns that a spreadsheet can compute with") {
    Goods goods;
    goods.id.value = {0, 1};
    goods.names = {"Торт", ""};
    goods.price = {123'450, base::Currency::of("JPY")};
    goods.fee.minor = 5;
    goods.amount.thousandths = 1'250;
    goods.recipe = "secret of the house";
    CHECK(csv::text<Goods>({goods}) ==
          "id,names_ru,names_en,about_ru,about_en,price,price_currency,fee,deposit,"
          "deposit_currency,amount,least,made,until,currency,stage,next,hot,note,shelf,shown,"
          "parts\r\n"
          "00000000-0000-0000-0000-000000000001,Торт,,,,123450,JPY,0.05,,,1.250,,1970-01-01,,,"
          "bake,,,,,false,\r\n");
}

TEST_CASE("days are written as the language has them, also those of long ago") {
    Goods goods;
    goods.made = *base::day_from_civil(2026, 3, 4);
    goods.until = *base::day_from_civil(7, 1, 31);
    CHECK(csv::row_line(goods, csv::style_for(base::Language::russian))
              .find(";04.03.2026;31.01.0007;") != std::string::npos);
    CHECK(csv::row_line(goods).find(",2026-03-04,0007-01-31,") != std::string::npos);
}

TEST_CASE("RFC 4180 is read as it stands, and line ends of all systems with it") {
    CHECK(texts(csv::read_sheet("a,b\r\n\"c\"\"d\",\"e\r\nf\"\r\n", {})) ==
          Texts{"1:[a][b]", "2:[c\"d][e\r\nf]"});
    CHECK(texts(csv::read_sheet("a\nb\rc\r\n\n\r\r\nd", {})) ==
          Texts{"1:[a]", "2:[b]", "3:[c]", "7:[d]"});
    CHECK(texts(csv::read_sheet("\xEF\xBB\xBF"
                                "a,,\n,\n\"\"\n",
                                {})) == Texts{"1:[a][][]", "2:[][]", "3:[]"});
    CHECK(texts(csv::read_sheet("", {})).empty());
    CHECK(texts(csv::read_sheet("\"a\nb\",c\nd", {})) == Texts{"1:[a\nb][c]", "3:[d]"});
    CHECK(Said(csv::read_sheet("a,b\n\"c,d", {}).problems) == Said{"/2/1 open-quote"});
    CHECK(Said(csv::read_sheet("a\"b,\"c\"d\n\"e\" ,f", {}).problems) ==
          Said{"/1/1 stray-quote", "/1/2 stray-quote", "/2/1 stray-quote"});
    CHECK(Said(csv::read_sheet("\xff", {}).problems) == Said{" not-text"});
    CHECK(Said(csv::read_sheet(std::string_view("a\0b", 3), {}).problems) == Said{" not-text"});
    CHECK(Said(csv::read_sheet(std::string(300, ','), {}).problems) ==
          Said{"/1/201 too-many-columns"});
}

TEST_CASE("no text becomes a formula in a spreadsheet, and every text comes back") {
    for (auto risky : {"=1+1", "+7 999", "-5", "@home", "\tx", "\rx", "\n=x", "＝1", "＋1", "－1",
                       "＠x", "'=1", "''=1", "'-", "="}) {
        auto const guarded = csv::guarded(risky);
        CHECK_MESSAGE(guarded == "'" + std::string(risky), risky);
        CHECK_MESSAGE(csv::unguarded(guarded) == risky, risky);
    }
    for (auto plain : {"", "a", "'", "'a", "''", "a=b", "5", "Торт", " =1"}) {
        CHECK_MESSAGE(csv::guarded(plain) == plain, plain);
        CHECK_MESSAGE(csv::unguarded(plain) == plain, plain);
    }
    CHECK(csv::row_line(Small{"=cmd()", "-5", -5}) == "'=cmd(),'-5,-5\r\n");
}

TEST_CASE("an optional text that is empty is not one that is missing") {
    auto const table = csv::parse<Small>("word,note,count\na,,1\nb,\"\",2\n");
    REQUIRE(Said(table.problems) == Said{});
    CHECK_FALSE(table.rows[0].note);
    CHECK(table.rows[1].note == "");
    CHECK(csv::row_line(table.rows[1]) == "b,\"\",2\r\n");
}

TEST_CASE("everything that is wrong in a file is said at once, by line and column") {
    auto const table = csv::parse<Goods>(
        "names_ru,price,price_currency,fee,made,amount,stage,parts,colour,hot,price,shelf\n"
        "Торт,5,RUB,\"1,5\",2026-11-21,1,bake,,x,yes\n"
        "\n"
        ",5,,1.005,29.02.2023,-1,boil,[{}],,maybe,,61\n"
        "a,5,EUR,5 USD,3/4/2026,x,bake,[,,,,,,,\n"
        "\"two\nlines\",,RUB,,,,,,\n");
    CHECK(Said(table.problems) ==
          // The second of the two columns counts, and it is empty.
          Said{"/1/colour unknown-column",
               "/1/id required",
               "/1/price given-twice",
               "/2/price required",
               "/4/amount too-small",
               "/4/fee too-fine",
               "/4/hot not-a-boolean",
               "/4/made not-a-day",
               "/4/names required",
               "/4/parts/0/title required",
               "/4/price required",
               "/4/shelf too-large",
               "/4/stage unknown-value",
               "/5 too-many-cells",
               "/5/amount not-a-decimal",
               "/5/fee other-currency",
               "/5/made ambiguous-day",
               "/5/parts not-json",
               "/5/price required",
               "/6/amount required",
               "/6/fee required",
               "/6/made required",
               "/6/names_ru forbidden-character",
               "/6/price required",
               "/6/stage required"});
    CHECK(table.lines == std::vector<std::size_t>{2, 4, 5, 6});
}

TEST_CASE("where it is not known what parts decimals, a number that could be two is refused") {
    csv::Style style;
    style.decimal = base::DecimalSign::unknown;
    auto const one = [&](std::string const& amount) {
        auto const table = csv::parse<Goods>("amount\n\"" + amount + "\"\n", style);
        for (auto const& problem : table.problems)
            if (problem.path == "/2/amount") return problem.rule;
        return std::to_string(table.rows.at(0).amount.thousandths);
    };
    CHECK(one("1.25") == "1250");
    CHECK(one("1,25") == "1250");
    CHECK(one("1,250") == "ambiguous-number");
    CHECK(one("1.250") == "ambiguous-number");
    CHECK(one("1000,250") == "too-large");
}

TEST_CASE("columns may stand in any order, and huge files end in problems and not in memory") {
    auto const table = csv::parse<Small>("count,word\n5,a\n");
    REQUIRE(Said(table.problems) == Said{});
    CHECK(table.rows.at(0).count == 5);
    CHECK(csv::parse<Small>("word\na\n").rows.at(0).count == 0);
    CHECK(Said(csv::parse<Small>("count\n1\n2\n").problems) == Said{"/1/word required"});
    CHECK(Said(csv::parse<Small>("").problems) == Said{"/1 required"});
    std::string bad = "word,count\n";
    for (int i = 0; i < 5'000; ++i) bad += "a,x\n";
    CHECK(csv::parse<Small>(bad).problems.size() == csv::most_problems);
    CHECK(Said(csv::read_sheet(std::string(csv::most_bytes + 1, 'a'), {}).problems) ==
          Said{" too-large-to-send"});
    auto const sheet = csv::read_sheet("a,\"" + std::string(csv::longest_cell + 1, 'a') + "\"", {});
    CHECK(Said(sheet.problems) == Said{"/1/2 too-large-to-send"});
}

TEST_CASE("a whole number keeps to the limits of its type") {
    std::string const text = "byte,near,far\r\n255,-32768,4294967295\r\n0,32767,0\r\n";
    auto const table = csv::parse<Narrow>(text);
    REQUIRE(Said(table.problems) == Said{});
    CHECK(csv::text(table.rows) == text);
    CHECK(
        Said(csv::parse<Narrow>("byte,near,far\n256,-32769,4294967296\n-1,32768,-1\n").problems) ==
        Said{"/2/byte not-a-whole-number", "/2/far not-a-whole-number",
             "/2/near not-a-whole-number", "/3/byte not-a-whole-number",
             "/3/far not-a-whole-number", "/3/near not-a-whole-number"});
}

TEST_CASE("what is secret has no column, and is not taken from one") {
    CHECK(csv::column_names<Narrow>() == Texts{"byte", "near", "far"});
    CHECK(csv::row_line(Narrow{1, 2, 3, "k"}) == "1,2,3\r\n");
    CHECK(Said(csv::parse<Narrow>("byte,key\n1,k\n").problems) == Said{"/1/key unknown-column"});
}

TEST_CASE("a row of which a field fits no cell is no table") {
    CHECK(csv::Tabular<Goods>);
    CHECK_FALSE(csv::Tabular<Nested>);
    CHECK_FALSE(csv::Tabular<Choice>);
}

}  // namespace csv_test
