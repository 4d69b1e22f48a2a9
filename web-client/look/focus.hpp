// Where the keyboard is. ImGui's own idea of it decides, for the page's fields as well; what is
// told here is what ImGui leaves open: letters that come before the focus has moved, and the focus
// of a thing that is gone.
#pragma once

#include <cstdint>

#include "web-client/look/ui.hpp"

namespace look::focus {

void begin_frame(Ui& ui);  // gives back the letters that wait
void end_frame(Ui& ui);    // keeps those that nobody took, for a moment

// Letters of this frame go to whatever has the keyboard in the next one.
void hold_letters(Ui& ui);
bool has_letters();  // and not as a command
bool has_paste();

// A field that the page itself shows: one stop of the Tab key. True while it has the keyboard.
bool page_field(Ui& ui, std::uint32_t item, Rect const& rect, std::string_view name);

}  // namespace look::focus
