#include "shared/wire/csv_values.hpp"

#include <algorithm>
#include <stdexcept>

#include "shared/base/money_text.hpp"
#include "shared/base/unicode.hpp"
#include "shared/wire/json_parts.hpp"
#include "shared/wire/plain.hpp"

namespace wire::csv {

using base::as;
using base::Kind;

constexpr char const* no_cell = "a type that no cell holds";

base::TypeInfo const& inside(base::TypeInfo const& type) {
    return type.kind == Kind::optional ? *type.inner : type;
}

std::span<std::string_view const> column_ends(base::TypeInfo const& type,
                                              base::Rules const& rules) {
    static constexpr std::array<std::string_view, 2> names{"_ru", "_en"}, money{"", "_currency"};
    auto const kind = inside(type).kind;
    if (kind == Kind::names) return names;
    return std::span(money).first(kind == Kind::money && rules.currency.is_none() ? 2 : 1);
}

// ---- a value as cells

namespace {

std::string text_of_decimal(std::int64_t value, int decimals, Style const& style) {
    return base::decimal_text(value, decimals,
                              style.decimal == base::DecimalSign::comma ? ',' : '.');
}

std::string text_of_day(base::Day day, Style const& style) {
    auto const iso = base::to_text(day);
    if (!style.dotted_days || iso.size() != 10) return iso;
    return iso.substr(8) + "." + iso.substr(5, 2) + "." + iso.substr(0, 4);
}

void put_money(Cells& cells, base::Money value, base::Rules const& rules, Style const& style) {
    cells.push_back(
        {text_of_decimal(value.minor, base::exponent_of(value.currency).value_or(0), style)});
    if (rules.currency.is_none()) cells.push_back({std::string(value.currency.code())});
}

void put_optional(Cells& cells, base::TypeInfo const& type, void const* value,
                  base::Rules const& rules, Style const& style) {
    auto const before = cells.size();
    auto const* held = base::held_in(type, value);
    if (!held) return cells.resize(before + column_ends(type, rules).size());
    put(cells, *type.inner, held, rules, style);
    // What distinguishes an empty text from none.
    if (type.inner->kind == Kind::text || type.inner->kind == Kind::names)
        for (auto i = before; i < cells.size(); ++i) cells[i].quoted = cells[i].text.empty();
}

// Of a value that has one cell.
std::string cell_text(base::TypeInfo const& type, void const* value, Style const& style) {
    switch (type.kind) {
        case Kind::text:
            return guarded(as<std::string>(value));
        case Kind::id: {
            auto const& id = as<base::Id128>(value);
            return id.is_none() ? std::string() : base::to_text(id);
        }
        case Kind::currency:
            return std::string(as<base::Currency>(value).code());
        case Kind::quantity:
            return text_of_decimal(as<base::Quantity>(value).thousandths, base::Quantity::decimals,
                                   style);
        case Kind::day:
            return text_of_day(as<base::Day>(value), style);
        case Kind::boolean:
        case Kind::whole:
        case Kind::instant:
        case Kind::enumeration:
            return plain_text(type, value);
        case Kind::list:
            return type.list->count(value) == 0 ? std::string() : json::text_of(type, value);
        default:
            throw std::logic_error(no_cell);
    }
}

}  // namespace

void put(Cells& cells, base::TypeInfo const& type, void const* value, base::Rules const& rules,
         Style const& style) {
    switch (type.kind) {
        case Kind::optional:
            return put_optional(cells, type, value, rules, style);
        case Kind::money:
            return put_money(cells, as<base::Money>(value), rules, style);
        case Kind::names:
            cells.push_back({guarded(as<base::Names>(value).ru)});
            cells.push_back({guarded(as<base::Names>(value).en)});
            return;
        default:
            cells.push_back({cell_text(type, value, style)});
            return;
    }
}

// ---- a value from its cells

namespace {

// What is wrong with a cell, as a rule's key; empty: nothing.
using Wrong = std::string_view;

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

Wrong take_whole(std::string_view text, base::TypeInfo const& type, void* value) {
    if (text.empty()) return "required";
    return whole_from_text(text, type, value) ? Wrong() : "not-a-whole-number";
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

Wrong take_name(std::string_view text, base::TypeInfo const& type, void* value) {
    auto const found = std::find(type.names.begin(), type.names.end(), text);
    if (found == type.names.end()) return text.empty() ? "required" : "unknown-value";
    as<std::uint8_t>(value) = static_cast<std::uint8_t>(found - type.names.begin());
    return {};
}

// A value that has one cell, of which no more is wrong than one rule says.
Wrong take_one(std::string_view text, base::TypeInfo const& type, void* value) {
    switch (type.kind) {
        case Kind::boolean:
            return take_flag(text, as<bool>(value));
        case Kind::whole:
            return take_whole(text, type, value);
        case Kind::text:
            as<std::string>(value) = unguarded(text);
            return {};
        case Kind::id:
            return take_id(text, as<base::Id128>(value));
        case Kind::instant:
            return take_instant(text, as<base::Instant>(value));
        case Kind::day:
            return take_day(text, as<base::Day>(value));
        case Kind::currency:
            return take_currency(text, as<base::Currency>(value));
        case Kind::enumeration:
            return take_name(text, type, value);
        default:
            throw std::logic_error(no_cell);
    }
}

base::Problems take_quantity(std::string_view text, base::Quantity& value, Style const& style) {
    if (text.empty()) return {{"", "required", {}}};
    auto const typed = base::decimal_typed(text, base::Quantity::decimals, style.decimal);
    value.thousandths = typed.value;
    if (typed.problem.empty()) return {};
    return {base::problem_of(typed.problem, base::Quantity::decimals, "")};
}

base::Problems take_money(std::span<Cell const> cells, base::Money& value, base::Rules const& rules,
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

base::Problems take_list(std::string_view text, base::TypeInfo const& type, void* value) {
    if (text.empty()) return {};
    rapidjson::Document document;
    if (auto problems = json::parse_document(text, document); !problems.empty()) return problems;
    json::Reader reader;
    json::read(reader, document, type, value, "");
    return std::move(reader.problems);
}

bool is_left_out(Cell const& cell) { return cell.text.empty() && !cell.quoted; }

}  // namespace

base::Problems take(std::span<Cell const> cells, base::TypeInfo const& type, void* value,
                    base::Rules const& rules, Style const& style) {
    std::string const& text = cells[0].text;
    switch (type.kind) {
        case Kind::optional: {
            auto const kind = type.inner->kind;
            bool const is_text = kind == Kind::text || kind == Kind::names;
            bool const none =
                is_text ? std::all_of(cells.begin(), cells.end(), is_left_out) : text.empty();
            type.optional->reset(value);
            if (none) return {};
            return take(cells, *type.inner, type.optional->emplace(value), rules, style);
        }
        case Kind::names:
            as<base::Names>(value) = {unguarded(text), unguarded(cells[1].text)};
            return {};
        case Kind::money:
            return take_money(cells, as<base::Money>(value), rules, style);
        case Kind::quantity:
            return take_quantity(text, as<base::Quantity>(value), style);
        case Kind::list:
            return take_list(text, type, value);
        default:
            break;
    }
    auto const wrong = take_one(text, type, value);
    if (wrong.empty()) return {};
    return {{"", std::string(wrong), {}}};
}

}  // namespace wire::csv
