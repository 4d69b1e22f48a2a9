// JSON lines: where the keys and the values of each line begin and end. What a value is, is judged
// where it is read.
#include "shared/imports/sheet.hpp"
#include "shared/wire/json_value.hpp"

namespace imports {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t'; }

// A number, or one of the three words.
bool is_bare(std::string_view text) {
    if (text == "true" || text == "false" || text == "null") return true;
    if (text.empty() || (text[0] != '-' && (text[0] < '0' || text[0] > '9'))) return false;
    return text.find_first_not_of("0123456789+-.eE") == text.npos;
}

}  // namespace

void SheetReader::pass_spaces(std::size_t end) {
    while (at_ < end && is_space(sheet_.text_[at_])) ++at_;
}

bool SheetReader::pass(std::size_t end, char c) {
    pass_spaces(end);
    if (at_ >= end || sheet_.text_[at_] != c) return false;
    ++at_;
    pass_spaces(end);
    return true;
}

void SheetReader::read_json() {
    head_read_ = true;
    auto const end = std::min(sheet_.text_.find_first_of("\r\n", at_), sheet_.text_.size());
    auto const begin = at_;
    pass_spaces(end);
    if (at_ < end) {
        Sheet::Row const row{static_cast<std::uint32_t>(sheet_.cells_.size()), line_, number_};
        sheet_.cells_.resize(row.first_cell + sheet_.columns.size());
        if (read_object(end, row)) {
            sheet_.rows_.push_back(row);
        } else {
            sheet_.cells_.resize(row.first_cell);
            if (!ended_) refuse(line_, 0, "not-json", {{"offset", std::to_string(at_ - begin)}});
        }
    }
    at_ = end;
    ends_line();
    ++number_;
}

bool SheetReader::read_object(std::size_t end, Sheet::Row const& row) {
    if (!pass(end, '{')) return false;
    if (!pass(end, '}')) {
        std::size_t expected = 0;
        do {
            if (!read_pair(end, row, expected++)) return false;
        } while (pass(end, ','));
        if (!pass(end, '}')) return false;
    }
    pass_spaces(end);
    return at_ == end;
}

bool SheetReader::read_pair(std::size_t end, Sheet::Row const& row, std::size_t expected) {
    Sheet::Span named, cell;
    if (at_ >= end || sheet_.text_[at_] != '"' || !pass_string(end, named)) return false;
    std::string key = sheet_.text_.substr(named.begin, named.size);
    if (named.escaped) {
        auto const whole = std::string_view(sheet_.text_).substr(named.begin - 1, named.size + 2);
        if (!wire::json::read_value(whole, base::type_of<std::string>(), &key).empty())
            return false;
    }
    if (!pass(end, ':') || !read_value(end, cell)) return false;
    auto const column = column_of(std::move(key), row, expected);
    if (column == most_columns) return false;
    auto& place = sheet_.cells_[row.first_cell + column];
    auto const shown = static_cast<std::uint32_t>(column + 1);
    if (place.quoted || place.json) refuse(line_, shown, "given-twice");
    place = cell;
    if (cell.size <= longest_cell) return true;
    refuse(line_, shown, "cell-too-long", {{"most", std::to_string(longest_cell)}});
    place = {};
    return true;
}

std::size_t SheetReader::column_of(std::string key, Sheet::Row const& row, std::size_t expected) {
    auto& columns = sheet_.columns;
    if (expected < columns.size() && columns[expected] == key) return expected;
    auto const [found, is_new] = keys_.try_emplace(key, columns.size());
    if (!is_new) return found->second;
    if (columns.size() == most_columns) {
        refuse(line_, 0, "too-many-columns", {{"most", std::to_string(most_columns)}});
        ended_ = true;
        return most_columns;
    }
    columns.push_back(std::move(key));
    sheet_.cells_.resize(row.first_cell + columns.size());
    return found->second;
}

// Between its quotes.
bool SheetReader::pass_string(std::size_t end, Sheet::Span& cell) {
    auto const begin = ++at_;
    for (; at_ < end && sheet_.text_[at_] != '"'; ++at_) {
        if (sheet_.text_[at_] != '\\') continue;
        cell.escaped = true;
        ++at_;
    }
    if (at_ >= end) return false;
    cell.quoted = true;
    cell.begin = static_cast<std::uint32_t>(begin);
    cell.size = static_cast<std::uint32_t>(at_++ - begin) & 0x1FFFFFFF;
    return true;
}

bool SheetReader::read_value(std::size_t end, Sheet::Span& cell) {
    if (at_ >= end) return false;
    auto const& text = sheet_.text_;
    if (text[at_] == '"') return pass_string(end, cell);
    auto const begin = at_;
    std::size_t depth = 0;
    for (; at_ < end; ++at_) {
        char const c = text[at_];
        if (c == '"') {
            Sheet::Span inside;
            if (!pass_string(end, inside)) return false;
            --at_;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if (c == '}' || c == ']') {
            if (depth == 0) break;
            if (--depth == 0 && (text[begin] == '{' || text[begin] == '[')) {
                ++at_;
                break;
            }
        } else if (depth == 0 && (c == ',' || is_space(c))) {
            break;
        }
    }
    auto const raw = std::string_view(text).substr(begin, at_ - begin);
    bool const is_nested = !raw.empty() && (raw[0] == '{' || raw[0] == '[');
    if (depth != 0 || (!is_nested && !is_bare(raw))) return false;
    if (raw == "null") return true;
    cell.json = true;
    cell.begin = static_cast<std::uint32_t>(begin);
    cell.size = static_cast<std::uint32_t>(raw.size()) & 0x1FFFFFFF;
    return true;
}

}  // namespace imports
