// What a picture's first bytes say of it, judged before anything decodes it: a small file may
// claim to be a picture that no machine has the memory for.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace picture {

enum class Kind { png, jpeg, webp };
std::optional<Kind> kind_from(std::string_view name);  // "png"

struct Size {
    std::uint32_t width = 0, height = 0;
};

// Nothing when this is no picture of that kind, or plainly not a whole one, or when something else
// follows it (in a JPEG it may: telephones put films there).
std::optional<Size> size_of(Kind kind, std::string_view bytes);

constexpr std::uint64_t most_pixels = 50'000'000;
bool is_too_large(Size size);

}  // namespace picture
