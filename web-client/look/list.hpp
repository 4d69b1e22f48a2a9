// Lists that draw only the rows in sight, however many there are, and say to screen readers which
// of how many each row is.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "web-client/look/button.hpp"
#include "web-client/look/ui.hpp"

namespace look {

// Rows of one height. Stands in the flow of a scrolling part, which scrolls it.
struct List {
    std::string_view label{};
    int count = 0;
    float row_height = 0;  // 0: as the theme says
    Role role = Role::list;
    bool unsaid = false;  // the rows belong to a container that is said already
};
void list(Ui& ui, List const& list, std::function<void(int row)> const& draw_row);

// A row that can be pressed: an icon or an avatar, a text, and a count at its end.
struct Row {
    std::string_view id{};  // what tells it apart; rows must have one
    std::string_view label{};
    std::string_view detail{};  // small, below the label
    std::string_view at_end{};  // small, at the right
    Icon icon = Icon::none;
    std::string_view avatar{};     // the name of a person whose picture is drawn in front
    std::string_view avatar_id{};  // and whose it is
    int count = 0;                 // a badge, when more than 0
    bool strong = false;           // has something unread
    bool selected = false;         // is what the screen shows
    bool ticked = false;           // is chosen among several
    std::string_view grey{};       // why it cannot be pressed; empty: it can
    float height = 0;              // 0: as the list says, or the theme
    Role role = Role::link;        // a link in a list stands in an item of it
    std::string_view said{};       // for screen readers, when more than the label is to be said
    std::string_view href{};       // where a link leads
};
bool row(Ui& ui, Row const& row);

// Rows of different heights that grow at the end, as messages do: it stays at the end while the
// person is there, and holds what is read in place when rows come in above.
class TallList {
public:
    // Draws into the current scrolling part. `key_of` names a row for as long as it exists;
    // `draw_row` draws it in the flow, and its height is measured. Returns true while the first row
    // is in sight.
    bool draw(Ui& ui, std::string_view label, Role role, int count,
              std::function<std::string_view(int)> const& key_of,
              std::function<void(int)> const& draw_row);
    bool at_end() const { return at_end_; }
    void go_to_end() { at_end_ = true; }
    // What the last frame showed, once rows stand where they belong: the first row of which
    // anything is in sight, and the last one whose end is; -1: none.
    int first_seen() const { return first_seen_; }
    int last_seen() const { return last_seen_; }
    void show(int row) { wanted_ = row; }  // scrolls there, as soon as heights are known

private:
    struct Measured {
        std::vector<float> tops;  // of each row, and the end of the last one
        int anchor = -1;          // the row that stood first in the last frame
        float top(int row) const { return tops[static_cast<std::size_t>(row)]; }
    };
    float height_of(std::string_view key) const;
    bool is_known(std::string_view key) const;
    Measured measure(int count, std::function<std::string_view(int)> const& key_of) const;
    float choose_scroll(Measured const& measured, float scroll, float room);
    bool draw_rows(Ui& ui, Measured const& measured, float base,
                   std::function<std::string_view(int)> const& key_of,
                   std::function<void(int)> const& draw_row);
    std::unordered_map<std::size_t, float> heights_;  // by the hash of the key
    float width_ = 0;
    std::size_t first_key_ = 0;  // of a row in sight, and how far it is scrolled out
    float first_offset_ = 0;
    bool at_end_ = true;
    int first_seen_ = -1, last_seen_ = -1;
    int wanted_ = -1;
    float last_room_ = 0;
    float scroll_given_ = -1;  // where we put the scroll, to notice when the person moved it
    float last_most_ = 0;      // how far one could scroll then
};

}  // namespace look
