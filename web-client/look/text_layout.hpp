// Breaks text into lines of a given width, puts each line into the order in which it is seen, and
// knows where each letter stands.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "web-client/look/marked_text.hpp"
#include "web-client/look/text.hpp"

namespace look {

struct Glyph {                       // of one grapheme cluster
    std::size_t begin = 0, end = 0;  // bytes
    float x = 0, advance = 0;        // the advance includes `before`
    float before = 0;                // room before it, where fixed letters begin
    int line = 0;
    std::uint8_t level = 0;  // of UAX 9: what is odd goes from the right to the left
    std::uint32_t run = 0;   // of the marked text
    bool of_word = false;    // a part of a word that is one picture
    bool ends_word = false;  // of a script without blanks: a line may end behind it
};

struct TextLine {
    std::size_t first = 0, last = 0;  // glyphs, `last` not included
    std::size_t begin = 0, end = 0;   // bytes, without the line break
    float width = 0;
    bool hyphenated = false;  // broken at a soft hyphen, which is seen then
    bool from_right = false;  // of a paragraph that begins at the right edge
    bool is_code = false;
    std::uint8_t quotes = 0;  // in one another, of which it is a part
    float indent = 0;         // before its first letter
};

// A step of what is quoted, and what code has at both sides.
constexpr float quote_indent = 14, code_margin = 8;

// The width of a line that is never broken, and has no right edge.
constexpr float endless = 1e6f;

struct TextLayout {
    std::vector<Glyph> glyphs;
    std::vector<TextLine> lines;  // one at least
    // Whether letters go from the right to the left: then those of a line do not stand in the order
    // in which they were written, which is still the order of `glyphs`.
    bool both_ways = false;
    bool has_words = false;  // that are one picture each
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

inline constexpr std::string_view soft_hyphen = "\u00AD";

// Bytes of a line as they are drawn: a soft hyphen at whose place the line was broken is a hyphen,
// and a line break is nothing. `room` holds the letters if they are others.
std::string_view drawn_bytes(std::string_view letters, bool hyphenated, std::string& room);

// Draws some glyphs of a line. The layout's left upper corner is at `origin`.
struct DrawnPart {
    TextLine const& line;
    std::size_t first = 0, last = 0;  // glyphs, `last` not included
};
void draw_part(ImDrawList* list, Ui const& ui, ImVec2 origin, std::string_view text,
               TextLayout const& layout, DrawnPart const& part, TextStyle const& style,
               Colour colour);
// All of it, in one style.
void draw_layout(ImDrawList* list, Ui const& ui, ImVec2 origin, std::string_view text,
                 TextLayout const& layout, TextStyle const& style, Colour colour);

TextLayout lay_out(Ui const& ui, MarkedText const& text, TextStyle const& style, float width);

TextStyle style_of(TextStyle style, Mark mark);

}  // namespace look
