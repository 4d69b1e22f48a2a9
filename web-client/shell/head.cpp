#include <cmath>

#include "web-client/look/widgets.hpp"
#include "web-client/shell/shell.hpp"

namespace shell {
namespace {

constexpr float head_height = 52;

look::Button button_of(HeadAction const& action) {
    look::Button button;
    button.label = action.icon_only && !action.text.empty() ? action.text : action.label;
    button.icon = action.icon;
    button.icon_only = action.icon_only && action.text.empty();
    button.kind = action.primary ? look::Kind::primary : look::Kind::normal;
    button.selected = action.selected;
    button.grey = action.grey;
    button.id = action.label;
    return button;
}

}  // namespace

HeadAction action_of(look::Ui const& ui, parts::Command const& command) {
    HeadAction action;
    action.label = ui.say(command.name);
    action.icon = command.icon;
    action.grey = command.grey;
    return action;
}

HeadEvent head(look::Ui& ui, look::Rect& rest, Head const& head) {
    HeadEvent event;
    look::Rect const bar = look::cut_top(rest, head_height);
    look::begin_region(ui, look::Role::banner, head.title, bar, look::Ground::panel);
    look::Rect line = look::inset(bar, 16, 0);
    if (head.back) {
        look::Rect const place = look::cut_left(line, 32);
        ui.at(look::centred({place.x - 8, place.y, 32, place.height}, 32, 32));
        if (look::icon_button(ui, look::Icon::arrow_left, ui.say("head.back"))) event.back = true;
        look::cut_left(line, 4);
    }
    // The actions are drawn after the title, so that Tab comes to them last; their room is taken
    // now.
    std::vector<look::Rect> places(head.actions.size());
    for (std::size_t i = head.actions.size(); i-- > 0;) {
        look::Button const button = button_of(head.actions[i]);
        places[i] = look::centred(look::cut_right(line, look::button_width(ui, button)),
                                  look::button_width(ui, button), ui.theme.size.control);
        look::cut_right(line, 8);
    }
    if (head.icon != look::Icon::none) {
        look::draw_icon(ui, look::cut_left(line, 16), head.icon, look::Tone::normal);
        look::cut_left(line, 12);
    }
    look::TextStyle title;
    title.size = look::Size::large;
    title.strong = true;
    look::TextStyle soft;
    soft.tone = look::Tone::soft;
    float const width =
        std::min(std::ceil(look::text_width(ui, head.title, title)) + 1, line.width);
    ui.at(look::cut_left(line, width));
    look::heading(ui, head.title, 1);
    look::cut_left(line, 12);
    if (!head.beside.empty() && line.width >= look::text_width(ui, head.beside, soft)) {
        look::Rect beside = line;
        beside.y += 2;
        ui.at({beside.x, beside.y, std::ceil(look::text_width(ui, head.beside, soft)) + 1,
               beside.height - 2});
        look::text(ui, head.beside, soft);
    }
    for (std::size_t i = 0; i < head.actions.size(); ++i) {
        ui.at(places[i]);
        if (look::button(ui, button_of(head.actions[i]))) event.action = static_cast<int>(i);
        ui.nodes.last().name = head.actions[i].label;
    }
    look::end_region(ui);
    look::Rect const edge{bar.x, bar.y + bar.height - 1, bar.width, 1};
    ui.at(edge);
    look::divider(ui);
    return event;
}

}  // namespace shell
