// One of a few: tabs, and a choice of segments.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "web-client/look/ui.hpp"

namespace look {

// Both return true when the choice was changed. Arrow keys and Tab move, Enter and Space choose.
bool tabs(Ui& ui, std::string_view label, std::vector<std::string> const& names, int& chosen);
bool segments(Ui& ui, std::string_view label, std::vector<std::string> const& names, int& chosen);

}  // namespace look
