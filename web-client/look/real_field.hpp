// What a page's own text field is to be: widgets ask for one while they draw, the machine shows it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "web-client/look/semantics.hpp"

namespace look {

// A text field that the machine itself shows over the drawing. Native windows have none
// (has_real_fields() is false) and draw their own. There are two kinds: the named fields of a way
// in, which are there as long as they are seen, so that password managers work; and the one field
// of any other screen that is being edited, which is there while it has the keyboard. Of the latter
// the page shows the text, the caret and the selection, and tells what comes of what is done in it.
struct RealField {
    std::string name;          // "email", "password", "name"; else of the item, "field-4711"
    std::string type;          // of an HTML input: "email", "password", "text"
    std::string autocomplete;  // "username", "current-password", "new-password", "name"
    std::string label;
    std::string value;
    Rect rect;             // where the text goes, in display points
    std::string problem;   // shown as its description; empty: none
    bool focused = false;  // has the keyboard; the page gives it the browser's focus then

    bool edited = false;                // of the second kind; what follows is said of that only
    bool lines = false;                 // of many lines
    bool enter_breaks = false;          // Enter makes a line, and is not the client's
    std::size_t anchor = 0, caret = 0;  // the selection, in UTF-16 code units of `value`
    std::string option;  // the element chosen in a list, whose keys are the client's; empty: none
    float em = 0, line_height = 0;  // points
    std::uint32_t turn = 0;         // changes when the page is to give it the focus once more
};

// What was done in the field that is being edited, as a whole.
struct RealEdit {
    std::string name;
    std::string text;
    std::size_t anchor = 0, caret = 0;  // UTF-16 code units
    float scroll = 0;                   // points, down or to the side
    float height = 0;                   // points that the text takes; 0: no more than was given
    std::size_t refused_bytes = 0;      // of a paste of which nothing was taken; 0: there was none
    bool composing = false;             // an input method has not finished: nothing may be changed
};

}  // namespace look
