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
#include "shared/wire/json_parts.hpp"

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
// "stray-quote", "open-quote", "too-many-rows", "too-many-columns", "too-long".
Sheet read_sheet(std::string_view text, Style const& style);
// One line with its end; quotes what has to be, and guards nothing.
std::string line_of(Cells const& cells, Style const& style);

std::string guarded(std::string_view text);
std::string unguarded(std::string_view text);

// ---- values and their cells: a pair of pure functions for each kind

void put_money(Cells& cells, base::Money value, base::Rules const& rules, Style const& style);
std::string text_of_decimal(std::int64_t value, int decimals, Style const& style);

// What is wrong with a cell, as a rule's key; empty: nothing. `cells` are those of one field.
using Wrong = std::string_view;
Wrong take_flag(std::string_view text, bool& value);
Wrong take_whole(std::string_view text, std::int64_t least, std::int64_t most, std::int64_t& value);
Wrong take_id(std::string_view text, base::Id128& value);
Wrong take_instant(std::string_view text, base::Instant& value);
Wrong take_day(std::string_view text, base::Day& value);
Wrong take_currency(std::string_view text, base::Currency& value);
base::Problems take_quantity(std::string_view text, base::Quantity& value, Style const& style);
base::Problems take_money(Cell const* cells, base::Money& value, base::Rules const& rules,
                          Style const& style);

// The columns of a field, after its name.
template <class Value>
void add_names(std::vector<std::string>& names, std::string const& field,
               base::Rules const& rules) {
    using Inside = base::inside<Value>;
    if constexpr (std::is_same_v<Inside, base::Names>) {
        names.push_back(field + "_ru");
        names.push_back(field + "_en");
        return;
    } else {
        names.push_back(field);
        if constexpr (std::is_same_v<Inside, base::Money>)
            if (rules.currency.is_none()) names.push_back(field + "_currency");
    }
}

template <class Value>
void put_value(Cells& cells, Value const& value, base::Rules const& rules, Style const& style) {
    if constexpr (base::is_optional<Value>) {
        using Inside = typename Value::value_type;
        if (value) {
            put_value(cells, *value, rules, style);
            // What distinguishes an empty text from none.
            if constexpr (std::is_same_v<Inside, std::string>) cells.back().quoted = value->empty();
            if constexpr (std::is_same_v<Inside, base::Names>)
                for (auto i = cells.size() - 2; i < cells.size(); ++i)
                    cells[i].quoted = cells[i].text.empty();
        } else {
            std::vector<std::string> names;
            add_names<Inside>(names, {}, rules);
            cells.resize(cells.size() + names.size());
        }
    } else if constexpr (std::is_same_v<Value, std::string>) {
        cells.push_back({guarded(value)});
    } else if constexpr (std::is_same_v<Value, bool>) {
        cells.push_back({value ? "true" : "false"});
    } else if constexpr (base::is_whole<Value>) {
        cells.push_back({std::to_string(value)});
    } else if constexpr (base::is_id<Value> || std::is_same_v<Value, base::Id128>) {
        cells.push_back({value.is_none() ? std::string() : base::to_text(value)});
    } else if constexpr (std::is_same_v<Value, base::Instant> || std::is_same_v<Value, base::Day>) {
        cells.push_back({base::to_text(value)});
    } else if constexpr (std::is_same_v<Value, base::Currency>) {
        cells.push_back({std::string(value.code())});
    } else if constexpr (std::is_same_v<Value, base::Money>) {
        put_money(cells, value, rules, style);
    } else if constexpr (std::is_same_v<Value, base::Quantity>) {
        cells.push_back({text_of_decimal(value.thousandths, base::Quantity::decimals, style)});
    } else if constexpr (std::is_same_v<Value, base::Names>) {
        cells.push_back({guarded(value.ru)});
        cells.push_back({guarded(value.en)});
    } else if constexpr (base::is_list<Value>) {
        cells.push_back({value.empty() ? std::string() : json::text(value)});
    } else {
        static_assert(base::NamedEnum<Value>, "a type that no cell holds");
        cells.push_back({std::string(base::name_of(value))});
    }
}

template <class Items>
base::Problems take_list(std::string_view text, Items& items) {
    if (text.empty()) return {};
    rapidjson::Document document;
    if (auto problems = json::parse_document(text, document); !problems.empty()) return problems;
    json::Reader reader;
    json::read(reader, document, items, "");
    return std::move(reader.problems);
}

