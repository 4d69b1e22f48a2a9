// Rows as they would be after commands that were decided and not written: laid over what is there.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

#include "shared/world/edit_rows.hpp"
#include "shared/world/messages.hpp"
#include "shared/world/reads.hpp"

namespace syncing {

namespace detail {
// For which no decision looks, but to see that an id is a new one.
template <class Row>
inline constexpr bool is_history = false;
template <class Name>
inline constexpr bool is_history<world::Edit<Name>> = true;
}  // namespace detail

template <class Domain>
class Overlay {
public:
    using Row = typename Domain::Row;
    using World = typename Domain::World;
    using Change = typename World::Change;

    // What a command reads, of which `found` are the rows that are there.
    World slice(world::Reads const& reads, std::vector<Row> found) {
        World slice;
        for (auto& row : found)
            if (rows_.count(key_of(row)) == 0) slice.put(std::move(row));
        for (auto const& wanted : reads.rows) {
            auto const at = rows_.find({std::string(wanted.type_name), wanted.id});
            if (at != rows_.end() && at->second) slice.put(*at->second);
        }
        for (auto const& range : reads.ranges)
            for (auto const& key : alike(range)) {
                auto const& row = *rows_.at(key);
                if (is_in(row, range)) slice.put(row);
            }
        slice.become_slice(reads);
        return slice;
    }
    void apply(Change const& change) {
        for (auto const& edit : change) std::visit([&](auto const& each) { one(each); }, edit);
    }

private:
    using Key = world::RowKey;
    using Rows = std::map<Key, std::optional<Row>>;  // nothing: it is erased
    // Rows are looked for by the values of some fields, as a range names them.
    using Fields = std::pair<std::string_view, std::vector<std::string_view>>;  // of which table
    using Found = std::unordered_map<std::string, std::set<Key>>;               // by their values

    static Key key_of(Row const& row) {
        return std::visit(
            []<class R>(R const& r) {
                return Key{std::string(R::type_name), r.id.value};
            },
            row);
    }
    static bool is_in(Row const& row, world::RangeRead const& range) {
        return std::visit([&](auto const& r) { return world::is_in_range(r, range); }, row);
    }
    static std::string joined(std::vector<std::string> const& values) {
        std::string text;
        for (auto const& value : values) text += std::to_string(value.size()) + ":" + value;
        return text;
    }
    template <class R>
    static std::string values_of(R const& row, std::vector<std::string_view> const& names) {
        std::vector<std::string> values(names.size());
        base::each_field<R>([&](auto const& field) {
            using Value = typename std::remove_cvref_t<decltype(field)>::value_type;
            if constexpr (world::Searchable<Value>)
                for (std::size_t i = 0; i < names.size(); ++i)
                    if (names[i] == field.name) values[i] = world::key_text(row.*field.member);
        });
        return joined(values);
    }

    template <class R>
    void one(world::Add<R> const& edit) {
        set(edit.row.id, &edit.row);
    }
    template <class R>
    void one(world::Put<R> const& edit) {
        set(edit.row.id, &edit.row);
    }
    template <class R>
    void one(world::Erase<R> const& edit) {
        set<R>(edit.id, nullptr);
    }
    template <class R>
    void set(base::Id<R> id, R const* row) {
        if constexpr (detail::is_history<R>) return;
        Key const key{std::string(R::type_name), id.value};
        auto& held = rows_[key];
        for (auto& [fields, found] : found_) {
            if (fields.first != R::type_name) continue;
            if (held) found[values_of(std::get<R>(*held), fields.second)].erase(key);
            if (row) found[values_of(*row, fields.second)].insert(key);
        }
        if (row)
            held = *row;
        else
            held.reset();
    }
    // Those that have the values of a range, wherever they are in what it is between.
    std::set<Key> const& alike(world::RangeRead const& range) {
        auto const [at, is_new] = found_.try_emplace(Fields{range.type_name, range.fields});
        auto& by_values = at->second;
        if (is_new)
            for (auto const& held : rows_)
                if (held.second && held.first.type == range.type_name)
                    std::visit(
                        [&](auto const& row) {
                            by_values[values_of(row, range.fields)].insert(held.first);
                        },
                        *held.second);
        static std::set<Key> const nobody;
        auto const found = by_values.find(joined(range.values));
        return found == by_values.end() ? nobody : found->second;
    }

    Rows rows_;
    std::map<Fields, Found> found_;
};

}  // namespace syncing
