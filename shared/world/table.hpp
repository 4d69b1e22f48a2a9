// Rows of one kind by id, and the indexes that their record declares. A row stays at its address
// until it is changed or goes; indexes are kept by every write, so that nobody ever scans.
#pragma once

#include <cstdint>
#include <map>
#include <tuple>
#include <unordered_map>

#include "shared/base/fields.hpp"

namespace world {

// What an administrator may do with the rows of a table.
enum class Editing : std::uint8_t {
    nothing,  // they follow from other things, or are only added to
    fields,   // change those that are not kept; rows come and go by other commands
    rows,     // are added and erased by hand, too
};

// A declared index: rows in the order of these members, then of their ids.
template <auto... Members>
struct Index {};

template <auto... Members>
constexpr Index<Members...> index() {
    return {};
}

namespace detail {

template <class Row, class Value>
Row row_of(Value Row::*);
template <auto First, auto... Rest>
auto first_row(Index<First, Rest...>) -> decltype(row_of(First));

// Compares as many parts as the shorter key has, so that a prefix finds all its rows.
struct PrefixLess {
    using is_transparent = void;
    template <class... A, class... B>
    bool operator()(std::tuple<A...> const& a, std::tuple<B...> const& b) const {
        return less<0, std::min(sizeof...(A), sizeof...(B))>(a, b);
    }

private:
    template <std::size_t I, std::size_t N, class A, class B>
    static bool less(A const& a, B const& b) {
        if constexpr (I == N) {
            return false;
        } else {
            if (std::get<I>(a) < std::get<I>(b)) return true;
            if (std::get<I>(b) < std::get<I>(a)) return false;
            return less<I + 1, N>(a, b);
        }
    }
};

// Whether an index begins with these members, in this order.
template <class Wanted, class Declared>
inline constexpr bool begins = false;
template <auto... Declared>
inline constexpr bool begins<Index<>, Index<Declared...>> = true;
template <auto W, auto... Ws, auto D, auto... Ds>
inline constexpr bool begins<Index<W, Ws...>, Index<D, Ds...>> =
    std::is_same_v<Index<W>, Index<D>>&& begins<Index<Ws...>, Index<Ds...>>;

template <class Row, class Declared>
struct IndexMap;
template <class Row, auto... Members>
struct IndexMap<Row, Index<Members...>> {
    using Declared = Index<Members...>;
    static auto key(Row const& row) { return std::tuple{row.*Members..., row.id}; }
    std::map<decltype(key(std::declval<Row const&>())), Row const*, PrefixLess> rows;
};

template <class Row, class... Declared>
std::tuple<IndexMap<Row, Declared>...> maps_of(base::Pack<Declared...>);

}  // namespace detail

// Rows of one index from one place to another, in order. Valid until the next write.
template <class Iterator>
class Range {
public:
    class Step {
    public:
        explicit Step(Iterator at) : at_(at) {}
        auto const& operator*() const { return *at_->second; }
        auto const* operator->() const { return at_->second; }
        Step& operator++() {
            ++at_;
            return *this;
        }
        Step& operator--() {
            --at_;
            return *this;
        }
        friend bool operator==(Step const& a, Step const& b) { return a.at_ == b.at_; }
        friend bool operator!=(Step const& a, Step const& b) { return a.at_ != b.at_; }

    private:
        Iterator at_;
    };
    Range(Iterator first, Iterator last) : first_(first), last_(last) {}
    Step begin() const { return Step(first_); }
    Step end() const { return Step(last_); }
    bool empty() const { return first_ == last_; }

private:
    Iterator first_, last_;
};

template <class Row>
class Table {
public:
    Table() = default;
    // The indexes point into the rows, so a copy makes its own. Moving keeps every row at its
    // address.
    Table(Table const& other) {
        for (auto const& [id, row] : other.rows_) put(row);
    }
    Table& operator=(Table const& other) { return *this = Table(other); }
    Table(Table&&) = default;
    Table& operator=(Table&&) = default;

    Row const* find(base::Id<Row> id) const {
        auto const at = rows_.find(id);
        return at == rows_.end() ? nullptr : &at->second;
    }
    std::size_t size() const { return rows_.size(); }
    auto const& all() const { return rows_; }

    // Grows with every write of a row of this kind.
    std::uint64_t version() const { return version_; }

    void put(Row row) {
        auto const id = row.id;
        erase(id);
        auto const at = rows_.emplace(id, std::move(row)).first;
        each_index([&](auto& index) { index.rows.emplace(index.key(at->second), &at->second); });
    }
    void erase(base::Id<Row> id) {
        ++version_;
        auto const at = rows_.find(id);
        if (at == rows_.end()) return;
        each_index([&](auto& index) { index.rows.erase(index.key(at->second)); });
        rows_.erase(at);
    }

    // The rows that have these values, in the order of a declared index that begins with these
    // members.
    template <auto... Members, class... Keys>
    auto by(Keys const&... keys) const {
        auto const& rows = index_of<Index<Members...>, 0>().rows;
        auto const [first, last] = rows.equal_range(std::tuple{keys...});
        return Range(first, last);
    }
    // Those whose last member is between two values, both included.
    template <auto... Members, class... Keys, class Last>
    auto between(std::tuple<Keys...> const& keys, Last const& from, Last const& to) const {
        auto const& rows = index_of<Index<Members...>, 0>().rows;
        return to < from ? Range(rows.end(), rows.end())
                         : Range(rows.lower_bound(std::tuple_cat(keys, std::tuple{from})),
                                 rows.upper_bound(std::tuple_cat(keys, std::tuple{to})));
    }

private:
    using Indexes = decltype(detail::maps_of<Row>(Row::indexes()));

    template <class Visit>
    void each_index(Visit&& visit) {
        std::apply([&](auto&... index) { (visit(index), ...); }, indexes_);
    }
    template <class Wanted, std::size_t I>
    auto const& index_of() const {
        static_assert(I < std::tuple_size_v<Indexes>,
                      "no declared index begins with these members");
        using Map = std::tuple_element_t<I, Indexes>;
        if constexpr (detail::begins<Wanted, typename Map::Declared>)
            return std::get<I>(indexes_);
        else
            return index_of<Wanted, I + 1>();
    }

    std::unordered_map<base::Id<Row>, Row> rows_;
    Indexes indexes_;
    std::uint64_t version_ = 0;
};

}  // namespace world
