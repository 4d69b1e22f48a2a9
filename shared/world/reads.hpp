// What a command needs to see and to lock before it can be decided, declared by the command. The
// server loads just that; a decision that looks beyond it throws, in every build.
#pragma once

#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "shared/base/day.hpp"
#include "shared/base/time.hpp"
#include "shared/world/space.hpp"
#include "shared/world/table.hpp"

namespace world {

enum class Lock : std::uint8_t { shared, exclusive };

struct SpaceLock {
    Space space;
    Lock lock = Lock::shared;
};

// A value that rows are looked up by, as PostgreSQL reads it: an id, an enumeration's name, a
// number, a moment, a day, a text, yes or no.
std::string key_text(base::Id128 id);
std::string key_text(bool yes);
std::string key_text(base::Instant instant);
std::string key_text(base::Day day);
inline std::string key_text(std::string const& text) { return text; }
template <class Number>
requires base::is_whole<Number> std::string key_text(Number number) {
    return std::to_string(number);
}
template <class Row>
std::string key_text(base::Id<Row> id) {
    return key_text(id.value);
}
template <class Value>
requires base::NamedEnum<Value> std::string key_text(Value value) {
    return std::string(base::name_of(value));
}
template <class Value>
concept Searchable = requires(Value const& value) {
    key_text(value);
};

// A number, a moment or a day as a number, for ranges.
inline std::int64_t key_order(std::int64_t number) { return number; }
inline std::int64_t key_order(base::Instant instant) { return instant.us; }
inline std::int64_t key_order(base::Day day) { return day.days; }
template <class Value>
concept Ordered =
    std::same_as<Value, base::Instant> || std::same_as<Value, base::Day> || base::is_whole<Value>;

// All rows of a table whose fields have these values, and whose next field, if one is named, is
// between two values, both included. The fields are the beginning of a declared index; without any
// it is the whole table.
struct RangeRead {
    struct Between {
        std::string_view field;
        std::string from, to;              // as key_text
        std::int64_t least = 0, most = 0;  // as key_order
        friend bool operator==(Between const& a, Between const& b) {
            return a.field == b.field && a.least == b.least && a.most == b.most;
        }
        friend bool operator<(Between const& a, Between const& b) {
            return std::tie(a.field, a.least, a.most) < std::tie(b.field, b.least, b.most);
        }
    };
    std::string_view type_name;
    std::vector<std::string_view> fields;
    std::vector<std::string> values;
    std::optional<Between> between{};

    friend bool operator<(RangeRead const& a, RangeRead const& b) {
        return std::tie(a.type_name, a.fields, a.values, a.between) <
               std::tie(b.type_name, b.fields, b.values, b.between);
    }
};

// Whether the range is of this row.
template <class Row>
bool is_in_range(Row const& row, RangeRead const& range) {
    if (range.type_name != Row::type_name) return false;
    bool all = true;
    base::each_field<Row>([&](auto const& field) {
        using Value = typename std::remove_cvref_t<decltype(field)>::value_type;
        auto const& value = row.*field.member;
        if constexpr (Searchable<Value>)
            for (std::size_t i = 0; i < range.fields.size(); ++i)
                if (range.fields[i] == field.name) all = all && key_text(value) == range.values[i];
        if constexpr (Ordered<Value>)
            if (range.between && range.between->field == field.name)
                all = all && key_order(value) >= range.between->least &&
                      key_order(value) <= range.between->most;
    });
    return all;
}

struct RowRead {
    std::string_view type_name;
    base::Id128 id;

    friend bool operator<(RowRead const& a, RowRead const& b) {
        return a.type_name != b.type_name ? a.type_name < b.type_name : a.id < b.id;
    }
};

struct NotLoaded : std::logic_error {
    using std::logic_error::logic_error;
};

class Reads {
public:
    template <class Row>
    Reads& row(base::Id<Row> id) {
        rows.insert({Row::type_name, id.value});
        return *this;
    }
    template <auto... Members, class... Keys>
    Reads& range(Keys const&... keys) {
        static_assert(sizeof...(Members) == sizeof...(Keys));
        ranges.insert(range_of<Members...>(keys...));
        return *this;
    }
    // The values of all members but the last, and then from where to where it goes.
    template <auto... Members, class... Keys, class Last>
    Reads& between(std::tuple<Keys...> const& keys, Last const& from, Last const& to) {
        ranges.insert(between_of<Members...>(keys, from, to));
        return *this;
    }
    // Every row of a table that its own rules keep small.
    template <class Row>
    Reads& all() {
        ranges.insert(all_of<Row>());
        return *this;
    }
    Reads& read(Space space) { return lock({space, Lock::shared}); }
    Reads& write(Space space) { return lock({space, Lock::exclusive}); }

    template <class Row>
    static RangeRead all_of() {
        return {Row::type_name, {}, {}};
    }
    template <auto First, auto... Rest, class... Keys>
    static RangeRead range_of(Keys const&... keys) {
        using Row = decltype(detail::row_of(First));
        must_be_declared<Row, Index<First, Rest...>>();
        return {Row::type_name,
                {base::field_name(First), base::field_name(Rest)...},
                {key_text(keys)...}};
    }
    template <auto First, auto... Rest, class... Keys, Ordered Last>
    static RangeRead between_of(std::tuple<Keys...> const& keys, Last const& from, Last const& to) {
        using Row = decltype(detail::row_of(First));
        static_assert(sizeof...(Keys) == sizeof...(Rest), "a value for each member but the last");
        must_be_declared<Row, Index<First, Rest...>>();
        RangeRead range{Row::type_name, {base::field_name(First), base::field_name(Rest)...}, {}};
        std::apply([&](auto const&... key) { (range.values.push_back(key_text(key)), ...); }, keys);
        range.between = {range.fields.back(), key_text(from), key_text(to), key_order(from),
                         key_order(to)};
        range.fields.pop_back();
        return range;
    }

    std::set<RowRead> rows;
    std::set<RangeRead> ranges;
    std::vector<SpaceLock> spaces;  // sorted by space, each once, with its strongest lock

private:
    template <class Row, class Wanted>
    static constexpr void must_be_declared() {
        constexpr bool is_declared = Row::indexes().apply(
            [](auto... declared) { return (detail::begins<Wanted, decltype(declared)> || ...); });
        static_assert(is_declared, "no declared index begins with these members");
    }

    Reads& lock(SpaceLock wanted) {
        auto at = spaces.begin();
        while (at != spaces.end() && at->space < wanted.space) ++at;
        if (at == spaces.end() || at->space != wanted.space)
            spaces.insert(at, wanted);
        else if (wanted.lock == Lock::exclusive)
            at->lock = Lock::exclusive;
        return *this;
    }
};

}  // namespace world
