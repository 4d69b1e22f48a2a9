#include "web-client/look/text_layout.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cfloat>
#include <cmath>

#include "shared/base/directions.hpp"
#include "shared/base/text.hpp"
#include "shared/base/unicode.hpp"
#include "web-client/look/draw.hpp"
#include "web-client/look/line_order.hpp"
#include "web-client/look/signs.hpp"

namespace look {
namespace {

constexpr float fixed_margin = 5;

float advance_of(ImFontBaked* font, char32_t letter) {
    if (letter == base::broken) letter = U'\uFFFD';  // as ImGui draws it
    return font->GetCharAdvance(static_cast<ImWchar>(letter));
}

std::string_view cluster_at(std::string_view text, Glyph const& glyph) {
    return text.substr(glyph.begin, glyph.end - glyph.begin);
}

// The width of what is drawn as one.
float width_of(ImFont* font, ImFontBaked* baked, std::string_view sign, std::string& room) {
    float width = 0;
    for (auto letters = showable(font, sign, room); !letters.empty();) {
        char32_t const letter = base::next_code_point(letters);
        if (letter != '\n') width += advance_of(baked, letter);
    }
    return width;
}

// A word that is one picture is as many glyphs as it has clusters, so that a caret finds its place
// between them.
void add_sign(std::vector<Glyph>& glyphs, ImFont* font, std::string_view text, Glyph sign,
              std::string const& shown) {
    auto const* const signs = Signs::of(*font->ContainerAtlas);
    auto character = std::string_view(shown);
    auto const* const shares = signs == nullptr || shown.empty()
                                   ? nullptr
                                   : signs->shares(base::next_code_point(character));
    auto const ends = base::clusters(cluster_at(text, sign));
    auto const count = ends.size() - 1;
    for (std::size_t i = 0; i < count; ++i) {
        Glyph part = sign;
        part.begin = sign.begin + ends[i];
        part.end = sign.begin + ends[i + 1];
        part.of_word = true;
        part.advance = sign.advance * (shares != nullptr && shares->size() == count
                                           ? (*shares)[i]
                                           : 1 / static_cast<float>(count));
        glyphs.push_back(part);
    }
}

std::vector<Glyph> glyphs_of(Ui const& ui, MarkedText const& text, TextStyle const& style) {
    std::vector<Glyph> glyphs;
    glyphs.reserve(text.text.size());
    std::string room;
    for (Run const& run : text.runs) {
        TextStyle const how = style_of(style, run.mark);
        ImFont* const font = font_of(ui, how);
        ImFontBaked* const baked = font->GetFontBaked(pixels_of(ui, how));
        std::size_t const first = glyphs.size();
        for (std::size_t at = run.begin; at < run.end;) {
            Glyph glyph;
            glyph.begin = at;
            glyph.end = std::min(sign_end(font, text.text, at), run.end);
            glyph.mark = run.mark;
            glyph.advance = width_of(font, baked, cluster_at(text.text, glyph), room);
            at = glyph.end;
            if (base::cluster_end(text.text, glyph.begin) < glyph.end)
                add_sign(glyphs, font, text.text, glyph, room);
            else
                glyphs.push_back(glyph);
        }
        if (run.mark == Mark::fixed) {  // its box stands apart from the words around it
            glyphs[first].before = fixed_margin;
            glyphs[first].advance += fixed_margin;
            glyphs.back().advance += fixed_margin;
        }
    }
    return glyphs;
}

bool is_soft_hyphen(std::string_view text, Glyph const& glyph) {
    return cluster_at(text, glyph) == soft_hyphen;
}

// Ideographs, kana and what stands among them: a line may end behind each.
bool is_ideograph(std::string_view text, Glyph const& glyph) {
    auto rest = cluster_at(text, glyph);
    if (rest.empty() || static_cast<unsigned char>(rest.front()) < 0xE2) return false;
    auto const c = base::next_code_point(rest);
    return (c >= 0x2E80 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
           (c >= 0xFF00 && c <= 0xFFEF) || (c >= 0x20000 && c <= 0x3FFFF);
}
// What closes does not begin a line, and what opens does not end one (of JIS X 4051, the usual).
bool may_part(std::string_view text, std::vector<Glyph> const& glyphs, std::size_t i) {
    if (cluster_at(text, glyphs[i]) == "\u200B") return true;
    if (!is_ideograph(text, glyphs[i])) return false;
    constexpr std::string_view
        opening = "（「『【〈《〔［｛",
        closing = "、。，．・：；？！）」』】〉》〕］｝ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ…";
    if (opening.find(cluster_at(text, glyphs[i])) != std::string_view::npos) return false;
    return i + 1 == glyphs.size() ||
           closing.find(cluster_at(text, glyphs[i + 1])) == std::string_view::npos;
}

// One line from glyph `first`: returns the first glyph of the next line. `hyphen`: its width.
std::size_t break_line(std::string const& text, std::vector<Glyph> const& glyphs, std::size_t first,
                       float width, float hyphen) {
    float x = 0;
    std::size_t chance = first;  // the line may end before this glyph
    for (std::size_t i = first; i < glyphs.size(); ++i) {
        char const letter = text[glyphs[i].begin];
        if (letter == '\n') return i + 1;
        bool const blank = letter == ' ' || letter == '\t';
        // A blank at the end of a line hangs over its edge.
        if (!blank && x + glyphs[i].advance > width && i > first)
            return chance > first ? chance : i;
        x += glyphs[i].advance;
        bool const fits_hyphen = is_soft_hyphen(text, glyphs[i]) && x + hyphen <= width;
        if (blank || letter == '-' || letter == '/' || fits_hyphen || may_part(text, glyphs, i))
            chance = i + 1;
    }
    return glyphs.size();
}

}  // namespace

TextStyle style_of(TextStyle style, Mark mark) {
    if (mark == Mark::strong) style.strong = true;
    if (mark == Mark::fixed) style.mono = true;
    if (mark == Mark::link || mark == Mark::name) style.tone = Tone::accent;
    return style;
}

TextLayout lay_out(Ui const& ui, MarkedText const& text, TextStyle const& style, float width) {
    TextLayout layout;
    layout.line_height = line_height(ui, style.size);
    layout.glyphs = glyphs_of(ui, text, style);
    float const hyphen = advance_of(font_of(ui, style)->GetFontBaked(pixels_of(ui, style)), U'-');
    std::size_t first = 0;
    bool again = true;  // text that ends with a line break has an empty line after it
    while (again) {
        std::size_t const next = break_line(text.text, layout.glyphs, first, width, hyphen);
        bool const broken = next > first && text.text[layout.glyphs[next - 1].begin] == '\n';
        TextLine line;
        line.first = first;
        line.last = next;
        line.begin = first < layout.glyphs.size() ? layout.glyphs[first].begin : text.text.size();
        line.end = next > first
                       ? (broken ? layout.glyphs[next - 1].begin : layout.glyphs[next - 1].end)
                       : line.begin;
        float x = 0;
        for (std::size_t i = first; i < next; ++i) {
            layout.glyphs[i].x = x;
            layout.glyphs[i].line = static_cast<int>(layout.lines.size());
            x += layout.glyphs[i].advance;
            if (text.text[layout.glyphs[i].begin] != ' ') line.width = x;
        }
        line.hyphenated = !broken && next > first && next < layout.glyphs.size() &&
                          is_soft_hyphen(text.text, layout.glyphs[next - 1]) &&
                          line.width + hyphen <= width;
        if (line.hyphenated) {
            layout.glyphs[next - 1].advance = hyphen;
            line.width += hyphen;
        }
        layout.width = std::max(layout.width, line.width);
        layout.lines.push_back(line);
        first = next;
        again = first < layout.glyphs.size() || broken;
    }
    layout.height = layout.line_height * static_cast<float>(layout.lines.size());
    layout.has_words = std::any_of(layout.glyphs.begin(), layout.glyphs.end(),
                                   [](Glyph const& glyph) { return glyph.of_word; });
    if (base::may_go_left(text.text)) put_in_order(layout, text.text, width);
    return layout;
}

}  // namespace look
