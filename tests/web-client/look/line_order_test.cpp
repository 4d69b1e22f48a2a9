// Lines in which letters go from the right to the left: where each stands, and where a caret does.
#include "web-client/look/line_order.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/support/stage.hpp"
#include "web-client/look/signs.hpp"
#include "web-client/look/text_layout.hpp"

namespace line_order_test {
namespace {

// Every sign that the faces lack is as wide as half an em for each of its letters.
struct Scene {
    support::Stage stage{[](look::Ui&, look::Rect) {}};
    look::Signs signs{[](look::SignWanted const& wanted, look::SignPicture& picture) {
        auto const letters = std::max<std::size_t>(wanted.ends.size(), 1);
        picture.advances.assign(letters, wanted.em / 2);
        picture.advance = wanted.em / 2 * static_cast<float>(letters);
        picture.width = static_cast<int>(picture.advance);
        picture.height = picture.width;
        auto const pixels = picture.width * picture.height;
        picture.pixels.assign(static_cast<std::size_t>(pixels) * 4, 255);
        return true;
    }};
    Scene() { stage.run(2); }

    look::TextLayout lay_out(std::string const& text, float width = look::endless) {
        return look::lay_out(stage.ui(), look::plain_text(text), {}, width);
    }
    // The letters of each line, as they stand from the left to the right.
    std::vector<std::string> seen(std::string const& text, float width = look::endless) {
        auto const layout = lay_out(text, width);
        std::vector<std::string> lines;
        for (auto const& line : layout.lines) {
            std::vector<look::Glyph> glyphs(
                layout.glyphs.begin() + static_cast<std::ptrdiff_t>(line.first),
                layout.glyphs.begin() + static_cast<std::ptrdiff_t>(line.last));
            std::stable_sort(glyphs.begin(), glyphs.end(),
                             [](auto const& a, auto const& b) { return a.x < b.x; });
            lines.emplace_back();
            for (auto const& glyph : glyphs)
                if (text[glyph.begin] != '\n')
                    lines.back() += text.substr(glyph.begin, glyph.end - glyph.begin);
        }
        return lines;
    }
};

}  // namespace

TEST_CASE("each paragraph goes its own way, and one from the right begins at the right edge") {
    Scene scene;
    CHECK(scene.seen("אב 12\nab גד") == std::vector<std::string>{"12 בא", "ab דג"});
    auto const layout = scene.lay_out("אב\nab", 300);
    CHECK(layout.lines[0].from_right);
    CHECK_FALSE(layout.lines[1].from_right);
    CHECK(layout.glyphs[0].x + layout.glyphs[0].advance == doctest::Approx(300));
    CHECK(layout.width == 300);
    CHECK(layout.spot_of(0).x == doctest::Approx(300));
    CHECK(scene.lay_out("אב").glyphs[1].x == doctest::Approx(0));
}

TEST_CASE("lines are broken in the order of reading, and blanks at their ends hang over the edge") {
    Scene scene;
    float const word = scene.lay_out("אבגד").width;
    auto const text = std::string("אבגד הוזח");
    CHECK(scene.seen(text, word + 3) == std::vector<std::string>{" דגבא", "חזוה"});
    auto const layout = scene.lay_out(text, word + 3);
    CHECK(layout.glyphs[0].x + layout.glyphs[0].advance == doctest::Approx(word + 3));
    CHECK(layout.glyphs[4].x < 0.0f + 3);  // the blank
}

TEST_CASE("a caret goes by what was written, and a press finds the letter that is seen") {
    Scene scene;
    std::string const text = "ab אבג 12 cd";
    auto const layout = scene.lay_out(text);
    for (auto const& glyph : layout.glyphs) {
        CAPTURE(text.substr(glyph.begin, glyph.end - glyph.begin));
        bool const left = glyph.level % 2 == 1;
        float const first = glyph.x + glyph.advance * (left ? 0.75f : 0.25f);
        float const second = glyph.x + glyph.advance * (left ? 0.25f : 0.75f);
        CHECK(layout.place_at(first, 1) == glyph.begin);
        CHECK(layout.place_at(second, 1) == glyph.end);
    }
    // After the first Hebrew letter it stands at that letter's left.
    auto const& alef = layout.glyphs[3];
    CHECK(alef.level == 1);
    CHECK(layout.spot_of(alef.end).x == doctest::Approx(alef.x));
    CHECK(layout.place_at(-50, 1) == 0);
    CHECK(layout.place_at(5000, 1) == text.size());
    auto const turned = scene.lay_out("אבג", 200);
    CHECK(turned.place_at(0, 1) == 6);
    CHECK(turned.place_at(200, 1) == 0);
}

TEST_CASE("a word that is one picture has a place between each two of its letters") {
    Scene scene;
    auto const layout = scene.lay_out("سلام");
    REQUIRE(layout.glyphs.size() == 4);
    for (std::size_t i = 0; i < 4; ++i) {
        CHECK(layout.glyphs[i].advance == doctest::Approx(layout.width / 4));
        CHECK(layout.glyphs[i].x == doctest::Approx(layout.width / 4 * static_cast<float>(3 - i)));
    }
    auto const indian = scene.lay_out("हिन्दी");
    REQUIRE(indian.glyphs.size() == 3);
    CHECK(indian.glyphs[2].x == doctest::Approx(indian.width * 2 / 3));
}

TEST_CASE("where nobody writes blanks a line ends between two signs, but not before what closes") {
    Scene scene;
    auto const sign = scene.lay_out("中").width;
    std::string const text = "中文没有空格。中文";
    CHECK(scene.seen(text, sign * 6.5f) == std::vector<std::string>{"中文没有空", "格。中文"});
    // Four of them have room behind the word and its blank.
    float const four = scene.lay_out("abc 中").width + sign * 3.5f;
    CHECK(scene.seen("abc 中文没有", four) == std::vector<std::string>{"abc 中文没有"});
    CHECK(scene.seen("abc 中文没有空格", four) == std::vector<std::string>{"abc 中文没有", "空格"});
}

TEST_CASE("one line that is too long for its place is cut at its end, which may be its left") {
    std::string const name = "אבגדהוזחטיכלמנסעפצקרשת אבגדהוזחטיכלמנסעפצקרשת";
    support::Stage stage{[&](look::Ui& ui, look::Rect) {
        float const drawn = look::draw_text(ui, {10, 10, 100, 24}, name);
        CHECK(drawn <= 100);
    }};
    look::Signs const signs{[](look::SignWanted const& wanted, look::SignPicture& picture) {
        picture.advance = wanted.em / 2;
        return true;
    }};
    stage.run(2);
}

}  // namespace line_order_test
