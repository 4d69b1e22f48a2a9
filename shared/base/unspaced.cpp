#include "shared/base/unspaced.hpp"

#include <string>

#include "shared/base/text.hpp"

namespace base {
namespace {

enum class Script { other, thai_or_lao, burmese, khmer };

// Each of their signs takes three bytes.
Script script_at(std::string_view text, std::size_t at) {
    if (text.size() - at < 3) return Script::other;
    auto const byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    bool const in_first = byte(0) == 0xE0 && byte(1) >= 0xB8 && byte(1) <= 0xBB;
    if (in_first) return Script::thai_or_lao;
    if (byte(0) != 0xE1) return Script::other;
    if (byte(1) == 0x80 || byte(1) == 0x81 || (byte(1) == 0x82 && byte(2) < 0xA0))
        return Script::burmese;
    return byte(1) == 0x9E || byte(1) == 0x9F ? Script::khmer : Script::other;
}

}  // namespace

std::vector<std::size_t> unspaced_word_ends(std::string_view text) {
    std::vector<std::size_t> found;
    constexpr std::size_t bytes = 3;
    constexpr std::string_view leads = "\xE0\xE1";
    for (auto at = text.find_first_of(leads); at != text.npos; at = text.find_first_of(leads, at)) {
        auto const begin = at;
        auto const script = script_at(text, at);  // each has a dictionary of its own
        std::u16string run;
        for (; script != Script::other && script_at(text, at) == script; at += bytes) {
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
