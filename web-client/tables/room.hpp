// Every table of every domain, for administrators. It is of no domain: whatever is described is
// there.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "shared/tables.hpp"
#include "web-client/house/room.hpp"
#include "web-client/tables/import_screen.hpp"
#include "web-client/tables/row_screen.hpp"

namespace tables {

class Room {
public:
    static constexpr bool reads_query = true;  // of a route

    explicit Room(house::Surroundings const& around);
    Room(Room const&) = delete;
    Room& operator=(Room const&) = delete;

    bool go(std::string const& route);
    bool is_for_guests(std::string const&) const { return false; }
    void leave();
    std::vector<shell::Section> sections(words::Words const& words);
    std::vector<house::Notice> notices(look::Ui&) { return {}; }
    house::Place place(words::Words const& words);
    parts::Commands commands(words::Words const& words);
    bool has_details() const { return false; }
    void refresh(words::Words const& words) {
        words_ = words;
        import_.work();
    }
    void frame(look::Ui& ui, shell::Columns const& columns);
    void dialogs(look::Ui& ui);
    std::string draft_title(words::Words const&, std::string const&) { return {}; }

private:
    enum class Shown : std::uint8_t { nothing, all, one, row, import };

    void all_tables(look::Ui& ui, look::Rect rect, bool narrow);
    void ask();
    TableInfo const* table_named(std::string_view name) const;

    house::Surroundings around_;
    std::vector<TableInfo> const tables_ = every_table();
    words::Words words_{words::Language::english};  // of the last frame
    RowNames names_;
    Picker picker_;
    ListScreen list_;
    RowScreen row_;
    ImportScreen import_;
    platform::Alive alive_;
    Shown shown_ = Shown::nothing;
    Place place_;
    std::map<std::string, Table, std::less<>> counted_;
    std::optional<client::Failure> failure_;
    bool asked_ = false;
};

}  // namespace tables
