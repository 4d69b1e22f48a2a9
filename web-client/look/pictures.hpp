// Pictures that are not part of the program: read from files of others, and drawn from the one
// texture that letters are drawn from, so that a list of people is still drawn in one go.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "web-client/look/layout.hpp"

namespace look {

struct Pixels {
    int width = 0, height = 0;
    std::vector<unsigned char> rgba;  // four bytes each, the highest line first
};
// Nothing when this is no PNG, or one of more than 1024 pixels on a side.
std::optional<Pixels> pixels_of_png(std::string_view bytes);

using AtlasPlace = int;  // which is kept when the atlas is arranged anew
// Nothing when there is no more room.
std::optional<AtlasPlace> put_on_atlas(Pixels const& pixels);
void take_from_atlas(AtlasPlace place);
void draw_from_atlas(Rect const& rect, AtlasPlace place, float radius);

// Knows who has which picture, and fetches what it has not.
class Portraits {
public:
    virtual ~Portraits() = default;
    // Nothing while it has not arrived, and for whoever has none. `pixels`: the side of the square
    // that it fills on the display.
    virtual std::optional<AtlasPlace> find(std::string_view whose, float pixels) = 0;
};

}  // namespace look
