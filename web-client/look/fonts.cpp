#include "web-client/look/fonts.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <optional>

#include "shared/base/unicode.hpp"
#include "web-client/look/faces.hpp"
#include "web-client/look/signs.hpp"

namespace look {
namespace {

// What has no look of its own takes no room, though a font may draw something for it; and each kind
// of space is one, of its own width.
constexpr ImWchar unseen[] = {
    0xAD,   0xAD,   0x34F,   0x34F,   0x61C,   0x61C,   0x115F,  0x1160,  0x1680, 0x1680,
    0x17B4, 0x17B5, 0x180B,  0x180F,  0x2000,  0x200F,  0x2028,  0x202F,  0x205F, 0x206F,
    0x3000, 0x3000, 0x3164,  0x3164,  0xFE00,  0xFE0F,  0xFEFF,  0xFEFF,  0xFFA0, 0xFFA0,
    0xFFF0, 0xFFFB, 0x1BCA0, 0x1BCA3, 0x1D173, 0x1D17A, 0xE0000, 0xE0FFF, 0,
};

// In parts of the size of the font.
std::optional<float> width_of_unseen(char32_t c) {
    constexpr float spaces[] = {0.5f,     1,    0.5f, 1,        1 / 3.0f, 0.25f,
                                1 / 6.0f, 0.6f, 0.3f, 1 / 6.0f, 0.1f};  // from U+2000
    if (c >= 0x2000 && c <= 0x200A) return spaces[c - 0x2000];
    if (c == 0x202F) return 1 / 6.0f;
    if (c == 0x205F) return 2 / 9.0f;
    if (c == 0x3000) return 1.0f;
    if (c == 0x1680 || c == 0x2028 || c == 0x2029) return 0.25f;
    if (base::is_ignorable(c) || (c >= 0xFFF9 && c <= 0xFFFB)) return 0.0f;
    return std::nullopt;
}

bool load_unseen(ImFontAtlas*, ImFontConfig*, ImFontBaked* baked, void*, ImWchar code_point,
                 ImFontGlyph* glyph, float* advance) {
    auto const width = width_of_unseen(code_point);
    if (!width) return false;
    if (glyph != nullptr) {
        glyph->Codepoint = code_point & 0x1FFFFF;
        glyph->AdvanceX = *width * baked->Size;
        glyph->Visible = false;
    }
    if (advance != nullptr) *advance = *width * baked->Size;
    return true;
}

void add_unseen() {
    static ImFontLoader const loader = [] {
        ImFontLoader made;
        made.Name = "unseen";
        made.FontBakedLoadGlyph = load_unseen;
        return made;
    }();
    ImFontConfig how;
    how.MergeMode = true;
    how.FontLoader = &loader;
    ImGui::GetIO().Fonts->AddFont(&how);
}

ImFont* add(void const* bytes, int size_bytes, bool merged) {
    ImFontConfig how;
    how.FontDataOwnedByAtlas = false;  // it makes its own copy
    how.MergeMode = merged;
    how.PixelSnapH = false;
    how.GlyphExcludeRanges = unseen;
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
    // What nothing can draw; a blank until the face that has it is there, but no letter.
    font->FallbackChar = U'\uFFFD';
    add_unseen();
    add_signs(name == FaceName::strong);
    return font;
}

}  // namespace

Fonts load_fonts(std::string_view symbols) {
    auto& atlas = *ImGui::GetIO().Fonts;
    // Not all of the atlas, which has pictures of people, too.
    ImVector<ImFont*> const before = atlas.Fonts;
    if (auto* const signs = Signs::of(atlas)) signs->forget_faces();
    Fonts fonts;
    fonts.regular = with_symbols(FaceName::regular, symbols);
    fonts.strong = with_symbols(FaceName::strong, symbols);
    fonts.mono = with_symbols(FaceName::mono, symbols);
    fonts.icons = add(FaceName::icons);
    for (ImFont* font : before) atlas.RemoveFont(font);
    return fonts;
}

bool is_unseen_sign(char32_t code_point) { return width_of_unseen(code_point).has_value(); }

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
