// What is exported comes back as it was: every row of every domain, in every form of a file.
#include <doctest/doctest.h>

#include "shared/imports/check.hpp"
#include "shared/imports/decode.hpp"
#include "shared/wire/bytes.hpp"
#include "tests/corpus/corpus.hpp"
#include "tests/shared/goods.hpp"
#include "tests/shared/imports/told.hpp"

namespace round_trip_test {

using samples::Told;

namespace {

// By the file alone: nothing is there, nothing is looked up.
template <class Row>
void comes_back(std::vector<Row> const& rows, std::string file) {
    auto decoded = imports::decode(std::move(file));
    REQUIRE(Told(decoded.problems) == Told{});
    auto const sheet = imports::read_sheet(std::move(decoded.text));
    REQUIRE(Told(sheet.problems) == Told{});
    auto const mapping = imports::map_columns(sheet, base::type_of<Row>(), {});
    CHECK(imports::unmapped(mapping).empty());
    CHECK(Told(imports::problems_of(mapping, sheet)) == Told{});
    std::vector<Row> scratch;
    imports::Check check(sheet, mapping, base::type_of<std::vector<Row>>(), &scratch, {});
    while (!check.done()) check.step(1'000);
    REQUIRE(Told(check.problems()) == Told{});
    REQUIRE(sheet.rows() == rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i)
        REQUIRE(wire::json::text(wire::from_bytes<Row>(check.bytes(i))) ==
                wire::json::text(rows[i]));
}

template <class Row>
void all_come_back(std::vector<Row> const& rows) {
    using base::DecimalSign;
    for (auto const& style : {wire::csv::Style{}, wire::csv::style_for(base::Language::russian),
                              wire::csv::style_for(base::Language::english)})
        comes_back(rows, wire::csv::text(rows, style));
    std::string lines;
    for (auto const& row : rows) lines += wire::json::text(row) + "\n";
    comes_back(rows, lines);
}

// The rows of the corpus that may be kept, each once, with keys of their own.
template <class Row>
std::vector<Row> rows_of_corpus() {
    std::vector<Row> rows;
    for (auto const& one : corpus::cases()) {
        Row row;
        if (one.row != Row::type_name || !one.accepted) continue;
        if (!wire::json::parse(one.json, row).empty()) continue;
        row.id.value.low = row.id.value.low * 1'000 + rows.size() + 1;
        base::each_field<Row>([&](auto const& field) {
            auto& value = row.*field.member;
            using Value = std::remove_cvref_t<decltype(value)>;
            if constexpr (std::is_same_v<Value, std::string>)
                if (field.rules.unique) value = "n" + std::to_string(rows.size()) + "@example.org";
            // The id of nothing is nothing in a cell.
            if constexpr (base::is_optional<Value> && base::is_id<base::inside<Value>>)
                if (value && value->is_none()) value.reset();
        });
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace

TEST_CASE("every row of every domain that is exported and taken in is the same") {
    std::size_t count = 0;
    corpus::each_row([&]<class Row>(Row const&) {
        if constexpr (wire::csv::Tabular<Row>) {
            CAPTURE(Row::type_name);
            auto const rows = rows_of_corpus<Row>();
            count += rows.size();
            if (!rows.empty()) all_come_back(rows);
        }
    });
    CHECK(count > 100);
}

TEST_CASE("whatever a row of every kind of value holds comes back, formulas among it") {
    samples::GoodsDice dice;
    std::vector<samples::Goods> rows;
    for (int i = 0; i < 500; ++i) rows.push_back(dice.goods());
    all_come_back(rows);
}

}  // namespace round_trip_test
