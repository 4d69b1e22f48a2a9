// The list of people that "@" offers while one writes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "web-client/look/field.hpp"
#include "web-client/messaging/mentions.hpp"

namespace messaging {

struct Offering {
    std::shared_ptr<Addressees const> of;
    std::string part;  // of a name, behind the sign before the caret
    std::vector<Addressee const*> found;
    int chosen = 0;
    std::size_t closed_at = std::string::npos;  // the sign whose list was closed
    bool is_writing = false;                    // the text has the keyboard
    bool is_held = false;                       // or the pointer one of the list
};

// Before the text takes this frame's keys.
void find_offers(Offering& offering, look::EditorState const& text,
                 std::shared_ptr<Addressees const> const& of);
// Above the text's field. Returns the node of the one that is chosen; 0: nobody is offered. True in
// `taken`: somebody was pressed, and is in the text now.
std::uint32_t draw_offers(look::Ui& ui, Offering& offering, look::EditorState& text,
                          look::Rect const& field, bool& taken);
void choose(look::Ui& ui, Offering& offering, look::EditorState& text, look::Choice choice);

}  // namespace messaging
