// The frame around every screen of a signed-in person: the navigation at the left, the line that
// says how the connection is, and where the panels stand at each width of the window.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "web-client/look/dialog.hpp"
#include "web-client/look/ui.hpp"
#include "web-client/parts/command.hpp"
#include "web-client/shell/section.hpp"
#include "web-client/words/words.hpp"

namespace shell {

enum class Link : std::uint8_t { connecting, online, offline };

// How news and commands go; said in the status line at the foot.
struct Connection {
    Link link = Link::connecting;
    int unsent = 0;
    int refused = 0;
    int answer_ms = -1;   // of the last answer; less than 0: unknown
    int retry_in_s = -1;  // until the next attempt while offline; less than 0: unknown
};

enum class Shade : std::uint8_t { system, dark, light };

struct View {
    std::string my_name;
    std::string my_email;
    std::string my_id;
    std::string workspace = "Kontor";  // what it is called
    std::string workspace_id;          // whose picture it has
    std::vector<Section> sections;
    parts::Commands menu;  // what ends the person's own menu
    std::string route;     // of the place that is shown
    Connection connection;
    words::Language language = words::Language::english;
    Shade shade = Shade::system;
};

// Where whoever comes begins, and where on a phone the navigation is.
inline constexpr char const* home = "/";
inline constexpr char const* tray_route = "/tray";
inline constexpr char const* about_route = "/about";

struct Wishes {
    std::optional<std::string> go;  // the route
    parts::Act act;                 // what was pressed
    bool retry = false;             // connect now instead of waiting
    bool find = false;              // a place or a command, by its name
    std::optional<words::Language> language;
    std::optional<Shade> shade;
};

// Where things stand. On a phone there is one column: either the navigation or a screen.
struct Columns {
    bool narrow = false;          // one column, below 700 points
    bool details_beside = false;  // the details have a column of their own, from 1100 points
    look::Rect navigation;        // empty: not shown
    look::Rect work;              // empty: not shown
    look::Rect details;           // empty: not shown
    look::Rect status;
};
// `details_open`: the person wants to see details. Between 700 and 1100 points they take the work's
// place at the right; below 700 they take the whole screen.
Columns columns_of(look::Ui const& ui, look::Rect window, bool at_home, bool details_open);

// Draws the navigation (if it is shown) and the status line.
Wishes frame(look::Ui& ui, View const& view, Columns const& columns);

// "Connected", "offline, 3 unsent", "2 refused": part of frame().
void status_line(look::Ui& ui, View const& view, look::Rect rect, bool says_whose, Wishes& wishes);

// The head of a screen: 52 points high, with a back arrow on a phone. Cuts itself off `rest`, and
// draws `actions` at the right end, the first leftmost. Returns what was pressed.
struct HeadAction {
    std::string label;
    look::Icon icon = look::Icon::none;
    bool icon_only = false;
    bool primary = false;
    bool selected = false;
    std::string grey;
    std::string text;  // beside an icon_only action's icon; a count, for instance
};
struct Head {
    look::Icon icon = look::Icon::none;
    std::string title;
    std::string beside;  // soft, after the title
    bool back = false;
    std::vector<HeadAction> actions;
};
struct HeadEvent {
    bool back = false;
    int action = -1;
};
HeadEvent head(look::Ui& ui, look::Rect& rest, Head const& head);
// The action that does a command, as it stands in a head.
HeadAction action_of(look::Ui const& ui, parts::Command const& command);

}  // namespace shell
