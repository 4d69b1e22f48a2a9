#include "web-client/tables/sort_menu.hpp"

#include <utility>

#include "shared/base/check.hpp"
#include "shared/wire/list.hpp"
#include "web-client/look/widgets.hpp"
#include "web-client/parts/listing.hpp"

namespace tables {

bool can_sort_by(look::Sort const& sort) {
    wire::ListRequest request;
    request.sort = parts::sort_asked(sort);
    return base::check(request).empty();
}

void SortMenu::open() {
    is_wanted_ = true;
    around_.platform.wake();
}

void SortMenu::frame(look::Ui& ui, std::vector<look::Column> const& columns, look::Sort const& sort,
                     look::Rect at) {
    if (std::exchange(is_wanted_, false)) look::open_menu(ui, "sort");
    if (!look::begin_menu(ui, "sort", ui.say("tables.sort"), at, 280)) return;
    for (auto const& column : columns) {
        if (!column.sortable) continue;
        look::Scope const scope(column.id);
        auto const rank = look::rank_in(sort, column.id);
        auto next = sort;
        look::also_sort_by(next, column.id);
        look::MenuItem item;
        std::string label = column.label, grey;
        if (rank > 0) {
            item.chosen = true;
            item.icon = sort[rank - 1].down ? look::Icon::arrow_down : look::Icon::arrow_up;
            label += ", " + ui.say("listing.sort-rank", {{"n", rank}});
        }
        if (!can_sort_by(next)) grey = ui.say("tables.sort-too-many");
        item.label = label;
        item.grey = grey;
        if (look::menu_item(ui, item)) wanted_(std::move(next));
    }
    look::end_menu(ui);
}

}  // namespace tables
