// A row of a table is chosen by searching for it, or by its id.
#pragma once

#include <functional>
#include <string>

#include "web-client/tables/row_names.hpp"
#include "web-client/tables/table_pages.hpp"

namespace tables {

class Picker {
public:
    using Picked = std::function<void(base::Id128 row)>;

    Picker(house::Surroundings const& around, std::vector<TableInfo> const& tables);

    // `title`: what it is chosen for. Told once, unless it is closed before.
    void open(std::string_view table, std::string title, Picked picked);
    void close() { open_ = false; }
    void frame(look::Ui& ui);

private:
    void ask();
    void found(look::Ui& ui);

    house::Surroundings around_;
    std::vector<TableInfo> const& tables_;
    words::Words words_{words::Language::english};  // of the last frame
    TablePages pages_;
    std::string title_, search_;
    Picked picked_;
    bool open_ = false, focus_given_ = false;
};

// Texts of its rows are searched.
bool can_search(base::TypeInfo const& row);

}  // namespace tables
