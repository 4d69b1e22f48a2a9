#include "tests/server/pictures.hpp"

#include <doctest/doctest.h>
#include <gd.h>
#include <png.h>

#include <memory>
#include <stdexcept>
#include <vector>

namespace pictures {

std::string made(std::string_view kind, int width, int height) {
    std::unique_ptr<gdImage, void (*)(gdImagePtr)> const image(
        gdImageCreateTrueColor(width, height), gdImageDestroy);
    REQUIRE(image);
    gdImageFilledRectangle(image.get(), 0, 0, width / 2 - 1, height - 1, 0xFF0000);
    gdImageFilledRectangle(image.get(), width / 2, 0, width - 1, height - 1, 0x0000FF);
    int size = 0;
    std::unique_ptr<void, void (*)(void*)> const bytes(
        kind == "png"    ? gdImagePngPtr(image.get(), &size)
        : kind == "jpeg" ? gdImageJpegPtr(image.get(), &size, 90)
                         : gdImageWebpPtr(image.get(), &size),
        gdFree);
    REQUIRE(bytes);
    return {static_cast<char const*>(bytes.get()), static_cast<std::size_t>(size)};
}

std::string blank(unsigned width, unsigned height) {
    std::string bytes;
    auto const refuse = [](png_structp, png_const_charp why) { throw std::runtime_error(why); };
    auto const keep = [](png_structp png, png_bytep part, std::size_t size) {
        static_cast<std::string*>(png_get_io_ptr(png))
            ->append(reinterpret_cast<char const*>(part), size);
    };
    auto* png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, refuse, nullptr);
    REQUIRE(png);
    auto* info = png_create_info_struct(png);
    REQUIRE(info);
    png_set_write_fn(png, &bytes, keep, [](png_structp) {});
    png_set_IHDR(png, info, width, height, 1, PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_write_info(png, info);
    std::vector<png_byte> const row((width + 7) / 8);
    for (unsigned y = 0; y < height; ++y) png_write_row(png, row.data());
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    return bytes;
}

std::string with_segment(std::string jpeg, unsigned char marker, std::string_view content) {
    auto const length = content.size() + 2;
    REQUIRE(length <= 0xFFFF);
    std::string segment{'\xFF', static_cast<char>(marker), static_cast<char>(length >> 8),
                        static_cast<char>(length & 0xFF)};
    return jpeg.insert(2, segment.append(content));
}

std::string exif(unsigned char orientation, std::string_view place) {
    using namespace std::literals;
    std::string made = "Exif\0\0MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0"s;
    made += static_cast<char>(orientation);
    return made.append("\0\0\0\0\0\0"sv).append(place);
}

Seen seen(std::string const& png) {
    auto copy = png;
    std::unique_ptr<gdImage, void (*)(gdImagePtr)> const image(
        gdImageCreateFromPngPtr(static_cast<int>(copy.size()), copy.data()), gdImageDestroy);
    REQUIRE(image);
    Seen what{gdImageSX(image.get()), gdImageSY(image.get())};
    auto const is_red = [&](int x, int y) {
        auto const colour = gdImageGetPixel(image.get(), x, y);
        return gdImageRed(image.get(), colour) > 128 && gdImageBlue(image.get(), colour) < 128;
    };
    what.red_at_top = is_red(what.width / 2, what.height / 8);
    what.red_at_left = is_red(what.width / 8, what.height / 2);
    return what;
}

}  // namespace pictures
