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
        char const* const names = "psfln";
        out += names[static_cast<int>(run.mark)];
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
    CHECK(marks_of("anna@example.org") == "p[anna@example.org]");
    CHECK(marks_of("(@Анна)") == "p[(]n[@Анна]p[)]");
    CHECK(marks_of("@ann.example @ann") == "p[@ann.example ]n[@ann]");
    CHECK(marks_of("x/@ann «@Ann’s»") == "p[x/@ann «]n[@Ann’s]p[»]");
    CHECK(marks_of("```\n@ann **x** `y`\n```\n@ann") == "p[```\n@ann **x** `y`\n```]p[\n]n[@ann]");
    CHECK(marks_of("see https://example.org/a?b=c.") == "p[see ]l[https://example.org/a?b=c]p[.]");
    CHECK(marks_of("https://") == "p[https://]");
    CHECK(marks_of("javascript://x") == "p[javascript://x]");
    CHECK(marks_of("") == "");
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
