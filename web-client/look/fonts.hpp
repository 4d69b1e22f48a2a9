// The faces of the client: one family in two weights, a face of fixed width, and the icons. They
// are compiled in, cut down by tools/make-assets, and rasterised as needed at any display scale. A
// face of what is in none of them, as Greek, arrows and pictograms, is as large as all the others
// together; a page loads it after the first frame.
#pragma once

#include <string_view>

#include "assets/icons.hpp"

struct ImFont;

namespace look {

struct Fonts {
    ImFont* regular = nullptr;
    ImFont* strong = nullptr;  // semibold
    ImFont* mono = nullptr;
    ImFont* icons = nullptr;
};

// Into the current ImGui context, which owns them, in place of what was there: not while a frame is
// drawn. `symbols` is the file from symbols_path(); without it a page shows no symbols yet.
Fonts load_fonts(std::string_view symbols = {});

// Where a page loads the face of symbols from; empty: it is compiled in.
std::string_view symbols_path();

// Whether it has no look of its own, but is a space or nothing at all: every face shows it so.
bool is_unseen_sign(char32_t code_point);

// UTF-8 of an icon's code point.
struct IconText {
    char bytes[5] = {};
};
IconText icon_text(Icon icon);

}  // namespace look
