// The rows of one domain: whole on a client as far as it may see them, a slice on the server.
// Changes are lists of edits; applying one cannot fail and answers its inverse, so that guesses can
// be taken back.
#pragma once

#include <optional>
#include <set>
#include <variant>
#include <vector>

#include "shared/base/calendar.hpp"
#include "shared/base/result.hpp"
#include "shared/world/reads.hpp"
#include "shared/world/table.hpp"

namespace world {

// A new row: refused when its id exists anywhere, seen or not.
template <class Row>
struct Add {
    Row row;
};
// A row as it shall be now; only of rows that were read.
template <class Row>
struct Put {
    Row row;
};
template <class Row>
struct Erase {
    base::Id<Row> id;
};

// A client may lack what the decision needs; then only the server can say.
struct ServerDecides {};

namespace detail {

// One of each by its type, as a std::tuple would hold them, which costs compilers much more.
template <class Row>
struct OneTable {
    Table<Row> rows;
};
template <class... Rows>
struct AllTables : OneTable<Rows>... {};

}  // namespace detail

template <class... Rows>
class Tables {
public:
    using Row = std::variant<Rows...>;
    using Edit = std::variant<Add<Rows>..., Put<Rows>..., Erase<Rows>...>;
    using Change = std::vector<Edit>;
    using Verdict = std::variant<Change, base::Refusal, ServerDecides>;

    template <class R>
    R const* find(base::Id<R> id) const {
        auto const* found = table<R>().find(id);
        if (!found && slice_ && !slice_->rows.count({R::type_name, id.value}))
            throw NotLoaded("a decision looked at a row of " + std::string(R::type_name) +
                            " that its command does not declare");
        return found;
    }

    // Rows of an index, from its first members' values. On a slice the values must be ones
    // declared.
    template <auto First, auto... Rest, class... Keys>
    auto by(Keys const&... keys) const {
        using R = decltype(detail::row_of(First));
        static_assert(sizeof...(Keys) == 1 + sizeof...(Rest), "as many values as members");
        if (slice_) check_declared(Reads::range_of<First, Rest...>(keys...));
        return table<R>().template by<First, Rest...>(keys...);
    }
    // Those whose last member is between two values, both included; on a slice as declared, too.
    template <auto First, auto... Rest, class... Keys, class Last>
    auto between(std::tuple<Keys...> const& keys, Last const& from, Last const& to) const {
        using R = decltype(detail::row_of(First));
        if (slice_) check_declared(Reads::between_of<First, Rest...>(keys, from, to));
        return table<R>().template between<First, Rest...>(keys, from, to);
    }

    // Every row of a table, by its id, in no order; on a slice as declared, too.
    template <class R>
    auto const& all() const {
        if (slice_) check_declared(Reads::all_of<R>());
        return table<R>().all();
    }

    // Rows of an index in its order, for those who show them. Never on a slice.
    template <auto First, auto... Rest, class... Keys>
    auto ordered(Keys const&... keys) const {
        using R = decltype(detail::row_of(First));
        if (slice_) throw NotLoaded("a decision may not search by order");
        return table<R>().template by<First, Rest...>(keys...);
    }

    template <class R>
    Table<R> const& table() const {
        return static_cast<detail::OneTable<R> const&>(tables_).rows;
    }

    // Whether everything published in this space is here. On the server: always.
    bool knows(Space const& space) const {
        return slice_.has_value() || whole_ || known_.count(space) != 0;
    }
    void know(Space const& space) { known_.insert(space); }
    void forget(Space const& space) { known_.erase(space); }

    // From now on this is a slice: what `declared` names has been put, and nothing else may be
    // asked for.
    void become_slice(Reads declared) { slice_ = std::move(declared); }
    // From now on this is all there is, as on a server that holds everything in memory.
    void become_whole() { whole_ = true; }

    void put(Row row) {
        std::visit([&](auto& r) { own<std::decay_t<decltype(r)>>().put(std::move(r)); }, row);
    }
    template <class R>
    void erase(base::Id<R> id) {
        own<R>().erase(id);
    }

    // Applies the edits in order and answers the edits that take them back, in the order to apply
    // them.
    Change apply(Change const& change) {
        Change inverse;
        inverse.reserve(change.size());
        for (auto const& edit : change)
            std::visit([&](auto const& e) { inverse.push_back(one(e)); }, edit);
        return Change(inverse.rbegin(), inverse.rend());
    }

    // Grows with every write, so that whatever was computed from the world can be kept until then…
    std::uint64_t version() const { return (version<Rows>() + ...); }
    // …and with every write of one kind of row.
    template <class R>
    std::uint64_t version() const {
        return table<R>().version();
    }

private:
    template <class R>
    Table<R>& own() {
        return static_cast<detail::OneTable<R>&>(tables_).rows;
    }
    template <class R>
    Edit set(R const& row) {
        auto const* before = table<R>().find(row.id);
        Edit inverse = before ? Edit(Put<R>{*before}) : Edit(Erase<R>{row.id});
        own<R>().put(row);
        return inverse;
    }
    template <class R>
    Edit one(Add<R> const& edit) {
        return set(edit.row);
    }
    template <class R>
    Edit one(Put<R> const& edit) {
        return set(edit.row);
    }
    template <class R>
    Edit one(Erase<R> const& edit) {
        auto const* before = table<R>().find(edit.id);
        Edit inverse = before ? Edit(Put<R>{*before}) : Edit(Erase<R>{edit.id});
        own<R>().erase(edit.id);
        return inverse;
    }

    void check_declared(RangeRead const& wanted) const {
        if (!slice_->ranges.count(wanted))
            throw NotLoaded("a decision looked at rows that its command does not declare");
    }

    detail::AllTables<Rows...> tables_;
    std::optional<Reads> slice_;
    bool whole_ = false;
    std::set<Space> known_;
};

// Whoever decides says who asks, when, and what else is known; none of it travels.
template <class Facts>
struct Context {
    base::Id128 actor;
    bool administrator = false;
    base::Instant now;
    Facts facts;
    // Where nobody knows it, as on a client, only the server can say.
    std::optional<base::Calendar> calendar{};
    std::string address{};  // from where it is asked, where that is written down
    bool guest = false;     // who asks is no member
};

}  // namespace world
