#include "web-client/shell/shell.hpp"

#include <cmath>

#include "web-client/look/widgets.hpp"

namespace shell {
namespace {

void draw_brand(look::Ui& ui, look::Rect rect) {
    look::draw_initials(ui, look::centred(look::cut_left(rect, 32), 32, 32), "K", 4);
    look::cut_left(rect, 8);
    ui.at(rect);
    look::heading(ui, "Kontor", 3);
}

// A section's small title with a button at its end. Returns true when that was pressed.
bool section(look::Ui& ui, std::string const& title, std::string const& action,
             std::string const& grey) {
    look::gap(ui, 12);
    look::Rect line = look::here(ui, 28);
    look::TextStyle style;
    style.size = look::Size::small;
    style.tone = look::Tone::faint;
    look::Rect button = look::cut_right(line, 32);
    look::take_place(ui, line.width, 28);
    look::cut_left(line, 8);
    ui.at(line);
    look::text(ui, title, style);
    if (action.empty()) return false;
    ui.at(look::centred(button, 28, 28));
    return look::icon_button(ui, look::Icon::plus, action, grey);
}

void place_row(look::Ui& ui, View const& view, Place place, look::Icon icon, std::string_view label,
               int count, Wishes& wishes) {
    look::Row row;
    row.id = label;
    row.label = label;
    row.icon = icon;
    row.count = count;
    row.selected = view.place == place;
    if (look::row(ui, row)) wishes.go = place;
    look::gap(ui, 2);
}

std::string said(look::Ui const& ui, ChannelRow const& channel) {
    std::string name = channel.title;
    if (channel.unread > 0)
        name = ui.say("nav.channel-unread", {{"title", name}, {"n", channel.unread}});
    return channel.draft ? ui.say("nav.channel-draft", {{"title", name}}) : name;
}

void channel_rows(look::Ui& ui, View const& view, Wishes& wishes) {
    look::List list;
    std::string const label = ui.say("nav.channels");
    list.label = label;
    list.count = static_cast<int>(view.channels.size());
    list.row_height = ui.theme.size.row + 2;
    look::list(ui, list, [&](int i) {
        ChannelRow const& channel = view.channels[static_cast<std::size_t>(i)];
        std::string const name = said(ui, channel);
        look::Row row;
        row.id = channel.id;
        row.label = channel.title;
        row.said = name;
        row.icon = channel.waiting ? look::Icon::clock
                   : channel.draft ? look::Icon::pencil
                                   : look::Icon::hash;
        row.count = channel.unread;
        row.strong = channel.unread > 0;
        row.selected = view.place == Place::channel && view.channel == channel.id;
        if (look::row(ui, row)) {
            wishes.go = Place::channel;
            wishes.channel = channel.id;
        }
    });
}

void language_items(look::Ui& ui, View const& view, Wishes& wishes) {
    look::menu_heading(ui, ui.say("menu.language"));
    for (words::Language const language : {words::Language::russian, words::Language::english}) {
        look::MenuItem item;
        item.label = words::own_name(language);
        item.icon = look::Icon::languages;
        item.chosen = view.language == language;
        if (look::menu_item(ui, item)) wishes.language = language;
    }
}

void shade_items(look::Ui& ui, View const& view, Wishes& wishes) {
    struct Choice {
        Shade shade;
        std::string label;
        look::Icon icon;
    };
    Choice const choices[] = {{Shade::system, ui.say("menu.shade-system"), look::Icon::monitor},
                              {Shade::dark, ui.say("menu.shade-dark"), look::Icon::moon},
                              {Shade::light, ui.say("menu.shade-light"), look::Icon::sun}};
    look::menu_heading(ui, ui.say("menu.shade"));
    for (Choice const& choice : choices) {
        look::MenuItem item;
        item.label = choice.label;
        item.icon = choice.icon;
        item.chosen = view.shade == choice.shade;
        if (look::menu_item(ui, item)) wishes.shade = choice.shade;
    }
}

void own_menu(look::Ui& ui, View const& view, look::Rect at, Wishes& wishes) {
    std::string const label = ui.say("menu.mine");
    if (!look::begin_menu(ui, "mine", label, at, 232)) return;
    std::string const sessions = ui.say("menu.sessions"), out = ui.say("menu.sign-out");
    std::string const about = ui.say("menu.about"), account = ui.say("menu.account");
    look::MenuItem item;
    item.label = account;
    item.icon = look::Icon::user;
    if (look::menu_item(ui, item)) wishes.go = Place::account;
    item.label = sessions;
    item.icon = look::Icon::shield_check;
    if (look::menu_item(ui, item)) wishes.go = Place::sessions;
    item.label = about;
    item.icon = look::Icon::info;
    if (look::menu_item(ui, item)) wishes.go = Place::about;
    look::menu_line(ui);
    shade_items(ui, view, wishes);
    look::menu_line(ui);
    language_items(ui, view, wishes);
    look::menu_line(ui);
    item.label = out;
    item.icon = look::Icon::log_out;
    if (look::menu_item(ui, item)) wishes.sign_out = true;
    look::end_menu(ui);
}

void own_row(look::Ui& ui, View const& view, look::Rect rect, Wishes& wishes) {
    look::Row row;
    std::string const name = ui.say("nav.me", {{"name", view.my_name}});
    row.id = "me";
    row.label = view.my_name;
    row.detail = view.my_email;
    row.avatar = view.my_name;
    row.avatar_id = view.my_id;
    row.said = name;
    row.role = look::Role::button;
    row.height = rect.height;
    ui.at(rect);
    if (look::row(ui, row)) look::open_menu(ui, "mine");
    own_menu(ui, view, rect, wishes);
}

void no_channels(look::Ui& ui, View const& view, bool alone, Wishes& wishes) {
    look::gap(ui, 4);
    look::begin_column(ui, look::here(ui, 0).x + 8, look::width_left(ui) - 16);
    look::Paragraph how;
    how.style.size = look::Size::small;
    how.style.tone = look::Tone::faint;
    look::paragraph(
        ui, ui.say(view.channels_loading ? "nav.channels-loading" : "nav.channels-empty"), how);
    // On a wide screen the empty screen beside it says what to do first.
    if (alone && !view.channels_loading) {
        look::gap(ui, 8);
        look::Button create;
        std::string const label = ui.say("nav.create-first");
        create.label = label;
        create.icon = look::Icon::plus;
        create.grey = view.create_grey;
        if (look::button(ui, create)) wishes.create_channel = true;
    }
    look::end_column(ui);
}

void navigation(look::Ui& ui, View const& view, look::Rect rect, bool alone, Wishes& wishes) {
    std::string const name = ui.say("nav.navigation");
    look::begin_region(ui, look::Role::navigation, name, rect, look::Ground::panel);
    look::Rect rest = look::inset(rect, 8, 8);
    look::Rect brand = look::cut_top(rest, 44);
    draw_brand(ui, look::inset(brand, 8, 4));
    look::Rect const me = look::cut_bottom(rest, 48);
    look::cut_bottom(rest, 4);

    look::Scroll scroll;
    scroll.id = "navigation";
    scroll.padding_x = 0;
    scroll.padding_y = 4;
    look::begin_scroll(ui, scroll, rest);
    std::string const people = ui.say("nav.people"), tray = ui.say("nav.tray");
    place_row(ui, view, Place::people, look::Icon::users, people, 0, wishes);
    if (view.connection.refused > 0 || view.place == Place::tray)
        place_row(ui, view, Place::tray, look::Icon::inbox, tray, view.connection.refused, wishes);
    if (view.is_admin)
        place_row(ui, view, Place::admin, look::Icon::settings, ui.say("nav.admin"), 0, wishes);
    if (section(ui, ui.say("nav.channels"), ui.say("nav.create-channel"), view.create_grey))
        wishes.create_channel = true;
    channel_rows(ui, view, wishes);
    if (view.channels.empty()) no_channels(ui, view, alone, wishes);
    look::end_scroll(ui);
    own_row(ui, view, me, wishes);
    look::edge(ui, {rect.x + rect.width - 1, rect.y, 1, rect.height});
    look::end_region(ui);
}

}  // namespace

Wishes frame(look::Ui& ui, View const& view, Draft&, Columns const& columns) {
    Wishes wishes;
    if (columns.navigation.width > 0)
        navigation(ui, view, columns.navigation, columns.narrow, wishes);
    status_line(ui, view, columns.status, wishes);
    return wishes;
}

}  // namespace shell
