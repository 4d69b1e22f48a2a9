// What the widgets share when they draw with ImGui; panels do not need it.
#pragma once

#include <imgui.h>

#include <string_view>

#include "web-client/look/text.hpp"
#include "web-client/look/ui.hpp"

namespace look {

inline ImU32 packed(Colour colour) {
    return IM_COL32(colour.red, colour.green, colour.blue, colour.alpha);
}
inline ImVec4 unpacked(Colour colour) { return ImGui::ColorConvertU32ToFloat4(packed(colour)); }

ImFont* font_of(Ui const& ui, TextStyle const& style);
// ImGui counts a font's size from ascent to descent; the theme counts ems, as a page does.
float pixels_of(Ui const& ui, TextStyle const& style);

void fill(Rect const& rect, Colour colour, float radius = 0);
void frame(Rect const& rect, Colour colour, float radius, float thickness = 1);
// Around a window that lies above the others, outside of its own rectangle.
void draw_shadow(Ui const& ui, Rect const& rect, float radius);

// At a place of the drawing list; no cutting, no centring.
void draw_text_at(ImDrawList* list, Ui const& ui, float x, float y, std::string_view text,
                  TextStyle const& style, Colour colour);

inline char const* begin_of(std::string_view text) { return text.data() ? text.data() : ""; }
inline char const* end_of(std::string_view text) { return begin_of(text) + text.size(); }

}  // namespace look
