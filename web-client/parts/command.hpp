// What can be done: its name, icon, key and the reason why not now are said once, and whatever
// offers it - a button, a menu - is drawn from that.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "web-client/look/button.hpp"
#include "web-client/look/ui.hpp"

namespace parts {

// A key that does it while nothing above the screen has the keyboard.
enum class Key : std::uint8_t { none, escape };

struct Command {
    std::string name;  // the key of its words; of all that can be done in a place each has another
    look::Icon icon = look::Icon::none;
    std::function<void()> act;
    std::string grey{};  // why it cannot be done now, in words; empty: it can
    Key key = Key::none;
    bool busy = false;    // it was begun, and an answer is awaited
    bool danger = false;  // what it leads to cannot simply be taken back
};

using Commands = std::vector<Command>;

// Nothing when there is none of that name here.
Command const* find(Commands const& commands, std::string_view name);

// Of the button of it, where nothing else is asked for.
look::Kind kind_of(Command const& command);

// A button that does it. Returns what is to be done, which is for after the screen was drawn;
// empty: it was not pressed.
using Act = std::function<void()>;
Act button(look::Ui& ui, Command const& command, look::Button looks = {});
// The same from the left to the right edge, with the reason below it where it is grey: a finger
// cannot rest on a button to read that.
Act wide_button(look::Ui& ui, Command const& command);
// Only its icon. `label` says what it does to one of many, and is else its name.
Act icon_button(look::Ui& ui, Command const& command, std::string const& label = {});
// An item of the menu that is open.
Act menu_item(look::Ui& ui, Command const& command);

// What was done by its key in this frame, which is for after the screen was drawn; empty: none was.
// The commands are asked for only when such a key was pressed.
Act pressed(look::Ui const& ui, std::function<Commands()> const& commands);

}  // namespace parts
