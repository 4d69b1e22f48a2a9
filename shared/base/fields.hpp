// A record describes its fields once; validation, JSON, bytes, JSON Schema, SQL and forms are each
// written once over that description. Names are contracts: renaming a member does not rename the
// field.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "shared/base/id.hpp"
#include "shared/base/money.hpp"
#include "shared/base/names.hpp"
#include "shared/base/pack.hpp"
#include "shared/base/quantity.hpp"
#include "shared/base/text.hpp"
#include "shared/base/time.hpp"

namespace base {

// What must hold of a value. Limits of whole numbers have the widest type that a field can have;
// of money they count minor units, of a quantity thousandths. Limits of Names are those of each
// text, and required ones have one of the two.
struct Rules {
    bool required = false;     // present, and neither empty, blank nor the id of nothing
    bool fixed = false;        // never changes once the row is there
    bool sortable = false;     // a list may be ordered by it
    bool filterable = false;   // a list may be narrowed by it
    bool unique = false;       // no two rows share it (text: without regard to case)
    bool secret = false;       // never shown, logged or described with an example
    bool server_only = false;  // never leaves the server
    std::int64_t least = std::numeric_limits<std::int64_t>::min();
    std::int64_t most = std::numeric_limits<std::int64_t>::max();
    std::size_t longest = 4096;  // text: code points; list: items. Everything is bounded
    Format format = Format::text;
    Currency currency{};  // money: of this alone; none: of any
    // An id: of a row of this table, "accounts.person". For those who show rows; nothing else obeys
    // it, since what is referred to may be gone.
    std::string_view refers_to{};
    // Why nobody changes it by hand, as a rule: it follows from other things. Empty: it may be.
    std::string_view kept{};
};

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;
template <class T>
inline constexpr bool is_list = false;
template <class T>
inline constexpr bool is_list<std::vector<T>> = true;
template <class T>
inline constexpr bool is_whole = std::is_integral_v<T> && !std::is_same_v<T, bool>;

// Values of more than one part, which JSON writes as an object.
template <class T>
inline constexpr bool is_compound =
    std::is_same_v<T, Money> || std::is_same_v<T, Names> || std::is_same_v<T, Quantity>;
// Values that have no empty one to stand for what was not given: an amount is of some currency.
template <class T>
inline constexpr bool is_always_given = std::is_same_v<T, Money>;

// What stands in an optional, else the type itself.
template <class T>
struct Inside {
    using type = T;
};
template <class T>
struct Inside<std::optional<T>> {
    using type = T;
};
template <class T>
using inside = typename Inside<T>::type;

// Which rules a type knows. Others do not compile, since nothing would obey them.
template <class T>
inline constexpr bool has_limits =
    is_whole<inside<T>> || std::is_same_v<inside<T>, Money> || std::is_same_v<inside<T>, Quantity>;
template <class T>
inline constexpr bool has_order = !is_list<inside<T>>;

template <class Record, class Value>
struct Field {
    using value_type = Value;
    std::string_view name;
    Value Record::*member;
    Rules rules{};

    constexpr Field required() const { return with(&Rules::required); }
    constexpr Field fixed() const { return with(&Rules::fixed); }
    constexpr Field sortable() const requires has_order<Value> { return with(&Rules::sortable); }
    constexpr Field filterable() const requires has_order<Value> {
        return with(&Rules::filterable);
    }
    constexpr Field unique() const requires(has_order<Value> && !is_compound<inside<Value>>) {
        return with(&Rules::unique);
    }
    constexpr Field secret() const { return with(&Rules::secret); }
    constexpr Field server_only() const { return with(&Rules::server_only); }
    constexpr Field line() const {
        Field changed = *this;
        changed.rules.format = Format::line;
        return changed;
    }
    constexpr Field email() const {
        Field changed = *this;
        changed.rules.format = Format::email;
        changed.rules.longest = 254;
        return changed;
    }
    constexpr Field at_most(std::size_t n) const {
        Field changed = *this;
        changed.rules.longest = n;
        return changed;
    }
    constexpr Field within(std::int64_t least, std::int64_t most) const requires has_limits<Value> {
        Field changed = *this;
        changed.rules.least = least;
        changed.rules.most = most;
        return changed;
    }
    constexpr Field refers_to(std::string_view table) const {
        Field changed = *this;
        changed.rules.refers_to = table;
        return changed;
    }
    constexpr Field kept(std::string_view why) const {
        Field changed = *this;
        changed.rules.kept = why;
        return changed;
    }
    constexpr Field currency(Currency only) const requires std::is_same_v<inside<Value>, Money> {
        Field changed = *this;
        changed.rules.currency = only;
        return changed;
    }

private:
    constexpr Field with(bool Rules::*rule) const {
        Field changed = *this;
        changed.rules.*rule = true;
        return changed;
    }
};

template <class Record, class Value>
constexpr Field<Record, Value> field(std::string_view name, Value Record::*member) {
    return {name, member};
}

template <class T>
concept Described = requires {
    T::fields();
};

// Enumerations travel and are stored by name: `constexpr auto names_of(Role)` returns an array of
// them in the order of the values, which begin at 0 and have no gaps.
template <class T>
concept NamedEnum = std::is_enum_v<T> && requires {
    names_of(T{});
};

template <NamedEnum T>
std::string_view name_of(T value) {
    return names_of(T{})[static_cast<std::size_t>(value)];
}
template <NamedEnum T>
std::optional<T> enum_from(std::string_view name) {
    auto const names = names_of(T{});
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == name) return static_cast<T>(i);
    return std::nullopt;
}

namespace detail {

// Turns into anything, so that a record can be tried with ever more initialisers to count its
// members.
template <class Record>
struct Anything {
    template <class T>
    requires(!std::is_same_v<T, Record>) operator T() const {
        std::abort();  // only its type is ever asked for
    }
};
template <class Record, std::size_t... I>
constexpr bool takes(std::index_sequence<I...>) {
    return requires { Record{(static_cast<void>(I), Anything<Record>{})...}; };
}
template <class Record, std::size_t N = 0>
constexpr std::size_t member_count() {
    if constexpr (takes<Record>(std::make_index_sequence<N + 1>{}))
        return member_count<Record, N + 1>();
    else
        return N;
}

}  // namespace detail

// Visits the fields in their order: visit(Field<Record, Value> const&). A member that was forgotten
// in fields() stops the compilation here.
template <Described Record, class Visit>
constexpr void each_field(Visit&& visit) {
    constexpr auto count = decltype(Record::fields())::size;
    static_assert(count == detail::member_count<Record>(),
                  "fields() must list every member of the record");
    Record::fields().each(visit);
}

// The name under which a member travels, for declared indexes and filters.
template <Described Record, class Value>
std::string_view field_name(Value Record::*member) {
    std::string_view name;
    each_field<Record>([&](auto const& f) {
        if constexpr (std::is_same_v<std::remove_cvref_t<decltype(f.member)>, Value Record::*>)
            if (f.member == member) name = f.name;
    });
    return name;
}

}  // namespace base
