#include <doctest/doctest.h>

#include <initializer_list>

#include "web-client/look/theme.hpp"

namespace theme_test {

using look::Colour;
using look::Theme;

namespace {

constexpr double readable = 4.5;  // WCAG 2.1, AA, for text of our sizes

}  // namespace

TEST_CASE("contrast is WCAG's") {
    CHECK(look::contrast({0, 0, 0, 255}, {255, 255, 255, 255}) == doctest::Approx(21));
    CHECK(look::contrast({255, 255, 255, 255}, {255, 255, 255, 255}) == doctest::Approx(1));
    CHECK(look::contrast({119, 119, 119, 255}, {255, 255, 255, 255}) ==
          doctest::Approx(4.48).epsilon(0.01));
}

TEST_CASE("every text can be read on every ground that it stands on, dark and light") {
    for (Theme const& theme : {look::dark_theme(), look::light_theme()}) {
        look::Palette const& p = theme.palette;
        CAPTURE(theme.dark);
        for (Colour const& ground : {p.ground, p.panel, p.raised})
            for (Colour const& text :
                 {p.text, p.text_soft, p.text_faint, p.accent, p.good, p.warn, p.bad})
                CHECK(look::contrast(text, ground) >= readable);
        for (Colour const& ground : {p.hover, p.selected})
            for (Colour const& text : {p.text, p.text_soft, p.text_faint})
                CHECK(look::contrast(text, ground) >= readable);
        CHECK(look::contrast(p.text, p.mention) >= readable);
        CHECK(look::contrast(p.accent, p.mention) >= readable);
        CHECK(look::contrast(p.on_accent, p.accent_ground) >= readable);
        CHECK(look::contrast(p.focus, p.ground) >= 3);
        CHECK(look::contrast(p.focus, p.raised) >= 3);
    }
}

TEST_CASE("initials can be read on every avatar") {
    for (std::uint32_t seed = 0; seed < 16; ++seed)
        CHECK(look::contrast({255, 255, 255, 255}, look::avatar_colour(seed)) >= readable);
}

TEST_CASE("dark and light differ in colours and in nothing else") {
    Theme const dark = look::dark_theme(), light = look::light_theme();
    CHECK(dark.dark);
    CHECK_FALSE(light.dark);
    CHECK(dark.size.row == light.size.row);
    CHECK(dark.size.text == 14);
    CHECK_FALSE(dark.palette.ground == light.palette.ground);
}

TEST_CASE("colours are mixed and faded by shares") {
    CHECK(look::mixed({0, 0, 0, 255}, {200, 100, 50, 255}, 0.5f) == Colour{100, 50, 25, 255});
    CHECK(look::faded({1, 2, 3, 200}, 0.5f) == Colour{1, 2, 3, 100});
}

}  // namespace theme_test
