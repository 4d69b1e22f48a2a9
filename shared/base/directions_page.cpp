#include <emscripten.h>

#include "shared/base/direction_levels.hpp"
#include "shared/base/directions.hpp"

// clang-format off
EM_JS(int, kontor_direction_levels, (char16_t const* units, int size, unsigned char* levels), {
    let text = "";
    for (let at = 0; at < size; at += 8192)  // what may be given to a function at once is limited
        text += String.fromCharCode(
            ...HEAPU16.subarray(units / 2 + at, units / 2 + Math.min(at + 8192, size)));
    const found = kontor_bidi.getEmbeddingLevels(text, "auto");
    HEAPU8.set(found.levels, levels);
    return found.paragraphs.length > 0 ? found.paragraphs[0].level : 0;
});
EM_JS(int, kontor_mirrored, (int code_point), {
    const other = kontor_bidi.getMirroredCharacter(String.fromCodePoint(code_point));
    return other ? other.codePointAt(0) : code_point;
});
// clang-format on

namespace base {

int direction_levels(std::u16string_view paragraph, std::uint8_t* levels) {
    return kontor_direction_levels(paragraph.data(), static_cast<int>(paragraph.size()), levels);
}

char32_t mirrored(char32_t c) {
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) return c;
    return static_cast<char32_t>(kontor_mirrored(static_cast<int>(c)));
}

}  // namespace base
