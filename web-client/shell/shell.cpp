#include "web-client/shell/shell.hpp"

#include <cmath>

#include "web-client/look/widgets.hpp"

namespace shell {
namespace {

// The workspace, and beside it the way to everything.
void draw_brand(look::Ui& ui, look::Rect rect, View const& view, Wishes& wishes) {
    look::Rect const find = look::centred(look::cut_right(rect, 32), 32, 32);
    look::cut_right(rect, 8);
    look::draw_emblem(ui, look::centred(look::cut_left(rect, 32), 32, 32), view.workspace,
                      view.workspace_id);
    look::cut_left(rect, 8);
    ui.at(rect);
    look::heading(ui, view.workspace, 3);
    ui.at(find);
    wishes.find = look::icon_button(ui, look::Icon::search, ui.say("nav.find")) || wishes.find;
}

// A section's small title with a button at its end.
void heading(look::Ui& ui, Section const& section, Wishes& wishes) {
    look::gap(ui, 12);
    look::Rect line = look::here(ui, 28);
    look::TextStyle style;
    style.size = look::Size::small;
    style.tone = look::Tone::faint;
    look::Rect button = look::cut_right(line, 32);
    look::take_place(ui, line.width, 28);
    look::cut_left(line, 8);
    ui.at(line);
    look::text(ui, section.title, style);
    if (!section.action) return;
    ui.at(look::centred(button, 28, 28));
    if (auto act = parts::icon_button(ui, *section.action)) wishes.act = std::move(act);
}

void entry_row(look::Ui& ui, Entry const& entry, View const& view, Wishes& wishes) {
    look::Row row;
    row.id = entry.id;
    row.label = entry.label;
    row.said = entry.said;
    row.href = entry.route;
    row.icon = entry.waiting ? look::Icon::clock : entry.draft ? look::Icon::pencil : entry.icon;
    row.count = entry.count;
    row.strong = entry.strong;
    row.selected = is_in(entry, view.route);
    if (look::row(ui, row)) wishes.go = entry.route;
}

void nothing_there(look::Ui& ui, Section const& section, bool alone, Wishes& wishes) {
    if (section.empty.empty()) return;
    look::gap(ui, 4);
    look::begin_column(ui, look::here(ui, 0).x + 8, look::width_left(ui) - 16);
    look::Paragraph how;
    how.style.size = look::Size::small;
    how.style.tone = look::Tone::faint;
    look::paragraph(ui, section.empty, how);
    // On a wide screen the empty screen beside it says what to do first.
    if (alone && section.when_empty) {
        look::gap(ui, 8);
        if (auto act = parts::button(ui, *section.when_empty)) wishes.act = std::move(act);
    }
    look::end_column(ui);
}

void titled(look::Ui& ui, Section const& section, View const& view, bool alone, Wishes& wishes) {
    look::Scope const scope(section.title);
    heading(ui, section, wishes);
    look::List list;
    list.label = section.title;
    list.count = static_cast<int>(section.entries.size());
    list.row_height = ui.theme.size.row + 2;
    look::list(ui, list, [&](int i) {
        entry_row(ui, section.entries[static_cast<std::size_t>(i)], view, wishes);
    });
    if (section.entries.empty()) nothing_there(ui, section, alone, wishes);
}

// What belongs to no title stands above all that does.
void sections(look::Ui& ui, View const& view, bool alone, Wishes& wishes) {
    for (Section const& section : view.sections)
        if (section.title.empty() && !section.in_menu)
            for (Entry const& entry : section.entries) {
                entry_row(ui, entry, view, wishes);
                look::gap(ui, 2);
            }
    for (Section const& section : view.sections)
        if (!section.title.empty() && !section.in_menu) titled(ui, section, view, alone, wishes);
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
    for (Section const& section : view.sections)
        for (Entry const& entry : section.entries) {
            if (!section.in_menu) continue;
            look::MenuItem item;
            item.label = entry.label;
            item.icon = entry.icon;
            if (look::menu_item(ui, item)) wishes.go = entry.route;
        }
    look::menu_line(ui);
    shade_items(ui, view, wishes);
    look::menu_line(ui);
    language_items(ui, view, wishes);
    look::menu_line(ui);
    for (parts::Command const& command : view.menu)
        if (auto act = parts::menu_item(ui, command)) wishes.act = std::move(act);
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

void navigation(look::Ui& ui, View const& view, look::Rect rect, bool alone, Wishes& wishes) {
    std::string const name = ui.say("nav.navigation");
    look::begin_region(ui, look::Role::navigation, name, rect, look::Ground::panel);
    look::Rect rest = look::inset(rect, 8, 8);
    look::Rect brand = look::cut_top(rest, 44);
    draw_brand(ui, look::inset(brand, 8, 4), view, wishes);
    look::Rect const me = look::cut_bottom(rest, 48);
    look::cut_bottom(rest, 4);

    look::Scroll scroll;
    scroll.id = "navigation";
    scroll.padding_x = 0;
    scroll.padding_y = 4;
    look::begin_scroll(ui, scroll, rest);
    sections(ui, view, alone, wishes);
    look::end_scroll(ui);
    own_row(ui, view, me, wishes);
    look::edge(ui, {rect.x + rect.width - 1, rect.y, 1, rect.height});
    look::end_region(ui);
}

}  // namespace

bool is_in(Entry const& entry, std::string const& route) {
    return route == entry.route ||
           (!entry.area.empty() && route.compare(0, entry.area.size(), entry.area) == 0);
}

Wishes frame(look::Ui& ui, View const& view, Columns const& columns) {
    Wishes wishes;
    if (columns.navigation.width > 0)
        navigation(ui, view, columns.navigation, columns.narrow, wishes);
    // On a phone, a place has the navigation, and with it the name of who is signed in, elsewhere.
    status_line(ui, view, columns.status, columns.navigation.width == 0, wishes);
    return wishes;
}

}  // namespace shell
