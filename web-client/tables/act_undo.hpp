// Takes back an act by hand, all that was done in it, at the server, which has its history: whoever
// did it, and on whatever machine. Asks first where it is more than one row; and what stands on it
// is listed, with the way to each row.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "web-client/tables/row_names.hpp"
#include "web-client/tables/table_pages.hpp"

namespace tables {

class ActUndo {
public:
    ActUndo(house::Surroundings const& around, std::vector<TableInfo> const& tables,
            RowNames& names);

    // `history` is the table of the domain's edits.
    void begin(TableInfo const& history, base::Id128 act);
    // Nothing is asked of the person any more; what the server was asked for is done.
    void leave();
    bool is_under_way(base::Id128 act) const { return !act.is_none() && act == act_; }
    // All of it is as it was, by this client.
    bool has_taken_back(base::Id128 act) const { return !act.is_none() && act == taken_back_; }
    // Rows have changed since this was asked the last time.
    bool take_done() { return std::exchange(done_, false); }
    void frame(look::Ui& ui);
    void dialogs(look::Ui& ui);

private:
    void take_back();
    void ask_server(TableInfo const& history, world::UndoRequest const& request);
    void refused(client::Failure const& failure);
    void list_standing(look::Ui& ui);
    void standing(look::Ui& ui, base::Problem const& problem);

    house::Surroundings around_;
    std::vector<TableInfo> const& tables_;
    RowNames& names_;
    platform::Alive alive_;
    words::Words words_{words::Language::english};  // of the last frame
    base::Id128 act_;                               // none: nothing is under way
    base::Id128 taken_back_;                        // the last one that was
    bool counts_ = false;                           // how much belongs to the act is asked for
    TablePages pages_;
    bool asks_ = false;                  // whether all of it is to go
    bool shows_ = false, done_ = false;  // what stands on it; something was taken back
    std::optional<client::Failure> stands_;
    std::string next_;  // the route of a row that was pressed
};

}  // namespace tables
