#include "shared/world/space.hpp"

namespace world {

std::string to_text(Space const& space) {
    std::string text(base::name_of(space.kind));
    if (space.kind != SpaceKind::directory) text += ":" + base::to_text(space.id);
    return text;
}

std::optional<Space> space_from_text(std::string_view text) {
    auto const colon = text.find(':');
    auto const kind = base::enum_from<SpaceKind>(text.substr(0, colon));
    if (!kind) return std::nullopt;
    if (*kind == SpaceKind::directory)
        return colon == std::string_view::npos ? std::optional(directory()) : std::nullopt;
    if (colon == std::string_view::npos) return std::nullopt;
    auto const id = base::id_from_text(text.substr(colon + 1));
    if (!id) return std::nullopt;
    return Space{*kind, *id};
}

}  // namespace world