// Fills the value from the cells of its field; what is wrong stands at paths below it: "" is the
// field's own (first) cell.
template <class Value>
base::Problems take_value(Cell const* cells, Value& value, base::Rules const& rules,
                          Style const& style) {
    std::string const& text = cells[0].text;
    Wrong wrong{};
    if constexpr (base::is_optional<Value>) {
        using Inside = typename Value::value_type;
        bool const is_text =
            std::is_same_v<Inside, std::string> || std::is_same_v<Inside, base::Names>;
        bool none = text.empty() && !(is_text && cells[0].quoted);
        if constexpr (std::is_same_v<Inside, base::Names>)
            none = none && cells[1].text.empty() && !cells[1].quoted;
        value.reset();
        if (none) return {};
        return take_value(cells, value.emplace(), rules, style);
    } else if constexpr (std::is_same_v<Value, std::string>) {
        value = unguarded(text);
    } else if constexpr (std::is_same_v<Value, base::Names>) {
        value = {unguarded(text), unguarded(cells[1].text)};
    } else if constexpr (base::is_list<Value>) {
        return take_list(text, value);
    } else if constexpr (std::is_same_v<Value, base::Id128>) {
        wrong = take_id(text, value);
    } else if constexpr (base::is_id<Value>) {
        wrong = take_id(text, value.value);
    } else if constexpr (std::is_same_v<Value, base::Currency>) {
        wrong = take_currency(text, value);
    } else if constexpr (std::is_same_v<Value, bool>) {
        wrong = take_flag(text, value);
    } else if constexpr (base::is_whole<Value>) {
        std::int64_t whole = 0;
        wrong = take_whole(text, std::numeric_limits<Value>::min(),
                           std::numeric_limits<Value>::max(), whole);
        value = static_cast<Value>(whole);
    } else if constexpr (std::is_same_v<Value, base::Instant>) {
        wrong = take_instant(text, value);
    } else if constexpr (std::is_same_v<Value, base::Day>) {
        wrong = take_day(text, value);
    } else if constexpr (std::is_same_v<Value, base::Money>) {
        return take_money(cells, value, rules, style);
    } else if constexpr (std::is_same_v<Value, base::Quantity>) {
        return take_quantity(text, value, style);
    } else {
        static_assert(base::NamedEnum<Value>, "a type that no cell holds");
        auto const known = base::enum_from<Value>(text);
        if (known)
            value = *known;
        else
            wrong = text.empty() ? "required" : "unknown-value";
    }
    if (wrong.empty()) return {};
    return {{"", std::string(wrong), {}}};
}

// ---- whole tables

template <base::Described Row>
std::vector<std::string> column_names() {
    std::vector<std::string> names;
    base::each_field<Row>([&](auto const& f) {
        if (f.rules.server_only || f.rules.secret) return;
        using Value = typename std::remove_cvref_t<decltype(f)>::value_type;
        add_names<Value>(names, std::string(f.name), f.rules);
    });
    return names;
}

std::string head_line(std::vector<std::string> const& names, Style const& style);

template <base::Described Row>
std::string row_line(Row const& row, Style const& style = {}) {
    Cells cells;
    base::each_field<Row>([&](auto const& f) {
        if (!f.rules.server_only && !f.rules.secret)
            put_value(cells, row.*f.member, f.rules, style);
    });
    return line_of(cells, style);
}

template <base::Described Row>
std::string text(std::vector<Row> const& rows, Style const& style = {}) {
    std::string text = head_line(column_names<Row>(), style);
    for (auto const& row : rows) text += row_line(row, style);
    return text;
}

// Which column of the sheet each known column is in.
struct Places {
    std::vector<std::optional<std::size_t>> of;
    base::Problems problems;  // /1/column: "unknown-column", "given-twice"

    bool has_any(std::size_t first, std::size_t count) const;
};
Places places_of(Record const& head, std::vector<std::string> const& names);
Cells cells_at(Record const& record, Places const& places);
// A problem of a field's value, said of its column on a line: /price/currency is price_currency.
void say(base::Problems& all, base::Problem problem, std::size_t line, bool is_compound);

template <class Row>
struct Table {
    std::vector<Row> rows;
    std::vector<std::size_t> lines;  // where each row begins
    base::Problems problems;         // /line/column, all at once; with one the rows are of no use
};

// Calls `f` for each field that has columns, with the place of its first and how many there are.
template <class Row, class Each>
void each_column_of(Each const& each) {
    std::size_t at = 0;
    base::each_field<Row>([&](auto const& f) {
        if (f.rules.server_only || f.rules.secret) return;
        std::vector<std::string> names;
        add_names<typename std::remove_cvref_t<decltype(f)>::value_type>(names, std::string(f.name),
                                                                         f.rules);
        each(f, at, names.size());
        at += names.size();
    });
}

// Columns may stand in any order. A field whose columns are left out keeps its usual value, as in
// JSON; where that may not be, it is said once, of the first line.
template <base::Described Row>
Table<Row> parse(std::string_view text, Style const& style = {}) {
    Table<Row> table;
    auto sheet = read_sheet(text, style);
    table.problems = std::move(sheet.problems);
    if (table.problems.empty() && sheet.records.empty())
        table.problems.push_back({"/1", "required", {}});
    if (!table.problems.empty()) return table;
    auto const& head = sheet.records.front();
    auto const places = places_of(head, column_names<Row>());
    table.problems = places.problems;
    each_column_of<Row>([&](auto const& f, std::size_t at, std::size_t count) {
        using Value = typename std::remove_cvref_t<decltype(f)>::value_type;
        if ((f.rules.required || base::is_always_given<Value>)&&!places.has_any(at, count))
            say(table.problems, {"/" + std::string(f.name), "required", {}}, head.line, false);
    });
    for (std::size_t i = 1; i < sheet.records.size(); ++i) {
        auto const& record = sheet.records[i];
        if (record.cells.size() > head.cells.size())
            table.problems.push_back({"/" + std::to_string(record.line), "too-many-cells", {}});
        auto const cells = cells_at(record, places);
        Row row;
        each_column_of<Row>([&](auto const& f, std::size_t at, std::size_t count) {
            using Value = typename std::remove_cvref_t<decltype(f)>::value_type;
            if (!places.has_any(at, count)) return;
            auto const path = "/" + std::string(f.name);
            auto problems = take_value(&cells[at], row.*f.member, f.rules, style);
            for (auto& problem : problems) problem.path = path + problem.path;
            if (problems.empty()) base::check_value(row.*f.member, f.rules, path, problems);
            for (auto& problem : problems)
                say(table.problems, std::move(problem), record.line,
                    base::is_compound<base::inside<Value>>);
        });
        table.rows.push_back(std::move(row));
        table.lines.push_back(record.line);
        if (table.problems.size() >= most_problems) break;
    }
    return table;
}

}  // namespace wire::csv
