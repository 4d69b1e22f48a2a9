// CSV, row by row (RFC 4180, and what spreadsheets make of it).
#include <algorithm>

#include "shared/imports/sheet.hpp"

namespace imports {
namespace {

std::string trimmed(std::string text) {
    auto const first = text.find_first_not_of(" \t\r\n");
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

}  // namespace

bool SheetReader::ends_line() {
    auto const& text = sheet_.text_;
    if (at_ >= text.size()) return true;
    if (text[at_] != '\r' && text[at_] != '\n') return false;
    bool const both = text[at_] == '\r' && at_ + 1 < text.size() && text[at_ + 1] == '\n';
    at_ += both ? 2 : 1;
    ++line_;
    return true;
}

void SheetReader::read_separated() {
    Sheet::Row const row{static_cast<std::uint32_t>(sheet_.cells_.size()), line_, number_};
    std::size_t count = 0;
    bool blank = true;
    for (;;) {
        bool const is_beyond = count >= (head_read_ ? sheet_.columns.size() : most_columns);
        // What is wrong with a cell that is of no column is said of the row.
        auto const cell = read_cell(is_beyond ? 0 : static_cast<std::uint32_t>(count + 1));
        blank = blank && cell.size == 0 && !cell.quoted;
        if (++count <= most_columns) sheet_.cells_.push_back(cell);
        if (ends_line()) break;
        ++at_;  // the separator: a cell ends nowhere else
    }
    if (blank)
        sheet_.cells_.resize(row.first_cell);
    else if (head_read_)
        take_row(row, count);
    else
        take_head(count);
    ++number_;
}

void SheetReader::take_head(std::size_t count) {
    head_read_ = true;
    if (count > most_columns) {
        refuse(line_ > 1 ? line_ - 1 : 1, 0, "too-many-columns",
               {{"most", std::to_string(most_columns)}});
        ended_ = true;
    }
    sheet_.rows_.push_back({0, 1, 1});
    wire::csv::Cell cell;
    for (std::size_t i = 0; i < sheet_.cells_.size(); ++i) {
        sheet_.cell(0, i, cell);
        sheet_.columns.push_back(trimmed(std::move(cell.text)));
    }
    sheet_.rows_.clear();
    sheet_.cells_.clear();
}

void SheetReader::take_row(Sheet::Row row, std::size_t count) {
    auto const expected = sheet_.columns.size();
    if (count != expected)
        refuse(row.line, 0, count < expected ? "too-few-cells" : "too-many-cells",
               {{"most", std::to_string(expected)}});
    if (count > expected) sheet_.cells_.resize(row.first_cell + expected);
    sheet_.rows_.push_back(row);
    if (sheet_.rows_.size() != 1) return;
    // As if all rows were as long as this one, within reason.
    constexpr std::size_t most_guessed = 1'000'000;
    auto const length = std::max<std::size_t>(at_ - sheet_.cells_[row.first_cell].begin, 1);
    sheet_.cells_.reserve(std::min(sheet_.text_.size() / length * expected, most_guessed));
}

Sheet::Span SheetReader::read_cell(std::uint32_t column) {
    auto const& text = sheet_.text_;
    Sheet::Span cell;
    auto const line = line_;
    auto begin = at_, end = at_;
    if (at_ < text.size() && text[at_] == '"') {
        cell.quoted = true;
        begin = ++at_;
        read_quoted(cell, column);
        end = at_ > begin && text[at_ - 1] == '"' ? at_ - 1 : at_;
    }
    bool stray = false;
    char const separator = sheet_.separator;
    auto const* const stop = text.data() + text.size();
    auto const* c = text.data() + at_;
    for (; c < stop && *c != separator && *c != '\r' && *c != '\n'; ++c)
        stray = stray || cell.quoted || *c == '"';
    at_ = static_cast<std::size_t>(c - text.data());
    if (!cell.quoted) end = at_;
    if (stray) refuse(line, column, "stray-quote");
    if (end - begin > longest_cell) {
        refuse(line, column, "cell-too-long", {{"most", std::to_string(longest_cell)}});
        end = begin;
    }
    cell.begin = static_cast<std::uint32_t>(begin);
    cell.size = static_cast<std::uint32_t>(end - begin) & 0x1FFFFFFF;
    return cell;
}

// Up to behind the quote that ends it.
void SheetReader::read_quoted(Sheet::Span& cell, std::uint32_t column) {
    auto const& text = sheet_.text_;
    auto const line = line_;
    for (; at_ < text.size(); ++at_) {
        char const c = text[at_];
        if (c == '\n' || (c == '\r' && (at_ + 1 == text.size() || text[at_ + 1] != '\n'))) ++line_;
        if (c != '"') continue;
        if (at_ + 1 == text.size() || text[at_ + 1] != '"') {
            ++at_;
            return;
        }
        cell.escaped = true;
        ++at_;
    }
    refuse(line, column, "open-quote");
}

}  // namespace imports
