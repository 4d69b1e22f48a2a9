// The font files that are compiled in; tools/make-assets writes their bytes.
#pragma once

#include <cstdint>

namespace look {

struct Face {
    void const* bytes = nullptr;  // null: the page loads it when it has been drawn once
    int size_bytes = 0;
    float line_per_em = 1;  // ascent and descent together, in ems
};
enum class FaceName : std::uint8_t { regular, strong, mono, symbols, icons };
Face const& face(FaceName name);

}  // namespace look
