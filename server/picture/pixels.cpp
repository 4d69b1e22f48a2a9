#include "server/picture/pixels.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <utility>

namespace picture {

namespace {

// From `begin` to `end`, in pixels of the picture that is read; parts of pixels count as parts.
struct Span {
    double begin, end;
    std::uint32_t first() const { return static_cast<std::uint32_t>(begin); }
    std::uint32_t last(std::uint32_t side) const {
        return std::min(side, static_cast<std::uint32_t>(std::ceil(end)));
    }
    double share(std::uint32_t pixel) const {
        return std::min(end, pixel + 1.0) - std::max(begin, static_cast<double>(pixel));
    }
};

Span covered(std::uint32_t index, std::uint32_t side, std::uint32_t length, std::uint32_t skipped) {
    double const step = static_cast<double>(length) / side;
    return {skipped + index * step, skipped + (index + 1) * step};
}

std::uint8_t rounded(double value) {
    return static_cast<std::uint8_t>(std::clamp(value + 0.5, 0.0, 255.0));
}

// A colour counts as much as it can be seen.
void mean(Pixels const& from, Span across, Span down, std::uint8_t* to) {
    std::array<double, 3> colour{};
    double seen = 0, all = 0;
    for (auto y = down.first(); y < down.last(from.size.height); ++y)
        for (auto x = across.first(); x < across.last(from.size.width); ++x) {
            auto const* pixel = from.at(x, y);
            double const share = across.share(x) * down.share(y);
            double const weight = share * pixel[3];
            for (std::size_t i = 0; i < colour.size(); ++i) colour[i] += weight * pixel[i];
            seen += weight;
            all += share;
        }
    for (std::size_t i = 0; i < colour.size(); ++i)
        to[i] = seen > 0 ? rounded(colour[i] / seen) : std::uint8_t{0};
    to[3] = all > 0 ? rounded(seen / all) : std::uint8_t{0};
}

// Where the pixel at x, y of the upright square lies in the one that was stored.
std::array<std::uint32_t, 2> stored_place(int orientation, std::uint32_t x, std::uint32_t y,
                                          std::uint32_t last) {
    switch (orientation) {
        case 2:
            return {last - x, y};
        case 3:
            return {last - x, last - y};
        case 4:
            return {x, last - y};
        case 5:
            return {y, x};
        case 6:
            return {y, last - x};
        case 7:
            return {last - y, last - x};
        case 8:
            return {last - y, x};
        default:
            return {x, y};
    }
}

}  // namespace

Pixels::Pixels(Size of)
    : size(of), bytes(std::make_unique_for_overwrite<std::uint8_t[]>(all_bytes())) {}

Pixels middle_square(Pixels const& from, std::uint32_t side) {
    auto const length = std::min(from.size.width, from.size.height);
    auto const left = (from.size.width - length) / 2, top = (from.size.height - length) / 2;
    Pixels to({side, side});
    for (std::uint32_t y = 0; y < side; ++y)
        for (std::uint32_t x = 0; x < side; ++x)
            mean(from, covered(x, side, length, left), covered(y, side, length, top), to.at(x, y));
    return to;
}

Pixels upright(Pixels stored, int orientation) {
    if (orientation == 1) return stored;
    auto const side = stored.size.width;
    Pixels to(stored.size);
    for (std::uint32_t y = 0; y < side; ++y)
        for (std::uint32_t x = 0; x < side; ++x) {
            auto const [from_x, from_y] = stored_place(orientation, x, y, side - 1);
            std::memcpy(to.at(x, y), stored.at(from_x, from_y), 4);
        }
    return to;
}

}  // namespace picture
