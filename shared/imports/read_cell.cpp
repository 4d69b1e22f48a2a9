#include "shared/imports/read_cell.hpp"

#include <algorithm>

#include "shared/base/check.hpp"
#include "shared/base/decimal.hpp"
#include "shared/base/take_in.hpp"
#include "shared/base/unicode.hpp"
#include "shared/imports/plain.hpp"
#include "shared/wire/csv_values.hpp"
#include "shared/wire/json_value.hpp"
#include "shared/wire/plain.hpp"

namespace imports {
namespace {

using base::as;
using base::Kind;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_nothing(CellRead const& read) {
    return read.held == Held::nothing ||
           (read.held == Held::text && read.cell.text.empty() && !read.cell.quoted);
}

base::Problems wrong(std::string_view rule, std::vector<base::Argument> arguments = {}) {
    return {{"", std::string(rule), std::move(arguments)}};
}

base::Problems read_whole(std::string_view text, Ways const& ways, base::TypeInfo const& type,
                          void* value) {
    if (text.empty()) return wrong("required");
    if (wire::whole_from_text(text, type, value)) return {};
    auto const plain = plain_decimal(text, 0, ways.decimal);
    auto const typed =
        plain ? base::DecimalTyped{*plain, {}} : base::decimal_typed(text, 0, ways.decimal);
    if (typed.problem == "ambiguous-number") return wrong(typed.problem);
    if (!typed.problem.empty() || typed.value < type.least() || typed.value > type.most())
        return wrong("not-a-whole-number");
    base::put_whole(type, value, typed.value);
    return {};
}

// The three numbers of "11/28/2026" or "28-11-2026", of which the last has four digits.
struct Figures {
    std::string_view one, two, year;
};
bool figures_in(std::string_view text, Figures& figures) {
    auto const first = text.find_first_of("/-.");
    if (first == text.npos || first == 0 || first > 2) return false;
    auto const second = text.find(text[first], first + 1);
    if (second == text.npos || second - first < 2 || second - first > 3) return false;
    figures = {text.substr(0, first), text.substr(first + 1, second - first - 1),
               text.substr(second + 1)};
    if (figures.year.size() != 4) return false;
    for (auto const part : {figures.one, figures.two, figures.year})
        if (!std::all_of(part.begin(), part.end(), is_digit)) return false;
    return true;
}

int number_of(std::string_view digits) {
    int number = 0;
    for (char const c : digits) number = number * 10 + (c - '0');
    return number;
}

// A spreadsheet writes midnight behind a day that it takes for a moment.
std::string_view without_midnight(std::string_view text) {
    for (std::string_view const end : {":00", ":00", " 00", " 0", "T00"})
        if (text.size() > end.size() && text.substr(text.size() - end.size()) == end)
            text.remove_suffix(end.size());
    return text;
}

base::Problems read_day(std::string_view text, Ways const& ways, base::Day& value) {
    if (text.empty()) return wrong("required");
    if (text.find(':') != text.npos) text = without_midnight(text);
    if (auto const day = base::day_from_text(text)) {
        value = *day;
        return {};
    }
    Figures figures;
    if (!figures_in(text, figures)) {
        auto const typed = base::day_from_typed(text);
        value = typed.day;
        return typed.problem.empty() ? base::Problems() : wrong(typed.problem);
    }
    // A point stands behind the day everywhere; with other signs it is as the column has it.
    auto const order = text[figures.one.size()] == '.' ? DayOrder::day_first : ways.days;
    auto const one = number_of(figures.one), two = number_of(figures.two),
               year = number_of(figures.year);
    auto const as_written = base::day_from_civil(year, two, one),
               turned = base::day_from_civil(year, one, two);
    bool const known = order != DayOrder::unknown;
    if (!known && as_written && turned && one != two) return wrong("ambiguous-day");
    bool const turn = known ? order == DayOrder::month_first : !as_written;
    auto const& day = turn ? turned : as_written;
    if (!day) return wrong("not-a-day");
    value = *day;
    return {};
}

base::Problems read_option(std::string_view text, Ways const& ways, base::TypeInfo const& type,
                           void* value) {
    if (text.empty()) return wrong("required");
    for (std::size_t i = 0; i < type.names.size(); ++i)
        if (type.names[i] == text) {
            as<std::uint8_t>(value) = static_cast<std::uint8_t>(i);
            return {};
        }
    auto const find = [&](std::string_view sought) {
        for (auto const& [word, option] : ways.options)
            if (word == sought) {
                as<std::uint8_t>(value) = option;
                return true;
            }
        return false;
    };
    if (find(text) || find(plain_name(text))) return {};
    return wrong("unknown-value");
}

base::Problems read_id(std::string_view text, Ways const& ways, base::Id128& value) {
    value = {};
    if (text.empty()) return {};
    if (text.size() == 36) {
        if (auto const id = base::id_from_text(base::lower(text))) {
            value = *id;
            return {};
        }
    }
    auto const table = ways.field->rules.refers_to;
    if (table.empty() || !ways.refer) return wrong("not-an-id");
    auto const found = ways.refer(text);
    value = found.id;
    if (found.how == Referred::How::one) return {};
    return wrong(found.how == Referred::How::none ? "unknown-reference" : "several-of-this-name",
                 {{"table", std::string(table)}});
}

// A text in one language alone, where nobody says which.
base::Names names_from(std::string text) {
    bool is_russian = false;
    for (std::string_view left = text; !left.empty() && !is_russian;) {
        auto const c = base::next_code_point(left);
        is_russian = c >= 0x400 && c <= 0x4FF;
    }
    return is_russian ? base::Names{std::move(text), {}} : base::Names{{}, std::move(text)};
}

// What JSON has as it stands in answers; of an amount or a quantity also a plain number.
base::Problems read_json(CellRead const& read, Ways const& ways, void* value) {
    auto const& text = read.cell.text;
    auto const kind = wire::csv::inside(*ways.field->type).kind;
    bool const is_number = text[0] == '-' || is_digit(text[0]);
    if (!is_number || (kind != Kind::money && kind != Kind::quantity))
        return wire::json::read_value(text, *ways.field->type, value);
    wire::csv::Cells const cells{{text}, {}};
    return wire::csv::take(cells, *ways.field->type, value, ways.field->rules, {});
}

void read_text(std::string const& text, Ways const& ways, std::string& value) {
    bool const guards = ways.guarded && !text.empty() && text[0] == '\'';
    if (guards)
        value = wire::csv::unguarded(text);
    else
        value = text;
}
base::Problems read_texts(std::span<CellRead> cells, Ways const& ways, base::TypeInfo const& type,
                          void* value) {
    if (type.kind == Kind::text) {
        read_text(cells[0].cell.text, ways, as<std::string>(value));
        return {};
    }
    auto& names = as<base::Names>(value);
    read_text(cells[0].cell.text, ways, names.ru);
    if (cells.size() == 1)
        names = names_from(std::move(names.ru));
    else
        read_text(cells[1].cell.text, ways, names.en);
    return {};
}

// An amount in figures alone, whose currency is known.
bool read_plain_money(std::span<CellRead> cells, Ways const& ways, base::Money& value) {
    auto currency = ways.field->rules.currency;
    if (currency.is_none() && cells.size() > 1)
        if (auto const said = base::Currency::from(cells[1].cell.text)) currency = *said;
    auto const exponent = base::exponent_of(currency);
    if (!exponent) return false;
    auto const amount = plain_decimal(cells[0].cell.text, *exponent, ways.decimal);
    if (amount) value = {*amount, currency};
    return amount.has_value();
}

base::Problems read_one(std::span<CellRead> cells, Ways const& ways, base::TypeInfo const& type,
                        void* value) {
    if (type.kind == Kind::text || type.kind == Kind::names)
        return read_texts(cells, ways, type, value);
    for (auto& each : cells) trim(each.cell.text);
    auto const& text = cells[0].cell.text;
    switch (type.kind) {
        case Kind::whole:
            return read_whole(text, ways, type, value);
        case Kind::day:
            return read_day(text, ways, as<base::Day>(value));
        case Kind::enumeration:
            return read_option(text, ways, type, value);
        case Kind::id:
            return read_id(text, ways, as<base::Id128>(value));
        case Kind::quantity:
            if (auto const plain = plain_decimal(text, base::Quantity::decimals, ways.decimal)) {
                as<base::Quantity>(value).thousandths = *plain;
                return {};
            }
            break;
        case Kind::money:
            if (read_plain_money(cells, ways, as<base::Money>(value))) return {};
            break;
        default:
            break;
    }
    if (type.kind == Kind::boolean && (text == "да" || text == "нет")) {
        as<bool>(value) = text == "да";
        return {};
    }
    wire::csv::Style style;
    style.decimal = ways.decimal;
    wire::csv::Cells plain;
    for (auto const& each : cells) plain.push_back(each.cell);
    auto const is_currency = [&](std::size_t i) {
        return type.kind == Kind::currency || (type.kind == Kind::money && i == 1);
    };
    for (std::size_t i = 0; i < plain.size(); ++i)
        if (is_currency(i))
            for (char& c : plain[i].text)
                if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    return wire::csv::take(plain, type, value, ways.field->rules, style);
}

bool is_right(base::FieldInfo const& field, void const* value) {
    auto const* held = value;
    if (field.type->kind == Kind::optional) held = base::held_in(*field.type, value);
    if (!held) return !field.rules.required;
    return wire::csv::inside(*field.type).kind == Kind::text &&
           is_surely_right(as<std::string>(held), field.rules);
}

base::Problems fill(std::span<CellRead> cells, Ways const& ways, void* value) {
    auto const& type = *ways.field->type;
    bool const none = std::all_of(cells.begin(), cells.end(), is_nothing);
    for (auto& each : cells)
        if (each.held == Held::json) return read_json(each, ways, value);
    if (type.kind != Kind::optional) return read_one(cells, ways, type, value);
    auto const kind = type.inner->kind;
    bool const empty = cells[0].cell.text.empty() && kind != Kind::text && kind != Kind::names;
    type.optional->reset(value);
    if (none || empty) return {};
    return read_one(cells, ways, *type.inner, type.optional->emplace(value));
}

}  // namespace

base::Problems read_cells(std::span<CellRead> cells, Ways const& ways, void* value) {
    auto problems = fill(cells, ways, value);
    auto const& field = *ways.field;
    if (problems.empty() && !is_right(field, value)) {
        base::take_in(*field.type, value, field.rules);
        base::check_value(*field.type, value, field.rules, {}, problems);
    }
    for (auto& problem : problems)
        if (problem.path == "/minor" || problem.path == "/thousandths") problem.path.clear();
    return problems;
}

void trim(std::string& text) {
    // Most cells begin and end with a letter or a figure of the two scripts, and are let be.
    auto const is_letter = [](char c) { return c == '\xD0' || c == '\xD1'; };
    auto const is_plain = [](char c) { return c > ' ' && c < 0x7F; };
    if (text.empty()) return;
    auto const size = text.size();
    bool const ends = is_plain(text.back()) || (size > 1 && is_letter(text[size - 2]));
    if (ends && (is_plain(text.front()) || is_letter(text.front()))) return;
    std::size_t begin = text.size(), end = 0;
    for (std::string_view left = text; !left.empty();) {
        auto const at = text.size() - left.size();
        base::next_code_point(left);
        auto const after = text.size() - left.size();
        if (base::is_blank(std::string_view(text).substr(at, after - at))) continue;
        begin = std::min(begin, at);
        end = after;
    }
    text = begin < end ? text.substr(begin, end - begin) : std::string();
}

// ---- what a column says of all its cells

base::DecimalSign decimal_sign_in(std::string_view text) {
    using base::DecimalSign;
    std::size_t points = 0, commas = 0, last = 0, digits = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        digits += is_digit(text[i]);
        if (text[i] != '.' && text[i] != ',') continue;
        ++(text[i] == '.' ? points : commas);
        last = i;
    }
    if (digits == 0 || points + commas == 0) return DecimalSign::unknown;
    auto const of = [](bool is_point) {
        return is_point ? DecimalSign::point : DecimalSign::comma;
    };
    if (points > 0 && commas > 0) return of(text[last] == '.');
    if (points + commas > 1) return of(commas > 0);  // it parts groups, and the other one decimals
    std::size_t before = 0, after = 0;
    while (last > before && is_digit(text[last - before - 1])) ++before;
    while (last + after + 1 < text.size() && is_digit(text[last + after + 1])) ++after;
    bool const could_group = after == 3 && before > 0 && before <= 3 && text[last - before] != '0';
    return could_group || after == 0 ? DecimalSign::unknown : of(points > 0);
}

DayOrder day_order_in(std::string_view text) {
    Figures figures;
    if (!figures_in(without_midnight(text), figures)) return DayOrder::unknown;
    if (text[figures.one.size()] == '.') return DayOrder::unknown;
    bool const day_is_first = number_of(figures.one) > 12,
               month_is_first = number_of(figures.two) > 12;
    if (day_is_first == month_is_first) return DayOrder::unknown;
    return day_is_first ? DayOrder::day_first : DayOrder::month_first;
}

}  // namespace imports
