// Every colour and size of the client, from assets/tokens.json. Panels never name a value: they say
// what a thing means (a tone), and the theme says how that looks.
#pragma once

#include <cstdint>

namespace look {

struct Colour {
    std::uint8_t red = 0, green = 0, blue = 0, alpha = 255;
    friend bool operator==(Colour const&, Colour const&) = default;
};

// The relation of luminances by WCAG 2.1, from 1 to 21; both colours are taken as opaque.
double contrast(Colour a, Colour b);
Colour mixed(Colour a, Colour b, float share_of_b);
Colour faded(Colour colour, float opacity);

struct Palette {
    Colour ground, panel, raised, hover, selected, line;
    Colour text, text_soft, text_faint, accent, accent_ground, on_accent;
    Colour good, warn, bad, focus, mention, shadow;
};

struct Sizes {
    float text_small = 0, text = 0, text_large = 0;
    float grid = 0, row = 0, control = 0, radius = 0;
    float sidebar = 0, details = 0, line_height = 0;
};

// What a text means.
enum class Tone : std::uint8_t { normal, soft, faint, accent, good, warn, bad, on_accent };

struct Theme {
    bool dark = true;
    Palette palette;
    Sizes size;
};

Theme dark_theme();
Theme light_theme();
inline Theme theme_for(bool dark) { return dark ? dark_theme() : light_theme(); }

Colour colour_of(Theme const& theme, Tone tone);

// The ground of a person's or a channel's avatar: the same for the same seed everywhere, and dark
// enough for white letters.
Colour avatar_colour(std::uint32_t seed);

}  // namespace look
