// Breaks text into lines of a given width, knows where each letter stands, and reads the few marks
// that messages may carry: **strong**, `fixed`, links and @names.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "web-client/look/text.hpp"

namespace look {

enum class Mark : std::uint8_t { plain, strong, fixed, link, name };

struct Run {  // bytes of the text
    std::size_t begin = 0, end = 0;
    Mark mark = Mark::plain;
};

struct MarkedText {
    std::string text;       // without the marks
    std::vector<Run> runs;  // all of it, in order
};
// Where a name ends that is written with the sign before this byte, as "@Anna"; 0: none is. A name
// is a whole word after white space, a bracket or the start, and no part of an address.
std::size_t name_end(std::string_view text, std::size_t at);

MarkedText plain_text(std::string_view text);
MarkedText read_marks(std::string_view text);

struct Glyph {                       // of one grapheme cluster
    std::size_t begin = 0, end = 0;  // bytes
    float x = 0, advance = 0;        // the advance includes `before`
    float before = 0;                // room before it, where fixed letters begin
    int line = 0;
    Mark mark = Mark::plain;
};

struct TextLine {
    std::size_t first = 0, last = 0;  // glyphs, `last` not included
    std::size_t begin = 0, end = 0;   // bytes, without the line break
    float width = 0;
    bool hyphenated = false;  // broken at a soft hyphen, which is seen then
};

struct TextLayout {
    std::vector<Glyph> glyphs;
    std::vector<TextLine> lines;  // one at least
    float line_height = 0;
    float width = 0, height = 0;

    // The byte before which a caret stands that is nearest to a point.
    std::size_t place_at(float x, float y) const;
    // Where a caret before this byte stands: its left upper corner.
    struct Spot {
        float x = 0, y = 0;
        int line = 0;
    };
    Spot spot_of(std::size_t place) const;
};

// Bytes of a line as they are drawn: a soft hyphen at whose place the line was broken is a hyphen,
// and what ends the line is left out. `room` holds the letters if they are others.
std::string_view drawn_of_line(std::string_view text, TextLine const& line, std::string& room);

TextLayout lay_out(Ui const& ui, MarkedText const& text, TextStyle const& style, float width);

TextStyle style_of(TextStyle style, Mark mark);

}  // namespace look
