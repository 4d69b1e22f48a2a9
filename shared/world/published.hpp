// Where the rows of a type are seen, said once by the row, and who sees which spaces, said once by
// the domain. Rights, news, SQL and the client's window follow from it.
//
//     struct Message {
//         static constexpr auto published() {
//             return base::Pack{world::to<&Message::channel>(talk_space)
//                                   .newest<&Message::number, &Channel::last_number, 200>()};
//         }
//     };
//     struct Domain {
//         static constexpr auto followed() {
//             constexpr auto mine = world::named_by<&Member::person, &Member::channel>;
//             return base::Pack{world::own(), mine(channel_space), mine(talk_space).on_request()};
//         }
//     };
//
// What is followed on request is told only to those who name it among what they have, for as long
// as they do: the many rows of something that one opens. All else is told to everybody who may see
// it, and has to be little; what may grow beyond that says up to how many rows it is told
// (`.while_at_most(2'000)`). Who has nothing of it when it has more is told just that, and asks for
// single rows. Who has it goes on being told of it, until all of it would have to be told again.
//
// A row that nobody follows, because it is the server's own, is published nowhere: `base::Pack<>`.
// One that is seen in a space only while it says so of itself is published there `when` a member
// has a value, and leaves the space when it has another.
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <tuple>
#include <type_traits>
#include <vector>

#include "shared/world/each.hpp"
#include "shared/world/space.hpp"
#include "shared/world/table.hpp"

