#include <unicode/ubidi.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <memory>

#include "shared/base/direction_levels.hpp"
#include "shared/base/directions.hpp"

namespace base {

int direction_levels(std::u16string_view paragraph, std::uint8_t* levels) {
    auto const size = static_cast<std::int32_t>(paragraph.size());
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<UBiDi, decltype(&ubidi_close)> const bidi(ubidi_openSized(size, 0, &status),
                                                              &ubidi_close);
    ubidi_setPara(bidi.get(), paragraph.data(), size, UBIDI_DEFAULT_LTR, nullptr, &status);
    auto const* const found = ubidi_getLevels(bidi.get(), &status);
    if (U_FAILURE(status) || found == nullptr) {  // out of memory: as it would be without
        std::fill_n(levels, paragraph.size(), std::uint8_t{0});
        return 0;
    }
    std::copy_n(found, paragraph.size(), levels);
    return ubidi_getParaLevel(bidi.get());
}

char32_t mirrored(char32_t c) {
    return static_cast<char32_t>(u_charMirror(static_cast<UChar32>(c)));
}

}  // namespace base
