// Small signs: avatars, counts, coloured dots, chips, lines between things, progress.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "web-client/look/text.hpp"
#include "web-client/look/ui.hpp"

namespace look {

// The first letters of the first two words, in capitals: "Анна Петрова" -> "АП"; where there
// are none, the first sign.
std::string initials(std::string_view name);
std::uint32_t seed_of(std::string_view id);

void draw_initials(Ui& ui, Rect rect, std::string_view name, std::uint32_t seed);

// The picture of the person with this id, or their initials.
void draw_avatar(Ui& ui, Rect rect, std::string_view name, std::string_view id);
// The same of a workspace, which looks alike whatever its id is.
void draw_emblem(Ui& ui, Rect rect, std::string_view name, std::string_view id);
void avatar(Ui& ui, std::string_view name, std::string_view id, float size = 32);

// A count on the accent; "99+" beyond two digits. Returns its width.
float draw_badge(Ui& ui, float right, float middle, int count);

struct Chip {
    std::string_view label{};
    Tone tone = Tone::soft;
};
void draw_chip(Ui& ui, Rect rect, Chip const& chip);
float chip_width(Ui const& ui, std::string_view label);

// A dot and a word, as of a connection; a live region of role status.
void status(Ui& ui, std::string_view text, Tone tone);

// Grounds and edges that belong to no widget.
void mention_ground(Ui& ui, Rect rect);  // behind what speaks to the reader
void input_frame(Ui& ui, Rect rect, bool focused);
void edge(Ui& ui, Rect rect);  // a thin line between parts of the screen

// A line, and a line with a word in its middle (a day, "new messages").
void divider(Ui& ui);
void labelled_divider(Ui& ui, std::string_view label, Tone tone = Tone::faint, bool strong = false);

// `part` from 0 to 1; less than 0: nobody knows how long.
void progress(Ui& ui, std::string_view label, float part);
void spinner_line(Ui& ui, std::string_view label);

// The squares of a QR code, dark on light in every theme, with the quiet zone around them that
// ISO/IEC 18004 asks for. A row has "1" for dark and "0" for light.
void modules(Ui& ui, std::string_view label, std::vector<std::string> const& rows);

// What a screen without anything on it says: what this is, and what to do first.
struct Empty {
    Icon icon = Icon::none;
    std::string_view title{};  // empty: the screen's head says it
    std::string_view text{};
    std::string_view action{};  // label of a button; empty: none
};
bool empty_state(Ui& ui, Rect rect, Empty const& empty);

}  // namespace look
