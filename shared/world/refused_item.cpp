#include "shared/world/refused_item.hpp"

#include <charconv>

namespace world {

std::optional<std::size_t> refused_item(base::Refusal const& refusal, std::size_t rows) {
    if (rows == 1) return 0;
    for (auto const& argument : refusal.arguments) {
        std::size_t item = 0;
        auto const* const end = argument.value.data() + argument.value.size();
        if (argument.name != "item") continue;
        bool const read = std::from_chars(argument.value.data(), end, item).ptr == end;
        if (read && item >= 1 && item <= rows) return item - 1;
    }
    return std::nullopt;
}

}  // namespace world
