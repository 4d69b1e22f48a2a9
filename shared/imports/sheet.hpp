// A file of rows, read into its cells: CSV as spreadsheets write it (commas, semicolons or tabs,
// recognised, or named by a first line "sep=;"), or JSON lines (an object on each line, whose keys
// are the columns). A cell is a place in the text, so that a file costs little more than itself.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "shared/imports/decode.hpp"
#include "shared/imports/problem.hpp"
#include "shared/wire/csv.hpp"

namespace imports {

constexpr std::size_t most_columns = 1'000, most_rows = 500'000;
constexpr std::size_t most_cells = 10'000'000;  // then there are too many rows of so many columns
constexpr std::size_t longest_cell = wire::csv::longest_cell;  // bytes

enum class Form : std::uint8_t { separated, json_lines };

// What stands in a place: nothing at all, a text, or a part of a JSON document that is no text.
enum class Held : std::uint8_t { nothing, text, json };

struct Sheet {
    Form form = Form::separated;
    char separator = ',';
    std::vector<std::string> columns;  // their names
    // "stray-quote", "open-quote", "cell-too-long", "too-few-cells", "too-many-cells",
    // "too-many-columns", "too-many-rows", "not-json", "given-twice", "no-rows"
    Problems problems;

    std::size_t rows() const { return rows_.size(); }
    std::uint32_t number(std::size_t row) const { return rows_[row].number; }
    std::uint32_t line(std::size_t row) const { return rows_[row].line; }
    // Puts the cell, of which doubled quotes are single ones again. `quoted`: also of JSON's texts.
    Held cell(std::size_t row, std::size_t column, wire::csv::Cell& into) const;
    // The text of a cell as it stands in the file, without its quotes: enough for figures. Nothing
    // of what JSON has that is no text.
    std::string_view raw(std::size_t row, std::size_t column) const;
    // As it may be shown beside a problem: at most so many code points.
    std::string shown(std::size_t row, std::size_t column, std::size_t most = 100) const;
    // Puts a cell right by hand, which must be there; no place that was answered before is valid.
    void put(std::size_t row, std::size_t column, std::string_view text);
    bool has(std::size_t row, std::size_t column) const;
    // The first row of that number or a greater one; rows() where there is none.
    std::size_t row_at(std::uint32_t number) const;

private:
    friend class SheetReader;
    struct Span {
        std::uint32_t begin = 0;
        std::uint32_t size : 29 = 0;
        std::uint32_t quoted : 1 = 0, escaped : 1 = 0, json : 1 = 0;
    };
    struct Row {
        std::uint32_t first_cell, line, number;
    };
    std::string text_;
    std::vector<Span> cells_;
    std::vector<Row> rows_;
};

// Some rows at each step, so that a page draws meanwhile.
class SheetReader {
public:
    // `separator`: said by hand; else it is recognised.
    explicit SheetReader(std::string text, char separator = '\0');
    bool step(std::size_t rows);  // whether all was read
    double progress() const;      // from 0 to 1
    Sheet take() { return std::move(sheet_); }

private:
    void read_separated();  // one row, or a blank line
    Sheet::Span read_cell(std::uint32_t column);
    void read_quoted(Sheet::Span& cell, std::uint32_t column);
    bool ends_line();  // which is then passed
    void take_head(std::size_t count);
    void take_row(Sheet::Row row, std::size_t count);

    void read_json();  // one line
    bool read_object(std::size_t end, Sheet::Row const& row);
    bool read_pair(std::size_t end, Sheet::Row const& row, std::size_t expected);
    bool read_value(std::size_t end, Sheet::Span& cell);
    bool pass_string(std::size_t end, Sheet::Span& cell);
    void pass_spaces(std::size_t end);
    bool pass(std::size_t end, char c);
    std::size_t column_of(std::string key, Sheet::Row const& row, std::size_t expected);

    void refuse(std::uint32_t line, std::uint32_t column, std::string_view rule,
                std::vector<base::Argument> arguments = {});

    Sheet sheet_;
    std::size_t at_ = 0;
    std::uint32_t line_ = 1, number_ = 1;
    bool head_read_ = false, ended_ = false;
    std::unordered_map<std::string, std::size_t> keys_;  // of JSON: its columns
};
Sheet read_sheet(std::string text, char separator = '\0');

// By the beginning of the text; a comma where nothing speaks for another.
char separator_of(std::string_view text);

}  // namespace imports
