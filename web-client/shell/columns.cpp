#include "web-client/shell/shell.hpp"

namespace shell {

constexpr float one_column_below = 700, three_columns_from = 1100;
constexpr float status_height = 24;

Columns columns_of(look::Ui const& ui, look::Rect window, bool at_home, bool details_open) {
    look::Sizes const& size = ui.theme.size;
    Columns columns;
    columns.narrow = window.width < one_column_below;
    columns.details_beside = window.width >= three_columns_from;
    if (columns.narrow) {
        columns.status = look::cut_bottom(window, status_height);
        if (at_home)
            columns.navigation = window;
        else if (details_open)
            columns.details = window;
        else
            columns.work = window;
        return columns;
    }
    columns.navigation = look::cut_left(window, size.sidebar);
    if (details_open && columns.details_beside)
        columns.details = look::cut_right(window, size.details);
    columns.status = look::cut_bottom(window, status_height);
    // Without room for a third column, details cover the work's right part.
    if (details_open && !columns.details_beside)
        columns.details = look::cut_right(window, size.details);
    columns.work = window;
    return columns;
}

}  // namespace shell
