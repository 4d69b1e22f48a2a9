// Further columns to sort a table by, for fingers and keys: each of its columns, also of those that
// there is no room for. A mouse does the same by pressing a column's head with Shift.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "web-client/house/surroundings.hpp"
#include "web-client/look/table.hpp"

namespace tables {

// Whether the server takes it: what it is asked by has a length.
bool can_sort_by(look::Sort const& sort);

class SortMenu {
public:
    using Wanted = std::function<void(look::Sort sort)>;
    SortMenu(house::Surroundings const& around, Wanted wanted)
        : around_(around), wanted_(std::move(wanted)) {}

    void open();
    void close() { is_wanted_ = false; }
    void frame(look::Ui& ui, std::vector<look::Column> const& columns, look::Sort const& sort,
               look::Rect at);

private:
    house::Surroundings around_;
    Wanted wanted_;
    bool is_wanted_ = false;
};

}  // namespace tables
