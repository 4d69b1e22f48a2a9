// A table: a head whose columns sort, and rows that are drawn only in sight. On a narrow screen
// only the columns that matter most are shown. A press of a column's head sorts by it alone; with
// Shift, by it beside the others.
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
struct SortKey {
    std::string column;
    bool down = false;
    friend bool operator==(SortKey const&, SortKey const&) = default;
};
using Sort = std::vector<SortKey>;  // the first weighs most, and each column is in it once
// By this column alone: up, and once more, down.
void sort_by(Sort& sort, std::string_view column);
// …beside the others: as the last key, once more the other way, and the third time no longer.
void also_sort_by(Sort& sort, std::string_view column);
// Which key a column is, from 1; 0: none.
std::size_t rank_in(Sort const& sort, std::string_view column);

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
