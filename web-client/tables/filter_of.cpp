#include "web-client/tables/filter_of.hpp"

#include <algorithm>

#include "shared/base/money_text.hpp"
#include "shared/base/quantity.hpp"
#include "web-client/tables/table_info.hpp"
#include "web-client/tables/words_of.hpp"

namespace tables {
namespace {

using base::Kind;

constexpr std::int64_t day_us = 86'400'000'000;

// One value of those that a filter has; nothing: there are several, which are shown as they are.
std::optional<std::string> only_value(Filter const& filter) {
    if (!filter.comparison.empty()) return filter.value;
    std::string out;
    for (std::size_t i = 0; i < filter.value.size(); ++i) {
        if (filter.value[i] == ',') return std::nullopt;
        if (filter.value[i] == '\\' && i + 1 < filter.value.size()) ++i;
        out += filter.value[i];
    }
    return out;
}

base::Problem wrong(std::string_view rule) { return {"/value", std::string(rule), {}}; }

// Where the day begins in the reader's zone.
std::int64_t beginning_of(base::Day day, words::Zone const& zone) {
    auto const there = static_cast<std::int64_t>(day.days) * day_us;
    auto const ahead = [&](std::int64_t at) {
        return static_cast<std::int64_t>(zone.utc_offset_s(at)) * 1'000'000;
    };
    // The clocks may be set on that very day.
    auto const guess = there - ahead(there);
    return there - ahead(guess);
}

FilterTyped whole_typed(Filter filter, std::string const& typed) {
    auto const text = base::plain_figures(typed);
    auto const digits = std::string_view(text).substr(text.rfind('-', 0) == 0 ? 1 : 0);
    bool const is_whole = !digits.empty() && digits.size() < 19 &&
                          digits.find_first_not_of("0123456789") == digits.npos;
    if (!is_whole) return {{}, wrong("not-a-whole-number")};
    filter.value = text;
    return {std::move(filter)};
}

FilterTyped money_typed(words::Words const& words, base::Rules const& rules, Filter filter,
                        std::string const& typed) {
    bool const one = !rules.currency.is_none();
    auto const money = base::money_typed(typed, rules.currency, one, words.decimal_sign());
    if (!money.problem.empty()) return {{}, base::problem_of(money, rules.currency, "/value")};
    filter.value = base::amount_text(money.money) + " " + std::string(money.money.currency.code());
    return {std::move(filter)};
}

FilterTyped quantity_typed(words::Words const& words, Filter filter, std::string const& typed) {
    constexpr int decimals = base::Quantity::decimals;
    auto const number = base::decimal_typed(typed, decimals, words.decimal_sign());
    if (!number.problem.empty()) return {{}, base::problem_of(number.problem, decimals, "/value")};
    filter.value = base::decimal_text(number.value, decimals);
    return {std::move(filter)};
}

FilterTyped currency_typed(Filter filter, std::string const& typed) {
    std::string code;
    for (char const c : base::plain_figures(typed))
        code += c >= 'a' && c <= 'z' ? static_cast<char>(c & ~0x20) : c;
    auto const currency = base::Currency::from(code);
    if (!currency || !base::exponent_of(*currency)) return {{}, wrong("unknown-currency")};
    filter.value = code;
    return {std::move(filter)};
}

std::string money_in_words(words::Words const& words, std::string const& value,
                           base::Currency usual) {
    auto const space = value.find(' ');
    auto const currency = space == std::string::npos
                              ? std::optional(usual)
                              : base::Currency::from(value.substr(space + 1));
    if (!currency || currency->is_none()) return value;
    auto const minor =
        base::decimal_from_text(value.substr(0, space), base::exponent_of(*currency).value_or(0));
    return minor ? words.money({*minor, *currency}) : value;
}

std::string value_in_words(words::Words const& words, words::Zone const& zone,
                           base::FieldInfo const& field, std::string const& value,
                           std::function<std::string(base::Id128)> const& name_of) {
    if (value.empty()) return words.say("value.none");
    switch (held_type(field).kind) {
        case Kind::enumeration:
            return option_in_words(words, value);
        case Kind::boolean:
            return words.flag(value == "true");
        case Kind::money:
            return money_in_words(words, value, field.rules.currency);
        case Kind::quantity: {
            auto const number = base::decimal_from_text(value, base::Quantity::decimals);
            return number ? words.quantity({*number}) : value;
        }
        case Kind::day: {
            auto const day = base::day_from_text(value);
            return day ? words.date(*day) : value;
        }
        case Kind::instant: {
            auto const instant = base::instant_from_text(value);
            return instant ? words.date(instant->us, zone) : value;
        }
        case Kind::id: {
            auto const id = base::id_from_text(value);
            return id && !field.rules.refers_to.empty() ? name_of(*id) : value;
        }
        default:
            return value;
    }
}

char const* key_of_chip(std::string_view comparison, std::string_view value) {
    if (comparison == "empty")
        return value == "true" ? "tables.chip-empty" : "tables.chip-not-empty";
    return comparison == "starts"     ? "tables.chip-starts"
           : comparison == "at_least" ? "tables.chip-at-least"
           : comparison == "at_most"  ? "tables.chip-at-most"
                                      : "tables.chip-is";
}

}  // namespace

bool can_filter(base::FieldInfo const& field) {
    auto const kind = held_type(field).kind;
    bool const own_id = field.name == "id" && field.rules.refers_to.empty();
    return kind != Kind::list && kind != Kind::record && kind != Kind::variant && !own_id &&
           !field.rules.secret && !field.rules.server_only;
}

bool may_be_empty(base::FieldInfo const& field) {
    if (field.rules.required) return false;
    switch (held_type(field).kind) {
        case Kind::text:
        case Kind::id:
        case Kind::currency:
        case Kind::names:
            return true;
        default:
            return field.type->kind == Kind::optional;
    }
}

std::vector<Compared> comparisons_of(base::FieldInfo const& field) {
    switch (held_type(field).kind) {
        case Kind::text:
        case Kind::names:
            return {{"starts", "tables.starts"}, {"", "tables.is"}};
        case Kind::boolean:
        case Kind::enumeration:
        case Kind::id:
        case Kind::currency:
            return {{"", "tables.is"}};
        case Kind::instant:
            return {{"at_least", "tables.at-least"}, {"at_most", "tables.at-most"}};
        default:
            return {
                {"", "tables.is"}, {"at_least", "tables.at-least"}, {"at_most", "tables.at-most"}};
    }
}

FilterTyped filter_typed(words::Words const& words, words::Zone const& zone,
                         base::FieldInfo const& field, std::string comparison,
                         std::string const& typed) {
    Filter filter{std::string(field.name), std::move(comparison), typed};
    switch (held_type(field).kind) {
        case Kind::whole:
            return whole_typed(std::move(filter), typed);
        case Kind::money:
            return money_typed(words, field.rules, std::move(filter), typed);
        case Kind::quantity:
            return quantity_typed(words, std::move(filter), typed);
        case Kind::currency:
            return currency_typed(std::move(filter), typed);
        case Kind::id:
            if (!base::id_from_text(typed)) return {{}, wrong("not-an-id")};
            return {std::move(filter)};
        case Kind::day:
        case Kind::instant: {
            auto const day = words.day_typed(typed);
            if (!day.problem.empty()) return {{}, wrong(day.problem)};
            filter.value = base::to_text(day.day);
            if (held_type(field).kind == Kind::day) return {std::move(filter)};
            bool const to_its_end = filter.comparison == "at_most";
            auto at = beginning_of({day.day.days + (to_its_end ? 1 : 0)}, zone);
            at = std::clamp(at - (to_its_end ? 1 : 0), base::earliest_us, base::latest_us);
            filter.value = base::to_text(base::Instant{at});
            return {std::move(filter)};
        }
        default:
            if (filter.comparison.empty()) filter.value = escaped_value(typed);
            return {std::move(filter)};
    }
}

Filter filter_by_presence(base::FieldInfo const& field, bool is_there) {
    return {std::string(field.name), "empty", is_there ? "false" : "true"};
}

std::string filter_in_words(words::Words const& words, words::Zone const& zone,
                            std::string_view table, base::TypeInfo const& row, Filter const& filter,
                            std::function<std::string(base::Id128)> const& name_of) {
    auto const* field = field_named(row, filter.field);
    auto const value = only_value(filter);
    auto const said =
        field && value ? value_in_words(words, zone, *field, *value, name_of) : filter.value;
    return words.say(key_of_chip(filter.comparison, filter.value),
                     {{"field", field_in_words(words, table, filter.field)}, {"value", said}});
}

std::string escaped_value(std::string_view text) {
    std::string out;
    for (char const c : text) {
        if (c == ',' || c == '\\') out += '\\';
        out += c;
    }
    return out;
}

}  // namespace tables
