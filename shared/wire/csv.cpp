#include "shared/wire/csv.hpp"

#include <algorithm>

#include "shared/base/check.hpp"
#include "shared/wire/csv_values.hpp"

namespace wire::csv {
namespace {

constexpr std::string_view mark = "\xEF\xBB\xBF";

// Whether a spreadsheet may take what begins so for a formula. The wide forms are folded into the
// plain ones by some.
bool begins_formula(std::string_view text) {
    if (text.empty()) return false;
    if (std::string_view("=+-@\t\r\n").find(text.front()) != std::string_view::npos) return true;
    for (std::string_view const wide : {"＝", "＋", "－", "＠"})
        if (text.substr(0, wide.size()) == wide) return true;
    return false;
}

std::string_view after_apostrophes(std::string_view text) {
    return text.substr(std::min(text.find_first_not_of('\''), text.size()));
}

std::string line_path(std::size_t line) { return "/" + std::to_string(line); }

class SheetReader {
public:
    SheetReader(std::string_view text, Style const& style) : left_(text), style_(style) {}

    Sheet read() {
        while (!left_.empty() && sheet_.problems.size() < most_problems) {
            Record record{line_, {}};
            read_record(record);
            bool const blank =
                record.cells.size() == 1 && record.cells[0].text.empty() && !record.cells[0].quoted;
            if (blank) continue;
            if (record.cells.size() > most_columns)
                refuse(record.line, most_columns + 1, "too-many-columns");
            if (sheet_.records.size() > most_rows) {
                refuse(record.line, 1, "too-many-rows");
                break;
            }
            sheet_.records.push_back(std::move(record));
        }
        return std::move(sheet_);
    }

private:
    void refuse(std::size_t line, std::size_t column, std::string_view rule) {
        sheet_.problems.push_back(
            {line_path(line) + "/" + std::to_string(column), std::string(rule), {}});
    }
    char take() {
        char const c = left_.front();
        left_.remove_prefix(1);
        bool const ends = c == '\n' || (c == '\r' && (left_.empty() || left_.front() != '\n'));
        line_ += ends;
        return c;
    }
    // Whether a line ended here, which is then passed.
    bool ends_line() {
        if (left_.empty()) return true;
        if (left_.front() == '\r') {
            take();
            if (!left_.empty() && left_.front() == '\n') take();
            return true;
        }
        if (left_.front() != '\n') return false;
        take();
        return true;
    }

    void read_record(Record& record) {
        do {
            record.cells.push_back(read_cell(record.cells.size() + 1));
            if (ends_line()) return;
            take();  // the separator: a cell ends nowhere else
        } while (true);
    }

    Cell read_cell(std::size_t column) {
        Cell cell;
        auto const line = line_;
        if (!left_.empty() && left_.front() == '"') {
            cell.quoted = true;
            take();
            read_quoted(cell.text, line, column);
        }
        bool stray = false;
        while (!left_.empty() && left_.front() != style_.separator && left_.front() != '\r' &&
               left_.front() != '\n') {
            char const c = take();
            stray = stray || cell.quoted || c == '"';
            cell.text += c;
        }
        if (stray) refuse(line, column, "stray-quote");
        if (cell.text.size() > longest_cell) refuse(line, column, "too-large-to-send");
        return cell;
    }
    void read_quoted(std::string& text, std::size_t line, std::size_t column) {
        while (!left_.empty()) {
            char const c = take();
            if (c != '"') {
                text += c;
            } else if (!left_.empty() && left_.front() == '"') {
                text += take();
            } else {
                return;
            }
        }
        refuse(line, column, "open-quote");
    }

    std::string_view left_;
    Style const& style_;
    std::size_t line_ = 1;
    Sheet sheet_;
};

}  // namespace

Style style_for(base::Language language) {
    if (language == base::Language::russian) return {';', true, base::DecimalSign::comma, true};
    return {',', true, base::DecimalSign::point};
}

Sheet read_sheet(std::string_view text, Style const& style) {
    if (text.substr(0, mark.size()) == mark) text.remove_prefix(mark.size());
    if (text.size() > most_bytes) return {{}, {{"", "too-large-to-send", {}}}};
    if (!base::is_utf8(text) || text.find('\0') != text.npos) return {{}, {{"", "not-text", {}}}};
    return SheetReader(text, style).read();
}

std::string line_of(Cells const& cells, Style const& style) {
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0) line += style.separator;
        auto const& text = cells[i].text;
        bool const alone = cells.size() == 1 && text.empty();  // else it would be a blank line
        bool const quotes = cells[i].quoted || alone || (!text.empty() && text.front() == ' ') ||
                            (!text.empty() && text.back() == ' ') ||
                            text.find_first_of("\",;\t\r\n") != text.npos ||
                            text.find(style.separator) != text.npos;
        if (!quotes) {
            line += text;
            continue;
        }
        line += '"';
        for (char const c : text) line += c == '"' ? "\"\"" : std::string(1, c);
        line += '"';
    }
    return line += "\r\n";
}

std::string head_line(std::vector<std::string> const& names, Style const& style) {
    Cells cells;
    for (auto const& name : names) cells.push_back({name});
    return (style.byte_order_mark ? std::string(mark) : std::string()) + line_of(cells, style);
}

std::string guarded(std::string_view text) {
    return (begins_formula(after_apostrophes(text)) ? "'" : "") + std::string(text);
}

