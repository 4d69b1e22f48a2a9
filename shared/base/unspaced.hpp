// Scripts that put no blanks between their words: Thai, Lao, Burmese and Khmer. Where a word ends
// only a dictionary knows: natively ICU's (unspaced_native.cpp), in the page the browser's
// (unspaced_page.cpp).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace base {

// Where a line may end between two of their letters: before these bytes. Nothing for any other
// text, at once.
std::vector<std::size_t> unspaced_word_ends(std::string_view text);

// Of a run of such letters: sets ends[i] to 1 where a word ends before its unit i.
void find_unspaced_word_ends(std::u16string_view run, std::uint8_t* ends);

}  // namespace base
