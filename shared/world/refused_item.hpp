// Which row of a command that edits some was the reason why none of them was edited.
#pragma once

#include <cstddef>
#include <optional>

#include "shared/base/result.hpp"

namespace world {

// From 0; nothing: the refusal is of none of them alone.
std::optional<std::size_t> refused_item(base::Refusal const& refusal, std::size_t rows);

}  // namespace world
