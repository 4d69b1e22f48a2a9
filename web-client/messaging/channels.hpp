// What is shown where no channel is open: on a wide screen a word of what to do first.
#pragma once

#include <string>

#include "web-client/look/ui.hpp"

namespace messaging {

struct NoChannelView {
    bool has_channels = false;
    bool loading = false;
    std::string create_grey;
};
struct NoChannelWishes {
    bool create = false;
};
NoChannelWishes no_channel(look::Ui& ui, NoChannelView const& view, look::Rect rect);

}  // namespace messaging
