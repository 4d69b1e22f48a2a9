// What was done to a row by hand, by whom and when, and the way to take that back: all that was
// done in one act together, unless something later stands on it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "web-client/parts/command.hpp"
#include "web-client/tables/act_undo.hpp"

namespace tables {

class RowHistory {
public:
    RowHistory(house::Surroundings const& around, std::vector<TableInfo> const& tables,
               RowNames& names);

    void begin(TableInfo const& table, base::Id128 row);
    void ask();
    void frame(look::Ui& ui);
    void dialogs(look::Ui& ui) { undo_.dialogs(ui); }
    // What nobody edits has none.
    bool empty() const { return !table_ || !table_->edited || edits_.rows().empty(); }
    // Takes back the act that a row of the domain's edits is of.
    parts::Command undo_command(void const* edit);
    // Something was taken back since this was asked the last time.
    bool take_done() { return undo_.take_done(); }

private:
    // What a change was made from, and what it made; null: it was not there.
    struct Rows {
        TableInfo const* table = nullptr;
        std::shared_ptr<void> before, after;
    };
    std::optional<Rows> rows_of(void const* edit) const;
    std::string changes_of(look::Ui const& ui, Rows const& rows);
    void read();
    std::string what_stands_on(look::Ui const& ui, std::size_t number);
    std::string said(look::Ui const& ui, void const* edit, char const* field);
    void entry(look::Ui& ui, std::size_t number);

    house::Surroundings around_;
    std::vector<TableInfo> const& tables_;
    RowNames& names_;
    words::Words words_{words::Language::english};  // of the last frame
    TableInfo const* table_ = nullptr;
    base::Id128 row_;
    TablePages edits_;
    std::vector<std::optional<Rows>> read_;  // of each of the edits
    std::uint64_t read_at_ = 0;              // the answer that they were read from
    ActUndo undo_;
};

}  // namespace tables
