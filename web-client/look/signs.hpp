// Signs that our faces do not have: emoji, and letters of other scripts. Whoever shows the window
// draws each grapheme cluster of them as one picture, by all the fonts that the machine has, and it
// stands on the texture of the faces like a glyph: under a private character, which nobody sees.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "web-client/look/ui.hpp"

struct ImFont;

namespace look {

struct SignPicture {
    int width = 0, height = 0;  // in pixels; 0: nothing is to be seen
    float left = 0,
          above = 0;        // of its upper left corner, from where the letter stands on its line
    float advance = 0;      // in pixels, too
    bool coloured = false;  // has colours of its own; else it is white, and gets the text's
    std::vector<unsigned char> pixels;  // RGBA, not premultiplied
};
struct SignWanted {
    std::string_view cluster;
    float em = 0;  // pixels
    bool strong = false;
};
// False: it cannot be drawn here.
using DrawSign = std::function<bool(SignWanted const& wanted, SignPicture& picture)>;

// For all that is drawn from then on. Until it is told, and with nobody, such signs are "?".
void draw_signs_by(DrawSign draw);

// The text as the faces can show it, in which each cluster that they lack is one private character:
// the text itself if there is none, else what was put into `room`.
std::string_view showable(ImFont* font, std::string_view text, std::string& room);

// For fonts.cpp: adds this to the font that was made last; and forgets what faces had, since others
// were loaded.
void add_signs(bool strong);
void forget_faces();

}  // namespace look
