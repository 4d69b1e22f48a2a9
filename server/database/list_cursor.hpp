// Where in a sorted list a page begins: the sort values of the row before it, and a fingerprint of
// the list, so that it cannot be handed to another. Whoever holds one may forge another; it says
// nothing but a place, and what it holds is judged like any input.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace database {

struct ListCursor {
    std::uint64_t fingerprint = 0;
    std::vector<std::optional<std::string>> values;  // as they are bound; nothing: null
};

std::string to_text(ListCursor const& cursor);  // base64url without padding (RFC 4648, section 5)
std::optional<ListCursor> cursor_from(std::string_view text);

}  // namespace database
