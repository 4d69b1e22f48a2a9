#include "web-client/look/theme.hpp"

#include <array>
#include <cmath>
#include <utility>

namespace look {
namespace {

double linear(std::uint8_t channel) {
    double const value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(Colour colour) {
    return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) +
           0.0722 * linear(colour.blue);
}

std::uint8_t between(std::uint8_t a, std::uint8_t b, float share) {
    return static_cast<std::uint8_t>(std::lround(
        static_cast<float>(a) + (static_cast<float>(b) - static_cast<float>(a)) * share));
}

}  // namespace

double contrast(Colour a, Colour b) {
    double lighter = luminance(a), darker = luminance(b);
    if (lighter < darker) std::swap(lighter, darker);
    return (lighter + 0.05) / (darker + 0.05);
}

Colour mixed(Colour a, Colour b, float share_of_b) {
    return {between(a.red, b.red, share_of_b), between(a.green, b.green, share_of_b),
            between(a.blue, b.blue, share_of_b), between(a.alpha, b.alpha, share_of_b)};
}

Colour faded(Colour colour, float opacity) {
    colour.alpha =
        static_cast<std::uint8_t>(std::lround(static_cast<float>(colour.alpha) * opacity));
    return colour;
}

Colour colour_of(Theme const& theme, Tone tone) {
    switch (tone) {
        case Tone::normal:
            return theme.palette.text;
        case Tone::soft:
            return theme.palette.text_soft;
        case Tone::faint:
            return theme.palette.text_faint;
        case Tone::accent:
            return theme.palette.accent;
        case Tone::good:
            return theme.palette.good;
        case Tone::warn:
            return theme.palette.warn;
        case Tone::bad:
            return theme.palette.bad;
        case Tone::on_accent:
            return theme.palette.on_accent;
    }
    return theme.palette.text;
}

Colour avatar_colour(std::uint32_t seed) {
    // White letters reach 4.5:1 on each of these.
    static constexpr std::array<Colour, 8> grounds{{{0xa8, 0x4a, 0x63, 255},
                                                    {0x35, 0x78, 0x58, 255},
                                                    {0x7c, 0x5d, 0xb8, 255},
                                                    {0x96, 0x63, 0x20, 255},
                                                    {0x2f, 0x5f, 0xd0, 255},
                                                    {0x20, 0x76, 0x86, 255},
                                                    {0xa8, 0x4f, 0x32, 255},
                                                    {0x5f, 0x6b, 0x3c, 255}}};
    return grounds[seed % grounds.size()];
}

}  // namespace look
