// The places of administrators' rooms in the program that a browser loads first, which lacks those
// rooms: most people never see them. Who goes there gets the whole program.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "web-client/house/room.hpp"

namespace later {

// The navigation's parts of those rooms, as they have them.
std::vector<shell::Section> sections(words::Words const& words);
// Whether it is a place of one of them.
bool takes(std::string_view route);

class Room {
public:
    explicit Room(house::Surroundings const& around) : around_(around) {}
    Room(Room const&) = delete;
    Room& operator=(Room const&) = delete;

    bool go(std::string const& route);
    bool is_for_guests(std::string const&) const { return false; }
    void leave() { shown_ = false; }
    std::vector<shell::Section> sections(words::Words const& words);
    std::vector<house::Notice> notices(look::Ui&) { return {}; }
    house::Place place(words::Words const& words);
    parts::Commands commands(words::Words const&) { return {}; }
    bool has_details() const { return false; }
    void refresh(words::Words const&) {}
    void frame(look::Ui& ui, shell::Columns const& columns);
    void dialogs(look::Ui&) {}
    std::string draft_title(words::Words const&, std::string const&) { return {}; }

private:
    void load();

    house::Surroundings around_;
    platform::Alive alive_;
    std::string route_;
    bool shown_ = false;
    bool loading_ = false, failed_ = false;
};

}  // namespace later
