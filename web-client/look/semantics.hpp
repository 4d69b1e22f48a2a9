// What stands on the screen, said in words: the tree that screen readers, end-to-end tests and
// headless tests read. Widgets write it while they draw; nobody else does.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace look {

struct Rect {  // display points, from the top left corner of the window
    float x = 0, y = 0, width = 0, height = 0;
    friend bool operator==(Rect const&, Rect const&) = default;
};

// Names are ARIA's (WAI-ARIA 1.2).
enum class Role : std::uint8_t {
    application,
    banner,
    navigation,
    main,
    complementary,
    region,
    dialog,
    alert,
    status,
    log,
    heading,
    text,
    link,
    button,
    checkbox,
    textbox,
    combobox,
    option,
    listbox,
    list,
    listitem,
    menu,
    menuitem,
    tab,
    tablist,
    table,
    row,
    cell,
    columnheader,
    progressbar,
    img,
    form,
};
char const* aria_name(Role role);

struct State {
    bool disabled = false, selected = false, checked = false, expanded = false, focused = false;
    bool invalid = false, busy = false, current = false, modal = false, multiline = false,
         password = false,
         on_page = false;  // the page's own field stands there, and says itself what it is
    friend bool operator==(State const&, State const&) = default;
};

struct Node {
    std::uint32_t id = 0;      // the same from frame to frame for the same thing
    std::uint32_t parent = 0;  // 0: the root
    Role role = Role::text;
    std::string name;
    std::string value;        // of a field, a progress bar
    std::string description;  // why a button is grey, what is wrong in a field
    std::string href{};       // of a link: the address, or the route that it leads to
    State state;
    Rect rect;  // clipped to what can be seen; empty when scrolled out of sight
    int position = 0,
        set_size = 0;  // of an item in a list that is only partly drawn; 0: not in a set
    int level = 0;     // of a heading
    friend bool operator==(Node const&, Node const&) = default;
};

struct SemanticTree {
    std::vector<Node> nodes;  // parents before children, siblings in reading order
    friend bool operator==(SemanticTree const&, SemanticTree const&) = default;
};

}  // namespace look
