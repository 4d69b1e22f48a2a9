// A space is the unit of sharing, of rights and of order: everything in it is seen by the same
// people, and its changes have one numbering.
#pragma once

#include <string>
#include <tuple>

#include "shared/base/fields.hpp"

namespace world {

struct Space {
    std::string kind;  // the name of one of the domain's kinds
    base::Id128 id;    // none: there is one space of this kind

    static constexpr auto fields() {
        return base::Pack{base::field("kind", &Space::kind).required().line().at_most(24),
                          base::field("id", &Space::id)};
    }
    friend bool operator==(Space const& a, Space const& b) {
        return a.id == b.id && a.kind == b.kind;
    }
    friend bool operator!=(Space const& a, Space const& b) { return !(a == b); }
    friend bool operator<(Space const& a, Space const& b) {
        return a.kind != b.kind ? a.kind < b.kind : a.id < b.id;
    }
};

// Which kinds there are is the domains' matter. Of some there is a space for each person, channel
// or project, whose id it has; of others there is one.
struct Kind {
    std::string_view name;  // at most 24 letters

    Space operator()(base::Id128 id) const { return {std::string(name), id}; }
    Space operator()() const { return {std::string(name), {}}; }
    friend constexpr bool operator==(Kind a, Kind b) { return a.name == b.name; }
};

// What one person alone sees, in any domain; the id is the person's.
inline constexpr Kind me{"me"};

// "channel:0190f3a2-…", "directory": how a space is named in SQL and in logs.
std::string to_text(Space const& space);
std::optional<Space> space_from_text(std::string_view text);

}  // namespace world
