#include <emscripten.h>

#include "shared/base/unspaced.hpp"

// clang-format off
EM_JS(void, kontor_word_ends, (char16_t const* units, int size, unsigned char* ends), {
    if (!Intl.Segmenter) return;  // an old browser
    let text = "";
    for (let at = 0; at < size; at += 8192)  // what may be given to a function at once is limited
        text += String.fromCharCode(
            ...HEAPU16.subarray(units / 2 + at, units / 2 + Math.min(at + 8192, size)));
    for (const word of new Intl.Segmenter("th", { granularity: "word" }).segment(text))
        HEAPU8[ends + word.index] = 1;
});
// clang-format on

namespace base {

void find_unspaced_word_ends(std::u16string_view run, std::uint8_t* ends) {
    kontor_word_ends(run.data(), static_cast<int>(run.size()), ends);
}

}  // namespace base
