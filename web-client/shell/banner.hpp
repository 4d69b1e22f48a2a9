// A line above all screens, for what must not be forgotten: the account will be deleted, nothing
// can be kept here.
#pragma once

#include <string>

#include "web-client/look/ui.hpp"

namespace shell {

struct Banner {
    std::string text;
    std::string action;  // label of its button; empty: it has none
};
// Cuts itself off `window`. True when the button was pressed.
bool banner(look::Ui& ui, look::Rect& window, Banner const& banner);

}  // namespace shell
