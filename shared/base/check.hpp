// Judges values by the rules of their fields, and says everything that is wrong at once.
#pragma once

#include <string>
#include <variant>

#include "shared/base/fields.hpp"
#include "shared/base/result.hpp"

namespace base {

// A name that a stranger chose as a part of a problem's path (RFC 6901, section 3): bounded, and
// without what no text of ours may hold, so that whoever is told of it can read it.
std::string pointer_part(std::string_view name);

// The limits of an amount or a quantity: its field's, and what every reader holds.
Rules exact_limits(Rules rules);

void check_text(std::string const& value, Rules const& rules, std::string const& path,
                Problems& problems);
void check_whole(std::int64_t value, Rules const& rules, std::string const& path,
                 Problems& problems);
void check_instant(Instant value, std::string const& path, Problems& problems);
void check_day(Day value, std::string const& path, Problems& problems);
void check_currency(Currency value, Rules const& rules, std::string const& path,
                    Problems& problems);
void check_money(Money value, Rules const& rules, std::string const& path, Problems& problems);
void check_quantity(Quantity value, Rules const& rules, std::string const& path,
                    Problems& problems);
void check_names(Names const& value, Rules const& rules, std::string const& path,
                 Problems& problems);
void check_count(std::size_t items, Rules const& rules, std::string const& path,
                 Problems& problems);

template <Described Record>
void check(Record const& record, std::string const& at, Problems& problems);

template <class... Options>
void check(std::variant<Options...> const& value, std::string const& at, Problems& problems);

template <class Value>
void check_value(Value const& value, Rules const& rules, std::string const& path,
                 Problems& problems) {
    if constexpr (std::is_same_v<Value, std::string>) {
        check_text(value, rules, path, problems);
    } else if constexpr (is_whole<Value>) {
        check_whole(value, rules, path, problems);
    } else if constexpr (is_id<Value> || std::is_same_v<Value, Id128>) {
        if (rules.required && value.is_none()) problems.push_back({path, "required", {}});
    } else if constexpr (std::is_same_v<Value, Instant>) {
        check_instant(value, path, problems);
    } else if constexpr (std::is_same_v<Value, Day>) {
        check_day(value, path, problems);
    } else if constexpr (std::is_same_v<Value, Currency>) {
        check_currency(value, rules, path, problems);
    } else if constexpr (std::is_same_v<Value, Money>) {
        check_money(value, rules, path, problems);
    } else if constexpr (std::is_same_v<Value, Quantity>) {
        check_quantity(value, rules, path, problems);
    } else if constexpr (std::is_same_v<Value, Names>) {
        check_names(value, rules, path, problems);
    } else if constexpr (is_optional<Value>) {
        if (value)
            check_value(*value, rules, path, problems);
        else if (rules.required)
            problems.push_back({path, "required", {}});
    } else if constexpr (is_list<Value>) {
        check_count(value.size(), rules, path, problems);
        std::size_t i = 0;
        for (auto const& item : value)
            check_value(item, Rules{}, path + "/" + std::to_string(i++), problems);
    } else if constexpr (Described<Value> || requires { value.index(); }) {
        check(value, path, problems);
    } else {
        static_assert(std::is_same_v<Value, bool> || NamedEnum<Value>,
                      "a field's type that no rule knows");
    }
}

template <Described Record>
void check(Record const& record, std::string const& at, Problems& problems) {
    each_field<Record>([&](auto const& f) {
        check_value(record.*f.member, f.rules, at + "/" + std::string(f.name), problems);
    });
}

template <class... Options>
void check(std::variant<Options...> const& value, std::string const& at, Problems& problems) {
    std::visit([&](auto const& held) { check(held, at + "/value", problems); }, value);
}

template <class Record>
Problems check(Record const& record) {
    Problems problems;
    check(record, "", problems);
    return problems;
}

}  // namespace base
