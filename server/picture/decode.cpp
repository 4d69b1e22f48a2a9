#include "server/picture/decode.hpp"

// libjpeg's header needs what it does not include.
#include <cstdio>
// And then:
#include <jpeglib.h>
#include <libexif/exif-data.h>
#include <png.h>
#include <webp/decode.h>
#include <webp/demux.h>

#include <algorithm>
#include <csetjmp>
#include <memory>
#include <vector>

namespace picture {

namespace {

unsigned char const* begin_of(std::string_view bytes) {
    return reinterpret_cast<unsigned char const*>(bytes.data());
}

std::optional<Pixels> decode_png(std::string_view bytes) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    if (png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) == 0)
        return std::nullopt;
    image.format = PNG_FORMAT_RGBA;
    struct Free {
        png_image& image;
        ~Free() { png_image_free(&image); }
    } const freed{image};
    if (is_too_large({image.width, image.height})) return std::nullopt;
    Pixels pixels({image.width, image.height});
    if (png_image_finish_read(&image, nullptr, pixels.bytes.get(), 0, nullptr) == 0)
        return std::nullopt;
    return pixels;
}

bool decode_webp_into(Pixels const& pixels, std::uint32_t x, std::uint32_t y,
                      std::string_view bytes) {
    auto* const first = pixels.at(x, y);
    auto const left = pixels.all_bytes() - static_cast<std::size_t>(first - pixels.bytes.get());
    return WebPDecodeRGBAInto(begin_of(bytes), bytes.size(), first, left,
                              static_cast<int>(pixels.row_bytes())) != nullptr;
}

std::optional<Size> size_of_webp_frame(std::string_view bytes) {
    int width = 0, height = 0;
    if (WebPGetInfo(begin_of(bytes), bytes.size(), &width, &height) == 0) return std::nullopt;
    return Size{static_cast<std::uint32_t>(width), static_cast<std::uint32_t>(height)};
}

// The first frame where it stands in the picture; around it there is nothing. No more of the
// animation is decoded, but it has to be whole.
bool decode_first_frame(Pixels const& pixels, std::string_view bytes) {
    WebPData const data{begin_of(bytes), bytes.size()};
    std::unique_ptr<WebPDemuxer, decltype(&WebPDemuxDelete)> const parts(WebPDemux(&data),
                                                                         WebPDemuxDelete);
    WebPIterator frame{};
    if (!parts || WebPDemuxGetFrame(parts.get(), 1, &frame) == 0) return false;
    // What it points to are our own bytes.
    auto const [start, count] = frame.fragment;
    std::string_view const own(reinterpret_cast<char const*>(start), count);
    auto const x = static_cast<std::uint32_t>(frame.x_offset);
    auto const y = static_cast<std::uint32_t>(frame.y_offset);
    WebPDemuxReleaseIterator(&frame);
    auto const size = size_of_webp_frame(own);
    auto const all = pixels.size;
    if (!size || x > all.width || size->width > all.width - x || y > all.height ||
        size->height > all.height - y)
        return false;
    std::fill_n(pixels.bytes.get(), pixels.all_bytes(), std::uint8_t{0});
    return decode_webp_into(pixels, x, y, own);
}

std::optional<Pixels> decode_webp(std::string_view bytes) {
    WebPBitstreamFeatures features{};
    if (WebPGetFeatures(begin_of(bytes), bytes.size(), &features) != VP8_STATUS_OK)
        return std::nullopt;
    Size const size{static_cast<std::uint32_t>(features.width),
                    static_cast<std::uint32_t>(features.height)};
    if (is_too_large(size)) return std::nullopt;
    Pixels pixels(size);
    bool const decoded = features.has_animation != 0 ? decode_first_frame(pixels, bytes)
                                                     : decode_webp_into(pixels, 0, 0, bytes);
    if (!decoded) return std::nullopt;
    return pixels;
}

// libjpeg ends what it does with a jump, over frames of its own and of read_jpeg, which therefore
// owns nothing.
struct JpegReading {
    jpeg_error_mgr errors{};  // the first, so that the one is found by the other
    std::jmp_buf back{};
    jpeg_decompress_struct decoder{};
    Pixels pixels;
    std::vector<std::uint8_t> inks;  // a row of cyan, magenta, yellow and black
};

