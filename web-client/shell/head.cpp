#include <algorithm>
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

// The part of a title that is to be seen before actions make room for it.
constexpr float most_of_title = 140, icon_room = 28, between = 8;

// Which actions stand in the head, and which in a menu at their left, since otherwise the title
// would be cut: those that say something themselves stay.
struct Arranged {
    std::vector<std::size_t> shown, folded;
};
Arranged arranged(look::Ui const& ui, std::vector<HeadAction> const& actions, float room) {
    Arranged result;
    auto const width = [&](std::size_t i) {
        return look::button_width(ui, button_of(actions[i])) + between;
    };
    for (std::size_t i = 0; i < actions.size(); ++i) {
        result.shown.push_back(i);
        room -= width(i);
    }
    if (room >= 0) return result;
    room -= ui.theme.size.control + between;  // of the menu's button
    for (std::size_t i = 0; i < actions.size() && room < 0; ++i) {
        auto const& action = actions[i];
        if (action.primary || action.selected || !action.text.empty()) continue;
        room += width(i);
        result.folded.push_back(i);
        std::erase(result.shown, i);
    }
    if (result.folded.size() > 1) return result;
    result.shown.insert(result.shown.begin(), result.folded.begin(), result.folded.end());
    std::sort(result.shown.begin(), result.shown.end());
    result.folded.clear();
    return result;
}

// Returns the action that was chosen, or -1.
int folded_menu(look::Ui& ui, std::vector<HeadAction> const& actions,
                std::vector<std::size_t> const& folded, look::Rect place) {
    int chosen = -1;
    std::string const label = ui.say("head.more");
    ui.at(place);
    if (look::icon_button(ui, look::Icon::ellipsis, label)) look::open_menu(ui, "head");
    if (!look::begin_menu(ui, "head", label, place)) return chosen;
    for (auto const i : folded) {
        look::MenuItem item;
        item.label = actions[i].label;
        item.icon = actions[i].icon;
        item.grey = actions[i].grey;
        if (look::menu_item(ui, item)) chosen = static_cast<int>(i);
    }
    look::end_menu(ui);
    return chosen;
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
    look::TextStyle title;
    title.size = look::Size::large;
    title.strong = true;
    float const title_width = std::ceil(look::text_width(ui, head.title, title)) + 1;
    auto const [shown, folded] = arranged(ui, head.actions,
                                          line.width - std::min(title_width, most_of_title) -
                                              (head.icon == look::Icon::none ? 0 : icon_room));
    // The actions are drawn after the title, so that Tab comes to them last; their room is taken
    // now.
    std::vector<look::Rect> places(head.actions.size());
    for (std::size_t i = shown.size(); i-- > 0;) {
        float const width = look::button_width(ui, button_of(head.actions[shown[i]]));
        places[shown[i]] =
            look::centred(look::cut_right(line, width), width, ui.theme.size.control);
        look::cut_right(line, between);
    }
    look::Rect menu{};
    if (!folded.empty()) {
        menu = look::cut_right(line, ui.theme.size.control);
        menu = look::centred(menu, menu.width, ui.theme.size.control);
        look::cut_right(line, between);
    }
    if (head.icon != look::Icon::none) {
        look::draw_icon(ui, look::cut_left(line, 16), head.icon, look::Tone::normal);
        look::cut_left(line, 12);
    }
    look::TextStyle soft;
    soft.tone = look::Tone::soft;
    ui.at(look::cut_left(line, std::min(title_width, line.width)));
    look::heading(ui, head.title, 1);
    look::cut_left(line, 12);
    if (!head.beside.empty() && line.width >= look::text_width(ui, head.beside, soft)) {
        look::Rect beside = line;
        beside.y += 2;
        ui.at({beside.x, beside.y, std::ceil(look::text_width(ui, head.beside, soft)) + 1,
               beside.height - 2});
        look::text(ui, head.beside, soft);
    }
    if (!folded.empty()) event.action = folded_menu(ui, head.actions, folded, menu);
    for (auto const i : shown) {
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
