#include "shared/wire/csv.hpp"

#include <algorithm>
#include <charconv>

#include "shared/base/money_text.hpp"

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
    if (language == base::Language::russian) return {';', true, base::DecimalSign::comma};
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

std::string guarded(std::string_view text) {
    return (begins_formula(after_apostrophes(text)) ? "'" : "") + std::string(text);
}

std::string unguarded(std::string_view text) {
    bool const guards = !text.empty() && text.front() == '\'';
    if (guards && begins_formula(after_apostrophes(text))) text.remove_prefix(1);
    return std::string(text);
}

std::string text_of_decimal(std::int64_t value, int decimals, Style const& style) {
    return base::decimal_text(value, decimals,
                              style.decimal == base::DecimalSign::comma ? ',' : '.');
}

void put_money(Cells& cells, base::Money value, base::Rules const& rules, Style const& style) {
    cells.push_back(
        {text_of_decimal(value.minor, base::exponent_of(value.currency).value_or(0), style)});
    if (rules.currency.is_none()) cells.push_back({std::string(value.currency.code())});
}

Wrong take_flag(std::string_view text, bool& value) {
    auto const small = base::lower(text);
    for (std::string_view const yes : {"true", "yes", "да", "1", "истина"})
        if (small == yes) {
            value = true;
            return {};
        }
    for (std::string_view const no : {"false", "no", "нет", "0", "ложь"})
        if (small == no) {
            value = false;
            return {};
        }
    return text.empty() ? "required" : "not-a-boolean";
}

Wrong take_whole(std::string_view text, std::int64_t least, std::int64_t most,
                 std::int64_t& value) {
    if (text.empty()) return "required";
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    bool const whole = error == std::errc() && end == text.data() + text.size();
    return whole && value >= least && value <= most ? Wrong() : "not-a-whole-number";
}

Wrong take_id(std::string_view text, base::Id128& value) {
    value = {};
    if (text.empty()) return {};
    auto const id = base::id_from_text(text);
    if (!id) return "not-an-id";
    value = *id;
    return {};
}

Wrong take_instant(std::string_view text, base::Instant& value) {
    auto const instant = base::instant_from_text(text);
    if (!instant) return text.empty() ? "required" : "not-an-instant";
    value = *instant;
    return {};
}

Wrong take_day(std::string_view text, base::Day& value) {
    if (text.empty()) return "required";
    auto const typed = base::day_from_typed(text);
    value = typed.day;
    return typed.problem;
}

Wrong take_currency(std::string_view text, base::Currency& value) {
    value = {};
    if (text.empty()) return {};
    auto const currency = base::Currency::from(text);
    if (!currency || !base::exponent_of(*currency)) return "unknown-currency";
    value = *currency;
    return {};
}

base::Problems take_quantity(std::string_view text, base::Quantity& value, Style const& style) {
    if (text.empty()) return {{"", "required", {}}};
    auto const typed = base::decimal_typed(text, base::Quantity::decimals, style.decimal);
    value.thousandths = typed.value;
    if (typed.problem.empty()) return {};
    return {base::problem_of(typed.problem, base::Quantity::decimals, "")};
}

base::Problems take_money(Cell const* cells, base::Money& value, base::Rules const& rules,
                          Style const& style) {
    if (cells[0].text.empty()) return {{"", "required", {}}};
    auto expected = rules.currency;
    if (expected.is_none())
        if (auto const wrong = take_currency(cells[1].text, expected); !wrong.empty())
            return {{"/currency", std::string(wrong), {}}};
    auto const typed =
        base::money_typed(cells[0].text, expected, !expected.is_none(), style.decimal);
    value = typed.money;
    if (typed.problem.empty()) return {};
    return {base::problem_of(typed, expected, "")};
}

std::string head_line(std::vector<std::string> const& names, Style const& style) {
    Cells cells;
    for (auto const& name : names) cells.push_back({name});
    return (style.byte_order_mark ? std::string(mark) : std::string()) + line_of(cells, style);
}

bool Places::has_any(std::size_t first, std::size_t count) const {
    for (std::size_t i = first; i < first + count; ++i)
        if (of[i]) return true;
    return false;
}

Places places_of(Record const& head, std::vector<std::string> const& names) {
    Places places{std::vector<std::optional<std::size_t>>(names.size()), {}};
    for (std::size_t i = 0; i < head.cells.size(); ++i) {
        auto const& name = head.cells[i].text;
        auto const found = std::find(names.begin(), names.end(), name);
        auto const path = line_path(head.line) + "/" + base::pointer_part(name);
        if (found == names.end()) {
            places.problems.push_back({path, "unknown-column", {}});
            continue;
        }
        auto& place = places.of[static_cast<std::size_t>(found - names.begin())];
        if (place) places.problems.push_back({path, "given-twice", {}});
        place = i;
    }
    return places;
}

Cells cells_at(Record const& record, Places const& places) {
    Cells cells;
    for (auto const& place : places.of)
        cells.push_back(place && *place < record.cells.size() ? record.cells[*place] : Cell());
    return cells;
}

void say(base::Problems& all, base::Problem problem, std::size_t line, bool is_compound) {
    auto const slash = problem.path.find('/', 1);
    if (is_compound && slash != problem.path.npos) {
        auto const part = problem.path.substr(slash + 1);
        problem.path.erase(slash);
        if (part == "currency" || part == "ru" || part == "en") problem.path += "_" + part;
    }
    problem.path = line_path(line) + problem.path;
    all.push_back(std::move(problem));
}

}  // namespace wire::csv
