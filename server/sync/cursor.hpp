// Where a script's reading of news continues, as one text: of each domain the history and the
// version of each space.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "shared/news.hpp"

namespace syncing {

using Cursor = std::vector<news::Held>;

// Empty when there are more spaces than fit into the head of a request.
std::string cursor_text(Cursor const& cursor);
// What another release wrote of a domain that this one does not know is passed over; nothing when
// it is no cursor.
std::optional<Cursor> read_cursor(std::string_view text);

}  // namespace syncing
