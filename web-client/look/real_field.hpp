// What a page's own text field is to be: widgets ask for one while they draw, the machine shows it.
#pragma once

#include <string>

#include "web-client/look/semantics.hpp"

namespace look {

// A text field that the machine itself shows over the drawing, so that password managers work.
// Native windows have none (has_real_fields() is false) and draw their own.
struct RealField {
    std::string name;          // "email", "password", "name"
    std::string type;          // of an HTML input: "email", "password", "text"
    std::string autocomplete;  // "username", "current-password", "new-password", "name"
    std::string label;
    std::string value;
    Rect rect;             // where the text goes, in display points
    std::string problem;   // shown as its description; empty: none
    bool focused = false;  // has the keyboard; the page gives it the browser's focus then
};

}  // namespace look
