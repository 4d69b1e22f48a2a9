#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <tuple>

#include "web-client/look/button.hpp"
#include "web-client/look/draw.hpp"
#include "web-client/look/text_layout.hpp"
#include "web-client/look/typing.hpp"

namespace look {
namespace {

// The mouse selects: press and drag, a word by a double click, all by a triple one.
void follow_mouse(Ui& ui, std::uint32_t item, Rect const& rect, std::string_view source,
                  MarkedText const& text, TextLayout const& layout) {
    ImVec2 const mouse = ImGui::GetIO().MousePos;
    std::size_t const place = layout.place_at(mouse.x - rect.x, mouse.y - rect.y);
    Selection& selection = ui.selection;
    if (ImGui::IsMouseClicked(0)) {
        selection = {item, place, place, {}};
        int const clicks = ImGui::GetMouseClickedCount(0);
        if (clicks == 2)
            std::tie(selection.anchor, selection.caret) = typing::word_around(text.text, place);
        if (clicks > 2) selection = {item, 0, text.text.size(), {}};
    } else if (ImGui::IsMouseDragging(0, 2) && selection.paragraph == item) {
        selection.caret = place;
    }
    std::size_t const begin = std::min(selection.anchor, selection.caret);
    std::size_t const end = std::max(selection.anchor, selection.caret);
    selection.text = as_written(text, source, begin, end);
}

void draw_selection(Ui const& ui, Rect const& rect, TextLayout const& layout, std::size_t begin,
                    std::size_t end) {
    Colour const colour = faded(ui.theme.palette.accent, 0.35f);
    for (Glyph const& glyph : layout.glyphs)
        if (glyph.begin >= begin && glyph.end <= end)
            fill({rect.x + glyph.x, rect.y + static_cast<float>(glyph.line) * layout.line_height,
                  std::ceil(glyph.advance), layout.line_height},
                 colour);
}

// Draws a line's glyphs, run by run. Returns the address of a link that was clicked in it.
class LineDrawing {
public:
    LineDrawing(Ui& ui, Rect rect, MarkedText const& text, TextLayout const& layout,
                TextStyle const& style, bool hovered)
        : ui_(ui), rect_(rect), text_(text), layout_(layout), style_(style), hovered_(hovered) {}

    std::string draw(TextLine const& line, float y) {
        std::string clicked;
        for (std::size_t i = line.first; i < line.last;) {
            std::size_t last = i;
            auto const run = layout_.glyphs[i].run;
            while (last < line.last && layout_.glyphs[last].run == run) ++last;
            if (draw_run(line, i, last, y)) clicked = linked(text_.runs[run]).address;
            i = last;
        }
        return clicked;
    }

    // Of code there is one, behind its lines; at quotes a bar each.
    void draw_ground(TextLine const& line, float y) const {
        Palette const& palette = ui_.theme.palette;
        float const height = layout_.line_height;
        if (line.is_code) fill({rect_.x, y, rect_.width, height}, palette.raised);
        for (int i = 0; i < line.quotes; ++i) {
            float const x = static_cast<float>(i) * quote_indent;
            fill({rect_.x + (line.from_right ? rect_.width - x - 3 : x), y, 3, height},
                 palette.text_faint);
        }
    }

private:
    bool draw_run(TextLine const& line, std::size_t first, std::size_t last, float y) {
        Run const& marked = text_.runs[layout_.glyphs[first].run];
        TextStyle const style = style_of(style_, marked.mark);
        Rect const run = around(first, last, y);
        Palette const& palette = ui_.theme.palette;
        if (has(marked.mark, Mark::fixed)) {
            Rect const box{run.x, run.y, run.width, run.height};
            fill(box, palette.raised, 4);
            frame(box, palette.line, 4);
        }
        draw_part(ImGui::GetWindowDrawList(), ui_, {rect_.x, rect_.y}, text_.text, layout_,
                  {line, first, last}, style, colour_of(ui_.theme, style.tone));
        if (has(marked.mark, Mark::struck))
            fill({run.x, run.y + std::round(run.height * 0.55f), run.width, 1},
                 colour_of(ui_.theme, style.tone));
        return marked.link != 0 && link(marked, layout_.glyphs[first].begin, run);
    }

    Rect around(std::size_t first, std::size_t last, float y) const {
        float left = layout_.glyphs[first].x, right = left;
        for (std::size_t i = first; i < last; ++i) {
            left = std::min(left, layout_.glyphs[i].x);
            right = std::max(right, layout_.glyphs[i].x + layout_.glyphs[i].advance);
        }
        return {rect_.x + left, y, right - left, layout_.line_height};
    }

