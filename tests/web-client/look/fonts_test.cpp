#include "web-client/look/fonts.hpp"

#include <doctest/doctest.h>
#include <imgui.h>

#include <string>

#include "tests/support/stage.hpp"
#include "web-client/look/text.hpp"

namespace fonts_test {
namespace {

constexpr ImWchar for_all = 0x2200;  // among the symbols

}  // namespace

TEST_CASE("a program that is no page has all faces, with the symbols, from the beginning") {
    support::Stage stage([](look::Ui& ui, look::Rect) { look::paragraph(ui, "Все ∀"); });
    stage.run(2);
    CHECK(look::symbols_path().empty());
    for (auto* font : {stage.ui().fonts.regular, stage.ui().fonts.strong, stage.ui().fonts.mono})
        CHECK(font->IsGlyphInFont(for_all));
}

TEST_CASE(
    "the letters that languages of Latin and Cyrillic are written with are in our own faces") {
    support::Stage stage([](look::Ui& ui, look::Rect) { look::paragraph(ui, "Все ∀"); });
    stage.run(2);
    auto const& fonts = stage.ui().fonts;
    auto const lacks = [](ImFont* font, ImWchar first, ImWchar last) {
        int lacking = 0;
        for (auto c = first; c <= last; ++c) lacking += !font->IsGlyphInFont(c);
        return lacking;
    };
    for (auto* const font : {fonts.regular, fonts.strong}) {
        CHECK(lacks(font, 0xC0, 0x24F) == 0);
        CHECK(lacks(font, 0x400, 0x525) == 0);
        CHECK(lacks(font, 0x1E00, 0x1EFF) == 0);
        CHECK(lacks(font, 0x2C60, 0x2C77) == 0);
        CHECK(lacks(font, 0xFFFD, 0xFFFD) == 0);
    }
    CHECK(lacks(fonts.mono, 0xC0, 0x17F) == 0);
    CHECK(lacks(fonts.mono, 0x400, 0x45F) == 0);
}

TEST_CASE("what has no look of its own takes no room, and every space is as wide as it should be") {
    support::Stage stage([](look::Ui& ui, look::Rect) { look::paragraph(ui, "ab"); });
    stage.run(2);
    auto const width = [&](std::string const& text) {
        return look::text_width(stage.ui(), text, {});
    };
    for (auto const* unseen : {"\u200B", "\uFE0F", "\u200E", "\uFEFF", "\u00AD", "\u2060", "\u202E",
                               "\u061C", "\u180E", "\u3164", "\U000E0020"}) {
        CAPTURE(unseen);
        CHECK(width(std::string("a") + unseen + "b") == width("ab"));
    }
    CHECK(width("a\u2009b") > width("ab"));
    CHECK(width("a\u2009b") < width("a\u2003b"));
    CHECK(width("a\u3000b") == width("a\u2003b"));
}

TEST_CASE(
    "faces can be loaded again between frames, and what stands beside them on the texture stays") {
    support::Stage stage([](look::Ui& ui, look::Rect) { look::paragraph(ui, "Все ∀"); });
    stage.run(2);
    auto& atlas = *ImGui::GetIO().Fonts;
    ImFontAtlasRect before;
    auto const picture = atlas.AddCustomRect(24, 24, &before);
    REQUIRE(picture >= 0);
    auto const sources = atlas.Sources.Size;
    for (int i = 0; i < 3; ++i) {
        stage.ui().fonts = look::load_fonts();
        stage.run(2);
    }
    CHECK(atlas.Fonts.Size == 4);
    CHECK(atlas.Sources.Size == sources);
    CHECK(stage.ui().fonts.regular->IsGlyphInFont(for_all));
    CHECK(stage.all(look::Role::text).size() == 1);
    ImFontAtlasRect after;
    REQUIRE(atlas.GetCustomRect(picture, &after));
    CHECK(after.w == before.w);
    CHECK(after.h == before.h);
}

}  // namespace fonts_test
