#include "web-client/look/text.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cfloat>
#include <cmath>

#include "shared/base/directions.hpp"
#include "web-client/look/button.hpp"
#include "web-client/look/draw.hpp"
#include "web-client/look/faces.hpp"
#include "web-client/look/signs.hpp"
#include "web-client/look/text_layout.hpp"

namespace look {

ImFont* font_of(Ui const& ui, TextStyle const& style) {
    if (style.mono) return ui.fonts.mono;
    return style.strong ? ui.fonts.strong : ui.fonts.regular;
}

float pixels_of(Ui const& ui, TextStyle const& style) {
    float const em = style.size == Size::small    ? ui.theme.size.text_small
                     : style.size == Size::normal ? ui.theme.size.text
                                                  : ui.theme.size.text_large;
    FaceName const name = style.mono ? FaceName::mono : FaceName::regular;
    // Fixed letters look larger than others of their size.
    return std::round(em * face(name).line_per_em * (style.mono ? 0.93f : 1.0f));
}

void fill(Rect const& rect, Colour colour, float radius) {
    if (colour.alpha == 0) return;
    ImGui::GetWindowDrawList()->AddRectFilled(
        {rect.x, rect.y}, {rect.x + rect.width, rect.y + rect.height}, packed(colour), radius);
}

void frame(Rect const& rect, Colour colour, float radius, float thickness) {
    if (colour.alpha == 0) return;
    ImGui::GetWindowDrawList()->AddRect({rect.x, rect.y},
                                        {rect.x + rect.width, rect.y + rect.height}, packed(colour),
                                        radius, 0, thickness);
}

void draw_shadow(Ui const& ui, Rect const& rect, float radius) {
    constexpr int rings = 10;
    ImDrawList* const list = ImGui::GetWindowDrawList();
    list->PushClipRectFullScreen();
    for (int i = 1; i <= rings; ++i) {
        float const share = static_cast<float>(rings - i + 1) / rings;
        Rect ring = inset(rect, -static_cast<float>(i));
        ring.y += 2;
        frame(ring, faded(ui.theme.palette.shadow, 0.35f * share * share),
              radius + static_cast<float>(i), 1.5f);
    }
    list->PopClipRect();
}

namespace {

// What is showable already.
void add_shown(ImDrawList* list, ImFont* font, float size, ImVec2 at, std::string_view text,
               Colour colour) {
    list->AddText(font, size, at, packed(colour), begin_of(text), end_of(text));
}

}  // namespace

void draw_text_at(ImDrawList* list, Ui const& ui, float x, float y, std::string_view text,
                  TextStyle const& style, Colour colour) {
    ImFont* const font = font_of(ui, style);
    std::string room;
    text = showable(font, text, room);
    add_shown(list, font, pixels_of(ui, style), {x, y}, text, colour);
}

float text_width(Ui const& ui, std::string_view text, TextStyle const& style) {
    ImFont* const font = font_of(ui, style);
    std::string room;
    text = showable(font, text, room);
    return font->CalcTextSizeA(pixels_of(ui, style), FLT_MAX, 0, begin_of(text), end_of(text)).x;
}

float line_height(Ui const& ui, Size size) {
    float const em = size == Size::small    ? ui.theme.size.text_small
                     : size == Size::normal ? ui.theme.size.text
                                            : ui.theme.size.text_large;
    return std::round(em * ui.theme.size.line_height);
}

namespace {

constexpr std::string_view ellipsis = "…";

// A line in which something goes from the right to the left. What there is no room for is left out
// at its end, which may be in its middle, or at its left.
float draw_both_ways(Ui& ui, Rect rect, std::string_view text, TextStyle const& style) {
    std::string shown(text);
    std::replace(shown.begin(), shown.end(), '\n', ' ');
    auto marked = plain_text(shown);
    auto layout = lay_out(ui, marked, style, endless);
    if (layout.width > rect.width + 0.5f) {
        float left = rect.width - text_width(ui, ellipsis, style);
        std::size_t end = 0;
        for (auto const& glyph : layout.glyphs) {
            left -= glyph.advance;
            if (left < 0) break;
            end = glyph.end;
        }
        marked = plain_text(shown.substr(0, end) + std::string(ellipsis));
        layout = lay_out(ui, marked, style, endless);
    }
    ImVec2 const origin{std::floor(rect.x),
                        rect.y + std::floor((rect.height - layout.line_height) / 2)};
    draw_layout(ImGui::GetWindowDrawList(), ui, origin, marked.text, layout, style,
                colour_of(ui.theme, style.tone));
    return std::min(layout.width, rect.width);
}

}  // namespace

float draw_text(Ui& ui, Rect rect, std::string_view text, TextStyle const& style) {
    if (text.empty() || rect.width <= 0) return 0;
    float const size = pixels_of(ui, style);
    float const y = rect.y + std::floor((rect.height - size) / 2);
    float const x = std::floor(rect.x);
    ImDrawList* const list = ImGui::GetWindowDrawList();
    Colour const colour = colour_of(ui.theme, style.tone);
    if (base::may_go_left(text)) return draw_both_ways(ui, rect, text, style);
    float const width = text_width(ui, text, style);
    if (width <= rect.width + 0.5f) {
        draw_text_at(list, ui, x, y, text, style, colour);
        return width;
    }
    float const room = rect.width - text_width(ui, ellipsis, style);
    ImFont* const font = font_of(ui, style);
    std::string shown;
    text = showable(font, text, shown);
    char const* rest = begin_of(text);
    float const drawn =
        font->CalcTextSizeA(size, std::max(room, 0.0f), 0, begin_of(text), end_of(text), &rest).x;
    std::string_view const part(begin_of(text), static_cast<std::size_t>(rest - begin_of(text)));
    add_shown(list, font, size, {x, y}, part, colour);
    add_shown(list, font, size, {x + drawn, y}, ellipsis, colour);
    return rect.width;
}

void draw_icon(Ui& ui, Rect rect, Icon icon, Tone tone, float size) {
    if (icon == Icon::none) return;
    IconText const letter = icon_text(icon);
    float const pixels = std::round(size * face(FaceName::icons).line_per_em);
    ImVec2 const box = ui.fonts.icons->CalcTextSizeA(pixels, FLT_MAX, 0, letter.bytes);
    ImVec2 const at{std::floor(rect.x + (rect.width - box.x) / 2 + 0.5f),
                    std::floor(rect.y + (rect.height - box.y) / 2 + 0.5f)};
    ImGui::GetWindowDrawList()->AddText(ui.fonts.icons, pixels, at,
                                        packed(colour_of(ui.theme, tone)), letter.bytes);
}

void text(Ui& ui, std::string_view text, TextStyle const& style) {
    float const width = std::min(text_width(ui, text, style), std::max(width_left(ui), 1.0f));
    Rect const rect = take_place(ui, width, line_height(ui, style.size));
    ImGui::ItemAdd(ImRect(rect.x, rect.y, rect.x + rect.width, rect.y + rect.height), 0);
    draw_text(ui, rect, text, style);
    Node node;
    node.name = text;
    node.rect = seen(rect);
    ui.nodes.add(std::move(node));
}

void heading(Ui& ui, std::string_view text, int level) {
    TextStyle style;
    style.size = level <= 2 ? Size::large : Size::normal;
    style.strong = true;
    float const width = std::min(text_width(ui, text, style), std::max(width_left(ui), 1.0f));
    Rect const rect = take_place(ui, width, line_height(ui, style.size));
    ImGui::ItemAdd(ImRect(rect.x, rect.y, rect.x + rect.width, rect.y + rect.height), 0);
    draw_text(ui, rect, text, style);
    Node node;
    node.role = Role::heading;
    node.name = text;
    node.rect = seen(rect);
    node.level = level;
    ui.nodes.add(std::move(node));
}

void icon(Ui& ui, Icon icon, Tone tone) {
    Rect const rect = take_place(ui, 16, line_height(ui, Size::normal));
    draw_icon(ui, rect, icon, tone);
}

void note(Ui& ui, Icon icon, std::string_view text, Tone tone) {
    Rect const line = here(ui, line_height(ui, Size::small));
    draw_icon(ui, {line.x, line.y, 16, line.height}, icon, tone, 14);
    ImGui::Indent(22);
    Paragraph how;
    how.style.size = Size::small;
    how.style.tone = tone;
    paragraph(ui, text, how);
    ImGui::Unindent(22);
}

}  // namespace look
