#include "shared/world/space.hpp"

namespace world {

std::string to_text(Space const& space) {
    return space.id.is_none() ? space.kind : space.kind + ":" + base::to_text(space.id);
}

std::optional<Space> space_from_text(std::string_view text) {
    auto const colon = text.find(':');
    auto const kind = text.substr(0, colon);
    bool const is_name =
        !kind.empty() && kind.size() <= 24 &&
        kind.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") == std::string_view::npos;
    if (!is_name) return std::nullopt;
    if (colon == std::string_view::npos) return Space{std::string(kind), {}};
    auto const id = base::id_from_text(text.substr(colon + 1));
    if (!id || id->is_none()) return std::nullopt;
    return Space{std::string(kind), *id};
}

}  // namespace world
