// The one place where text is edited: what fields of one line and of many share. In a window the
// keys of ImGui do it (typing.hpp); in a page a real field of the browser's lies over the drawing
// while one writes, and what is done there comes back as a whole.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "web-client/look/field.hpp"
#include "web-client/look/text_layout.hpp"

namespace look {

struct Writing {
    std::uint32_t item = 0;  // ImGui's id
    Rect box{};              // what takes the pointer
    Rect inner{};            // where the text is
    std::string_view label{}, description{}, placeholder{}, autocomplete{};
    bool grey = false;           // takes nothing
    bool wanted = false;         // takes the keyboard in this frame
    bool takes_letters = false;  // typed while nothing has the keyboard
    bool enter_sends = true;     // else it makes a line
    std::uint32_t option = 0;    // as of look::Editor
    bool hidden = false;         // a password
    bool invalid = false;
};
struct WritingOutcome {
    bool active = false;  // has the keyboard
    bool changed = false;
    Choice choice = Choice::none;
    bool entered = false;  // Enter was pressed, and means that it is finished
    bool left = false;     // the keyboard went elsewhere
};

// The lines of the text, as they are drawn: in `width`, or one as long as it gets. Good until the
// next call, which may be of the same text.
TextLayout const& lay_out_writing(Ui const& ui, EditorState const& state, bool hidden, float width);

// Takes what is typed, and draws the text. A caller that draws a frame does so before.
WritingOutcome write_in(Ui& ui, Writing const& writing, EditorState& state);

}  // namespace look
