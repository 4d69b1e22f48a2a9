#include <doctest/doctest.h>

#include "tests/support/stage.hpp"
#include "web-client/look/text_layout.hpp"

namespace text_layout_test {

using look::Mark;
using look::TextLayout;
using support::Stage;

namespace {

std::string marks_of(std::string const& source) {
    std::string out;
    look::MarkedText const marked = look::read_marks(source);
    for (look::Run const& run : marked.runs) {
        for (auto const& [mark, name] :
             {std::pair(Mark::strong, 's'), std::pair(Mark::slanted, 'i'),
              std::pair(Mark::struck, '-'), std::pair(Mark::fixed, 'f'), std::pair(Mark::code, 'c'),
              std::pair(Mark::link, 'l'), std::pair(Mark::name, 'n')})
            if (look::has(run.mark, mark)) out += name;
        if (run.mark == Mark::plain) out += 'p';
        out += "[" + marked.text.substr(run.begin, run.end - run.begin) + "]";
    }
    return out;
}

// Needs fonts, and so a stage; lays out in the frame that it draws.
TextLayout laid_out(std::string const& text, float width) {
    TextLayout layout;
    Stage const stage([&](look::Ui& ui, look::Rect) {
        layout = look::lay_out(ui, look::plain_text(text), {}, width);
    });
    return layout;
}

std::vector<std::string> lines_of(std::string const& text, TextLayout const& layout) {
    std::vector<std::string> lines;
    for (look::TextLine const& line : layout.lines)
        lines.push_back(text.substr(line.begin, line.end - line.begin));
    return lines;
}

}  // namespace

TEST_CASE("marks are read where they mean something, and stay letters elsewhere") {
    CHECK(marks_of("plain") == "p[plain]");
    CHECK(marks_of("a **b** c") == "p[a ]s[b]p[ c]");
    CHECK(marks_of("`t = 160 °C`") == "f[t = 160 °C]");
    CHECK(marks_of("2 ** 3 ** 4") == "p[2 ** 3 ** 4]");
    CHECK(marks_of("**open") == "p[**open]");
    CHECK(marks_of("****") == "p[****]");
    CHECK(marks_of("@Анна, да") == "n[@Анна]p[, да]");
    CHECK(marks_of("anna@example.org") == "l[anna@example.org]");
    CHECK(marks_of("(@Анна)") == "p[(]n[@Анна]p[)]");
    CHECK(marks_of("@ann.example @ann") == "p[@ann.example ]n[@ann]");
    CHECK(marks_of("x/@ann «@Ann’s»") == "p[x/@ann «]n[@Ann’s]p[»]");
    CHECK(marks_of("```\n@ann **x** `y`\n```\n@ann") == "c[@ann **x** `y`]p[\n]n[@ann]");
    CHECK(marks_of("see https://example.org/a?b=c.") == "p[see ]l[https://example.org/a?b=c]p[.]");
    CHECK(marks_of("https://") == "p[https://]");
    CHECK(marks_of("javascript://x") == "p[javascript://x]");
    CHECK(marks_of("") == "");
}

TEST_CASE("a link ends where its sentence goes on, in every script") {
    for (std::string const link :
         {"https://example.org/a", "https://ru.wikipedia.org/wiki/Дуб_(дерево)",
          "https://example.org/x[1]", "https://пример.рф/я/?q=(a)&b=c",
          "https://example.org/❤️"})
        for (std::string const behind :
             {"»,",  "\u00A0и", "\u3000次", "。次", "…",    "”.",      "“, x", "’ x", "、x",
              "」x", "』",      "】",       "）",   ")",    ").",      "]",    ")…",  "?!",
              "'.",  ">",       "\"",       "\n",   "，然", "\u200Bx", "؟"}) {
            auto const marked = look::read_marks("(см. " + link + behind);
            REQUIRE_MESSAGE(marked.runs.size() == 3, link << behind);
            auto const& run = marked.runs[1];
            CHECK(run.mark == look::Mark::link);
            CHECK_MESSAGE(marked.text.substr(run.begin, run.end - run.begin) == link, behind);
        }
    CHECK(marks_of("(https://example.org/)") == "p[(]l[https://example.org/]p[)]");
    CHECK(marks_of("https://)") == "p[https://)]");
    CHECK(marks_of("https://a.b\xFF") == "l[https://a.b]p[\xFF]");
}

TEST_CASE("lines break at spaces of every width, and not at those that hold words together") {
    for (std::string const space :
         {" ", "\u2003", "\u2009", "\u200A", "\u205F", "\u3000", "\u1680"}) {
        auto const text = "aaaaaaaa" + space + "aaaaaaaa" + space + space;
        auto const one = laid_out("aaaaaaaa", 400).width;
        auto const layout = laid_out(text, one + 1);
        CHECK(lines_of(text, layout) ==
              std::vector<std::string>{"aaaaaaaa" + space, "aaaaaaaa" + space + space});
        CHECK(layout.lines[0].width == one);
    }
    for (std::string const hold : {"\u00A0", "\u2007", "\u202F", "\uFEFF"}) {
        auto const text = "aaaa bbbb" + hold + "cccc";
        auto const layout = laid_out(text, laid_out("aaaa bbbb" + hold + "c", 400).width);
        CHECK(lines_of(text, layout) == std::vector<std::string>{"aaaa ", "bbbb" + hold + "cccc"});
    }
}

TEST_CASE("words stay whole, and lines fit the width") {
    std::string const text = "Бисквит на субботу готов, крем делаем в 14:00";
    TextLayout const layout = laid_out(text, 120);
    CHECK(layout.lines.size() > 2);
    std::string joined;
    for (std::string const& line : lines_of(text, layout)) joined += line;
    CHECK(joined == text);
    for (look::TextLine const& line : layout.lines) CHECK(line.width <= 120);
    for (std::size_t i = 0; i + 1 < layout.lines.size(); ++i)
        CHECK(text[layout.lines[i].end - 1] == ' ');
}

TEST_CASE("a line of a script without blanks ends behind a word") {
    using Parts = std::pair<std::string, std::string>;
    Parts const thai{"สวัสดีครับ", "ขอบคุณมาก"};
    Parts const khmer{"ខ្ញុំចង់", "ទិញនំ"};
    Parts const burmese{"ကျွန်တော်", "ကိတ်မုန့်လိုချင်တယ်"};
    for (auto const& parts : {thai, khmer, burmese}) {
        CAPTURE(parts.first);
        auto const text = parts.first + parts.second;
        auto const width = laid_out(parts.first, look::endless).width;
        auto const lines = lines_of(text, laid_out(text, width + 8));
        REQUIRE(lines.size() >= 2);
        CHECK(lines[0] == parts.first);
    }
}

TEST_CASE("a word that is wider than the line is broken, and nothing is lost") {
    std::string const text(200, 'x');
    TextLayout const layout = laid_out(text, 100);
    CHECK(layout.lines.size() > 5);
    CHECK(layout.lines.back().end == 200);
    for (look::TextLine const& line : layout.lines) CHECK(line.width <= 100);
}

TEST_CASE("line breaks make lines, and the last one an empty line") {
    CHECK(lines_of("a\n\nb\n", laid_out("a\n\nb\n", 300)) ==
          std::vector<std::string>{"a", "", "b", ""});
    CHECK(laid_out("", 300).lines.size() == 1);
    CHECK(laid_out("", 0).lines.size() == 1);
}

TEST_CASE("a place on the screen and a place in the text are each other's way back") {
    std::string const text = "Успеем, если печь № 2\nсвободна с девяти.";
    TextLayout const layout = laid_out(text, 90);
    for (look::Glyph const& glyph : layout.glyphs) {
        TextLayout::Spot const spot = layout.spot_of(glyph.begin);
        CAPTURE(glyph.begin);
        CHECK(layout.place_at(spot.x + 0.1f, spot.y + 1) == glyph.begin);
    }
    CHECK(layout.place_at(1000, 1000) == text.size());
    CHECK(layout.place_at(-5, -5) == 0);
}

TEST_CASE("text of broken UTF-8 is drawn somehow, and does not end the program") {
    std::string const text = "a\xff\xc3(\xe2\x82";
    TextLayout const layout = laid_out(text, 50);
    CHECK(layout.lines.back().end == text.size());
}

TEST_CASE("a link that takes several lines is one thing, and each of its lines opens it") {
    std::string const link =
        "https://example.org/a-long/address-that/takes-more/than-one/line-here";
    std::vector<std::string> opened;
    Stage stage([&](look::Ui& ui, look::Rect) {
        look::Paragraph how;
        how.id = "p";
        how.marked = true;
        how.width = 180;
        auto address = look::paragraph(ui, "see " + link + " and https://example.org/b", how);
        if (!address.empty()) opened.push_back(std::move(address));
    });
    stage.run(3);
    auto const links = stage.all(look::Role::link);
    REQUIRE(links.size() == 2);
    CHECK(links[0].name == link);
    CHECK(links[1].name == "https://example.org/b");
    stage.click(look::Role::link, link);
    CHECK(opened == std::vector<std::string>{link});
    auto const& first = links[0].rect;
    stage.click_at(20, first.y + first.height * 1.5f);
    CHECK(opened == std::vector<std::string>{link, link});
    // Who selects over it does not open it.
    stage.drag(20, first.y + first.height * 1.5f, 100, first.y + first.height * 1.5f);
    CHECK(opened.size() == 2);
    CHECK(stage.without_node().empty());
}

TEST_CASE("words that lead elsewhere are a link, and say where it leads") {
    std::string opened;
    Stage stage([&](look::Ui& ui, look::Rect) {
        look::Paragraph how;
        how.id = "p";
        how.marked = true;
        auto address = look::paragraph(ui, "[the **list**](https://a.example) a@b.example", how);
        if (!address.empty()) opened = std::move(address);
    });
    auto const link = stage.find(look::Role::link, "the list");
    CHECK(link.href == "https://a.example");
    stage.hover(look::Role::link, "the list");
    stage.click(look::Role::link, "the list");
    CHECK(opened == "https://a.example");
    stage.click_at(link.rect.x + link.rect.width + 8, link.rect.y + 8);  // on its strong word
    CHECK(stage.all(look::Role::link).size() == 2);
    stage.click(look::Role::link, "a@b.example");
    CHECK(opened == "mailto:a@b.example");
    CHECK(stage.without_node().empty());
}

TEST_CASE("what is selected is copied as it was written") {
    std::string const text = "a **b** [c](https://d.example)\n- e";
    Stage stage([&](look::Ui& ui, look::Rect) {
        look::Paragraph how;
        how.id = "p";
        how.marked = true;
        look::paragraph(ui, text, how);
    });
    auto const seen = stage.find(look::Role::text, "a b c\n• e").rect;
    stage.click_at(seen.x + 2, seen.y + 4, 3);
    stage.press(ImGuiMod_Ctrl, ImGuiKey_C);
    CHECK(stage.clipboard == text);
}

TEST_CASE("lines of lists, quotes and code stand apart, and fit the width") {
    auto const laid = [](std::string const& source, float width) {
        TextLayout layout;
        Stage const stage([&](look::Ui& ui, look::Rect) {
            layout = look::lay_out(ui, look::read_marks(source), {}, width);
        });
        return layout;
    };
    auto const list = laid("- one two three four five six", 100);
    REQUIRE(list.lines.size() > 2);
    CHECK(list.lines[0].indent > 0);
    // Under the words, and not under the sign.
    CHECK(list.lines[1].indent > list.lines[0].indent + 5);
    CHECK(list.lines[2].indent == list.lines[1].indent);
    for (auto const& line : list.lines) CHECK(line.width <= 100);
    auto const quote = laid("> one two three four five six\nseven", 100);
    CHECK(quote.lines[0].quotes == 1);
    CHECK(quote.lines[1].indent == look::quote_indent);
    CHECK(quote.lines.back().quotes == 0);
    CHECK(quote.lines.back().indent == 0);
    auto const code = laid("a\n```\none two three four five\n\nsix\n```\nb", 100);
    for (std::size_t i = 1; i + 1 < code.lines.size(); ++i) CHECK(code.lines[i].is_code);
    CHECK(code.lines[1].indent == look::code_margin);
    for (auto const& line : code.lines) CHECK(line.width <= 100 - look::code_margin);
    CHECK_FALSE(code.lines.back().is_code);
    auto const hebrew = laid("> שלום", 100);
    CHECK(hebrew.lines[0].from_right);
    CHECK(hebrew.glyphs[0].x + hebrew.glyphs[0].advance == doctest::Approx(86));
    CHECK(laid("> > > > > > > > > > - a b c d", 1).lines.size() > 3);
}

TEST_CASE("slanted letters lean to the right, and take no other room") {
    auto const corners = [](std::string const& source) {
        std::pair<float, float> tops_and_feet;
        Stage const stage([&](look::Ui& ui, look::Rect) {
            auto* const list = ImGui::GetWindowDrawList();
            int const first = list->VtxBuffer.Size;
            look::Paragraph how;
            how.marked = true;
            look::paragraph(ui, source, how);
            if (list->VtxBuffer.Size < first + 4) return;
            tops_and_feet = {list->VtxBuffer[first].pos.x, list->VtxBuffer[first + 3].pos.x};
        });
        return tops_and_feet;
    };
    auto const upright = corners("l"), leaning = corners("_l_");
    CHECK(upright.first == doctest::Approx(upright.second));
    CHECK(leaning.first > leaning.second + 1);
    CHECK(leaning.first + leaning.second ==
          doctest::Approx(upright.first + upright.second).epsilon(0.2));
}

TEST_CASE("a soft hyphen is seen where a line is broken at it, and nowhere else") {
    std::string const text = "конди\u00ADтерская";
    auto const whole = laid_out(text, 500);
    REQUIRE(whole.lines.size() == 1);
    CHECK_FALSE(whole.lines[0].hyphenated);
    std::string room;
    auto const drawn = [&](look::TextLine const& line) {
        auto const letters = std::string_view(text).substr(line.begin, line.end - line.begin);
        return look::drawn_bytes(letters, line.hyphenated, room);
    };
    CHECK(drawn(whole.lines[0]) == text);
    CHECK(whole.width == doctest::Approx(laid_out("кондитерская", 500).width));

    auto const broken = laid_out(text, whole.width - 10);
    REQUIRE(broken.lines.size() == 2);
    CHECK(drawn(broken.lines[0]) == "конди-");
    CHECK(drawn(broken.lines[1]) == "терская");
    CHECK(broken.lines[0].width == doctest::Approx(laid_out("конди-", 500).width).epsilon(0.02));
    CHECK(broken.lines[0].width <= whole.width - 10);
    // Where not even the hyphen has room, the line is broken elsewhere.
    auto const narrow = laid_out(text, laid_out("конди", 500).width + 1);
    CHECK_FALSE(narrow.lines[0].hyphenated);
    CHECK_FALSE(laid_out("a\u00AD", 500).lines[0].hyphenated);
}

}  // namespace text_layout_test
