// The faces of the client: one family in two weights, a face of fixed width, and the icons. They
// are compiled in, cut down by tools/make-assets, and rasterised as needed at any display scale.
#pragma once

#include "assets/icons.hpp"

struct ImFont;

namespace look {

struct Fonts {
    ImFont* regular = nullptr;
    ImFont* strong = nullptr;  // semibold
    ImFont* mono = nullptr;
    ImFont* hidden = nullptr;  // shows passwords as dots
    ImFont* icons = nullptr;
};

// Into the current ImGui context, which owns them.
Fonts load_fonts();

// UTF-8 of an icon's code point.
struct IconText {
    char bytes[5] = {};
};
IconText icon_text(Icon icon);

}  // namespace look
