// What is shown where no channel is open: on a wide screen a word of what to do first.
#pragma once

#include <functional>

#include "web-client/look/ui.hpp"
#include "web-client/parts/command.hpp"

namespace messaging {

struct NoChannelView {
    bool has_channels = false;
    bool loading = false;
    bool for_guest = false;  // who makes none
};

// What can be done wherever one is.
parts::Command create_command(std::function<void()> create);

// What of `create` was pressed.
parts::Act no_channel(look::Ui& ui, NoChannelView const& view, parts::Command const& create,
                      look::Rect rect);

}  // namespace messaging
