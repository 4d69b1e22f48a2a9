// Text on the screen: one line, a heading, or a paragraph that wraps and can be selected and
// copied.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "web-client/look/ui.hpp"

namespace look {

enum class Size : std::uint8_t { small, normal, large };

struct TextStyle {
    Size size = Size::normal;
    Tone tone = Tone::normal;
    bool strong = false;
    bool mono = false;
    bool slanted = false;  // only where it is laid out
};

// Points that a line of this text takes; without line breaks.
float text_width(Ui const& ui, std::string_view text, TextStyle const& style = {});
float line_height(Ui const& ui, Size size);

// Draws, and says nothing to the semantic tree: for widgets, which write their own node. The text
// is centred in the rectangle's height and cut with "…" at its width. Returns the width drawn.
float draw_text(Ui& ui, Rect rect, std::string_view text, TextStyle const& style = {});
void draw_icon(Ui& ui, Rect rect, Icon icon, Tone tone, float size = 16);

// One line in the flow, cut with "…" where there is no more room.
void text(Ui& ui, std::string_view text, TextStyle const& style = {});
void heading(Ui& ui, std::string_view text, int level = 1);
void icon(Ui& ui, Icon icon, Tone tone = Tone::soft);

// Wraps at the width that is left, can be selected with the mouse (a word by a double, all by a
// triple click) and copied with Ctrl+C, as it was written. With `marked`, the marks of
// marked_text.hpp are drawn as such; returns the address of a link that was clicked.
struct Span;
struct Paragraph {
    std::string_view id{};  // empty: the text itself
    TextStyle style;
    bool marked = false;
    std::vector<Span> const* names = nullptr;  // as read_marks takes them
    float width = 0;                           // 0: what is left
};
std::string paragraph(Ui& ui, std::string_view text, Paragraph const& how = {});
float paragraph_height(Ui const& ui, std::string_view text, Paragraph const& how, float width);

// An icon and a short paragraph, as a problem under a field or a reason under a grey button.
void note(Ui& ui, Icon icon, std::string_view text, Tone tone = Tone::faint);

}  // namespace look
