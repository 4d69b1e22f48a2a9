// The room of administrators: the people's accounts, the audit, letters and reports, and the
// workspace's settings. Its commands are named in the room of accounts.
#pragma once

#include <string>
#include <vector>

#include "web-client/accounts/admin_screen.hpp"
#include "web-client/house/room.hpp"

namespace accounts {

class AdminRoom {
public:
    explicit AdminRoom(house::Surroundings const& around)
        : account_(around.account), screen_(around) {}
    AdminRoom(AdminRoom const&) = delete;
    AdminRoom& operator=(AdminRoom const&) = delete;

    bool go(std::string const& route);
    bool is_for_guests(std::string const&) const { return false; }
    void leave();
    std::vector<shell::Section> sections(words::Words const& words);
    std::vector<house::Notice> notices(look::Ui&) { return {}; }
    house::Place place(words::Words const& words);
    parts::Commands commands(words::Words const& words);
    bool has_details() const { return false; }
    void refresh(words::Words const&) {}
    void frame(look::Ui& ui, shell::Columns const& columns);
    void dialogs(look::Ui&) {}
    std::string draft_title(words::Words const&, std::string const&) { return {}; }

private:
    client::Account const& account_;
    AdminScreen screen_;
    bool shown_ = false;
};

}  // namespace accounts
