#include "web-client/parts/listing.hpp"

#include <algorithm>

#include "web-client/look/widgets.hpp"

namespace parts {
namespace {

bool search(look::Ui& ui, Listing const& list, Query& query, look::Rect rect) {
    look::Field field;
    field.label = list.search;
    field.placeholder = list.search;
    field.icon = look::Icon::search;
    field.label_hidden = true;
    field.clearable = true;
    rect = look::inset(rect, 16, 10);
    rect.width = std::min(rect.width, 320.0f);
    rect.height = ui.theme.size.control;
    ui.at(rect);
    return look::field(ui, field, query.search).changed;
}

void end_of_list(look::Ui& ui, Listing const& list, Pages const& pages, ListingWishes& wishes) {
    if (pages.load == Load::loading) {
        look::gap(ui, 8);
        look::spinner_line(ui, list.loading);
        return;
    }
    look::Rect line = look::inset(look::here(ui, ui.theme.size.control), 16, 0);
    line.y += 12;
    line.height = ui.theme.size.control;
    look::Button button;
    std::string const more = ui.say("people.more"), retry = ui.say("people.retry");
    if (pages.load == Load::failed) {
        look::gap(ui, 12);
        look::begin_column(ui, line.x, line.width);
        look::note(ui, look::Icon::circle_alert, pages.failure, look::Tone::bad);
        look::end_column(ui);
        line = look::inset(look::here(ui, ui.theme.size.control), 16, 0);
        line.y += 8;
        line.height = ui.theme.size.control;
        button.label = retry;
    } else if (pages.more) {
        button.label = more;
    } else {
        return;
    }
    line.width = look::button_width(ui, button);
    ui.at(line);
    if (look::button(ui, button))
        (pages.load == Load::failed ? wishes.retry : wishes.load_more) = true;
    look::gap(ui, 16);
}

}  // namespace

std::string sort_asked(look::Sort const& sort) {
    std::string asked;
    for (auto const& key : sort)
        asked += (asked.empty() ? "" : ",") + std::string(key.down ? "-" : "") + key.column;
    return asked;
}

look::Sort sort_from(std::string_view asked) {
    look::Sort sort;
    while (!asked.empty()) {
        auto const comma = std::min(asked.find(','), asked.size());
        auto name = asked.substr(0, comma);
        asked.remove_prefix(std::min(comma + 1, asked.size()));
        bool const down = name.substr(0, 1) == "-";
        if (down) name.remove_prefix(1);
        if (!name.empty() && look::rank_in(sort, name) == 0)
            sort.push_back({std::string(name), down});
    }
    return sort;
}

ListingWishes listing(look::Ui& ui, Listing const& list, Pages const& pages, Query& query,
                      look::Rect rect,
                      std::function<std::vector<look::Cell>(int row)> const& cells_of) {
    ListingWishes wishes;
    if (!list.search.empty())
        wishes.query_changed = search(ui, list, query, look::cut_top(rect, 52));
    if (list.count == 0 && pages.load == Load::ready) {
        look::empty_state(ui, rect, {list.icon, list.none_title, list.none_text, {}});
        return wishes;
    }
    look::Scroll scroll;
    scroll.id = list.id;
    scroll.padding_x = scroll.padding_y = 0;
    look::begin_scroll(ui, scroll, rect);
    look::Table table;
    table.label = list.label;
    table.columns = list.columns;
    table.count = list.count;
    table.total = static_cast<int>(std::max<std::int64_t>(pages.total, 0));
    float const top = look::here(ui, 0).y;
    look::TableEvent const event = look::table(ui, table, query.sort, cells_of, list.is_chosen);
    wishes.query_changed = wishes.query_changed || event.sort_changed;
    wishes.pressed = event.pressed;
    // Who scrolls down meets no end: what comes is asked for while it is still out of sight.
    if (pages.more && pages.load == Load::ready && top < rect.y &&
        look::here(ui, 0).y < rect.y + 2 * rect.height)
        wishes.load_more = true;
    end_of_list(ui, list, pages, wishes);
    look::end_scroll(ui);
    return wishes;
}

}  // namespace parts
