#include "web-client/look/text_layout.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cfloat>
#include <cmath>

#include "shared/base/text.hpp"
#include "shared/base/unicode.hpp"
#include "web-client/look/draw.hpp"
#include "web-client/look/signs.hpp"

namespace look {
namespace {

constexpr float fixed_margin = 5;
constexpr std::string_view soft_hyphen = "\u00AD";

// A letter or a figure of any script, or what belongs to one as an accent or a joiner does.
bool is_letter(char32_t letter) {
    if (letter == base::broken || letter == '_') return false;
    return base::is_of_word(letter) || letter == U'\u200C' || letter == U'\u200D';
}

char32_t letter_at(std::string_view text, std::size_t at) {
    if (at >= text.size()) return 0;
    text.remove_prefix(at);
    return base::next_code_point(text);
}

std::size_t bytes_of(std::string_view text, std::size_t at) {
    auto rest = text.substr(at);
    base::next_code_point(rest);
    return std::max<std::size_t>(text.size() - at - rest.size(), 1);
}

// What stands before a name, if anything does: white space, or a bracket or a quotation mark that
// opens.
bool may_precede_name(std::string_view before) {
    if (before.empty()) return true;
    std::size_t at = before.size() - 1;
    while (at > 0 && (static_cast<unsigned char>(before[at]) & 0xC0) == 0x80) --at;
    auto const last = before.substr(at);
    if (base::is_blank(last)) return true;
    constexpr std::string_view opening = "([{<\"'«„“‘（［【「『〈《";
    return opening.find(last) != std::string_view::npos;
}

bool begins(std::string_view text, std::size_t at, std::string_view with) {
    return text.substr(at, with.size()) == with;
}

// The end of a link that begins at `at`, without the punctuation that ends its sentence.
std::size_t link_end(std::string_view text, std::size_t at) {
    std::size_t end = at;
    while (end < text.size() && static_cast<unsigned char>(text[end]) > ' ' && text[end] != '"' &&
           text[end] != '<' && text[end] != '>' && text[end] != '`')
        ++end;
    while (end > at && std::string_view(".,;:!?)").find(text[end - 1]) != std::string_view::npos)
        --end;
    return end;
}

class MarkReader {
public:
    explicit MarkReader(std::string_view source) : source_(source) {}

    MarkedText read() {
        while (at_ < source_.size())
            if (!fence() && !delimited("**", Mark::strong) && !delimited("`", Mark::fixed) &&
                !link() && !name())
                result_.text += source_[at_++];
        finish_plain();
        return std::move(result_);
    }

private:
    void finish_plain() {
        std::size_t const done = result_.runs.empty() ? 0 : result_.runs.back().end;
        if (result_.text.size() > done)
            result_.runs.push_back({done, result_.text.size(), Mark::plain});
    }
    void put(std::string_view text, Mark mark) {
        finish_plain();
        std::size_t const begin = result_.text.size();
        result_.text += text;
        result_.runs.push_back({begin, result_.text.size(), mark});
    }
    bool delimited(std::string_view sign, Mark mark) {
        if (!begins(source_, at_, sign)) return false;
        std::size_t const begin = at_ + sign.size();
        std::size_t const end = source_.find(sign, begin);
        if (end == std::string_view::npos || end == begin) return false;
        std::string_view const inner = source_.substr(begin, end - begin);
        if (inner.find('\n') != std::string_view::npos || inner.front() == ' ' ||
            inner.back() == ' ')
            return false;
        put(inner, mark);
        at_ = end + sign.size();
        return true;
    }
    bool link() {
        if (!begins(source_, at_, "https://") && !begins(source_, at_, "http://")) return false;
        std::size_t const end = link_end(source_, at_);
        std::size_t const scheme = source_.find("//", at_) + 2;
        if (end <= scheme) return false;
        put(source_.substr(at_, end - at_), Mark::link);
        at_ = end;
        return true;
    }
    // What stands between two lines of three such signs is code: no sign in it means anything.
    bool fence() {
        constexpr std::string_view sign = "```";
        if (!begins(source_, at_, sign) || (at_ > 0 && source_[at_ - 1] != '\n')) return false;
        auto const closing = source_.find("\n```", at_ + sign.size());
        if (closing == std::string_view::npos) return false;
        auto const end = closing + 1 + sign.size();
        put(source_.substr(at_, end - at_), Mark::plain);
        at_ = end;
        return true;
    }
    bool name() {
        std::size_t const end = name_end(source_, at_);
        if (end == 0) return false;
        put(source_.substr(at_, end - at_), Mark::name);
        at_ = end;
        return true;
    }

