#include "web-client/messaging/channels.hpp"

#include "web-client/look/widgets.hpp"

namespace messaging {

parts::Command create_command(std::function<void()> create) {
    return {"nav.create-channel", look::Icon::plus, std::move(create)};
}

parts::Act no_channel(look::Ui& ui, NoChannelView const& view, parts::Command const& create,
                      look::Rect rect) {
    parts::Act act;
    std::string const name = ui.say("nav.channels");
    look::begin_region(ui, look::Role::main, name, rect, look::Ground::ground);
    if (view.loading) {
        ui.at(look::centred(rect, rect.width - 32, 32));
        look::spinner_line(ui, ui.say("nav.channels-loading"));
    } else {
        std::string const title = ui.say(view.has_channels ? "start.choose-title"
                                         : view.for_guest  ? "nav.channels-empty"
                                                           : "start.first-title");
        std::string const text = ui.say(view.has_channels ? "start.choose-text"
                                        : view.for_guest  ? "start.guest-text"
                                                          : "start.first-text");
        std::string const action = create.grey.empty() ? ui.say(create.name) : "";
        if (look::empty_state(ui, rect, {look::Icon::message_square, title, text, action}))
            act = create.act;
    }
    look::end_region(ui);
    return act;
}

}  // namespace messaging
