// What is pressed: buttons, links, and the base that all other pressable widgets are made from.
#pragma once

#include <cstdint>
#include <string_view>

#include "web-client/look/text.hpp"
#include "web-client/look/ui.hpp"

namespace look {

enum class Kind : std::uint8_t { normal, primary, quiet, danger };

struct Button {
    std::string_view label{};  // what it is called, also when only the icon is seen
    Kind kind = Kind::normal;
    Icon icon = Icon::none;
    bool icon_only = false;
    std::string_view grey{};  // why it cannot be pressed; empty: it can
    std::string_view id{};    // empty: the label
    float width = 0;          // 0: as the label needs; less than 0: the whole line
    bool busy = false;        // what it started is under way
    bool selected = false;    // it stands for what is shown now
    bool has_menu = false;
    bool open = false;        // its menu is open
    bool left = false;        // label at the left instead of in the middle
    bool narrow = false;      // 28 instead of 32 points high, for rows
    std::string_view hint{};  // shown when hovered or focused; a key, for instance
};

// True in the frame in which it was pressed by mouse, Enter or Space; never while grey or busy.
bool button(Ui& ui, Button const& button);
bool icon_button(Ui& ui, Icon icon, std::string_view label, std::string_view grey = {});
float button_width(Ui const& ui, Button const& button);

// Looks like text in the accent colour (or as `tone` says) and is pressed like a button.
struct Link {
    std::string_view label{};
    std::string_view id{};
    Tone tone = Tone::accent;
    Size size = Size::normal;
    Role role = Role::link;
    std::string_view href{};
    std::string_view grey{};
};
bool link(Ui& ui, Link const& link);
inline bool link(Ui& ui, std::string_view label) {
    Link wanted;
    wanted.label = label;
    return link(ui, wanted);
}

// The base: an item in a rectangle that reacts to pointer and keys. Draws nothing.
struct Press {
    std::uint32_t item = 0;  // ImGui's id
    Rect rect;
    bool pressed = false, hovered = false, held = false;
    bool focused = false;        // has the keyboard
    bool focus_visible = false;  // …and shows it: the person works with keys
    bool visible = false;        // some of it can be seen
};
Press press(Ui& ui, std::string_view id, Rect rect, bool enabled = true);

Rect seen(Rect const& rect);  // what the current window's clipping leaves of it
void draw_focus_ring(Ui& ui, Rect rect, float radius);
void tooltip(Ui& ui, Rect const& of, std::string_view text);

}  // namespace look
