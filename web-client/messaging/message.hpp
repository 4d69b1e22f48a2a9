// One message of a channel, as it stands in the list.
#pragma once

#include "web-client/messaging/channel.hpp"

namespace messaging {

// What stands above a message depends on the one before it.
struct Placing {
    bool new_day = false;    // a line with the day
    bool first_new = false;  // a line "new messages"
    bool continues = false;  // same author, shortly after: without avatar and name
};
Placing placing_of(ChannelView const& view, int index, words::Zone const& zone);

void message(look::Ui& ui, MessageView const& message, Placing const& placing,
             ChannelWishes& wishes);

}  // namespace messaging
