// Judges values by the rules of their fields, and says everything that is wrong at once.
#pragma once

#include <string>

#include "shared/base/describe.hpp"
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

// By the description of the value's type.
void check_value(TypeInfo const& type, void const* value, Rules const& rules,
                 std::string const& path, Problems& problems);
// The same of what stands in the fields before a person: as it will be taken in (take_in.hpp).
void check_typed(TypeInfo const& type, void const* value, Rules const& rules,
                 std::string const& path, Problems& problems);

template <class Value>
void check_value(Value const& value, Rules const& rules, std::string const& path,
                 Problems& problems) {
    check_value(type_of<Value>(), &value, rules, path, problems);
}
// A record, or a variant of some.
template <class Record>
void check(Record const& record, std::string const& at, Problems& problems) {
    check_value(record, Rules{}, at, problems);
}
template <class Record>
Problems check(Record const& record) {
    Problems problems;
    check(record, "", problems);
    return problems;
}

}  // namespace base
