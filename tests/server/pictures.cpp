#include "tests/server/pictures.hpp"

#include <cstdio>
// libjpeg's header needs the one above, and does not include it.
#include <doctest/doctest.h>
#include <jpeglib.h>
#include <png.h>
#include <webp/encode.h>
#include <webp/mux.h>

#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <vector>

namespace pictures {

namespace {

struct Freed {
    void operator()(unsigned char* bytes) const { std::free(bytes); }
};
using Bytes = std::unique_ptr<unsigned char, Freed>;

std::string text(unsigned char const* bytes, std::size_t size) {
    return {reinterpret_cast<char const*>(bytes), size};
}

std::string png_of(std::vector<unsigned char> const& samples, int width, int height,
                   png_uint_32 format) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(width);
    image.height = static_cast<png_uint_32>(height);
    image.format = format;
    std::string bytes(PNG_IMAGE_PNG_SIZE_MAX(image), '\0');
    png_alloc_size_t size = bytes.size();
    REQUIRE(png_image_write_to_memory(&image, bytes.data(), &size, 0, samples.data(), 0, nullptr) !=
            0);
    bytes.resize(size);
    return bytes;
}

std::string jpeg_of(std::vector<unsigned char> const& samples, int width, int height,
                    J_COLOR_SPACE colours) {
    jpeg_compress_struct encoder{};
    jpeg_error_mgr errors{};
    encoder.err = jpeg_std_error(&errors);
    jpeg_create_compress(&encoder);
    unsigned char* made = nullptr;
    unsigned long size = 0;
    jpeg_mem_dest(&encoder, &made, &size);
    encoder.image_width = static_cast<JDIMENSION>(width);
    encoder.image_height = static_cast<JDIMENSION>(height);
    encoder.input_components = colours == JCS_CMYK ? 4 : 3;
    encoder.in_color_space = colours;
    jpeg_set_defaults(&encoder);
    jpeg_start_compress(&encoder, TRUE);
    auto const row_bytes = encoder.image_width * static_cast<std::size_t>(encoder.input_components);
    while (encoder.next_scanline < encoder.image_height) {
        auto* row = const_cast<unsigned char*>(samples.data()) + encoder.next_scanline * row_bytes;
        jpeg_write_scanlines(&encoder, &row, 1);
    }
    jpeg_finish_compress(&encoder);
    jpeg_destroy_compress(&encoder);
    Bytes const kept(made);
    return text(made, size);
}

std::string webp_of(std::vector<unsigned char> const& rgb, int width, int height) {
    unsigned char* made = nullptr;
    auto const size = WebPEncodeRGB(rgb.data(), width, height, width * 3, 90, &made);
    std::unique_ptr<unsigned char, void (*)(void*)> const kept(made, WebPFree);
    REQUIRE(size > 0);
    return text(made, size);
}

}  // namespace

std::string made(std::string_view kind, int width, int height) {
    bool const has_inks = kind == "jpeg of inks";
    std::vector<unsigned char> const red = has_inks ? std::vector<unsigned char>{255, 0, 0, 255}
                                                    : std::vector<unsigned char>{255, 0, 0};
    std::vector<unsigned char> const blue = has_inks ? std::vector<unsigned char>{0, 0, 255, 255}
                                                     : std::vector<unsigned char>{0, 0, 255};
    std::vector<unsigned char> samples;
    samples.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) *
                    red.size());
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            auto const& pixel = x < width / 2 ? red : blue;
            samples.insert(samples.end(), pixel.begin(), pixel.end());
        }
    if (has_inks) return jpeg_of(samples, width, height, JCS_CMYK);
    if (kind == "jpeg") return jpeg_of(samples, width, height, JCS_RGB);
    return kind == "png" ? png_of(samples, width, height, PNG_FORMAT_RGB)
                         : webp_of(samples, width, height);
}

std::string moving(int width, int height, Place first) {
    std::unique_ptr<WebPMux, decltype(&WebPMuxDelete)> const mux(WebPMuxNew(), WebPMuxDelete);
    auto const add = [&](Place const& place, std::string const& still) {
        WebPMuxFrameInfo frame{};
        frame.bitstream = {reinterpret_cast<unsigned char const*>(still.data()), still.size()};
        frame.x_offset = place.x;
        frame.y_offset = place.y;
        frame.duration = 100;
        frame.id = WEBP_CHUNK_ANMF;
        REQUIRE(WebPMuxPushFrame(mux.get(), &frame, 1) == WEBP_MUX_OK);
    };
    add(first, made("webp", first.width, first.height));
    std::vector<unsigned char> const grey(static_cast<std::size_t>(width * height) * 3, 100);
    add({}, webp_of(grey, width, height));
    WebPMuxAnimParams const white{0xFFFF'FFFF, 0};
    REQUIRE(WebPMuxSetAnimationParams(mux.get(), &white) == WEBP_MUX_OK);
    REQUIRE(WebPMuxSetCanvasSize(mux.get(), width, height) == WEBP_MUX_OK);
    WebPData assembled{};
    REQUIRE(WebPMuxAssemble(mux.get(), &assembled) == WEBP_MUX_OK);
    auto const bytes = text(assembled.bytes, assembled.size);
    WebPDataClear(&assembled);
    return bytes;
}

std::string see_through(int width, int height) {
    std::vector<unsigned char> samples;
    for (int i = 0; i < width * height; ++i) samples.insert(samples.end(), {255, 0, 0, 128});
    return png_of(samples, width, height, PNG_FORMAT_RGBA);
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
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    REQUIRE(png_image_begin_read_from_memory(&image, png.data(), png.size()) != 0);
    image.format = PNG_FORMAT_RGBA;
    std::vector<unsigned char> bytes(PNG_IMAGE_SIZE(image));
    REQUIRE(png_image_finish_read(&image, nullptr, bytes.data(), 0, nullptr) != 0);
    Seen what{static_cast<int>(image.width), static_cast<int>(image.height)};
    auto const pixel = [&](int x, int y) {
        return bytes.data() +
               (static_cast<std::size_t>(y) * image.width + static_cast<std::size_t>(x)) * 4;
    };
    auto const is_red = [&](int x, int y) { return pixel(x, y)[0] > 128 && pixel(x, y)[2] < 128; };
    what.red_at_top = is_red(what.width / 2, what.height / 8);
    what.red_at_left = is_red(what.width / 8, what.height / 2);
    what.blue_at_right = pixel(what.width * 7 / 8, what.height / 2)[2] > 128;
    what.opacity = pixel(what.width / 2, what.height / 2)[3];
    return what;
}

}  // namespace pictures
