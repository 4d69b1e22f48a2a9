#include "shared/imports/sheet.hpp"

#include <algorithm>

#include "shared/base/text.hpp"
#include "shared/base/unicode.hpp"
#include "shared/wire/json.hpp"
#include "shared/wire/json_value.hpp"

namespace imports {
namespace {

constexpr std::string_view candidates = ",;\t";
constexpr std::size_t sample_bytes = 64 << 10, sample_lines = 50;

// How many cells each of the first lines has with that separator.
std::vector<std::size_t> cells_of_lines(std::string_view text, char separator) {
    std::vector<std::size_t> counts;
    bool quoted = false, begins = true, blank = true;
    std::size_t count = 1;
    for (char const c : text.substr(0, sample_bytes)) {
        if (c == '"' && (quoted || begins)) {
            quoted = !quoted;
            begins = false;
            blank = false;
        } else if (quoted) {
            begins = c == '"';
        } else if (c == '\n' || c == '\r') {
            if (!blank) counts.push_back(count);
            if (counts.size() == sample_lines) return counts;
            count = 1;
            begins = blank = true;
        } else {
            begins = c == separator;
            count += begins;
            blank = false;
        }
    }
    // The last line may have been cut off.
    if (!blank && text.size() <= sample_bytes) counts.push_back(count);
    return counts;
}

// "sep=;" alone on the first line, or '\0'.
char named_separator(std::string_view text) {
    if (text.size() < 5 || base::lower(text.substr(0, 4)) != "sep=") return '\0';
    char const c = text[4];
    bool const alone = text.size() == 5 || text[5] == '\r' || text[5] == '\n';
    bool const parts = c != '"' && c != '\r' && c != '\n' && static_cast<unsigned char>(c) < 0x80;
    return alone && parts ? c : '\0';
}

bool is_json_lines(std::string_view text) {
    auto const first = text.find_first_not_of(" \t\r\n");
    if (first == text.npos || text[first] != '{') return false;
    auto const line = text.substr(first, text.find_first_of("\r\n", first) - first);
    auto const last = line.find_last_not_of(" \t");
    auto const next = line.find_first_not_of(" \t", 1);
    return line[last] == '}' && (line[next] == '"' || next == last);
}

}  // namespace

char separator_of(std::string_view text) {
    char best = ',';
    std::size_t most_alike = 0, cells = 1;
    for (char const separator : candidates) {
        auto const counts = cells_of_lines(text, separator);
        if (counts.empty() || counts[0] < 2) continue;
        auto const alike =
            static_cast<std::size_t>(std::count(counts.begin(), counts.end(), counts[0]));
        if (alike < most_alike || (alike == most_alike && counts[0] <= cells)) continue;
        best = separator;
        most_alike = alike;
        cells = counts[0];
    }
    return best;
}

// ---- what was read

Held Sheet::cell(std::size_t row, std::size_t column, wire::csv::Cell& into) const {
    into.text.clear();
    into.quoted = false;
    auto const end = row + 1 < rows_.size() ? rows_[row + 1].first_cell : cells_.size();
    auto const at = rows_[row].first_cell + column;
    if (at >= end) return Held::nothing;
    auto const& span = cells_[at];
    auto const raw = std::string_view(text_).substr(span.begin, span.size);
    into.quoted = span.quoted;
    if (form == Form::json_lines && !span.quoted && !span.json) return Held::nothing;
    if (!span.escaped) {
        into.text = raw;
    } else if (form == Form::json_lines) {
        auto const whole = std::string_view(text_).substr(span.begin - 1, span.size + 2);
        if (wire::json::read_value(whole, base::type_of<std::string>(), &into.text).empty())
            return Held::text;
        into.text = whole;  // whoever reads it is told what is wrong with it
        return Held::json;
    } else {
        for (std::size_t i = 0; i < raw.size(); ++i) {
            into.text += raw[i];
            if (raw[i] == '"') ++i;  // the other one of two
        }
    }
    return span.json ? Held::json : Held::text;
}

std::string_view Sheet::raw(std::size_t row, std::size_t column) const {
    auto const end = row + 1 < rows_.size() ? rows_[row + 1].first_cell : cells_.size();
    auto const at = rows_[row].first_cell + column;
    if (at >= end || cells_[at].json) return {};
    return std::string_view(text_).substr(cells_[at].begin, cells_[at].size);
}

std::string Sheet::shown(std::size_t row, std::size_t column, std::size_t most) const {
    wire::csv::Cell cell;
    this->cell(row, column, cell);
    std::string_view left = cell.text;
    for (std::size_t i = 0; i < most && !left.empty(); ++i) base::next_code_point(left);
    cell.text.resize(cell.text.size() - left.size());
    return std::move(cell.text);
}

bool Sheet::has(std::size_t row, std::size_t column) const {
    auto const end = row + 1 < rows_.size() ? rows_[row + 1].first_cell : cells_.size();
    return rows_[row].first_cell + column < end;
}

// It is written behind all else, and the cell is there from now on.
void Sheet::put(std::size_t row, std::size_t column, std::string_view text) {
    auto& span = cells_[rows_[row].first_cell + column];
    std::string const given(text);
    std::string const whole = form == Form::json_lines
                                  ? wire::json::text_of(base::type_of<std::string>(), &given)
                                  : given;
    std::size_t const quotes = form == Form::json_lines ? 1 : 0;
    span.begin = static_cast<std::uint32_t>(text_.size() + quotes);
    span.size = static_cast<std::uint32_t>(whole.size() - 2 * quotes) & 0x1FFFFFFF;
    span.quoted = quotes != 0;
    span.escaped = quotes != 0;
    span.json = 0;
    text_ += whole;
}

std::size_t Sheet::row_at(std::uint32_t number) const {
    auto const at = std::partition_point(rows_.begin(), rows_.end(),
                                         [&](Row const& row) { return row.number < number; });
    return static_cast<std::size_t>(at - rows_.begin());
}

// ---- reading

SheetReader::SheetReader(std::string text, char separator) {
    sheet_.text_ = std::move(text);
    if (separator == '\0' && is_json_lines(sheet_.text_)) {
        sheet_.form = Form::json_lines;
        return;
    }
    if (char const named = named_separator(sheet_.text_); named != '\0') {
        sheet_.separator = separator == '\0' ? named : separator;
        at_ = 5;
        ends_line();
    } else {
        sheet_.separator = separator == '\0' ? separator_of(sheet_.text_) : separator;
    }
}

bool SheetReader::step(std::size_t rows) {
    for (std::size_t i = 0; i < rows && !ended_; ++i) {
        if (at_ >= sheet_.text_.size()) {
            ended_ = true;
            if (sheet_.rows_.empty() && sheet_.problems.empty()) refuse(0, 0, "no-rows");
        } else if (sheet_.form == Form::json_lines) {
            read_json();
        } else {
            read_separated();
        }
        if (sheet_.rows_.size() > most_rows || sheet_.cells_.size() > most_cells) {
            sheet_.rows_.pop_back();
            refuse(line_, 0, "too-many-rows", {{"most", std::to_string(sheet_.rows_.size())}});
            ended_ = true;
        }
    }
    return ended_;
}

double SheetReader::progress() const {
    if (ended_ || sheet_.text_.empty()) return 1;
    return static_cast<double>(at_) / static_cast<double>(sheet_.text_.size());
}

void SheetReader::refuse(std::uint32_t line, std::uint32_t column, std::string_view rule,
                         std::vector<base::Argument> arguments) {
    sheet_.problems.add(
        {line == 0 ? 0 : number_, line, column, std::string(rule), std::move(arguments), {}});
}

Sheet read_sheet(std::string text, char separator) {
    SheetReader reader(std::move(text), separator);
    while (!reader.step(1'000)) {
    }
    return reader.take();
}

}  // namespace imports