    // A link is one thing, on however many lines it stands: the keyboard and readers of screens
    // find it where it begins, and the mouse in each of its lines.
    bool link(Run const& marked, std::size_t begin, Rect const& run) {
        auto const& words = linked(marked);
        auto name = text_.text.substr(words.begin, words.end - words.begin);
        bool const begins_here = words.begin == begin;
        if (begins_here) link_ = press(ui_, "link" + std::to_string(begin), run);
        bool const under_mouse = begins_here ? link_.hovered : hovered_ && is_in(run, mouse());
        if (under_mouse) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
        float const y = run.y + run.height - 3;
        if (under_mouse || link_.focus_visible)
            fill({run.x, y, run.width, 1}, ui_.theme.palette.accent);
        if (link_.focus_visible) draw_focus_ring(ui_, run, 4);
        // Words may say one thing, and lead to another.
        if ((under_mouse || link_.focus_visible) && name != words.address)
            tooltip(ui_, run, words.address);
        if (!begins_here) return under_mouse && was_clicked(run);
        Node node;
        node.role = Role::link;
        node.name = std::move(name);
        node.href = words.address;
        node.rect = seen(run);
        node.state.focused = link_.focused;
        ui_.nodes.add(std::move(node), link_.item);
        return link_.pressed;
    }

    static ImVec2 mouse() { return ImGui::GetIO().MousePos; }
    static bool is_in(Rect const& rect, ImVec2 point) {
        return point.x >= rect.x && point.x < rect.x + rect.width && point.y >= rect.y &&
               point.y < rect.y + rect.height;
    }
    // Pressed and let go here, and nothing was selected in between.
    static bool was_clicked(Rect const& rect) {
        ImGuiIO const& io = ImGui::GetIO();
        float const threshold = io.MouseDragThreshold * io.MouseDragThreshold;
        return ImGui::IsMouseReleased(0) && io.MouseDragMaxDistanceSqr[0] < threshold &&
               is_in(rect, io.MouseClickedPos[0]);
    }

    LinkedText const& linked(Run const& run) const { return text_.links[run.link - 1]; }

    Ui& ui_;
    Rect rect_;
    MarkedText const& text_;
    TextLayout const& layout_;
    TextStyle style_;
    bool hovered_;  // the paragraph
    Press link_;    // that was drawn last
};

}  // namespace

std::string paragraph(Ui& ui, std::string_view source, Paragraph const& how) {
    MarkedText const text = how.marked ? read_marks(source, how.names) : plain_text(source);
    float const width = how.width > 0 ? how.width : width_left(ui);
    TextLayout const layout = lay_out(ui, text, how.style, width);
    Rect const rect = take_place(ui, width, layout.height);
    ImRect const box(rect.x, rect.y, rect.x + std::min(width, layout.width + 1),
                     rect.y + layout.height);
    std::string const id = "text/" + std::string(how.id.empty() ? source : how.id);
    ImGuiID const item = ImGui::GetID(id.c_str());
    bool const visible =
        ImGui::ItemAdd(box, item, nullptr, ImGuiItemFlags_NoNav | ImGuiItemFlags_NoTabStop);
    Node node;
    node.name = text.text;
    node.rect = seen({rect.x, rect.y, std::min(width, layout.width), layout.height});
    ui.nodes.open(std::move(node), item);
    std::string clicked;
    if (visible) {
        bool hovered = false, held = false;
        ImGui::SetNextItemAllowOverlap();
        ImGui::ButtonBehavior(box, item, &hovered, &held,
                              ImGuiButtonFlags_PressedOnClick | ImGuiButtonFlags_AllowOverlap |
                                  ImGuiButtonFlags_NoNavFocus);
        if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
        if (held) follow_mouse(ui, item, rect, source, text, layout);
        Scope const scope(id);
        LineDrawing drawing(ui, rect, text, layout, how.style, hovered);
        auto const top = [&](std::size_t l) {
            return rect.y + static_cast<float>(l) * layout.line_height;
        };
        for (std::size_t l = 0; l < layout.lines.size(); ++l)
            drawing.draw_ground(layout.lines[l], top(l));
        if (ui.selection.paragraph == item)
            draw_selection(ui, rect, layout, std::min(ui.selection.anchor, ui.selection.caret),
                           std::max(ui.selection.anchor, ui.selection.caret));
        for (std::size_t l = 0; l < layout.lines.size(); ++l) {
            std::string address = drawing.draw(layout.lines[l], top(l));
            if (!address.empty()) clicked = std::move(address);
        }
    }
    ui.nodes.close();
    return clicked;
}

float paragraph_height(Ui const& ui, std::string_view source, Paragraph const& how, float width) {
    MarkedText const text = how.marked ? read_marks(source, how.names) : plain_text(source);
    return lay_out(ui, text, how.style, width).height;
}

}  // namespace look
