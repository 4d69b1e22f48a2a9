#include "web-client/look/line_order.hpp"

#include <algorithm>

#include "shared/base/directions.hpp"
#include "shared/base/text.hpp"
#include "shared/base/unicode.hpp"

namespace look {
namespace {

void order_line(TextLayout& layout, std::string_view text, TextLine& line, float width) {
    // What ends a line stands at its end, whatever is before it (rule L1).
    for (auto last = line.last; last > line.first; --last) {
        auto& glyph = layout.glyphs[last - 1];
        if (!is_breaking_space(text, glyph) && text[glyph.begin] != '\n') break;
        glyph.level = line.from_right ? 1 : 0;
    }
    std::vector<std::uint8_t> levels;
    float all = 0;
    for (auto i = line.first; i < line.last; ++i) {
        levels.push_back(layout.glyphs[i].level);
        all += layout.glyphs[i].advance;
    }
    bool const has_edge = width < endless;
    // Blanks at its end hang over the edge, which is the left one here.
    float x = line.from_right ? (has_edge ? width : line.width) - line.indent - all : line.indent;
    for (auto const place : base::visual_order(levels)) {
        auto& glyph = layout.glyphs[line.first + place];
        glyph.x = x;
        x += glyph.advance;
    }
    if (line.from_right && has_edge) layout.width = std::max(layout.width, width);
}

}  // namespace

bool is_breaking_space(std::string_view text, Glyph const& glyph) {
    auto const first = static_cast<unsigned char>(text[glyph.begin]);
    if (first < 0xE1) return first == ' ' || first == '\t';
    auto rest = text.substr(glyph.begin);
    auto const c = base::next_code_point(rest);
    return base::is_space_of_a_line(c) && c != 0x2007 && c != 0x202F && c != 0xFEFF;
}

void put_in_order(TextLayout& layout, std::string_view text, float width) {
    layout.both_ways = true;
    for (std::size_t first = 0; first < layout.lines.size();) {
        auto last = first;  // line of the paragraph
        while (last + 1 < layout.lines.size() &&
               layout.lines[last].end == layout.lines[last + 1].begin)
            ++last;
        auto const begin = layout.lines[first].begin, end = layout.lines[last].end;
        auto const directions = base::directions_of(text.substr(begin, end - begin));
        for (auto l = first; l <= last; ++l) {
            auto& line = layout.lines[l];
            line.from_right = directions.from_right;
            for (auto i = line.first; i < line.last; ++i) {
                auto const at = layout.glyphs[i].begin - begin;
                if (at < directions.levels.size()) layout.glyphs[i].level = directions.levels[at];
            }
            order_line(layout, text, line, width);
        }
        first = last + 1;
    }
}

}  // namespace look
