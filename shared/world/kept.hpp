// What a client keeps on disk of what was confirmed, and rows by their keys.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "shared/world/domains.hpp"

namespace world {

// A confirmed row and the spaces through which it is seen, as it is kept on disk: those that are
// always followed, or one that is followed on request.
template <class Domain>
struct Kept {
    std::vector<Space> spaces;
    std::int64_t revision = 0;
    typename Domain::Row row;
    static constexpr auto fields() {
        return base::Pack{base::field("spaces", &Kept::spaces).required().at_most(16),
                          base::field("revision", &Kept::revision),
                          base::field("row", &Kept::row).required()};
    }
};

// What has become of rows; nothing: the row has left.
template <class Domain>
using Changed = std::map<RowKey, std::optional<Kept<Domain>>>;

// What a news changed among the confirmed rows, to be written to disk.
template <class Domain>
struct Confirmed {
    Changed<Domain> rows;                         // of the spaces that are always followed
    std::map<Space, Changed<Domain>> on_request;  // of each other one
    std::map<Space, std::int64_t> versions;       // of spaces that are whole now
    std::vector<Space> gone;
    std::vector<Space> missed;  // followed, and what they were told builds on what is not here
    bool rights = false;        // what may be followed on request may be other spaces now
};

template <class... Rows>
RowKey key_of(std::variant<Rows...> const& row) {
    return std::visit(
        [](auto const& r) {
            return RowKey{std::string(r.type_name), r.id.value};
        },
        row);
}

template <class Domain>
std::optional<typename Domain::Row> find_row(typename Domain::World const& world,
                                             RowKey const& key) {
    std::optional<typename Domain::Row> found;
    each_row<Domain>([&]<class R>(std::type_identity<R>) {
        if (key.type != R::type_name) return;
        if (auto const* row = world.find(base::Id<R>{key.id})) found = *row;
    });
    return found;
}

template <class Domain>
void erase_row(typename Domain::World& world, RowKey const& key) {
    each_row<Domain>([&]<class R>(std::type_identity<R>) {
        if (key.type == R::type_name) world.erase(base::Id<R>{key.id});
    });
}

}  // namespace world