[[noreturn]] void jump_back(j_common_ptr decoder) {
    std::longjmp(reinterpret_cast<JpegReading*>(decoder->err)->back, 1);
}

// What the decoder only warns of is broken, too.
void judge(j_common_ptr decoder, int level) {
    if (level < 0) jump_back(decoder);
}

// As Adobe's programs write them, inks are the other way round.
void paint(std::vector<std::uint8_t> const& inks, bool is_inverted, std::uint8_t* to) {
    for (std::size_t at = 0; at < inks.size(); at += 4, to += 4) {
        auto const bright = [&](std::size_t ink) {
            return is_inverted ? inks[at + ink] : 255 - inks[at + ink];
        };
        for (std::size_t i = 0; i < 3; ++i)
            to[i] = static_cast<std::uint8_t>(bright(i) * bright(3) / 255);
        to[3] = 255;
    }
}

bool read_jpeg(JpegReading& reading, std::string_view bytes) {
    auto& decoder = reading.decoder;
    jpeg_create_decompress(&decoder);
    jpeg_mem_src(&decoder, begin_of(bytes), bytes.size());
    if (jpeg_read_header(&decoder, TRUE) != JPEG_HEADER_OK) return false;
    bool const has_inks =
        decoder.jpeg_color_space == JCS_CMYK || decoder.jpeg_color_space == JCS_YCCK;
    decoder.out_color_space = has_inks ? JCS_CMYK : JCS_EXT_RGBA;
    if (is_too_large({decoder.image_width, decoder.image_height})) return false;
    jpeg_start_decompress(&decoder);
    reading.pixels = Pixels({decoder.output_width, decoder.output_height});
    if (has_inks) reading.inks.resize(reading.pixels.row_bytes());
    while (decoder.output_scanline < decoder.output_height) {
        auto* const row = reading.pixels.at(0, decoder.output_scanline);
        auto* to = has_inks ? reading.inks.data() : row;
        if (jpeg_read_scanlines(&decoder, &to, 1) != 1) return false;
        if (has_inks) paint(reading.inks, decoder.saw_Adobe_marker != 0, row);
    }
    return jpeg_finish_decompress(&decoder) != 0;
}

std::optional<Pixels> decode_jpeg(std::string_view bytes) {
    JpegReading reading;
    reading.decoder.err = jpeg_std_error(&reading.errors);
    reading.errors.error_exit = jump_back;
    reading.errors.emit_message = judge;
    struct Free {
        jpeg_decompress_struct& decoder;
        ~Free() { jpeg_destroy_decompress(&decoder); }
    } const freed{reading.decoder};
    if (setjmp(reading.back) != 0) return std::nullopt;
    if (!read_jpeg(reading, bytes)) return std::nullopt;
    return std::move(reading.pixels);
}

}  // namespace

std::optional<Pixels> decode(Kind kind, std::string_view bytes) {
    switch (kind) {
        case Kind::png:
            return decode_png(bytes);
        case Kind::jpeg:
            return decode_jpeg(bytes);
        case Kind::webp:
            return decode_webp(bytes);
    }
    return std::nullopt;
}

int orientation_of(Kind kind, std::string_view bytes) {
    if (kind != Kind::jpeg) return 1;
    auto* data = exif_data_new_from_data(begin_of(bytes), static_cast<unsigned>(bytes.size()));
    if (!data) return 1;
    int orientation = 1;
    auto* entry = exif_content_get_entry(data->ifd[EXIF_IFD_0], EXIF_TAG_ORIENTATION);
    if (entry && entry->format == EXIF_FORMAT_SHORT && entry->components == 1 && entry->size >= 2)
        orientation = exif_get_short(entry->data, exif_data_get_byte_order(data));
    exif_data_unref(data);
    return orientation >= 1 && orientation <= 8 ? orientation : 1;
}

std::string png_of(Pixels const& pixels) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = pixels.size.width;
    image.height = pixels.size.height;
    image.format = PNG_FORMAT_RGBA;
    std::string png(PNG_IMAGE_PNG_SIZE_MAX(image), '\0');
    png_alloc_size_t size = png.size();
    if (png_image_write_to_memory(&image, png.data(), &size, 0, pixels.bytes.get(), 0, nullptr) ==
        0)
        return {};
    png.resize(size);
    return png;
}

}  // namespace picture
