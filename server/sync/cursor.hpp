// Where a script's reading of news continues, as one text: the history and the version of each
// space.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "shared/news.hpp"

namespace syncing {

struct Cursor {
    base::Id128 history;
    std::vector<world::Have> accounts, messaging;
};

// Empty when there are more spaces than fit into the head of a request.
std::string cursor_text(Cursor const& cursor);
std::optional<Cursor> read_cursor(std::string_view text);

// What somebody has who had `have` and was then told `news`.
template <class Domain>
std::vector<world::Have> after(std::vector<world::Have> have, world::News<Domain> const& news) {
    for (auto const& told : news.spaces) {
        std::erase_if(have, [&](world::Have const& h) { return h.space == told.space; });
        if (told.kind != world::NewsKind::gone)
            have.push_back({told.space, told.version, told.next});
    }
    return have;
}

}  // namespace syncing
