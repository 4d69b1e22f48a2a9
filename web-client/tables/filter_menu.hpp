// How a table is narrowed: the menu of its fields, and what is asked of each by its kind.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "web-client/tables/filter_of.hpp"
#include "web-client/tables/picker.hpp"

namespace tables {

class FilterMenu {
public:
    using Wanted = std::function<void(Filter filter)>;

    FilterMenu(house::Surroundings const& around, Picker& picker, Wanted wanted)
        : around_(around), picker_(picker), wanted_(std::move(wanted)) {}

    void open();
    void close() { is_wanted_ = false; }
    void frame(look::Ui& ui, TableInfo const& table, look::Rect at);

private:
    void ask(TableInfo const& table, base::FieldInfo const& field);
    void pick(std::string const& title, base::FieldInfo const& field);

    house::Surroundings around_;
    Picker& picker_;
    Wanted wanted_;
    words::Words words_{words::Language::english};  // of the last frame
    words::Zone zone_;
    bool is_wanted_ = false;
};

}  // namespace tables
