// A part of a screen of settings: a heading, what it is about, and what can be done, with room
// before the next one.
#pragma once

#include <string>

#include "web-client/look/widgets.hpp"

namespace parts {

inline void part(look::Ui& ui, std::string const& title, std::string const& about) {
    look::heading(ui, title, 3);
    if (about.empty()) return;
    look::gap(ui, 4);
    look::Paragraph soft;
    soft.style.tone = look::Tone::soft;
    look::paragraph(ui, about, soft);
    look::gap(ui, 10);
}

inline void part_end(look::Ui& ui) {
    look::gap(ui, 20);
    look::divider(ui);
    look::gap(ui, 20);
}

}  // namespace parts