    std::string_view source_;
    std::size_t at_ = 0;
    MarkedText result_;
};

float advance_of(ImFontBaked* font, char32_t letter) {
    if (letter == base::broken) letter = U'\uFFFD';  // as ImGui draws it
    return font->GetCharAdvance(static_cast<ImWchar>(letter));
}

std::string_view cluster_at(std::string_view text, Glyph const& glyph) {
    return text.substr(glyph.begin, glyph.end - glyph.begin);
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
            glyph.end = std::min(base::cluster_end(text.text, at), run.end);
            glyph.mark = run.mark;
            auto letters = showable(font, cluster_at(text.text, glyph), room);
            while (!letters.empty()) {
                char32_t const letter = base::next_code_point(letters);
                if (letter != '\n') glyph.advance += advance_of(baked, letter);
            }
            at = glyph.end;
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
        if (blank || letter == '-' || letter == '/' || fits_hyphen) chance = i + 1;
    }
    return glyphs.size();
}

}  // namespace

std::size_t name_end(std::string_view text, std::size_t at) {
    if (letter_at(text, at) != '@' || !may_precede_name(text.substr(0, at))) return 0;
    constexpr std::string_view joins = "_-'’", of_address = ".:/";
    std::size_t end = at + 1;
    for (std::size_t next = end; next < text.size();) {
        auto const bytes = bytes_of(text, next);
        auto const letter = text.substr(next, bytes);
        bool const is_part = is_letter(letter_at(text, next));
        if (!is_part && joins.find(letter) == std::string_view::npos) break;
        next += bytes;
        if (is_part || letter == "_") end = next;
    }
    if (end == at + 1 || letter_at(text, end) == '@') return 0;
    bool const goes_on = end < text.size() &&
                         of_address.find(text[end]) != std::string_view::npos &&
                         is_letter(letter_at(text, end + 1));
    return goes_on ? 0 : end;
}

MarkedText plain_text(std::string_view text) {
    MarkedText marked;
    marked.text = text;
    if (!text.empty()) marked.runs.push_back({0, text.size(), Mark::plain});
    return marked;
}

MarkedText read_marks(std::string_view text) { return MarkReader(text).read(); }

TextStyle style_of(TextStyle style, Mark mark) {
    if (mark == Mark::strong) style.strong = true;
    if (mark == Mark::fixed) style.mono = true;
    if (mark == Mark::link || mark == Mark::name) style.tone = Tone::accent;
    return style;
}

std::string_view drawn_of_line(std::string_view text, TextLine const& line, std::string& room) {
    auto letters = text.substr(line.begin, line.end - line.begin);
    if (!line.hyphenated || !letters.ends_with(soft_hyphen)) return letters;
    letters.remove_suffix(soft_hyphen.size());
    room = std::string(letters) + "-";
    return room;
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
    return layout;
}

std::size_t TextLayout::place_at(float x, float y) const {
    float const row = std::floor(y / line_height);
    float const last = static_cast<float>(lines.size() - 1);
    TextLine const& line = lines[static_cast<std::size_t>(std::clamp(row, 0.0f, last))];
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
        for (std::size_t i = line.first; i < line.last && glyphs[i].begin < place; ++i)
            spot.x = glyphs[i].x + glyphs[i].advance;
        return spot;
    }
    return {0, static_cast<float>(lines.size() - 1) * line_height,
            static_cast<int>(lines.size()) - 1};
}

}  // namespace look
