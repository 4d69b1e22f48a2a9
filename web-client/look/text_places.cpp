// Which place of a text is where, and how its parts are drawn.
#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "shared/base/directions.hpp"
#include "shared/base/text.hpp"
#include "web-client/look/draw.hpp"
#include "web-client/look/signs.hpp"
#include "web-client/look/text_layout.hpp"

namespace look {
namespace {

bool goes_left(Glyph const& glyph) { return glyph.level % 2 == 1; }
float right_of(Glyph const& glyph) { return glyph.x + glyph.advance; }
// Where a caret stands that has come to the glyph, and that has passed it.
float begin_of(Glyph const& glyph) { return goes_left(glyph) ? right_of(glyph) : glyph.x; }
float end_of(Glyph const& glyph) { return goes_left(glyph) ? glyph.x : right_of(glyph); }

// What is drawn from the right is drawn sign by sign; a bracket is the other one there.
std::string_view mirrored_bytes(std::string_view letters, std::string& room) {
    auto rest = letters;
    auto const letter = base::next_code_point(rest);
    if (!rest.empty() || letter == base::broken) return letters;
    auto const other = base::mirrored(letter);
    if (other == letter) return letters;
    room.clear();
    base::append_utf8(room, other);
    return room;
}

// Glyphs that are drawn at once: a word that is one picture, one sign that goes from the right, or
// whatever else goes from the left.
std::size_t piece_end(std::string_view text, TextLayout const& layout, ImFont* font,
                      std::size_t first, std::size_t last) {
    auto const& glyphs = layout.glyphs;
    auto const& begin = glyphs[first];
    auto end = first + 1;
    if (!goes_left(begin) && !begin.of_word) {
        while (end < last && glyphs[end].level == begin.level && !glyphs[end].of_word) ++end;
        return end;
    }
    auto const word = sign_end(font, text.substr(0, glyphs[last - 1].end), begin.begin);
    while (end < last && !glyphs[end - 1].ends_word && glyphs[end].end <= word &&
           glyphs[end].level == begin.level)
        ++end;
    return end;
}

// Pictures are sharp where their pixels are the screen's.
float on_pixel(float x) {
    float const scale = std::max(ImGui::GetIO().DisplayFramebufferScale.x, 1.0f);
    return std::round(x * scale) / scale;
}

// There is no slanted face: what was drawn since this vertex leans to the right.
void slant(ImDrawList* list, int vertex, float middle) {
    constexpr float lean = 0.2f;
    for (; vertex < list->VtxBuffer.Size; ++vertex) {
        ImVec2& at = list->VtxBuffer[vertex].pos;
        at.x += (middle - at.y) * lean;
    }
}

std::size_t place_both_ways(TextLayout const& layout, TextLine const& line, float x) {
    Glyph const* nearest = nullptr;
    float least = 0;
    for (auto i = line.first; i < line.last; ++i) {
        Glyph const& glyph = layout.glyphs[i];
        if (glyph.begin >= line.end) break;
        float const away = std::max({glyph.x - x, x - right_of(glyph), 0.0f});
        if (nearest == nullptr || away < least) nearest = &glyph, least = away;
    }
    if (nearest == nullptr) return line.begin;
    bool const left_half = x < nearest->x + nearest->advance / 2;
    bool const before = left_half != goes_left(*nearest);
    bool const wraps = &line != &layout.lines.back() && nearest->end == line.end;
    return before || wraps ? nearest->begin : nearest->end;
}

}  // namespace

std::string_view drawn_bytes(std::string_view letters, bool hyphenated, std::string& room) {
    while (letters.ends_with('\n')) letters.remove_suffix(1);
    if (!hyphenated || !letters.ends_with(soft_hyphen)) return letters;
    letters.remove_suffix(soft_hyphen.size());
    room = std::string(letters) + "-";
    return room;
}

std::size_t TextLayout::place_at(float x, float y) const {
    float const row = std::floor(y / line_height);
    float const last = static_cast<float>(lines.size() - 1);
    TextLine const& line = lines[static_cast<std::size_t>(std::clamp(row, 0.0f, last))];
    if (both_ways) return place_both_ways(*this, line, x);
    bool const is_last = &line == &lines.back();
    for (std::size_t i = line.first; i < line.last; ++i) {
        Glyph const& glyph = glyphs[i];
        if (glyph.begin >= line.end) break;
        if (x < glyph.x + glyph.advance / 2) return glyph.begin;
        // At the end of a wrapped line the caret stays before its last blank, not on the next line.
        if (i + 1 == line.last && !is_last && glyph.end == line.end) return glyph.begin;
    }
    return line.end;
}

TextLayout::Spot TextLayout::spot_of(std::size_t place) const {
    for (std::size_t l = 0; l < lines.size(); ++l) {
        TextLine const& line = lines[l];
        bool const is_last = l + 1 == lines.size();
        if (place > line.end || (place == line.end && !is_last && lines[l + 1].begin == line.end))
            continue;
        Spot spot;
        spot.line = static_cast<int>(l);
        spot.y = static_cast<float>(l) * line_height;
        if (line.first < line.last) spot.x = begin_of(glyphs[line.first]);
        for (std::size_t i = line.first; i < line.last && glyphs[i].begin < place; ++i)
            spot.x = end_of(glyphs[i]);
        return spot;
    }
    return {0, static_cast<float>(lines.size() - 1) * line_height,
            static_cast<int>(lines.size()) - 1};
}

void draw_part(ImDrawList* list, Ui const& ui, ImVec2 origin, std::string_view text,
               TextLayout const& layout, DrawnPart const& part, TextStyle const& style,
               Colour colour) {
    auto const& glyphs = layout.glyphs;
    auto* const font = font_of(ui, style);
    std::string room;
    for (auto first = part.first; first < part.last;) {
        auto const last = layout.both_ways || layout.has_words
                              ? piece_end(text, layout, font, first, part.last)
                              : part.last;
        bool const left = goes_left(glyphs[first]);
        auto const& leftmost = left ? glyphs[last - 1] : glyphs[first];
        float const row = static_cast<float>(leftmost.line) * layout.line_height;
        float const margin = std::floor((layout.line_height - pixels_of(ui, style)) / 2);
        auto letters = text.substr(glyphs[first].begin, glyphs[last - 1].end - glyphs[first].begin);
        letters = drawn_bytes(letters, part.line.hyphenated && last == part.line.last, room);
        std::string other;
        if (left) letters = mirrored_bytes(letters, other);
        float const x = origin.x + leftmost.x + (left ? 0 : leftmost.before);
        int const vertex = list->VtxBuffer.Size;
        draw_text_at(list, ui, leftmost.of_word || left ? on_pixel(x) : x, origin.y + row + margin,
                     letters, style, colour);
        if (style.slanted) slant(list, vertex, origin.y + row + layout.line_height / 2);
        first = last;
    }
}

void draw_layout(ImDrawList* list, Ui const& ui, ImVec2 origin, std::string_view text,
                 TextLayout const& layout, TextStyle const& style, Colour colour) {
    for (TextLine const& line : layout.lines)
        draw_part(list, ui, origin, text, layout, {line, line.first, line.last}, style, colour);
}

}  // namespace look
