// The frame around every screen of a signed-in person: the navigation at the left, the line that
// says how the connection is, and where the panels stand at each width of the window.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "web-client/look/dialog.hpp"
#include "web-client/look/ui.hpp"
#include "web-client/words/words.hpp"

namespace shell {

enum class Place : std::uint8_t {
    channels,
    channel,
    people,
    sessions,
    tray,
    about,
    account,
    admin,
};

struct ChannelRow {
    std::string id;
    std::string title;
    int unread = 0;
    bool waiting = false;  // made here, not yet known to the server
    bool draft = false;    // something is written there and not sent
};

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
    bool is_admin = false;
    std::vector<ChannelRow> channels;
    bool channels_loading = false;
    Place place = Place::channels;
    std::string channel;  // the one that is shown
    Connection connection;
    words::Language language = words::Language::english;
    Shade shade = Shade::system;
    std::string create_grey;  // why no channel can be made
    std::string status_end;   // at the right of the status line: who is typing, for instance
};

struct Draft {
    std::string channel_filter;
};

struct Wishes {
    std::optional<Place> go;
    std::string channel;  // with go == channel
    bool create_channel = false;
    bool sign_out = false;
    bool retry = false;  // connect now instead of waiting
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
Columns columns_of(look::Ui const& ui, look::Rect window, Place place, bool details_open);

// Draws the navigation (if it is shown) and the status line.
Wishes frame(look::Ui& ui, View const& view, Draft& draft, Columns const& columns);

// "Connected", "offline, 3 unsent", "2 refused": part of frame().
void status_line(look::Ui& ui, View const& view, look::Rect rect, Wishes& wishes);

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

}  // namespace shell
