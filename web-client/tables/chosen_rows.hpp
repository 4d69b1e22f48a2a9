// Rows of a list that were chosen, for something that is done with all of them at once: erased, or
// given the same value.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "web-client/look/form.hpp"
#include "web-client/tables/picker.hpp"

namespace tables {

class ChosenRows {
public:
    ChosenRows(house::Surroundings const& around, RowNames& names, Picker& picker)
        : around_(around), names_(names), picker_(picker) {}

    void begin(TableInfo const& table);
    void end();
    // While rows are chosen, a press on one does nothing else.
    bool is_choosing() const { return table_ != nullptr; }
    void press(void const* row);
    bool has(void const* row) const;
    parts::Commands commands(words::Words const& words);
    void dialogs(look::Ui& ui, look::Rect menu_at);
    // Something was asked for since it was asked the last time.
    bool take_wanted() { return std::exchange(wanted_, false); }

private:
    void fields_menu(look::Ui& ui, look::Rect at);
    void value_dialog(look::Ui& ui);
    void give_value();
    void erase();
    void want(std::vector<Wish> const& wishes);

    house::Surroundings around_;
    RowNames& names_;
    Picker& picker_;
    words::Words words_{words::Language::english};  // of the last frame
    TableInfo const* table_ = nullptr;
    std::map<base::Id128, std::shared_ptr<void>> rows_;  // as they were seen
    bool menu_wanted_ = false, asks_to_erase_ = false, asks_for_value_ = false, wanted_ = false;
    base::FieldInfo const* field_ = nullptr;  // which is given another value
    std::shared_ptr<void> value_;             // in a row of its own
    look::FormDraft draft_;
};

}  // namespace tables
