// Tables of described rows as CSV (RFC 4180): what people take out, change in a spreadsheet and
// bring back. The first line names the columns. A field has one, named as it is; but
//
//     Money    price "1234.50" and price_currency "RUB"; the latter only where the field has not
//              one currency alone
//     Names    name_ru, name_en
//     a list   JSON in its cell
//
// Amounts and quantities are in whole units with decimals. An optional without a value is an empty
// cell, an optional text that is empty is "" in quotes. Fields that are secret or the server's
// alone are left out.
//
// Formulas: a spreadsheet runs what begins with = + - @ and the like, also in quotes. Such a text
// is written with an apostrophe before it, and so is one that begins with apostrophes before such a
// character; reading takes one off again, so that every text comes back as it was (OWASP, CSV
// injection). Numbers, days and ids are written as they are: they hold nothing to run.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "shared/base/decimal.hpp"
#include "shared/base/describe.hpp"
#include "shared/base/result.hpp"

namespace wire::csv {

constexpr std::size_t most_bytes = 50u << 20, most_rows = 200'000, most_columns = 200;
constexpr std::size_t longest_cell = 1u << 20;  // bytes
constexpr std::size_t most_problems = 1'000;    // then there may be more that are not said

struct Style {
    char separator = ',';
    bool byte_order_mark = false;  // without it Excel takes UTF-8 for something else
    // By which decimals are written and read. Where it is unknown, a number that could be two is
    // refused; points are written.
    base::DecimalSign decimal = base::DecimalSign::point;
    // Days as "28.11.2026" where they have a column; both forms are read.
    bool dotted_days = false;
};
// What a spreadsheet of that language opens as it is.
Style style_for(base::Language language);

struct Cell {
    std::string text{};
    bool quoted = false;
};
using Cells = std::vector<Cell>;

struct Record {
    std::size_t line = 1;  // on which it begins, counted as an editor does
    Cells cells;
};
struct Sheet {
    std::vector<Record> records;  // without blank lines
    base::Problems problems;      // /line/column, both counted from 1
};
// Takes CRLF, LF or CR, and a byte order mark. Problems: "not-text", "too-large-to-send",
// "stray-quote", "open-quote", "too-many-rows", "too-many-columns".
Sheet read_sheet(std::string_view text, Style const& style);
// One line with its end; quotes what has to be, and guards nothing.
std::string line_of(Cells const& cells, Style const& style);
// The first line, after a byte order mark where the style has one.
std::string head_line(std::vector<std::string> const& names, Style const& style);

std::string guarded(std::string_view text);
std::string unguarded(std::string_view text);

// ---- whole tables

// Whether cells hold all fields of a row: none holds a variant, or a record that is not in a list.
constexpr bool has_cells(base::TypeInfo const& row) {
    for (auto const& field : row.fields) {
        auto const* type = field.type;
        while (type->kind == base::Kind::optional) type = type->inner;
        if (type->kind == base::Kind::variant || type->kind == base::Kind::record) return false;
    }
    return true;
}
template <class Row>
concept Tabular = base::Described<Row> && has_cells(base::type_of<Row>());

// By the description of a row, or of the list of them.
std::vector<std::string> column_names_of(base::TypeInfo const& row);
std::string row_line_of(base::TypeInfo const& row, void const* value, Style const& style);
std::string text_of(base::TypeInfo const& list, void const* rows, Style const& style);

template <Tabular Row>
std::vector<std::string> column_names() {
    return column_names_of(base::type_of<Row>());
}
template <Tabular Row>
std::string row_line(Row const& row, Style const& style = {}) {
    return row_line_of(base::type_of<Row>(), &row, style);
}
template <Tabular Row>
std::string text(std::vector<Row> const& rows, Style const& style = {}) {
    return text_of(base::type_of<std::vector<Row>>(), &rows, style);
}

template <class Row>
struct Table {
    std::vector<Row> rows;
    std::vector<std::size_t> lines;  // where each row begins
    base::Problems problems;         // /line/column, all at once; with one the rows are of no use
};

// Adds the rows that stand there, and the lines where they begin. Columns may stand in any order. A
// field whose columns are left out keeps its usual value, as in JSON; where that may not be, it is
// said once, of the first line. Problems: those of read_sheet, "unknown-column", "given-twice",
// "too-many-cells", and what is wrong with a value.
base::Problems parse_as(std::string_view text, base::TypeInfo const& list, void* rows,
                        std::vector<std::size_t>& lines, Style const& style);
template <Tabular Row>
Table<Row> parse(std::string_view text, Style const& style = {}) {
    Table<Row> table;
    table.problems =
        parse_as(text, base::type_of<std::vector<Row>>(), &table.rows, table.lines, style);
    return table;
}

}  // namespace wire::csv
