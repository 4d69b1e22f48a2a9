// What our faces do not have, drawn by somebody else.
#include "web-client/look/signs.hpp"

#include <doctest/doctest.h>
#include <imgui.h>
#include <imgui_internal.h>

#include <string>
#include <vector>

#include "shared/base/text.hpp"
#include "tests/support/stage.hpp"
#include "web-client/look/text.hpp"

namespace signs_test {
namespace {

// As wide as it is high, and noted down.
struct Painter {
    std::vector<std::string> drawn;
    bool able = true;
    bool operator()(look::SignWanted const& wanted, look::SignPicture& picture) {
        drawn.emplace_back(wanted.text);
        if (!able) return false;
        picture.width = picture.height = static_cast<int>(wanted.em);
        picture.above = wanted.em;
        picture.advance = wanted.em;
        picture.coloured = true;
        picture.pixels.assign(static_cast<std::size_t>(picture.width * picture.height) * 4, 200);
        return true;
    }
};

struct Scene {
    std::string text;
    Painter painter;
    support::Stage stage{[this](look::Ui& ui, look::Rect) { look::text(ui, text); }};
    look::Signs signs{
        [this](auto const& wanted, auto& picture) { return painter(wanted, picture); }};

    std::vector<std::string> drawn(std::string shown) {
        painter.drawn.clear();
        text = std::move(shown);
        stage.run(2);
        return painter.drawn;
    }
    float width(std::string const& of) { return look::text_width(stage.ui(), of, {}); }
};

}  // namespace

TEST_CASE(
    "each cluster that the faces lack is drawn once, as one sign, however often it is shown") {
    Scene scene;
    auto const drawn = scene.drawn(
        "Торт 🎂, 👨‍👩‍👧‍👦 и 🎂: 🇷🇺🇩🇪 👍🏽 1️⃣ "
        "❤️");
    CHECK(drawn == std::vector<std::string>{"🎂", "👨‍👩‍👧‍👦", "🇷🇺", "🇩🇪",
                                            "👍🏽", "1️⃣", "❤️"});
    scene.stage.run(5);
    CHECK(scene.painter.drawn.size() == drawn.size());
    CHECK(scene.drawn("ещё раз 🎂").empty());
}

TEST_CASE("letters of other scripts are drawn, cluster by cluster, and ours are not") {
    Scene scene;
    CHECK(scene.drawn("ไทย שלום") == std::vector<std::string>{"ไ", "ท", "ย", "ש", "ל", "ו", "ם"});
    CHECK(scene.drawn("Ёлка, žluťoučký kůň – «x» № 5 € “y” … Қ") == std::vector<std::string>{});
    CHECK(scene.drawn("ноль\u200Bпробел\u00ADдва\u2009три\uFE0F").empty());
}

TEST_CASE(
    "a word is one sign where letters change by their neighbours, and figures are not part of it") {
    Scene scene;
    CHECK(scene.drawn("हिन्दी में") == std::vector<std::string>{"हिन्दी", "में"});
    CHECK(scene.drawn("سلام، سنة٢٠ می‌خواهم!") ==
          std::vector<std::string>{"سلام", "،", "سنة", "٢", "٠", "می‌خواهم"});
    std::string endless;
    for (int i = 0; i < 100; ++i) endless += "س";
    CHECK(scene.drawn(endless).size() == 2);  // of 32 letters, and of the rest
}

TEST_CASE("when many different signs were shown, all begins anew, and what is shown stays right") {
    Scene scene;
    scene.stage.run(2);
    std::string room;
    auto* const font = scene.stage.ui().fonts.regular;
    for (char32_t c = 0x4E00; c < 0x4E00 + 5000; ++c) {
        std::string sign;
        base::append_utf8(sign, c);
        look::showable(font, sign, room);
    }
    CHECK(scene.drawn("торт 🎂") == std::vector<std::string>{"🎂"});
    CHECK(look::showable(font, "🎂", room) == "\uE000");
    float const width = scene.width("🎂");
    CHECK(width > 10);
    for (char32_t c = 0x4E00; c < 0x4E00 + 6000; ++c) {
        std::string sign;
        base::append_utf8(sign, c);
        look::showable(font, sign, room);
    }
    CHECK(scene.drawn("торт 🎂") == std::vector<std::string>{"🎂"});
    CHECK(scene.width("🎂") == width);
}

TEST_CASE("what is shown is what is counted: a sign is as wide as it was drawn") {
    Scene scene;
    scene.stage.run(2);
    CHECK(scene.width("ab👍🏽") ==
          doctest::Approx(scene.width("ab") + scene.width("👍🏽")));
    CHECK(scene.width("👍🏽") == scene.width("🎂"));
    CHECK(scene.width("🎂🎂") == doctest::Approx(2 * scene.width("🎂")));
}

TEST_CASE("private characters that somebody writes are not mistaken for signs") {
    Scene scene;
    scene.drawn("🎂");
    CHECK(scene.drawn("\uE000") == std::vector<std::string>{"\uE000"});
}

TEST_CASE("a letter with a mark is one sign, unless it is a letter of its own") {
    Scene scene;
    CHECK(scene.drawn("за́мок, е́лка") == std::vector<std::string>{"а́", "е́"});
    CHECK(scene.drawn("n̈ x⃗ і҆ ꙋ᷄").size() == 4);
    CHECK(scene.drawn("José, Ёлка, Nguyễn").empty());
    CHECK(scene.width("за́мок") == doctest::Approx(scene.width("змок") + scene.width("а́")));
}

TEST_CASE("what cannot be drawn is no letter that nobody wrote, and nothing stops") {
    Scene scene;
    scene.painter.able = false;
    CHECK(scene.drawn("a🎂b").size() >= 1);
    CHECK(scene.width("🎂") == scene.width("\uFFFD"));
    CHECK(scene.width("🎂") != scene.width("?"));
    for (auto* const font : {scene.stage.ui().fonts.regular, scene.stage.ui().fonts.strong,
                             scene.stage.ui().fonts.mono})
        CHECK(font->FallbackChar == 0xFFFD);
}

TEST_CASE("more different signs than there are characters for end in the one for the unknown") {
    Scene scene;
    scene.stage.run(2);
    std::string room;
    auto* const font = scene.stage.ui().fonts.regular;
    for (char32_t c = 0x4E00; c < 0x4E00 + 6400; ++c) {
        std::string sign;
        base::append_utf8(sign, c);
        CHECK(look::showable(font, sign, room) != sign);
    }
    CHECK(look::showable(font, "🎂", room) == "\uFFFD");
}

}  // namespace signs_test
