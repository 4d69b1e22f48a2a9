// One table: its rows, narrowed and sorted as the route says.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "web-client/look/cells.hpp"
#include "web-client/tables/chosen_rows.hpp"
#include "web-client/tables/columns.hpp"
#include "web-client/tables/export.hpp"
#include "web-client/tables/filter_menu.hpp"
#include "web-client/tables/row_names.hpp"
#include "web-client/tables/saved_views.hpp"
#include "web-client/tables/sort_menu.hpp"
#include "web-client/tables/table_pages.hpp"

namespace tables {

class ListScreen {
public:
    ListScreen(house::Surroundings const& around, RowNames& names, Picker& picker);

    void go(TableInfo const& table, Place place);
    void close();
    parts::Commands commands(words::Words const& words);
    void frame(look::Ui& ui, look::Rect rect, bool narrow);

private:
    void head(look::Ui& ui, look::Rect& rect, bool narrow);
    parts::Commands commands_of_head(words::Words const& words);
    parts::Commands commands_of_bar();
    struct Chip;
    std::vector<Chip> chips(look::Ui const& ui);
    void bar(look::Ui& ui, look::Rect& rect);
    void filter_by(Filter filter);
    void narrow_by(std::vector<Filter> filters);
    void take_query();
    void sort_by(look::Sort sort);
    void take_columns(Columns columns);
    void export_rows(FileFormat const& format);
    std::string in_words(words::Words const& words, words::Zone const& zone, Filter const& filter);

    house::Surroundings around_;
    RowNames& names_;
    words::Words words_{words::Language::english};  // of the last frame
    TablePages pages_;
    FilterMenu filter_menu_;
    ColumnsDialog columns_;
    SortMenu sort_menu_;
    ExportMenu export_menu_;
    Export export_;
    SavedViews views_;
    look::Rect bar_{};  // where what is chosen stands, in the last frame
    ChosenRows chosen_;
    std::uint64_t wanted_at_ = 0;  // the account's changes when something was wanted; 0: nothing
    Place place_;
    std::unique_ptr<PartOfRow> part_;  // what is shown of a row
    parts::Query query_;
    bool asked_ = false;
};

// How cells of this table are written.
look::CellText cell_text(words::Words const& words, TableInfo const& table, RowNames& names);

}  // namespace tables
