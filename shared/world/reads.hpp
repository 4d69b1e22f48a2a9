// What a command needs to see and to lock before it can be decided, declared by the command. The
// server loads just that; a decision that looks beyond it throws, in every build.
#pragma once

#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "shared/world/space.hpp"
#include "shared/world/table.hpp"

namespace world {

enum class Lock : std::uint8_t { shared, exclusive };

struct SpaceLock {
    Space space;
    Lock lock = Lock::shared;
};

// All rows of a table whose fields have these values; the fields are the beginning of a declared
// index.
struct RangeRead {
    std::string_view type_name;
    std::vector<std::string_view> fields;
    std::vector<base::Id128> values;

    friend bool operator<(RangeRead const& a, RangeRead const& b) {
        if (a.type_name != b.type_name) return a.type_name < b.type_name;
        return a.fields != b.fields ? a.fields < b.fields : a.values < b.values;
    }
};

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
    Reads& read(Space space) { return lock({space, Lock::shared}); }
    Reads& write(Space space) { return lock({space, Lock::exclusive}); }

    template <auto First, auto... Rest, class... Keys>
    static RangeRead range_of(Keys const&... keys) {
        using Row = decltype(detail::row_of(First));
        return {
            Row::type_name, {base::field_name(First), base::field_name(Rest)...}, {plain(keys)...}};
    }

    std::set<RowRead> rows;
    std::set<RangeRead> ranges;
    std::vector<SpaceLock> spaces;  // sorted by space, each once, with its strongest lock

private:
    static base::Id128 plain(base::Id128 id) { return id; }
    template <class Row>
    static base::Id128 plain(base::Id<Row> id) {
        return id.value;
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