namespace world {

// ---- rows

// Into the space of this kind whose id stands in the member, of a space's rows only the newest:
// those whose number is above the last one less `Rows`. The last number stands in the row that has
// the space's id.
template <auto Member, auto Number, auto Last, std::int64_t Rows>
struct Newest {
    static constexpr bool has_window = true;
    static constexpr auto member = Member;
    static constexpr auto number = Number;
    static constexpr auto last = Last;
    static constexpr std::int64_t rows = Rows;
    Kind kind;
};

// Into the space only while a member of the row has the value.
template <class Publication, auto Of, auto Value>
struct When : Publication {
    static constexpr auto of = Of;
    static constexpr auto value = Value;
};

// Into the space of this kind whose id stands in the member.
template <auto Member>
struct To {
    static constexpr bool has_window = false;
    static constexpr auto member = Member;
    Kind kind;
    template <auto Of, auto Value>
    constexpr When<To, Of, Value> when() const {
        return {*this};
    }
    template <auto Number, auto Last, std::int64_t Rows>
    constexpr Newest<Member, Number, Last, Rows> newest() const {
        return {kind};
    }
};
template <auto Member>
constexpr To<Member> to(Kind kind) {
    return {kind};
}

// Into the one space of this kind.
struct ToTheOne {
    static constexpr bool has_window = false;
    Kind kind;
    template <auto Of, auto Value>
    constexpr When<ToTheOne, Of, Value> when() const {
        return {*this};
    }
};
constexpr ToTheOne to_the(Kind kind) { return {kind}; }

namespace detail {

template <class Publication>
inline constexpr bool has_id = !std::is_base_of_v<ToTheOne, Publication>;

// Whether the row says of itself that it is seen there now.
template <class Publication, class Row>
bool is_seen(Row const& row) {
    if constexpr (requires { Publication::of; })
        return row.*Publication::of == Publication::value;
    else
        return true;
}

inline base::Id128 id_of(base::Id128 id) { return id; }
template <class Row>
base::Id128 id_of(base::Id<Row> id) {
    return id.value;
}

template <class Key>
Key key_from(base::Id128 id) {
    if constexpr (std::is_same_v<Key, base::Id128>)
        return id;
    else
        return Key{id};
}

}  // namespace detail

// visit(publication)
template <class Row, class Visit>
constexpr void each_publication(Visit&& visit) {
    Row::published().each(visit);
}

// All spaces in which the row is seen as it is, whatever their windows.
template <class Row>
std::vector<Space> spaces_of(Row const& row) {
    std::vector<Space> spaces;
    each_publication<Row>([&]<class P>(P const& publication) {
        if (!detail::is_seen<P>(row)) return;
        if constexpr (detail::has_id<P>)
            spaces.push_back(publication.kind(detail::id_of(row.*P::member)));
        else
            spaces.push_back(publication.kind());
    });
    return spaces;
}

// The number above which rows belong to the space's window; nothing while the row that has the last
// number is not there, since then nobody can tell.
template <class Publication, class World>
std::optional<std::int64_t> window_begins(World const& world, Space const& space) {
    using Holder = decltype(detail::row_of(Publication::last));
    auto const* holder = world.find(base::Id<Holder>{space.id});
    if (!holder) return std::nullopt;
    return holder->*Publication::last - Publication::rows;
}

// Whether the row is told to those who follow the space.
template <class Row, class World>
bool is_within(World const& world, Row const& row, Space const& space) {
    bool within = false;
    each_publication<Row>([&]<class P>(P const& publication) {
        if (within || publication.kind.name != space.kind || !detail::is_seen<P>(row)) return;
        if constexpr (!detail::has_id<P>) {
            within = space.id.is_none();
        } else if (detail::id_of(row.*P::member) == space.id) {
            within = true;
            if constexpr (P::has_window)
                if (auto const begins = window_begins<P>(world, space))
                    within = row.*P::number > *begins;
        }
    });
    return within;
}

// visit(id) for the rows of a type that have fallen out of the space's window. Costs as much as
// they are many, by the index that begins with the space and the number.
template <class Row, class World, class Visit>
void each_behind_window(World const& world, Space const& space, Visit&& visit) {
    each_publication<Row>([&]<class P>(P const& publication) {
        if constexpr (P::has_window) {
            if (publication.kind.name != space.kind) return;
            auto const begins = window_begins<P>(world, space);
            if (!begins) return;
            using Key = std::remove_cvref_t<decltype(std::declval<Row>().*P::member)>;
            for (auto const& row :
                 world.template ordered<P::member, P::number>(detail::key_from<Key>(space.id))) {
                if (row.*P::number > *begins) break;
                visit(row.id);
            }
        }
    });
}

// ---- people

// Everybody has a space of their own.
struct Own {
    static constexpr bool is_on_request = false;
    static constexpr Kind kind = me;
};
constexpr Own own() { return {}; }

// The one space of this kind is everybody's.
struct Everybodys {
    static constexpr bool is_on_request = false;
    Kind kind;
};
constexpr Everybodys everybodys(Kind kind) { return {kind}; }

// The one space of this kind is followed by those people of whose own row, which has their id, a
// member has the value.
template <auto Of, auto Value>
struct Theirs {
    static constexpr bool is_on_request = false;
    static constexpr auto of = Of;
    static constexpr auto value = Value;
    Kind kind;
    std::optional<std::int64_t> most_told{};  // rows
    constexpr Theirs while_at_most(std::int64_t rows) const { return {kind, rows}; }
};
template <auto Of, auto Value>
constexpr Theirs<Of, Value> theirs(Kind kind) {
    return {kind};
}

// A person sees the spaces that rows name together with them; on request: those that they ask for.
template <auto Person, auto Named, bool OnRequest = false>
struct NamedBy {
    static constexpr bool is_on_request = OnRequest;
    static constexpr auto person = Person;
    static constexpr auto named = Named;
    Kind kind;
    constexpr NamedBy<Person, Named, true> on_request() const { return {kind}; }
};
template <auto Person, auto Named>
constexpr NamedBy<Person, Named> named_by(Kind kind) {
    return {kind};
}

// Of what is followed on request: these spaces, or all that the person may see.
class Wanted {
public:
    static Wanted all() {
        Wanted wanted;
        wanted.all_ = true;
        return wanted;
    }
    Wanted() = default;
    explicit Wanted(std::vector<Space> spaces) : spaces_(std::move(spaces)) {
        std::sort(spaces_.begin(), spaces_.end());
    }
    bool wants_all() const { return all_; }
    bool includes(Space const& space) const {
        return all_ || std::binary_search(spaces_.begin(), spaces_.end(), space);
    }
    // Those of one kind, when not all are wanted.
    std::vector<base::Id128> of(Kind kind) const {
        std::vector<base::Id128> ids;
        for (auto const& space : spaces_)
            if (space.kind == kind.name) ids.push_back(space.id);
        return ids;
    }

private:
    std::vector<Space> spaces_;
    bool all_ = false;
};

// The spaces that are told to a person, sorted, each once, in a world that holds all of them.
template <class Domain>
std::vector<Space> followed_by(typename Domain::World const& world, base::Id128 person,
                               Wanted const& wanted = Wanted::all()) {
    std::vector<Space> spaces;
    auto const add = [&]<class F>(F const& follows) {
        if constexpr (std::is_same_v<F, Own>) {
            spaces.push_back(me(person));
        } else if constexpr (std::is_same_v<F, Everybodys>) {
            spaces.push_back(follows.kind());
        } else if constexpr (requires { F::of; }) {
            using Row = decltype(detail::row_of(F::of));
            auto const* row = world.find(base::Id<Row>{person});
            if (row && row->*F::of == F::value) spaces.push_back(follows.kind());
        } else {
            using Row = decltype(detail::row_of(F::person));
            using Key = std::remove_cvref_t<decltype(std::declval<Row>().*F::person)>;
            for (auto const& row :
                 world.template ordered<F::person>(detail::key_from<Key>(person))) {
                auto const space = follows.kind(detail::id_of(row.*F::named));
                if (!F::is_on_request || wanted.includes(space)) spaces.push_back(space);
            }
        }
    };
    Domain::followed().each(add);
    std::sort(spaces.begin(), spaces.end());
    spaces.erase(std::unique(spaces.begin(), spaces.end()), spaces.end());
    return spaces;
}

// Whether spaces of this kind are told only to those who ask for them.
template <class Domain>
bool is_on_request(std::string_view kind) {
    return Domain::followed().apply([&](auto const&... follows) {
        return ((follows.is_on_request && follows.kind.name == kind) || ...);
    });
}

// Beyond how many rows a space of this kind is not told from its beginning; nothing: always told.
template <class Domain>
std::optional<std::int64_t> most_told(std::string_view kind) {
    std::optional<std::int64_t> most;
    Domain::followed().each([&](auto const& follows) {
        if constexpr (requires { follows.most_told; })
            if (follows.kind.name == kind) most = follows.most_told;
    });
    return most;
}

// Whether rows of this type say who sees which spaces.
template <class Domain>
bool names_spaces(std::string_view type) {
    bool names = false;
    auto const look = [&]<class F>(F const&) {
        if constexpr (requires { F::person; })
            names = names || decltype(detail::row_of(F::person))::type_name == type;
        else if constexpr (requires { F::of; })
            names = names || decltype(detail::row_of(F::of))::type_name == type;
    };
    Domain::followed().each(look);
    return names;
}

// The kinds of a domain's spaces, in the order in which it names them.
template <class Domain>
constexpr auto kinds_of() {
    return Domain::followed().apply([](auto const&... follows) {
        return std::array<Kind, sizeof...(follows)>{follows.kind...};
    });
}

// Whether each row of the domain is published to spaces that somebody follows.
template <class Domain>
constexpr bool everything_is_followed() {
    bool all = true;
    each_row<Domain>([&]<class Row>(std::type_identity<Row>) {
        each_publication<Row>([&](auto const& publication) {
            bool followed = false;
            for (auto const kind : kinds_of<Domain>())
                followed = followed || kind == publication.kind;
            all = all && followed;
        });
    });
    return all;
}

}  // namespace world
