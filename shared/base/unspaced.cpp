#include "shared/base/unspaced.hpp"

#include <string>

#include "shared/base/text.hpp"

namespace base {
namespace {

// Both blocks lie beside each other, and each of their signs takes three bytes, of which these are
// the first two.
bool is_unspaced(std::string_view text, std::size_t at) {
    if (text.size() - at < 3 || text[at] != '\xE0') return false;
    auto const second = static_cast<unsigned char>(text[at + 1]);
    return second >= 0xB8 && second <= 0xBB;
}

}  // namespace

std::vector<std::size_t> unspaced_word_ends(std::string_view text) {
    std::vector<std::size_t> found;
    constexpr std::size_t bytes = 3;
    for (auto at = text.find('\xE0'); at != text.npos; at = text.find('\xE0', at)) {
        auto const begin = at;
        std::u16string run;
        for (; is_unspaced(text, at); at += bytes) {
            auto letter = text.substr(at, bytes);
            run += static_cast<char16_t>(next_code_point(letter));
        }
        if (at == begin) ++at;
        if (run.size() < 2) continue;
        std::vector<std::uint8_t> ends(run.size());
        find_unspaced_word_ends(run, ends.data());
        for (std::size_t i = 1; i < run.size(); ++i)
            if (ends[i] != 0) found.push_back(begin + i * bytes);
    }
    return found;
}

}  // namespace base
