// What keys do to a text: typing, moving, selecting, the clipboard, undoing. Knows
// nothing of drawing; it reads ImGui's keyboard.
#pragma once

#include <cstddef>
#include <string_view>
#include <utility>

#include "web-client/look/field.hpp"
#include "web-client/look/text_layout.hpp"

namespace look::typing {

struct Limits {
    bool enter_sends = true;
    bool enters = true;    // false: Enter belongs to somebody else
    bool copies = true;    // false: it is a secret
    bool chooses = false;  // in a list, by some of the keys
};
struct Outcome {
    bool changed = false, moved = false, sent = false;
    Choice choice = Choice::none;
};

// Everything that was typed since the last frame.
Outcome take_keys(EditorState& state, TextLayout const& layout, Limits const& limits);

// Where the word, or whatever else stands at this place, begins and ends.
std::pair<std::size_t, std::size_t> word_around(std::string const& text, std::size_t place);
void select_word(EditorState& state);
void select_all(EditorState& state);
// Puts text in the place of what is selected: all of it, or nothing when that is beyond all
// measure.
bool insert(EditorState& state, std::string_view text);
// What no text may hold is not lost: the sign that stands for it is shown (U+2400 and following).
// Every line end is one; in one line it is a blank.
std::string shown(std::string_view text, bool one_line = false);
// Sets the text as a whole, as when a message is taken back to be changed.
void set_text(EditorState& state, std::string_view text);

}  // namespace look::typing
