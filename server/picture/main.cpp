// kontor-picture: decodes one picture that somebody sent, in a process of its own that has little
// memory, little time and no files, so that a hostile one harms nobody else.
//
//     kontor-picture png|jpeg|webp      < the picture      > two squares, as PNG
//
// Each square is preceded by its length in four bytes, the lowest first: that of 256 px, then that
// of 64 px. It ends with 0, with 3 when this is no such picture, or with 4 when it is too large.
#include <gd.h>
#include <libexif/exif-data.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "server/picture/header.hpp"

namespace {

using picture::Kind, picture::Size;
using Image = std::unique_ptr<gdImage, void (*)(gdImagePtr)>;

constexpr int went_well = 0, cannot_run = 1, misused = 2, not_a_picture = 3, too_large = 4;
constexpr std::size_t most_bytes = 4u << 20;
constexpr int large_side = 256, small_side = 64;

bool limit(int resource, rlim_t most) {
    rlimit const both{most, most};
    return setrlimit(static_cast<__rlimit_resource>(resource), &both) == 0;
}

// A decoded picture of 50 megapixels takes 200 MB, and the decoders as much again and a half.
bool limit_all() {
#if !defined(__SANITIZE_ADDRESS__) && !defined(KONTOR_SANITIZED)
    // What is open stays open. (Sanitizers take more memory, and read files at the end.)
    if (!limit(RLIMIT_AS, rlim_t{768} << 20) || !limit(RLIMIT_NOFILE, 0)) return false;
#endif
    return limit(RLIMIT_CPU, 10) && limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_CORE, 0);
}

bool read_all(std::string& bytes) {
    std::array<char, 65536> some;
    for (;;) {
        auto const count = ::read(STDIN_FILENO, some.data(), some.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return false;
        if (count == 0) return true;
        bytes.append(some.data(), static_cast<std::size_t>(count));
        if (bytes.size() > most_bytes) return true;
    }
}

bool write_all(char const* bytes, std::size_t count) {
    while (count > 0) {
        auto const written = ::write(STDOUT_FILENO, bytes, count);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes += written;
        count -= static_cast<std::size_t>(written);
    }
    return true;
}

Image decode(Kind kind, std::string& bytes) {
    auto const size = static_cast<int>(bytes.size());
    gdImagePtr image = nullptr;
    switch (kind) {
        case Kind::png:
            image = gdImageCreateFromPngPtr(size, bytes.data());
            break;
        case Kind::jpeg:  // what the decoder would only warn of is broken, too
            image = gdImageCreateFromJpegPtrEx(size, bytes.data(), 0);
            break;
        case Kind::webp:
            image = gdImageCreateFromWebpPtr(size, bytes.data());
            break;
    }
    return {image, gdImageDestroy};
}

// 1 to 8, as EXIF counts; 1 when nothing is said.
int orientation_of(Kind kind, std::string const& bytes) {
    if (kind != Kind::jpeg) return 1;
    auto const* begin = reinterpret_cast<unsigned char const*>(bytes.data());
    auto* data = exif_data_new_from_data(begin, static_cast<unsigned>(bytes.size()));
    if (!data) return 1;
    int orientation = 1;
    auto* entry = exif_content_get_entry(data->ifd[EXIF_IFD_0], EXIF_TAG_ORIENTATION);
    if (entry && entry->format == EXIF_FORMAT_SHORT && entry->components == 1 && entry->size >= 2)
        orientation = exif_get_short(entry->data, exif_data_get_byte_order(data));
    exif_data_unref(data);
    return orientation >= 1 && orientation <= 8 ? orientation : 1;
}

Image square(int side) {
    Image image(gdImageCreateTrueColor(side, side), gdImageDestroy);
    if (!image) return image;
    gdImageAlphaBlending(image.get(), 0);
    gdImageSaveAlpha(image.get(), 1);
    return image;
}

Image scaled_square(gdImagePtr from, int x, int y, int length, int side) {
    auto to = square(side);
    if (to) gdImageCopyResampled(to.get(), from, 0, 0, x, y, side, side, length, length);
    return to;
}

// Where the pixel at x, y of the upright square lies in the one that was stored.
std::array<int, 2> stored_place(int orientation, int x, int y, int last) {
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

Image upright(Image stored, int orientation) {
    if (!stored || orientation == 1) return stored;
    int const side = gdImageSX(stored.get());
    auto image = square(side);
    if (!image) return image;
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) {
            auto const [from_x, from_y] = stored_place(orientation, x, y, side - 1);
            gdImageSetPixel(image.get(), x, y, gdImageGetPixel(stored.get(), from_x, from_y));
        }
    return image;
}

bool put(gdImagePtr image) {
    int size = 0;
    std::unique_ptr<void, void (*)(void*)> const png(gdImagePngPtr(image, &size), gdFree);
    if (!png || size <= 0) return false;
    auto const count = static_cast<std::uint32_t>(size);
    std::array<char, 4> length{};
    for (unsigned i = 0; i < 4; ++i) length[i] = static_cast<char>(count >> (8 * i) & 0xFF);
    return write_all(length.data(), length.size()) &&
           write_all(static_cast<char const*>(png.get()), count);
}

int answer(Kind kind, std::string& bytes) {
    auto const size = picture::size_of(kind, bytes);
    if (!size) return not_a_picture;
    if (picture::is_too_large(*size)) return too_large;
    auto const image = decode(kind, bytes);
    if (!image) return not_a_picture;
    // The header has to have told the truth: what is judged by it is what was decoded.
    int const width = gdImageSX(image.get()), height = gdImageSY(image.get());
    if (width != static_cast<int>(size->width) || height != static_cast<int>(size->height))
        return not_a_picture;
    int const length = std::min(width, height);
    auto const large = upright(
        scaled_square(image.get(), (width - length) / 2, (height - length) / 2, length, large_side),
        orientation_of(kind, bytes));
    if (!large) return cannot_run;
    auto const small = scaled_square(large.get(), 0, 0, large_side, small_side);
    return small && put(large.get()) && put(small.get()) ? went_well : cannot_run;
}

}  // namespace

int main(int count, char** arguments) {
    auto const kind = count == 2 ? picture::kind_from(arguments[1]) : std::nullopt;
    if (!kind) return misused;
    if (!limit_all()) return cannot_run;
    gdSetErrorMethod([](int, char const*, va_list) {});  // the way it ends says it
    std::string bytes;
    if (!read_all(bytes)) return cannot_run;
    if (bytes.size() > most_bytes) return too_large;
    try {
        return answer(*kind, bytes);
    } catch (std::bad_alloc const&) {
        return too_large;
    }
}
