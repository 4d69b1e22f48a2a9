// A decoded picture, and what is made of it: a square that is smaller, or turned upright.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "server/picture/header.hpp"

namespace picture {

struct Pixels {
    Size size;
    std::unique_ptr<std::uint8_t[]> bytes;  // red, green, blue, opacity; row by row

    Pixels() = default;
    // Of no colour in particular. Throws std::bad_alloc.
    explicit Pixels(Size of);
    std::size_t row_bytes() const { return std::size_t{size.width} * 4; }
    std::size_t all_bytes() const { return row_bytes() * size.height; }
    std::uint8_t* at(std::uint32_t x, std::uint32_t y) const {
        return bytes.get() + y * row_bytes() + std::size_t{x} * 4;
    }
};

// The square in the middle, with sides of so many pixels: each is the mean of what it covers.
Pixels middle_square(Pixels const& from, std::uint32_t side);

// A square as it was held, by EXIF's orientation (1 to 8).
Pixels upright(Pixels stored, int orientation);

}  // namespace picture
