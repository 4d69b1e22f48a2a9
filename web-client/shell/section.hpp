// The navigation, as the rooms say it: each gives its sections, and the shell knows none of them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "web-client/look/ui.hpp"
#include "web-client/parts/command.hpp"

namespace shell {

// A place where one may go. A place is its route.
struct Entry {
    std::string id;  // tells entries of one section apart
    std::string label;
    std::string route;
    look::Icon icon = look::Icon::none;
    int count = 0;         // of what is new there
    bool strong = false;   // something there is new
    bool waiting = false;  // made here, not yet known to the server
    bool draft = false;    // something is written there and not sent
    std::string said{};    // what screen readers say; empty: the label
    std::string area{};    // routes that begin so are in this place, too; empty: only its own
};

struct Section {
    std::string title;  // empty: its entries stand above those of titled ones
    std::vector<Entry> entries;
    std::optional<parts::Command> action{};      // beside the title
    std::string empty{};                         // said where there are no entries
    std::optional<parts::Command> when_empty{};  // …where nothing else on the screen offers it
    bool in_menu = false;                        // in the person's own menu instead
};

bool is_in(Entry const& entry, std::string const& route);

}  // namespace shell
