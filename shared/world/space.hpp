// A space is the unit of sharing, of rights and of order: everything in it is seen by the same
// people, and its changes have one numbering.
#pragma once

#include <array>
#include <string>
#include <tuple>

#include "shared/base/fields.hpp"

namespace world {

enum class SpaceKind : std::uint8_t {
    me,         // what one person alone sees; the id is the person's
    directory,  // what everybody who is signed in sees; no id
    channel,    // the members of one channel; the id is the channel's
};
constexpr std::array<std::string_view, 3> names_of(SpaceKind) {
    return {"me", "directory", "channel"};
}

struct Space {
    SpaceKind kind = SpaceKind::me;
    base::Id128 id;

    static constexpr auto fields() {
        return std::tuple{base::field("kind", &Space::kind).required(),
                          base::field("id", &Space::id)};
    }
    friend bool operator==(Space const& a, Space const& b) {
        return a.kind == b.kind && a.id == b.id;
    }
    friend bool operator!=(Space const& a, Space const& b) { return !(a == b); }
    friend bool operator<(Space const& a, Space const& b) {
        return a.kind != b.kind ? a.kind < b.kind : a.id < b.id;
    }
};

inline Space me(base::Id128 person) { return {SpaceKind::me, person}; }
inline Space directory() { return {SpaceKind::directory, {}}; }
inline Space channel(base::Id128 id) { return {SpaceKind::channel, id}; }

// "channel:0190f3a2-…", "directory": how a space is named in SQL and in logs.
std::string to_text(Space const& space);
std::optional<Space> space_from_text(std::string_view text);

}  // namespace world
