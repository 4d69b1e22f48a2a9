#include <unicode/ubrk.h>

#include <memory>

#include "shared/base/unspaced.hpp"

namespace base {

void find_unspaced_word_ends(std::u16string_view run, std::uint8_t* ends) {
    UErrorCode status = U_ZERO_ERROR;
    auto const size = static_cast<std::int32_t>(run.size());
    std::unique_ptr<UBreakIterator, decltype(&ubrk_close)> const words(
        ubrk_open(UBRK_WORD, "", run.data(), size, &status), &ubrk_close);
    if (U_FAILURE(status)) return;  // out of memory: as it would be without
    for (auto at = ubrk_first(words.get()); at != UBRK_DONE && at < size;
         at = ubrk_next(words.get()))
        ends[at] = 1;
}

}  // namespace base
