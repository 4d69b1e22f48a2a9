#include "web-client/look/text_layout.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cfloat>
#include <cmath>

#include "shared/base/directions.hpp"
#include "shared/base/text.hpp"
#include "shared/base/unicode.hpp"
#include "shared/base/unspaced.hpp"
#include "web-client/look/draw.hpp"
#include "web-client/look/line_order.hpp"
#include "web-client/look/signs.hpp"

namespace look {
namespace {

constexpr float fixed_margin = 5, item_indent = 8;

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

// `word_ends`: behind which of a script without blanks a line may end, so that a picture does, too.
std::vector<Glyph> glyphs_of(Ui const& ui, MarkedText const& text, TextStyle const& style,
                             std::vector<std::size_t> const& word_ends) {
    std::vector<Glyph> glyphs;
    glyphs.reserve(text.text.size());
    std::string room;
    auto word_end = word_ends.begin();
    for (std::uint32_t r = 0; r < text.runs.size(); ++r) {
        Run const& run = text.runs[r];
        TextStyle const how = style_of(style, run.mark);
        ImFont* const font = font_of(ui, how);
        ImFontBaked* const baked = font->GetFontBaked(pixels_of(ui, how));
        std::size_t const first = glyphs.size();
        for (std::size_t at = run.begin; at < run.end;) {
            Glyph glyph;
            glyph.begin = at;
            glyph.end = std::min(sign_end(font, text.text, at), run.end);
            while (word_end != word_ends.end() && *word_end <= at) ++word_end;
            if (word_end != word_ends.end() && *word_end < glyph.end)
                glyph.end =
                    std::min(glyph.end, std::max(*word_end, base::cluster_end(text.text, at)));
            glyph.run = r;
            glyph.advance = width_of(font, baked, cluster_at(text.text, glyph), room);
            at = glyph.end;
            if (base::cluster_end(text.text, glyph.begin) < glyph.end)
                add_sign(glyphs, font, text.text, glyph, room);
            else
                glyphs.push_back(glyph);
        }
        if (has(run.mark, Mark::fixed)) {  // its box stands apart from the words around it
            glyphs[first].before = fixed_margin;
            glyphs[first].advance += fixed_margin;
            glyphs.back().advance += fixed_margin;
        }
    }
    return glyphs;
}

void mark_word_ends(std::vector<Glyph>& glyphs, std::vector<std::size_t> const& ends) {
    auto glyph = glyphs.begin();
    for (auto const end : ends) {
        while (glyph != glyphs.end() && glyph->end < end) ++glyph;
        if (glyph != glyphs.end() && glyph->end == end) glyph->ends_word = true;
    }
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
    if (glyphs[i].ends_word || cluster_at(text, glyphs[i]) == "\u200B") return true;
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
        bool const blank = is_breaking_space(text, glyphs[i]);
        if (!blank && x + glyphs[i].advance > width && i > first)
            return chance > first ? chance : i;
        x += glyphs[i].advance;
        bool const fits_hyphen = is_soft_hyphen(text, glyphs[i]) && x + hyphen <= width;
        if (blank || letter == '-' || letter == '/' || fits_hyphen || may_part(text, glyphs, i))
            chance = i + 1;
    }
    return glyphs.size();
}

// How the lines of a text stand that are a part of a list, of a quote or of code.
class Indenting {
public:
    Indenting(MarkedText const& text, std::vector<Glyph> const& glyphs)
        : text_(text), glyphs_(glyphs) {}

    // Of the line that begins with this glyph; lines are asked for in their order.
    void set(TextLine& line, std::size_t first) {
        auto const& blocks = text_.blocks;
        while (at_ < blocks.size() && blocks[at_].end < line.begin) ++at_;
        if (at_ == blocks.size() || line.begin < blocks[at_].begin) return;
        Block const& block = blocks[at_];
        line.is_code = block.is_code;
        line.quotes = block.quotes;
        line.indent = static_cast<float>(block.quotes) * quote_indent;
        if (block.hangs_to > 0) line.indent += item_indent;
        if (block.is_code) line.indent = code_margin;
        if (line.begin == block.begin) {
            hanging_ = 0;
            for (auto i = first; i < glyphs_.size() && glyphs_[i].begin < block.hangs_to; ++i)
                hanging_ += glyphs_[i].advance;
        } else {
            line.indent += hanging_;
        }
    }

private:
    MarkedText const& text_;
    std::vector<Glyph> const& glyphs_;
    std::size_t at_ = 0;
    float hanging_ = 0;
};

// What a line has of the width of all: not nothing, however narrow that is.
float room_of(TextLine const& line, float width) {
    constexpr float least = 40;
    float const margins = line.indent + (line.is_code ? code_margin : 0);
    return margins > 0 ? std::max(width - margins, std::min(width, least)) : width;
}

}  // namespace

TextStyle style_of(TextStyle style, Mark mark) {
    if (has(mark, Mark::strong)) style.strong = true;
    if (has(mark, Mark::slanted)) style.slanted = true;
    if (has(mark, Mark::fixed | Mark::code)) style.mono = true;
    if (has(mark, Mark::link | Mark::name)) style.tone = Tone::accent;
    return style;
}

TextLayout lay_out(Ui const& ui, MarkedText const& text, TextStyle const& style, float width) {
    TextLayout layout;
    layout.line_height = line_height(ui, style.size);
    auto const word_ends = base::unspaced_word_ends(text.text);
    layout.glyphs = glyphs_of(ui, text, style, word_ends);
    mark_word_ends(layout.glyphs, word_ends);
    float const hyphen = advance_of(font_of(ui, style)->GetFontBaked(pixels_of(ui, style)), U'-');
    Indenting indenting(text, layout.glyphs);
    std::size_t first = 0;
    bool again = true;  // text that ends with a line break has an empty line after it
    while (again) {
        TextLine line;
        line.begin = first < layout.glyphs.size() ? layout.glyphs[first].begin : text.text.size();
        indenting.set(line, first);
        std::size_t const next =
            break_line(text.text, layout.glyphs, first, room_of(line, width), hyphen);
        bool const broken = next > first && text.text[layout.glyphs[next - 1].begin] == '\n';
        line.first = first;
        line.last = next;
        line.end = next > first
                       ? (broken ? layout.glyphs[next - 1].begin : layout.glyphs[next - 1].end)
                       : line.begin;
        float x = line.indent;
        for (std::size_t i = first; i < next; ++i) {
            layout.glyphs[i].x = x;
            layout.glyphs[i].line = static_cast<int>(layout.lines.size());
            x += layout.glyphs[i].advance;
            if (!is_breaking_space(text.text, layout.glyphs[i])) line.width = x;
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
