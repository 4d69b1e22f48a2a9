// One row of whatever table: its fields, what they refer to, what refers to it, who has changed it,
// and the form in which it is added or changed.
#pragma once

#include <set>
#include <vector>

#include "web-client/look/form.hpp"
#include "web-client/tables/list_screen.hpp"
#include "web-client/tables/picker.hpp"
#include "web-client/tables/row_history.hpp"

namespace tables {

class RowScreen {
public:
    RowScreen(house::Surroundings const& around, std::vector<TableInfo> const& tables,
              RowNames& names, Picker& picker);

    void go(TableInfo const& table, base::Id128 row);
    void add(TableInfo const& table);  // another one
    void close();
    parts::Commands commands(words::Words const& words);
    void frame(look::Ui& ui, look::Rect rect, bool narrow);
    void dialogs(look::Ui& ui);
    std::string title(words::Words const& words) const;

private:
    void head(look::Ui& ui, look::Rect& rect, bool narrow);
    void fields(look::Ui& ui);
    void fact(look::Ui& ui, base::FieldInfo const& field, look::CellText const& texts, float label);
    void form(look::Ui& ui);
    void kept(look::Ui& ui);
    void referring(look::Ui& ui);
    void ask();
    void begin_edit();
    void save();
    void begin_add(void const* like);
    void want(std::shared_ptr<void> before, std::shared_ptr<void> after);
    bool is_adding() const { return after_ && !before_; }
    void const* row() const;

    house::Surroundings around_;
    std::vector<TableInfo> const& tables_;
    RowNames& names_;
    Picker& picker_;
    words::Words words_{words::Language::english};  // of the last frame
    TablePages pages_;
    RowHistory history_;
    base::Id128 id_;
    bool asked_ = false;
    std::uint64_t wanted_at_ = 0;  // the account's changes when something was wanted; 0: nothing
    // While it is changed or added: as it was seen, if it was there, and as it shall be.
    std::shared_ptr<void> before_, after_;
    std::set<std::string> needed_;  // fields that a new row must be given
    look::FormDraft draft_;
    bool ready_ = false;  // what is typed breaks no rule
    bool asks_to_erase_ = false, replaces_ = false;
    base::Id128 added_;  // the last one
    std::string next_;   // the route of a link that was pressed, or of what was added
};

}  // namespace tables
