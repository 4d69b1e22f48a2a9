#include "web-client/look/fonts.hpp"

#include <imgui.h>

#include "web-client/look/faces.hpp"

namespace look {
namespace {

ImFont* add(FaceName name, bool merged) {
    Face const& wanted = face(name);
    ImFontConfig how;
    how.FontDataOwnedByAtlas = false;  // the bytes are part of the program
    how.MergeMode = merged;
    how.PixelSnapH = false;
    // The atlas only reads the bytes, though its parameter is not const.
    return ImGui::GetIO().Fonts->AddFontFromMemoryTTF(const_cast<void*>(wanted.bytes),
                                                      wanted.size_bytes, 0, &how);
}

ImFont* with_symbols(FaceName name) {
    ImFont* font = add(name, false);
    add(FaceName::symbols, true);
    return font;
}

}  // namespace

Fonts load_fonts() {
    Fonts fonts;
    fonts.regular = with_symbols(FaceName::regular);
    fonts.strong = with_symbols(FaceName::strong);
    fonts.mono = with_symbols(FaceName::mono);
    fonts.hidden = add(FaceName::regular, false);
    fonts.hidden->AddRemapChar('*', 0x2022);  // ImGui writes asterisks
    fonts.icons = add(FaceName::icons, false);
    return fonts;
}

IconText icon_text(Icon icon) {
    auto const point = static_cast<std::uint32_t>(icon);
    IconText text;
    if (point < 0x80) {
        text.bytes[0] = static_cast<char>(point);
    } else if (point < 0x800) {
        text.bytes[0] = static_cast<char>(0xc0 | (point >> 6));
        text.bytes[1] = static_cast<char>(0x80 | (point & 0x3f));
    } else {
        text.bytes[0] = static_cast<char>(0xe0 | (point >> 12));
        text.bytes[1] = static_cast<char>(0x80 | ((point >> 6) & 0x3f));
        text.bytes[2] = static_cast<char>(0x80 | (point & 0x3f));
    }
    return text;
}

}  // namespace look
