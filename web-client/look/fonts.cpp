#include "web-client/look/fonts.hpp"

#include <imgui.h>

#include "web-client/look/faces.hpp"

namespace look {
namespace {

ImFont* add(void const* bytes, int size_bytes, bool merged) {
    ImFontConfig how;
    how.FontDataOwnedByAtlas = false;  // it makes its own copy
    how.MergeMode = merged;
    how.PixelSnapH = false;
    // The atlas only reads the bytes, though its parameter is not const.
    return ImGui::GetIO().Fonts->AddFontFromMemoryTTF(const_cast<void*>(bytes), size_bytes, 0,
                                                      &how);
}
ImFont* add(FaceName name) { return add(face(name).bytes, face(name).size_bytes, false); }

ImFont* with_symbols(FaceName name, std::string_view symbols) {
    ImFont* font = add(name);
    if (auto const& held = face(FaceName::symbols); held.bytes != nullptr)
        add(held.bytes, held.size_bytes, true);
    else if (!symbols.empty())
        add(symbols.data(), static_cast<int>(symbols.size()), true);
    return font;
}

}  // namespace

Fonts load_fonts(std::string_view symbols) {
    auto& atlas = *ImGui::GetIO().Fonts;
    // Not all of the atlas, which has pictures of people, too.
    ImVector<ImFont*> const before = atlas.Fonts;
    Fonts fonts;
    fonts.regular = with_symbols(FaceName::regular, symbols);
    fonts.strong = with_symbols(FaceName::strong, symbols);
    fonts.mono = with_symbols(FaceName::mono, symbols);
    fonts.hidden = add(FaceName::regular);
    fonts.hidden->AddRemapChar('*', 0x2022);  // ImGui writes asterisks
    fonts.icons = add(FaceName::icons);
    for (ImFont* font : before) atlas.RemoveFont(font);
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