std::string unguarded(std::string_view text) {
    bool const guards = !text.empty() && text.front() == '\'';
    if (guards && begins_formula(after_apostrophes(text))) text.remove_prefix(1);
    return std::string(text);
}

// ---- whole tables

namespace {

std::string path_of(base::FieldInfo const& field) { return "/" + std::string(field.name); }

bool is_written(base::FieldInfo const& field) {
    return !field.rules.server_only && !field.rules.secret;
}

}  // namespace

std::vector<std::string> column_names_of(base::TypeInfo const& row) {
    std::vector<std::string> names;
    for (auto const& field : row.fields)
        if (is_written(field))
            for (auto const end : column_ends(*field.type, field.rules))
                names.push_back(std::string(field.name) + std::string(end));
    return names;
}

std::string row_line_of(base::TypeInfo const& row, void const* value, Style const& style) {
    Cells cells;
    for (auto const& field : row.fields)
        if (is_written(field)) put(cells, *field.type, field.of(value), field.rules, style);
    return line_of(cells, style);
}

std::string text_of(base::TypeInfo const& list, void const* rows, Style const& style) {
    std::string text = head_line(column_names_of(*list.inner), style);
    base::each_item(list, rows,
                    [&](void const* row) { text += row_line_of(*list.inner, row, style); });
    return text;
}

namespace {

// The columns of a field in the sheet, some of which may be left out.
using Places = std::vector<std::optional<std::size_t>>;
struct Given {
    base::FieldInfo const& field;
    Places places;
};

// Which column of the sheet each known column is in. Problems: "unknown-column", "given-twice".
Places places_of(Record const& head, std::vector<std::string> const& names,
                 base::Problems& problems) {
    Places places(names.size());
    for (std::size_t i = 0; i < head.cells.size(); ++i) {
        auto const& name = head.cells[i].text;
        auto const found = std::find(names.begin(), names.end(), name);
        auto const path = line_path(head.line) + "/" + base::pointer_part(name);
        if (found == names.end()) {
            problems.push_back({path, "unknown-column", {}});
            continue;
        }
        auto& place = places[static_cast<std::size_t>(found - names.begin())];
        if (place) problems.push_back({path, "given-twice", {}});
        place = i;
    }
    return places;
}

// A problem of a field's value, said of its column on a line: /price/currency is price_currency.
void say(base::Problems& all, base::Problem problem, std::size_t line,
         base::FieldInfo const& field) {
    auto const kind = inside(*field.type).kind;
    bool const is_compound =
        kind == base::Kind::money || kind == base::Kind::names || kind == base::Kind::quantity;
    auto const slash = problem.path.find('/', 1);
    if (is_compound && slash != problem.path.npos) {
        auto const part = problem.path.substr(slash + 1);
        problem.path.erase(slash);
        if (part == "currency" || part == "ru" || part == "en") problem.path += "_" + part;
    }
    problem.path = line_path(line) + problem.path;
    all.push_back(std::move(problem));
}

// The fields of which the sheet has columns. Problems: those of places_of, "required".
std::vector<Given> given_in(Record const& head, base::TypeInfo const& row,
                            base::Problems& problems) {
    std::vector<Given> all;
    auto const places = places_of(head, column_names_of(row), problems);
    auto first = places.begin();
    for (auto const& field : row.fields) {
        if (!is_written(field)) continue;
        auto const end =
            first + static_cast<std::ptrdiff_t>(column_ends(*field.type, field.rules).size());
        if (std::any_of(first, end, [](auto const& place) { return place.has_value(); }))
            all.push_back({field, Places(first, end)});
        else if (field.rules.required || field.always_given)
            say(problems, {path_of(field), "required", {}}, head.line, field);
        first = end;
    }
    return all;
}

void read_row(Record const& record, std::vector<Given> const& given, void* row, Style const& style,
              base::Problems& problems) {
    for (auto const& [field, places] : given) {
        Cells cells;
        for (auto const& place : places)
            cells.push_back(place && *place < record.cells.size() ? record.cells[*place] : Cell());
        auto* value = field.member(row);
        auto const path = path_of(field);
        auto wrong = take(cells, *field.type, value, field.rules, style);
        for (auto& problem : wrong) problem.path = path + problem.path;
        if (wrong.empty()) base::check_value(*field.type, value, field.rules, path, wrong);
        for (auto& problem : wrong) say(problems, std::move(problem), record.line, field);
    }
}

}  // namespace

base::Problems parse_as(std::string_view text, base::TypeInfo const& list, void* rows,
                        std::vector<std::size_t>& lines, Style const& style) {
    auto const sheet = read_sheet(text, style);
    if (!sheet.problems.empty()) return sheet.problems;
    if (sheet.records.empty()) return {{"/1", "required", {}}};
    auto const& head = sheet.records.front();
    base::Problems problems;
    auto const given = given_in(head, *list.inner, problems);
    for (std::size_t i = 1; i < sheet.records.size() && problems.size() < most_problems; ++i) {
        auto const& record = sheet.records[i];
        if (record.cells.size() > head.cells.size())
            problems.push_back({line_path(record.line), "too-many-cells", {}});
        read_row(record, given, list.list->add(rows), style, problems);
        lines.push_back(record.line);
    }
    return problems;
}

}  // namespace wire::csv
