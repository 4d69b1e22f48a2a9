#include "web-client/messaging/channels.hpp"

#include "web-client/look/widgets.hpp"

namespace messaging {

NoChannelWishes no_channel(look::Ui& ui, NoChannelView const& view, look::Rect rect) {
    NoChannelWishes wishes;
    std::string const name = ui.say("nav.channels");
    look::begin_region(ui, look::Role::main, name, rect, look::Ground::ground);
    if (view.loading) {
        ui.at(look::centred(rect, rect.width - 32, 32));
        look::spinner_line(ui, ui.say("nav.channels-loading"));
    } else {
        std::string const title =
            ui.say(view.has_channels ? "start.choose-title" : "start.first-title");
        std::string const text =
            ui.say(view.has_channels ? "start.choose-text" : "start.first-text");
        std::string const action = view.create_grey.empty() ? ui.say("nav.create-channel") : "";
        wishes.create =
            look::empty_state(ui, rect, {look::Icon::message_square, title, text, action});
    }
    look::end_region(ui);
    return wishes;
}

}  // namespace messaging
