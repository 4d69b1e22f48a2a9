// A table: a head whose columns sort, and rows that are drawn only in sight. On a narrow screen
// only the columns that matter most are shown.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "web-client/look/text.hpp"
#include "web-client/look/ui.hpp"

namespace look {

struct Column {
    std::string id;  // what is sorted by; stable
    std::string label;
    float share = 1;     // of the width
    bool right = false;  // numbers
    bool sortable = false;
    float needs = 0;  // shown only when the table is at least this wide
};
struct Sort {
    std::string column;
    bool down = false;
};
struct Cell {
    std::string text;
    TextStyle style;
    std::string avatar;     // the name of a person whose picture stands in front
    std::string avatar_id;  // and whose it is
    bool chip = false;
};
struct Table {
    std::string_view label{};
    std::vector<Column> columns;
    int count = 0;  // rows at hand
    int total = 0;  // rows there are, when more
    float row_height = 40;
};
struct TableEvent {
    bool sort_changed = false;
    int pressed = -1;  // the row
};
TableEvent table(Ui& ui, Table const& table, Sort& sort,
                 std::function<std::vector<Cell>(int row)> const& cells_of,
                 std::function<bool(int row)> const& is_selected = {});

}  // namespace look
